import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { listPromises } from '../../../contract/promises.ts'
import { hearPromises } from '../../../domain/promises/hearing/heard.ts'
import { saidOf } from '../../../domain/promises/said-of.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import type { Id } from '../../../domain/shared/ids.ts'
import { reading } from '../../api/queries.ts'
import type { HeardShown } from '../../promises/heard/heard-shown.ts'
import { useDueContext } from '../../promises/schedule.ts'
import { useSession } from '../../shell/session.tsx'
import type { Talk } from '../talk.ts'
import { type Draft, type DraftPromise, promisesOf } from './drafts.ts'

/** A promise heard in what is being written, with both ways of saying it: for us, and for whom it is made to. */
export type Heard = HeardShown & {
  start: number
  end: number
  /** "Ana calls you" */
  text: string
  /** what is to be done, of nobody yet: "call Marta" */
  what: string
  /** a colleague its sentence names: in a note it may be promised to them, and "you" is them */
  colleague: { id: Id<'member'>; name: string } | null
}

/** How long the words must rest before they are listened to (ms). */
const REST = 160

/** What is heard in a reply or a note. */
type Hearing = {
  /** neither made nor waved away yet, in the order in which they were written */
  heard: Heard[]
  /** confirmed, though its sentence is gone from the words as they stand now, and nobody has said that it holds all the same */
  gone: DraftPromise[]
  /** the same of words that did not rest yet */
  goneFrom: (words: string) => DraftPromise[]
}

/** Listens to what is being written. */
export function useHeard(talk: Talk, draft: Draft): Hearing {
  const words = draft.mode === 'reply' ? draft.reply : draft.note
  const rested = useRested(words, REST)
  const ear = useEar(talk, draft.mode === 'note')
  const heard = useMemo(() => ear(rested), [ear, rested])
  const made = useQuery(
    reading(listPromises, { query: { of: 'all', conversationId: talk.id, state: 'open', limit: 50 } }),
  )
  const isKnown = (h: Heard) => promisesOf(draft).some((p) => isSame(p, h)) || draft.dismissed.includes(h.key)
  // A reply that was taken back leaves its promise in the ledger: it is not asked about again.
  const isMade = (h: Heard) =>
    h.due.kind !== 'open' && (made.data?.items ?? []).some((p) => p.text === h.text && p.saidAs === h.saidAs)
  const isFirst = (h: Heard, n: number) => heard.findIndex((other) => other.key === h.key) === n
  const goneOf = (all: readonly Heard[]) =>
    promisesOf(draft).filter((p) => !p.kept && !all.some((h) => isSame(p, h)))
  return {
    heard: heard.filter((h, n) => isFirst(h, n) && !isKnown(h) && !isMade(h)),
    gone: rested === words ? goneOf(heard) : [],
    goneFrom: (text) => goneOf(ear(text)),
  }
}

/** Hears the promises in a text, as said by this member in this conversation. */
function useEar(talk: Talk, isNote: boolean): (text: string) => Heard[] {
  const ctx = useDueContext(talk.siteId)
  const { member, members, workspace } = useSession()
  const toName = talk.person ? firstName(talk.person.name) : undefined
  return useCallback(
    (text) => {
      if (text.trim() === '') return []
      const ourNames = members.flatMap((m) => [firstName(m.name), m.name])
      const owner = firstName(member.name)
      const colleagues = members.filter((m) => m.serves && m.id !== member.id)
      const context = { ...ctx, ourNames, languages: [workspace.language] }
      const forThem = hearPromises(text, context)
      const forUs = hearPromises(text, { ...context, ...(toName && { toName }) })
      return forUs.map((h, n) => {
        const colleague = isNote
          ? (colleagues.find((m) => h.sentence.includes(m.name)) ??
            colleagues.find((m) => namesIn(h.sentence, firstName(m.name))) ??
            null)
          : null
        // Who reads the note is meant by "you", not whom we serve.
        const named = colleague && hearPromises(text, { ...context, toName: firstName(colleague.name) })[n]
        const what = named?.what ?? h.what
        return {
          key: `${what} ${h.saidAs ?? ''}`,
          start: h.start,
          end: h.end,
          what,
          title: saidOf(what, owner, context.languages),
          text: saidOf(named?.what ?? forThem[n]?.what ?? h.what, owner, context.languages),
          saidAs: h.saidAs,
          language: h.language,
          due: h.due,
          colleague: colleague && { id: colleague.id, name: colleague.name },
        }
      })
    },
    [isNote, ctx, toName, member, members, workspace],
  )
}

// One that came back with a reply planned for later brings its words alone.
function isSame(promise: DraftPromise, heard: Heard): boolean {
  return promise.key === heard.key || (promise.text === heard.text && promise.saidAs === heard.saidAs)
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
