import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { confirmFinding } from '../../../contract/look-back.ts'
import { saidOf } from '../../../domain/promises/said-of.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { earlier, type Instant, plus } from '../../../domain/shared/time.ts'
import { ColleagueSelect } from '../../accounts/ColleagueSelect.tsx'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { DueField, NO_DUE, type TypedDue } from '../../promises/DueField.tsx'
import form from '../../promises/Form.module.css'
import { useHasPage } from '../../promises/use-has-page.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock, useSayWhen } from '../../ui/clock.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { useVerb } from '../../ui/hotkeys.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import { say } from '../../ui/toasts.tsx'
import { HeardSentence } from './HeardSentence.tsx'
import css from './LookBack.module.css'
import type { Finding } from './look-back-data.ts'

/** How soon the one who owes it is reminded to tell them the new date (hours). */
const TELL_WITHIN = 2

type Props = { finding: Finding; siteId: string; onClose: () => void }

/** Makes a promise of what was found: its words, by when, who keeps it. */
export function ConfirmDialog(props: Props) {
  const t = useTranslations('lookBack.confirm')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('title', { name: firstName(props.finding.name) })}
      lede={<HeardSentence finding={props.finding} />}
    >
      <ConfirmForm {...props} />
    </Dialog>
  )
}

function ConfirmForm({ finding, siteId, onClose }: Props) {
  const t = useTranslations('lookBack.confirm')
  const m = useTranslations('promises.make')
  const { member, members, workspace } = useSession()
  const { now } = useClock()
  const sayWhen = useSayWhen()
  const [id] = useState(() => newId<'promise'>())
  const [ownerId, setOwnerId] = useState<string>(
    members.find((one) => one.serves && one.id === finding.saidBy?.id)?.id ?? member.id,
  )
  const owner = firstName(members.find((one) => one.id === ownerId)?.name ?? member.name)
  const begins = finding.what ? saidOf(finding.what, owner, [workspace.language]) : t('answers', { owner })
  const [typed, setText] = useState<string | null>(null)
  const text = typed ?? begins
  const passed = finding.due !== null && finding.due <= now
  const ahead = finding.due !== null && !passed ? finding.due : null
  const [due, setDue] = useState<TypedDue>(NO_DUE)
  const at = due.at ?? (due.text === '' ? ahead : null)
  const [tell, setTell] = useState(true)
  const [tried, setTried] = useState(false)
  const confirm = useAct(confirmFinding)
  const known = finding.person !== null || finding.name !== finding.address
  const [name, setName] = useState('')
  const hasPage = useHasPage(finding.person?.id ?? null)
  const first = firstName(name || finding.name)
  const send = () => {
    setTried(true)
    if (text.trim() === '' || !at || confirm.isPending) return
    const saidAs = finding.saidAs
      ? t('saidAs', { said: finding.saidAs, on: sayWhen(finding.mailAt, 'day') })
      : due.text || undefined
    const soon = plus(now as Instant, { hours: TELL_WITHIN })
    confirm.mutate(
      {
        params: { findingId: finding.id },
        body: {
          ...{ id, text: text.trim(), due: at, ownerId: ownerId as never, version: finding.version },
          ...(saidAs ? { saidAs: saidAs.slice(0, 200) } : {}),
          ...(name.trim() ? { name: name.trim() } : {}),
          nextUpdateDue: passed && tell ? earlier(at, soon) : null,
        },
      },
      {
        onSuccess: () => {
          say({ words: m('made', { name: first, by: sayWhen(at, 'by') }) })
          onClose()
        },
      },
    )
  }
  useVerb({ id: 'finding.confirm', label: m('act'), keys: 'mod+enter', run: send })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form className={form.form} onSubmit={submit} noValidate>
      {!known && (
        <TextField
          label={t('name')}
          hint={finding.address}
          value={name}
          optional
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      )}
      <TextField
        label={m('what')}
        value={text}
        autoComplete="off"
        error={tried && text.trim() === '' ? m('whatMissing') : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <DueField
        label={m('due')}
        value={due}
        onChange={setDue}
        siteId={siteId}
        hint={dueHint()}
        error={tried && !at ? m('dueMissing') : undefined}
      />
      <ColleagueSelect
        label={m('owner')}
        value={ownerId}
        onChange={setOwnerId}
        me={(name) => m('me', { name })}
      />
      {passed && (
        <Checkbox label={t('tell', { name: first })} hint={t('tellHint')} checked={tell} onChange={setTell} />
      )}
      {at && (
        <p className={css.quoted}>
          {m(hasPage ? 'preview' : 'previewUnseen', { name: first, text, by: sayWhen(at, 'by') })}
        </p>
      )}
      <div className={form.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={confirm.isPending}>
          {m('act')}
        </Button>
        <DialogClose render={<Button look="quiet">{m('cancel')}</Button>} />
      </div>
    </form>
  )

  function dueHint(): string | undefined {
    if (due.text !== '') return undefined
    if (passed) return t('passed', { by: sayWhen(finding.due!, 'by') })
    if (ahead) return m('heardDue', { by: sayWhen(ahead, 'by') })
    return finding.saidAs ? t('unclear', { said: finding.saidAs }) : undefined
  }
}
