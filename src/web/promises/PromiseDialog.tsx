import { type ComponentProps, type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { makePromise } from '../../contract/promises.ts'
import type { Due } from '../../domain/promises/due.ts'
import { hearDeed } from '../../domain/promises/hearing/heard-deed.ts'
import { saidOf } from '../../domain/promises/said-of.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { ColleagueSelect } from '../accounts/ColleagueSelect.tsx'
import { useAct } from '../api/queries.ts'
import { newId } from '../conversations/new-id.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { say } from '../ui/toasts.tsx'
import { AskDialog } from './AskForm.tsx'
import type { PromiseShown } from './by-day.ts'
import { DueField, NO_DUE, type TypedDue } from './DueField.tsx'
import css from './Form.module.css'
import { Promisee, type To } from './Promisee.tsx'
import { useDueContext } from './schedule.ts'
import { useHasPage } from './use-has-page.ts'

export type PromiseDialogProps = {
  onClose: () => void
  /** the person served whom one is with; without it one chooses to whom it is made */
  to?: { personId: string; name: string } | undefined
  /** begins with a promise to a colleague, to this one where it is known */
  colleague?: { id: string; name: string } | boolean | undefined
  conversationId?: string | undefined
  needId?: string | undefined
  siteId?: string | undefined
  /** what stands there to begin with */
  what?: string | undefined
  /** what was heard elsewhere, with its time as far as it is clear */
  heard?: { what: string; saidAs: string | null; due: Due } | undefined
  onMade?: (promise: PromiseShown) => void
}

const RHYTHMS = { none: null, hours2: 120, day: 1440, days2: 2880, week: 10_080 } as const
type Rhythm = keyof typeof RHYTHMS

/** Makes a promise by hand: what, by when, and how often they hear how it stands. */
export function PromiseDialog(props: PromiseDialogProps) {
  const t = useTranslations('promises.make')
  const person: To | null = props.to ? { kind: 'person', id: props.to.personId, name: props.to.name } : null
  const [colleague, setColleague] = useState(Boolean(props.colleague))
  const [to, setTo] = useState<To | null>(() => {
    if (typeof props.colleague === 'object') return { kind: 'member', ...props.colleague }
    return props.colleague ? null : person
  })
  const [asks, setAsks] = useState<string | null>(null)
  const name = to ? firstName(to.name) : ''
  // Until somebody is chosen it is said as it usually is.
  const hasPage = useHasPage(to?.kind === 'person' ? to.id : undefined)
  if (asks !== null) {
    const { conversationId, siteId, onClose } = props
    return <AskDialog {...{ conversationId, siteId, onClose }} what={asks} />
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={to ? t('title', { name }) : t('titleOpen')}
      lede={colleague ? t('ledeColleague') : t(hasPage ? 'lede' : 'ledeNoPage', { name: name || t('they') })}
    >
      <PromiseForm
        {...props}
        {...{ person, to, colleague, hasPage }}
        onTo={setTo}
        onColleague={setColleague}
        onAsk={setAsks}
      />
    </Dialog>
  )
}

type FormProps = Omit<PromiseDialogProps, 'to' | 'colleague'> &
  Omit<ComponentProps<typeof Promisee>, 'error'> & { onAsk: (what: string) => void; hasPage: boolean }

function PromiseForm({
  onClose,
  conversationId,
  needId,
  siteId,
  what,
  heard: said,
  onMade,
  onAsk,
  hasPage,
  ...whom
}: FormProps) {
  const t = useTranslations('promises.make')
  const { member, members, workspace } = useSession()
  const sayWhen = useSayWhen()
  const ctx = useDueContext(siteId)
  const [words, setWords] = useState(said?.what ?? what ?? '')
  const [due, setDue] = useState<TypedDue>(() => dueOf(said))
  const [rhythm, setRhythm] = useState<Rhythm>('none')
  const [ownerId, setOwnerId] = useState<string>(member.id)
  const [tried, setTried] = useState(false)
  // The same until it is made: sent again over a bad line it is promised once.
  const [id] = useState(() => newId<'promise'>())
  const offline = useTranslations('shell.offline')
  const make = useAct(makePromise, {
    onKept: () => {
      say({ words: offline('kept') })
      onClose()
    },
  })
  const { to } = whom
  const name = to ? firstName(to.name) : ''
  const owner = members.find((m) => m.id === ownerId)?.name ?? member.name
  const heard = hearDeed(words, ctx) ?? undefined
  const text = saidOf(heard?.what ?? words, firstName(owner), [workspace.language])
  const at = due.at ?? (due.text === '' && heard?.due.kind === 'at' ? heard.due.instant : null)
  const send = () => {
    setTried(true)
    if (words.trim() === '' || !at || !to || to.id === ownerId || make.isPending) return
    const saidAs = due.text.trim() || (heard?.saidAs ?? null)
    const updateEveryMinutes = RHYTHMS[rhythm]
    make.mutate(
      {
        body: {
          id,
          text,
          saidAs,
          due: at,
          updateEveryMinutes,
          ownerId,
          ...(to.kind === 'person'
            ? { toPersonId: to.id as Id<'person'>, needId: needId as Id<'need'> }
            : { toMemberId: to.id as Id<'member'> }),
          conversationId,
        },
      },
      {
        onSuccess: (promise) => {
          say({ words: t('made', { name, by: sayWhen(at, 'by') }) })
          onMade?.(promise)
          onClose()
        },
      },
    )
  }
  useVerb({ id: 'promise.make', label: t('act'), keys: 'mod+enter', run: send })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <Promisee {...whom} error={tried && !to ? t('toMissing') : undefined} />
      <TextField
        label={t('what')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          // A time chosen of what these words may mean is theirs.
          if (due.text === '') setDue(NO_DUE)
        }}
        placeholder={t('whatExample')}
        autoComplete="off"
        // Whom one is with is known: what is promised is the first thing to say.
        autoFocus={whom.person !== null}
        error={tried && words.trim() === '' ? t('whatMissing') : undefined}
      />
      <DueField
        label={t('due')}
        value={due}
        onChange={setDue}
        siteId={siteId}
        heard={heard}
        hint={due.text === '' && at ? t('heardDue', { by: sayWhen(at, 'by') }) : undefined}
        error={tried && !at ? t('dueMissing') : undefined}
      />
      <Select
        label={t('rhythm')}
        value={rhythm}
        onChange={setRhythm}
        choices={(Object.keys(RHYTHMS) as Rhythm[]).map((value) => ({
          value,
          label: t(`rhythms.${value}`),
        }))}
      />
      <ColleagueSelect
        label={t('owner')}
        value={ownerId}
        onChange={setOwnerId}
        error={to?.id === ownerId ? t('notToOneself') : undefined}
        me={(name) => t('me', { name })}
      />
      {words.trim() !== '' && to && (
        <p className={css.preview}>
          {at
            ? t(hasPage ? 'preview' : 'previewUnseen', { name, text, by: sayWhen(at, 'by') })
            : t(hasPage ? 'previewOpen' : 'previewOpenUnseen', { name, text })}
        </p>
      )}
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={make.isPending}>
          {t('act')}
        </Button>
        <DialogClose render={<Button look="quiet">{t('cancel')}</Button>} />
        {members.some((m) => m.serves && m.id !== member.id) && (
          <Button look="quiet" onClick={() => onAsk(words)}>
            {t('askInstead')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** The time as it was said, with the instant where it is clear; what was not is asked back at its field. */
function dueOf(said: PromiseDialogProps['heard']): TypedDue {
  if (!said?.saidAs) return NO_DUE
  return { text: said.saidAs, at: said.due.kind === 'at' ? said.due.instant : null }
}
