import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { listPromises } from '../../../contract/promises.ts'
import { hearPromises } from '../../../domain/promises/hearing/heard.ts'
import { saidOf } from '../../../domain/promises/said-of.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { reading } from '../../api/queries.ts'
import type { HeardShown } from '../../promises/heard/heard-shown.ts'
import { useDueContext } from '../../promises/schedule.ts'
import { useSession } from '../../shell/session.tsx'
import type { Talk } from '../talk.ts'
import { type Draft, promisesOf } from './drafts.ts'

/** A promise heard in what is being written, with both ways of saying it: for us, and for whom it is made to. */
export type Heard = HeardShown & {
  start: number
  end: number
  /** "Ana calls you" */
  text: string
  /** a colleague its sentence names: in a note it may be promised to them */
  colleague: string | null
}

/** How long the words must rest before they are listened to (ms). */
const REST = 160

/** The promises in a reply or a note that were neither made nor waved away yet, in the order in which they were written. */
export function useHeard(talk: Talk, draft: Draft): Heard[] {
  const rested = useRested(draft.mode === 'reply' ? draft.reply : draft.note, REST)
  const ctx = useDueContext(talk.siteId)
  const { member, members, workspace } = useSession()
  const toName = talk.person ? firstName(talk.person.name) : undefined
  const heard = useMemo(() => {
    if (rested.trim() === '') return []
    const ourNames = members.map((m) => firstName(m.name))
    const owner = firstName(member.name)
    const colleagues = members.filter((m) => m.id !== member.id).map((m) => firstName(m.name))
    const context = { ...ctx, ourNames, languages: [workspace.language] }
    const forThem = hearPromises(rested, context)
    const forUs = hearPromises(rested, { ...context, ...(toName && { toName }) })
    return forUs.map((h, n) => ({
      key: `${h.what} ${h.saidAs ?? ''}`,
      start: h.start,
      end: h.end,
      title: saidOf(h.what, owner, context.languages),
      text: saidOf(forThem[n]?.what ?? h.what, owner, context.languages),
      saidAs: h.saidAs,
      language: h.language,
      due: h.due,
      colleague: colleagues.find((name) => namesIn(h.sentence, name)) ?? null,
    }))
  }, [rested, ctx, toName, member, members, workspace])
  const made = useQuery(
    reading(listPromises, { query: { of: 'all', conversationId: talk.id, state: 'open', limit: 50 } }),
  )
  const known = new Set([...promisesOf(draft).map((p) => p.key), ...draft.dismissed])
  // A reply that was taken back leaves its promise in the ledger: it is not asked about again.
  const isMade = (h: Heard) =>
    h.due.kind !== 'open' && (made.data?.items ?? []).some((p) => p.text === h.text && p.saidAs === h.saidAs)
  const isFirst = (h: Heard, n: number) => heard.findIndex((other) => other.key === h.key) === n
  return heard.filter((h, n) => isFirst(h, n) && !known.has(h.key) && !isMade(h))
}

function useRested(text: string, ms: number): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    if (text === '') return setRested('')
    const timer = setTimeout(() => setRested(text), ms)
    return () => clearTimeout(timer)
  }, [text, ms])
  return rested
}

function namesIn(sentence: string, name: string): boolean {
  return sentence.split(/[^\p{L}]+/u).includes(name)
}
