import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { readBlock } from '../../../domain/channels/junk.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { CatchesDialog } from './CatchesDialog.tsx'
import css from './Junk.module.css'
import { useBlock } from './use-block.ts'

/** Blocks an address or a domain; where more than strangers write from there, it is asked first. */
export function AddBlock() {
  const t = useTranslations('junk.blocks')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState(false)
  const { block, busy, catches, letGo } = useBlock(() => {
    setValue('')
    setReason('')
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const sound = readBlock(value) !== null
    setWrong(!sound)
    if (sound) return block({ value, reason })
    const sent = event.currentTarget as HTMLFormElement
    requestAnimationFrame(() => sent.querySelector<HTMLElement>('[aria-invalid]')?.focus())
  }
  return (
    <form className={css.add} onSubmit={send} noValidate>
      <TextField
        label={t('value')}
        hint={t('valueHint')}
        error={wrong ? t('valueWrong') : undefined}
        value={value}
        maxLength={320}
        autoComplete="off"
        onChange={(event) => {
          setValue(event.target.value)
          setWrong(false)
        }}
      />
      <TextField
        label={t('reason')}
        optional
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="submit" busy={busy}>
        {t('add')}
      </Button>
      {catches && (
        <CatchesDialog
          {...catches}
          onClose={letGo}
          onAnyway={() => {
            letGo()
            block({ value: catches.value, reason: catches.reason, anyway: true })
          }}
        />
      )}
    </form>
  )
}
