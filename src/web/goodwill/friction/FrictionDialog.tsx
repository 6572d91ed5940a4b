import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { noteFriction, withdrawFriction } from '../../../contract/recovery.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import css from '../../promises/Form.module.css'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { useVerb } from '../../ui/hotkeys.tsx'
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
  const f = useTranslations('form')
  const [text, setText] = useState('')
  const [rule, setRule] = useState<Meant | null>(null)
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  // The same until it is noted: sent again over a bad line it is noted once.
  const [id] = useState(() => newId<'friction'>())
  const withdraw = useAct(withdrawFriction, { onSuccess: () => void say({ words: t('withdrawn') }) })
  const note = useAct(noteFriction, { again: true })
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
    note.mutate(
      { body: body as never },
      {
        onSuccess: (noted) => {
          say({
            words: t('noted', { name: firstName(noted.rule.owner.name) }),
            undo: () =>
              withdraw.mutate({ params: { frictionId: noted.id }, body: { version: noted.version } }),
          })
          onClose()
        },
      },
    )
  }
  useVerb({ id: 'friction.send', label: t('act'), keys: 'mod+enter', run: () => send() })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
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
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={note.isPending}>
          {t('act')}
        </Button>
        <DialogClose render={<Button look="quiet">{f('cancel')}</Button>} />
      </div>
    </form>
  )
}
