import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { shareHandle } from '../../../contract/people-merge.ts'
import { useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { say } from '../../ui/toasts.tsx'
import { ChosenPerson } from '../ChosenPerson.tsx'
import type { FoundPerson } from '../look-up.ts'
import { PersonFinder } from '../PersonFinder.tsx'
import type { Person, PersonHandle } from '../person-data.ts'

/** Says in one act that an address belongs to somebody else too, who stays somebody else. */
export function ShareHandle({
  person,
  handle,
  onClose,
}: {
  person: Person
  handle: PersonHandle
  onClose: () => void
}) {
  const t = useTranslations('people.handles')
  const s = useTranslations('people.speaksFor')
  const { shown } = handle
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const [other, setOther] = useState<FoundPerson | null>(null)
  const share = useAct(shareHandle, {
    onSuccess: () => {
      onClose()
      say({ words: t('shareDone', { shown, name: other?.name ?? '' }) })
    },
  })
  const send = () => {
    setTried(true)
    if (!other) return
    const params = { personId: person.id, handleId: handle.id }
    share.mutate({ params, body: { withPersonId: other.id } })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('shareTitle')}
      lede={t('shareLede', { shown })}
      size="s"
      actions={
        <Button look="filled" busy={share.isPending} onClick={send}>
          {t('shareSend')}
        </Button>
      }
    >
      {other ? (
        <ChosenPerson name={other.name} onChange={() => setOther(null)} />
      ) : (
        <PersonFinder
          label={t('shareTitle')}
          text={text}
          onText={setText}
          error={tried ? s('missing') : undefined}
          onFound={(found) => found.id !== person.id && setOther(found)}
        />
      )}
    </Dialog>
  )
}
