import type { PersonId } from '../shared/ids.ts'
import type { Instant } from '../shared/time.ts'
import type { Handle } from './handles.ts'
import { nameWords } from './name-likeness.ts'

/** Somebody who might be the one who writes, calls or stands here. */
export type Candidate = {
  readonly id: PersonId
  /** Whom everybody means by this record; itself where it was not merged. */
  readonly rootId?: PersonId
  readonly name: string
  readonly handles: readonly Pick<Handle, 'kind' | 'value'>[]
  readonly lastSeenAt: Instant | null
}

/** Who it is and why we think so; `personId` null means somebody new. `others` share the handle and could be meant. */
export type Recognised = {
  readonly personId: PersonId | null
  readonly why: 'only_one' | 'name_matches' | 'last_seen' | 'nobody_known'
  readonly others: readonly PersonId[]
}

/**
 * Decides who a sender is. `handles` come surest first (the address a mail came from before a number typed into it): the first
 * that anybody has decides. Several share it (a family, a firm): the one whose name was given, else who was here last.
 */
export function recognise(
  sender: { readonly name: string; readonly handles: readonly Pick<Handle, 'kind' | 'value'>[] },
  candidates: readonly Candidate[],
): Recognised {
  const sharing =
    sender.handles.map((handle) => candidates.filter((c) => has(c, handle))).find((c) => c.length > 0) ?? []
  if (sharing.length === 0) return { personId: null, why: 'nobody_known', others: [] }
  const chosen = (one: Candidate, why: Recognised['why']): Recognised => ({
    personId: one.id,
    why,
    others: [...new Set(sharing.map(meant))].filter((id) => id !== meant(one)),
  })
  const latest = [...sharing].sort(byLastSeen)
  if (latest.every((c) => meant(c) === meant(latest[0]!))) return chosen(latest[0]!, 'only_one')
  const named = latest.find((c) => sameName(c.name, sender.name))
  return named ? chosen(named, 'name_matches') : chosen(latest[0]!, 'last_seen')
}

function meant(candidate: Candidate): PersonId {
  return candidate.rootId ?? candidate.id
}

function has(candidate: Candidate, handle: Pick<Handle, 'kind' | 'value'>): boolean {
  return candidate.handles.some((h) => h.kind === handle.kind && h.value === handle.value)
}

/** The same words in any order, without case, accents and marks: "MUELLER, Marta" is Marta Müller. */
function sameName(a: string, b: string): boolean {
  const words = (name: string) => nameWords(name).sort().join(' ')
  return words(a) !== '' && words(a) === words(b)
}

function byLastSeen(a: Candidate, b: Candidate): number {
  const [at, bt] = [a.lastSeenAt ?? '', b.lastSeenAt ?? '']
  if (at !== bt) return at > bt ? -1 : 1
  // Of the records of one person the one that stays.
  if ((meant(a) === a.id) !== (meant(b) === b.id)) return meant(a) === a.id ? -1 : 1
  return a.id < b.id ? -1 : 1
}
