import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { acceptAsk } from '../../contract/asks.ts'
import { saidOf } from '../../domain/promises/said-of.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { useAct } from '../api/queries.ts'
import { newId } from '../conversations/new-id.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useClock, useSayWhen } from '../ui/clock.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { say } from '../ui/toasts.tsx'
import type { AskShown } from './ask-data.ts'
import { DueField, NO_DUE, type TypedDue } from './DueField.tsx'
import css from './Form.module.css'

type Props = { ask: AskShown; onClose: () => void }

/** Promises what a colleague asked for: the wished moment, or another. */
export function AcceptDialog(props: Props) {
  const t = useTranslations('promises.asks')
  const name = firstName(props.ask.by.name)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('acceptTitle', { name })}
      lede={t('acceptLede', { name })}
    >
      <AcceptForm {...props} />
    </Dialog>
  )
}

function AcceptForm({ ask, onClose }: Props) {
  const t = useTranslations('promises')
  const { member, workspace } = useSession()
  const { now } = useClock()
  const sayWhen = useSayWhen()
  const accept = useAct(acceptAsk)
  const [promiseId] = useState(() => newId<'promise'>())
  const [due, setDue] = useState<TypedDue>(NO_DUE)
  const [tried, setTried] = useState(false)
  const wished = ask.wishedBy !== null && ask.wishedBy > (now as Instant) ? ask.wishedBy : null
  const at = due.at ?? (due.text === '' ? wished : null)
  const name = firstName(ask.by.name)
  const text = saidOf(ask.text, firstName(member.name), [workspace.language])
  const send = () => {
    setTried(true)
    if (!at || accept.isPending) return
    const saidAs = due.at ? due.text : ask.wishedAs
    accept.mutate(
      { params: { askId: ask.id }, body: { promiseId, due: at, saidAs, version: ask.version } },
      {
        onSuccess: () => {
          say({ words: t('make.made', { name, by: sayWhen(at, 'by') }) })
          onClose()
        },
      },
    )
  }
  useVerb({ id: 'ask.accept', label: t('make.act'), keys: 'mod+enter', run: send })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <DueField
        label={t('make.due')}
        value={due}
        onChange={setDue}
        hint={due.text === '' && wished ? t('asks.asWished', { by: sayWhen(wished, 'by') }) : undefined}
        error={tried && !at ? t('make.dueMissing') : undefined}
      />
      <p className={css.preview}>
        {at
          ? t('make.preview', { name, text, by: sayWhen(at, 'by') })
          : t('make.previewOpen', { name, text })}
      </p>
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={accept.isPending}>
          {t('make.act')}
        </Button>
        <DialogClose render={<Button look="quiet">{t('make.cancel')}</Button>} />
      </div>
    </form>
  )
}
