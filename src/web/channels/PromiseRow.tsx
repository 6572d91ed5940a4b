import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { DueField, type TypedDue } from '../promises/DueField.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { TextField } from '../ui/TextField.tsx'
import css from './Capture.module.css'

/** A promise as it is being written: what they will read, and by when, as said. */
export type DraftPromise = { key: string; text: string; due: TypedDue }

/** Two fields: what we promise, and by when in plain words. */
export function PromiseRow({
  promise,
  tried,
  onChange,
  onRemove,
}: {
  promise: DraftPromise
  /** saving was tried: what is missing is said */
  tried: boolean
  onChange: (promise: DraftPromise) => void
  onRemove: () => void
}) {
  const t = useTranslations('capture.promise')
  const f = useTranslations('form')
  return (
    <div className={css.promise}>
      <TextField
        label={t('text')}
        autoComplete="off"
        value={promise.text}
        error={tried && promise.text.trim() === '' ? f('missing') : undefined}
        onChange={(event) => onChange({ ...promise, text: event.target.value })}
      />
      <IconButton icon={X} label={t('remove')} size="s" onClick={onRemove} className={css.remove} />
      <DueField
        label={t('by')}
        value={promise.due}
        onChange={(due) => onChange({ ...promise, due })}
        error={tried && promise.due.at === null ? t('when') : undefined}
      />
    </div>
  )
}
