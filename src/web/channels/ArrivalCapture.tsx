import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { arrivalLeft, nameArrival, someoneIsHere } from '../../contract/counter.ts'
import { useAct } from '../api/queries.ts'
import { newId } from '../conversations/new-id.ts'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { say } from '../ui/toasts.tsx'
import { NameFields, NOTHING_NAMED, namingBody, noteWords, useSettle } from './NameFields.tsx'

/** Somebody came in. The press that opened this said so already; a name or what one sees may follow, and need not. */
export function ArrivalCapture({ onClose }: { onClose: () => void }) {
  const t = useTranslations('capture.arrival')
  const sayWhen = useSayWhen()
  const formId = useId()
  const note = useRef<HTMLInputElement>(null)
  const [naming, setNaming] = useState(NOTHING_NAMED)
  const here = useAct(someoneIsHere, { quiet: true })
  const left = useAct(arrivalLeft)
  const name = useAct(nameArrival)
  const sent = useRef(false)
  const arrive = here.mutate
  const [id] = useState(newId<'conversation'>)
  useEffect(() => {
    if (sent.current) return
    sent.current = true
    arrive({ body: { id } })
  }, [arrive, id])

  const conversationId = here.data?.conversationId
  const params = conversationId && { conversationId }
  const settle = useSettle()
  // Done with before the server has answered: out of the way, and back with its words should it come to nothing.
  const [leaving, setLeaving] = useState(false)
  const finish = (said: typeof naming) => {
    setNaming(said)
    if (here.isPending || here.isIdle) return setLeaving(true)
    if (params) {
      const hasWords = said.note.trim() !== '' || said.person !== null || said.newName !== ''
      if (hasWords) name.mutate({ params, body: namingBody(said) })
      say({ words: t('noted'), undo: () => left.mutate({ params }) })
    }
    onClose()
  }
  useEffect(() => {
    if (!leaving || here.isPending) return
    setLeaving(false)
    if (here.isSuccess) finish(naming)
  })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const settled = await settle(naming)
    setNaming(settled.naming)
    if (settled.ready) finish(settled.naming)
  }
  return (
    <Dialog
      open={!leaving}
      onOpenChange={(open) => !open && finish(noteWords(naming))}
      size="s"
      title={t('title')}
      lede={here.data ? t('lede', { when: sayWhen(here.data.arrivedAt, 'short') }) : t('sending')}
      initialFocus={note}
      actions={
        <>
          <Button type="submit" form={formId} look="filled">
            {t('done')}
          </Button>
          {params && (
            <Button
              look="quiet"
              onClick={() => {
                left.mutate({ params })
                onClose()
              }}
            >
              {t('mistake')}
            </Button>
          )}
        </>
      }
    >
      {here.isError ? (
        <ErrorState title={t('failed')} kept={t('failedMend')} retry={() => arrive({ body: { id } })} />
      ) : (
        <form id={formId} onSubmit={save}>
          <NameFields naming={naming} onChange={setNaming} noteRef={note} />
        </form>
      )}
    </Dialog>
  )
}
