import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { makeAsk } from '../../contract/asks.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { ColleagueSelect } from '../accounts/ColleagueSelect.tsx'
import { useAct } from '../api/queries.ts'
import { newId } from '../conversations/new-id.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { TextField } from '../ui/TextField.tsx'
import { say } from '../ui/toasts.tsx'
import { DueField, NO_DUE, type TypedDue } from './DueField.tsx'
import css from './Form.module.css'

type Props = {
  conversationId?: string | undefined
  siteId?: string | undefined
  /** what stands there to begin with */
  what?: string | undefined
  onClose: () => void
}

/** Asks a colleague for something: of whom, what, and by when it would be wanted. */
export function AskDialog(props: Props) {
  const t = useTranslations('promises.asks')
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={t('title')} lede={t('lede')}>
      <AskForm {...props} />
    </Dialog>
  )
}

function AskForm({ conversationId, siteId, what = '', onClose }: Props) {
  const t = useTranslations('promises.asks')
  const m = useTranslations('promises.make')
  const { members } = useSession()
  const [of, setOf] = useState<string | null>(null)
  const [words, setWords] = useState(what)
  const [wish, setWish] = useState<TypedDue>(NO_DUE)
  const [tried, setTried] = useState(false)
  // The same until it is asked: sent again over a bad line it is asked once.
  const [id] = useState(() => newId<'ask'>())
  const ask = useAct(makeAsk)
  const unclear = wish.text.trim() !== '' && wish.at === null
  const send = () => {
    setTried(true)
    if (!of || words.trim() === '' || unclear || ask.isPending) return
    const name = firstName(members.find((one) => one.id === of)?.name ?? '')
    const wished = wish.at ? { wishedAs: wish.text, wishedBy: wish.at } : {}
    const body = { id, askedOf: of as Id<'member'>, text: words.trim(), conversationId, ...wished }
    ask.mutate(
      { body: body as never },
      {
        onSuccess: () => {
          say({ words: t('asked', { name }) })
          onClose()
        },
      },
    )
  }
  useVerb({ id: 'ask.send', label: t('act'), keys: 'mod+enter', run: send })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <ColleagueSelect
        label={m('colleague')}
        value={of}
        placeholder={m('chooseColleague')}
        error={tried && !of ? t('whomMissing') : undefined}
        onChange={setOf}
      />
      <TextField
        label={m('what')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        placeholder={t('whatExample')}
        autoComplete="off"
        error={tried && words.trim() === '' ? t('whatMissing') : undefined}
      />
      <DueField
        label={t('wish')}
        value={wish}
        onChange={setWish}
        siteId={siteId}
        optional
        hint={t('wishHint')}
        error={tried && unclear ? m('dueMissing') : undefined}
      />
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={ask.isPending}>
          {t('act')}
        </Button>
        <DialogClose render={<Button look="quiet">{m('cancel')}</Button>} />
      </div>
    </form>
  )
}
