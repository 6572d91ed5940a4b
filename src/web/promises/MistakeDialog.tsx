import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { noteMistake } from '../../contract/mistakes.ts'
import { FOUND_BY, type FoundBy } from '../../domain/promises/mistakes.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { useAct } from '../api/queries.ts'
import { newId } from '../conversations/new-id.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import { DueField, NO_DUE } from './DueField.tsx'
import css from './Form.module.css'

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
  const note = useAct(noteMistake)
  const tell = name !== undefined && foundBy === 'us' && tells
  const send = () => {
    setTried(true)
    if (what.trim() === '' || (tell && (due.at === null || words.trim() === '')) || note.isPending) return
    const body = {
      ...{ id, foundBy, what: what.trim(), cause: cause.trim() || null },
      ...(conversationId ? { conversationId } : {}),
      ...(tell ? { tell: { text: words.trim(), due: due.at!, saidAs: due.text } } : {}),
    }
    note.mutate(
      { body: body as never },
      {
        onSuccess: () => {
          say({ words: tell ? t('notedTold', { name: firstName(name) }) : t('noted') })
          onClose()
        },
      },
    )
  }
  useVerb({ id: 'mistake.send', label: t('act'), keys: 'mod+enter', run: send })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
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
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={note.isPending}>
          {t('act')}
        </Button>
        <DialogClose render={<Button look="quiet">{f('cancel')}</Button>} />
      </div>
    </form>
  )
}
