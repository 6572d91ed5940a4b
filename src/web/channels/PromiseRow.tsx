import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { firstName } from '../../domain/shared/first-name.ts'
import { ColleagueSelect } from '../accounts/ColleagueSelect.tsx'
import { DueField, type TypedDue } from '../promises/DueField.tsx'
import { useSession } from '../shell/session.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { TextField } from '../ui/TextField.tsx'
import css from './Capture.module.css'

/** A promise as it is being written: what they will read, and by when, as said. */
export type DraftPromise = {
  key: string
  text: string
  due: TypedDue
  /** who keeps it; nobody named: who writes it down */
  ownerId?: string | undefined
}

/** What we promise, by when in plain words, and who of us keeps it. */
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
  const { member, members } = useSession()
  const owner = promise.ownerId ?? member.id
  const giveTo = (ownerId: string) => {
    const [now, next] = [owner, ownerId].map((id) => firstName(members.find((m) => m.id === id)?.name ?? ''))
    const named = now && next && promise.text.startsWith(`${now} `)
    onChange({ ...promise, ownerId, text: named ? next + promise.text.slice(now.length) : promise.text })
  }
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
      {members.some((m) => m.serves && m.id !== member.id) && (
        <ColleagueSelect
          label={t('owner')}
          value={owner}
          hint={
            owner === member.id
              ? undefined
              : t('told', { name: firstName(members.find((m) => m.id === owner)?.name ?? '') })
          }
          onChange={giveTo}
          me={(name) => t('me', { name })}
        />
      )}
    </div>
  )
}
