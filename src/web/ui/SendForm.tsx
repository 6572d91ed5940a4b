import { type FormEvent, type ReactNode, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './Button.tsx'
import { DialogClose } from './Dialog.tsx'
import { useVerb } from './hotkeys.tsx'
import css from './SendForm.module.css'

/**
 * What is filled in in a dialog, its button and the way out. Enter in a line of it and mod+Enter anywhere in it send it as well; what
 * was sent is not sent again before there is an answer. Where something is wrong, the first of it has the focus.
 */
export function SendForm({
  act,
  busy,
  onSend,
  children,
}: {
  /** what it does, on its button */
  act: string
  /** it is on its way */
  busy: boolean
  onSend: (event: FormEvent<HTMLFormElement>) => void
  children: ReactNode
}) {
  const f = useTranslations('form')
  const form = useRef<HTMLFormElement>(null)
  useVerb({
    id: 'dialog.send',
    label: act,
    keys: 'mod+enter',
    listed: false,
    run: () => form.current?.requestSubmit(),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    onSend(event)
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
  }
  return (
    <form ref={form} className={css.form} noValidate onSubmit={submit}>
      {children}
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={busy}>
          {act}
        </Button>
        <DialogClose render={<Button look="quiet">{f('cancel')}</Button>} />
      </div>
    </form>
  )
}
