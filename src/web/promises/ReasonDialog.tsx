import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import type { PromiseShown } from './by-day.ts'
import { ChangedMeanwhile, useAsSeen } from './ChangedMeanwhile.tsx'
import css from './Form.module.css'

/** Asks for the words that belong to an act: why it was broken, what they said when they let us off. */
export function ReasonDialog(props: {
  title: string
  lede: string
  label: string
  act: string
  busy?: boolean
  /** the promise they are about, where it is one: nothing is sent before one saw what a colleague changed of it */
  promise?: PromiseShown
  /** the words, and the version of the promise they were written about */
  onSend: (words: string, version: number) => void
  onClose: () => void
}) {
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={props.title} lede={props.lede}>
      <ReasonForm {...props} />
    </Dialog>
  )
}

function ReasonForm({
  label,
  act,
  busy,
  promise,
  onSend,
}: {
  label: string
  act: string
  busy?: boolean | undefined
  promise?: PromiseShown | undefined
  onSend: (words: string, version: number) => void
}) {
  const t = useTranslations('promises')
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  const { seen, changed, goOn } = useAsSeen(promise)
  const send = () => {
    setTried(true)
    if (words.trim() !== '' && !busy && !changed) onSend(words.trim(), seen?.version ?? 0)
  }
  useVerb({ id: 'reason.send', label: act, keys: 'mod+enter', run: send })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {changed && promise && seen && <ChangedMeanwhile seen={seen} promise={promise} onGoOn={goOn} />}
      <TextArea
        label={label}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        error={tried && words.trim() === '' ? t('reasonMissing') : undefined}
      />
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={busy} disabled={changed}>
          {act}
        </Button>
        <DialogClose render={<Button look="quiet">{t('make.cancel')}</Button>} />
      </div>
    </form>
  )
}
