import { HandHeart } from 'lucide-react'
import { useDeferredValue, useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { doerIn } from '../../domain/promises/hearing/doer.ts'
import { hearPromises } from '../../domain/promises/hearing/heard.ts'
import { saidOf } from '../../domain/promises/said-of.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { NO_DUE, type TypedDue } from '../promises/DueField.tsx'
import { HeardList } from '../promises/heard/HeardList.tsx'
import type { HeardHandle, HeardShown } from '../promises/heard/heard-shown.ts'
import { useDueContext } from '../promises/schedule.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import css from './Capture.module.css'
import type { CallDraft } from './call-draft.ts'
import { forReader } from './for-reader.ts'
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
  const writeDue = useWriteDue()
  const heard = useHeardInCall(draft)
  const list = useRef<HeardHandle>(null)
  const put = (promises: DraftPromise[]) => change({ promises })
  const add = (text: string, due: TypedDue, key = String(Date.now()), ownerId?: string) =>
    put([...draft.promises, { key, text, due, ownerId }])
  return (
    <>
      {heard.length > 0 && <PromiseKey label={t('promise.add')} run={() => list.current?.accept()} />}
      {asked && heard.length > 0 && (
        <p className={css.ask} role="alert">
          {t('heard.ask')}
        </p>
      )}
      <HeardList
        ref={list}
        heard={heard}
        keys="mod+shift+p"
        note={({ owner }) => (owner ? t('heard.whyOf', { name: firstName(owner.name) }) : t('heard.why'))}
        onPromise={({ title, key, owner }, at, saidAs) => add(title, writeDue(at, saidAs), key, owner?.id)}
        onDismiss={({ key }) => change({ unheard: [...draft.unheard, key] })}
      />
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

/** A promise heard in a call, with the colleague who keeps it where the words name one. */
type HeardInCall = HeardShown & { owner: { id: string; name: string } | null }

/** What is heard in a call's words and neither promised nor waved away yet. */
export function useHeardInCall(draft: CallDraft): HeardInCall[] {
  const context = useDueContext()
  const { member, members, workspace } = useSession()
  const toName = nameOf(draft)
  const summary = useDeferredValue(draft.summary)
  const all = useMemo(() => {
    const ourNames = members.map((m) => m.name.split(' ')[0] ?? '').filter(Boolean)
    const languages = [workspace.language]
    const colleagues = members.filter((m) => m.serves && m.id !== member.id)
    return hearPromises(summary, { ...context, ourNames, languages }).map((one) => {
      const id = doerIn(
        summary.slice(one.start, one.end),
        colleagues.map((m) => ({ id: m.id, name: firstName(m.name) })),
      )
      const owner = colleagues.find((m) => m.id === id) ?? null
      return {
        ...one,
        owner,
        key: `${one.what} ${one.saidAs ?? ''}`,
        title: forReader(saidOf(one.what, firstName((owner ?? member).name), languages), toName),
      }
    })
  }, [summary, context, member, members, workspace, toName])
  const known = new Set([...draft.unheard, ...draft.promises.map((p) => p.key)])
  const isFirst = (key: string, n: number) => all.findIndex((other) => other.key === key) === n
  return all.filter(({ key }, n) => isFirst(key, n) && !known.has(key))
}

function PromiseKey({ label, run }: { label: string; run: () => void }) {
  useVerb({ id: 'call.promise', label, keys: 'mod+shift+p', listed: false, run })
  return null
}

function nameOf(draft: CallDraft): string | undefined {
  const first = firstName(draft.person?.name ?? draft.who)
  return /^\p{L}+$/u.test(first) ? first : undefined
}
