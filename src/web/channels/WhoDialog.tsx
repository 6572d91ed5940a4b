import { type FormEvent, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { type Arrival, type ArrivalActs, withId } from './counter-acts.ts'
import { NameFields, NOTHING_NAMED, namingBody, useSettle } from './NameFields.tsx'

/** Says who somebody at the counter is, or what one sees to find them by. */
export function WhoDialog({
  arrival,
  act,
  onClose,
}: {
  arrival: Arrival
  act: ArrivalActs['name']
  onClose: () => void
}) {
  const t = useTranslations('counter.who')
  const f = useTranslations('form')
  const formId = useId()
  const who = useRef<HTMLInputElement>(null)
  const note = useRef<HTMLInputElement>(null)
  const [naming, setNaming] = useState({ ...NOTHING_NAMED, note: arrival.note })
  const settle = useSettle()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const settled = await settle(naming)
    setNaming(settled.naming)
    if (settled.ready) act.mutate(withId(arrival, namingBody(settled.naming)), { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={arrival.person ? arrival.person.name : t('title')}
      lede={arrival.person ? undefined : t('lede')}
      size="s"
      initialFocus={arrival.person ? note : who}
      actions={
        <Button type="submit" form={formId} look="filled" busy={act.isPending}>
          {f('save')}
        </Button>
      }
    >
      <form id={formId} onSubmit={save}>
        <NameFields
          naming={naming}
          onChange={setNaming}
          knownName={arrival.person?.name}
          whoRef={who}
          noteRef={note}
        />
      </form>
    </Dialog>
  )
}
