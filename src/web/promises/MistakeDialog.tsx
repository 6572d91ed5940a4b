import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { noteMistake } from '../../contract/mistakes.ts'
import { FOUND_BY, type FoundBy } from '../../domain/promises/mistakes.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { useAct } from '../api/queries.ts'
import { newId } from '../conversations/new-id.ts'
import { useSession } from '../shell/session.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { SendForm } from '../ui/SendForm.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import { DueField, NO_DUE } from './DueField.tsx'

type Props = {
  /** the conversation it is noted in, and whom we talk with there */
  conversationId?: string | undefined
  siteId?: string | undefined
  name?: string | undefined
  onClose: () => void
}

/** Notes a mistake (S3-23): what, who found it, and by when they are told of what we found before they do. */
export function MistakeDialog(props: Props) {
  const t = useTranslations('mistakes')
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={t('noteTitle')} lede={t('lede')}>
      <MistakeForm {...props} />
    </Dialog>
  )
}

function MistakeForm({ conversationId, siteId, name, onClose }: Props) {
  const t = useTranslations('mistakes')
  const f = useTranslations('form')
  const m = useTranslations('promises.make')
  const { member } = useSession()
  const [what, setWhat] = useState('')
  const [cause, setCause] = useState('')
  const [foundBy, setFoundBy] = useState<FoundBy>('us')
  const [tells, setTells] = useState(true)
  const [words, setWords] = useState(() => t('tellWords', { me: firstName(member.name) }))
  const [due, setDue] = useState(NO_DUE)
  const [tried, setTried] = useState(false)
  // The same until it is noted: sent again over a bad line it is noted once.
  const [id] = useState(() => newId<'mistake'>())
  const tell = name !== undefined && foundBy === 'us' && tells
  // Said also once the dialog is gone: closed while it is on its way, it is noted all the same.
  const note = useAct(noteMistake, {
    onSuccess: (_, { body }) =>
      void say({ words: body.tell ? t('notedTold', { name: firstName(name ?? '') }) : t('noted') }),
  })
  const send = () => {
    setTried(true)
    if (what.trim() === '' || (tell && (due.at === null || words.trim() === '')) || note.isPending) return
    const body = {
      ...{ id, foundBy, what: what.trim(), cause: cause.trim() || null },
      ...(conversationId ? { conversationId } : {}),
      ...(tell ? { tell: { text: words.trim(), due: due.at!, saidAs: due.text } } : {}),
    }
    note.mutate({ body: body as never }, { onSuccess: onClose })
  }
  return (
    <SendForm act={t('act')} busy={note.isPending} onSend={send}>
      <TextArea
        label={t('what')}
        placeholder={t('whatExample')}
        value={what}
        error={tried && what.trim() === '' ? t('whatMissing') : undefined}
        onChange={(event) => setWhat(event.target.value)}
      />
      <Segmented
        label={t('foundBy.label')}
        value={foundBy}
        onChange={setFoundBy}
        segments={FOUND_BY.map((value) => ({ value, label: t(`foundBy.${value}`) }))}
      />
      <TextField
        label={t('cause')}
        optional
        autoComplete="off"
        value={cause}
        onChange={(event) => setCause(event.target.value)}
      />
      {name !== undefined && foundBy === 'us' && (
        <Checkbox label={t('tell', { name: firstName(name) })} checked={tells} onChange={setTells} />
      )}
      {tell && (
        <>
          <TextField
            label={t('tellWhat')}
            autoComplete="off"
            value={words}
            error={tried && words.trim() === '' ? f('missing') : undefined}
            onChange={(event) => setWords(event.target.value)}
          />
          <DueField
            label={t('tellBy')}
            value={due}
            onChange={setDue}
            siteId={siteId}
            error={tried && due.at === null ? m('dueMissing') : undefined}
          />
        </>
      )}
    </SendForm>
  )
}
