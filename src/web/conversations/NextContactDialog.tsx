import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { setNextContact } from '../../contract/contact.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { useAct } from '../api/queries.ts'
import { DueField, NO_DUE, type TypedDue } from '../promises/DueField.tsx'
import css from '../promises/Form.module.css'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import type { Talk } from './talk.ts'

type Props = { talk: Talk; person: { id: string; name: string }; onClose: () => void }

/** Something to look forward to: when we meet or hear from each other next. */
export function NextContactDialog(props: Props) {
  const t = useTranslations('conversations.nextContact')
  const name = firstName(props.person.name)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('title')}
      lede={t('lede', { name })}
    >
      <NextContactForm {...props} />
    </Dialog>
  )
}

function NextContactForm({ talk, person, onClose }: Props) {
  const t = useTranslations('conversations.nextContact')
  const [what, setWhat] = useState('')
  const [due, setDue] = useState<TypedDue>(NO_DUE)
  const [told, setTold] = useState(false)
  const [tried, setTried] = useState(false)
  const set = useAct(setNextContact)
  const name = firstName(person.name)
  const send = () => {
    setTried(true)
    if (what.trim() === '' || !due.at || set.isPending) return
    set.mutate(
      {
        params: { personId: person.id },
        body: { what: what.trim(), due: due.at, told, conversationId: talk.id },
      },
      {
        onSuccess: () => {
          say({ words: t('done') })
          onClose()
        },
      },
    )
  }
  useVerb({ id: 'next.set', label: t('act'), keys: 'mod+enter', run: send })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextField
        label={t('what')}
        placeholder={t('whatExample')}
        autoComplete="off"
        value={what}
        onChange={(event) => setWhat(event.target.value)}
        error={tried && what.trim() === '' ? t('whatMissing') : undefined}
      />
      <DueField
        label={t('due')}
        value={due}
        onChange={setDue}
        siteId={talk.siteId}
        placeholder={t('dueExample')}
        error={tried && !due.at ? t('dueMissing') : undefined}
      />
      <Checkbox label={t('told', { name })} checked={told} onChange={setTold} />
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={set.isPending}>
          {t('act')}
        </Button>
        <DialogClose render={<Button look="quiet">{t('cancel')}</Button>} />
      </div>
    </form>
  )
}
