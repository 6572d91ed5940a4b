import { HandHeart } from 'lucide-react'
import { useDeferredValue, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { type HeardPromise, hearPromises } from '../../domain/promises/hearing/heard.ts'
import { saidOf } from '../../domain/promises/said-of.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { NO_DUE, type TypedDue } from '../promises/DueField.tsx'
import { useDueContext } from '../promises/schedule.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import css from './Capture.module.css'
import type { CallDraft } from './call-draft.ts'
import { forReader } from './for-reader.ts'
import { HeardChip } from './HeardChip.tsx'
import { type DraftPromise, PromiseRow } from './PromiseRow.tsx'
import { useWriteDue } from './write-due.ts'

/** What was promised on the telephone: heard in the words, or added by hand. */
export function CallPromises({
  draft,
  change,
  tried,
  asked,
}: {
  draft: CallDraft
  change: (part: Partial<CallDraft>) => void
  tried: boolean
  /** somebody wanted to save though what was heard is neither promised nor waved away */
  asked: boolean
}) {
  const t = useTranslations('capture')
  const { member, workspace } = useSession()
  const writeDue = useWriteDue()
  const toName = nameOf(draft)
  const heard = useHeardInCall(draft)
  const textOf = ({ what }: HeardPromise) =>
    forReader(saidOf(what, firstName(member.name), [workspace.language]), toName)
  const dueOf = ({ due, saidAs }: HeardPromise): TypedDue =>
    due.kind === 'at' ? writeDue(due.instant, saidAs) : { ...NO_DUE, text: saidAs ?? '' }
  const put = (promises: DraftPromise[]) => change({ promises })
  const add = (text: string, due: TypedDue, key = String(Date.now())) =>
    put([...draft.promises, { key, text, due }])
  const first = heard[0]
  return (
    <>
      {first && (
        <PromiseKey label={t('heard.promise')} run={() => add(textOf(first), dueOf(first), first.what)} />
      )}
      {asked && heard.length > 0 && (
        <p className={css.ask} role="alert">
          {t('heard.ask')}
        </p>
      )}
      {heard.map((one, n) => (
        <HeardChip
          key={one.what}
          heard={one}
          first={n === 0}
          text={textOf(one)}
          onPromise={() => add(textOf(one), dueOf(one), one.what)}
          onNo={() => change({ unheard: [...draft.unheard, one.what] })}
        />
      ))}
      {draft.promises.map((promise, n) => (
        <PromiseRow
          key={promise.key}
          promise={promise}
          tried={tried}
          onChange={(next) => put(draft.promises.with(n, next))}
          onRemove={() => put(draft.promises.toSpliced(n, 1))}
        />
      ))}
      {heard.length === 0 && (
        <div>
          <Button look="quiet" icon={HandHeart} onClick={() => add('', NO_DUE)}>
            {t('promise.add')}
          </Button>
        </div>
      )}
    </>
  )
}

/** What is heard in a call's words and neither promised nor waved away yet. */
export function useHeardInCall(draft: CallDraft): HeardPromise[] {
  const context = useDueContext()
  const { members, workspace } = useSession()
  const summary = useDeferredValue(draft.summary)
  const all = useMemo(() => {
    const ourNames = members.map((m) => m.name.split(' ')[0] ?? '').filter(Boolean)
    return hearPromises(summary, { ...context, ourNames, languages: [workspace.language] })
  }, [summary, context, members, workspace])
  const known = new Set([...draft.unheard, ...draft.promises.map((p) => p.key)])
  return all.filter((one) => !known.has(one.what))
}

function PromiseKey({ label, run }: { label: string; run: () => void }) {
  useVerb({ id: 'call.promise', label, keys: 'mod+shift+p', listed: false, run })
  return null
}

function nameOf(draft: CallDraft): string | undefined {
  const first = firstName(draft.person?.name ?? draft.who)
  return /^\p{L}+$/u.test(first) ? first : undefined
}
