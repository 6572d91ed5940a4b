import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { noteFriction, withdrawFriction } from '../../../contract/recovery.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { SendForm } from '../../ui/SendForm.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { type Meant, RuleFinder } from './RuleFinder.tsx'

type Props = {
  conversationId?: string | undefined
  /** whom it kept us from helping, where no conversation tells */
  personId?: string | undefined
  onClose: () => void
}

/** Says which rule kept us from helping (S1-08): Enter is enough. */
export function FrictionDialog(props: Props) {
  const t = useTranslations('friction.note')
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={t('title')} lede={t('lede')}>
      <FrictionForm {...props} />
    </Dialog>
  )
}

function FrictionForm({ conversationId, personId, onClose }: Props) {
  const t = useTranslations('friction.note')
  const [text, setText] = useState('')
  const [rule, setRule] = useState<Meant | null>(null)
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  // The same until it is noted: sent again over a bad line it is noted once.
  const [id] = useState(() => newId<'friction'>())
  const withdraw = useAct(withdrawFriction, { onSuccess: () => void say({ words: t('withdrawn') }) })
  // Said also once the dialog is gone: closed while it is on its way, it is noted all the same.
  const note = useAct(noteFriction, {
    again: true,
    onSuccess: ({ id: frictionId, version, rule: noted }) =>
      void say({
        words: t('noted', { name: firstName(noted.owner.name) }),
        undo: () => withdraw.mutate({ params: { frictionId }, body: { version } }),
      }),
  })
  const send = (meant = rule) => {
    setTried(true)
    if (!meant || note.isPending) return
    const body = {
      id,
      ...(meant.id ? { ruleId: meant.id } : { rule: meant.name }),
      ...(conversationId ? { conversationId } : {}),
      ...(personId ? { personId } : {}),
      ...(words.trim() ? { words: words.trim() } : {}),
    }
    note.mutate({ body: body as never }, { onSuccess: onClose })
  }
  return (
    <SendForm act={t('act')} busy={note.isPending} onSend={() => send()}>
      <RuleFinder
        text={text}
        onText={setText}
        onMeant={setRule}
        onEnter={send}
        error={tried && !rule ? t('missing') : undefined}
      />
      <TextField
        label={t('words')}
        optional
        autoComplete="off"
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </SendForm>
  )
}
