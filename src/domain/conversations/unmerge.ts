import type { ConversationId, MemberId, PersonId } from '../shared/ids.ts'
import type { Instant } from '../shared/time.ts'
import { type Facts, type Last, newest, unite } from './merge.ts'

/** One merge that stands: the survivor's facts just before it and just after. */
export type Merge = {
  readonly survivorId: ConversationId
  readonly mergedId: ConversationId
  readonly mergedAt: Instant
  readonly before: Facts
  readonly after: Facts
}

/** Facts that change together, and go back together. */
const GROUPS: readonly (readonly (keyof Facts)[])[] = [
  ['personId'],
  ['subject'],
  ['intent'],
  ['sensitive'],
  ['arrivedAt'],
  ['greetedAt', 'greetedBy'],
  ['helpDeclinedAt'],
  ['heardBack', 'heardBackAt', 'heardConfirmedAt'],
  ['assigneeId'],
  ['snoozedUntil', 'snoozedBy', 'wokeAt'],
  ['closedAt', 'closedBy', 'leftAt'],
]

/** What nobody touched since it was `was` becomes as in `back`; what somebody changed stays changed. */
export function turnBack(now: Facts, was: Facts, back: Facts): Facts {
  const same = (fields: readonly (keyof Facts)[]) => fields.every((f) => now[f] === was[f])
  const fields = GROUPS.filter(same).flat()
  return { ...now, ...Object.fromEntries(fields.map((f) => [f, back[f]])) }
}

/** The conversation with everything that was merged into it, and into those, as long as that stands. */
export function groupOf(id: ConversationId, merges: readonly Merge[]): ConversationId[] {
  const own = merges.filter((m) => m.survivorId === id).flatMap((m) => groupOf(m.mergedId, merges))
  return [id, ...own]
}

/** The conversation at the end of the chain: where its words stand. */
export function rootOf(id: ConversationId, merges: readonly Merge[]): ConversationId {
  const into = merges.find((m) => m.mergedId === id)
  return into ? rootOf(into.survivorId, merges) : id
}

/** What an unmerge leaves: the facts of all who survived it, and the merges that stay, as if it had never been among them. */
export type TakenOut = {
  readonly facts: ReadonlyMap<ConversationId, Facts>
  readonly merges: readonly Merge[]
}

/**
 * Takes one conversation out of the one it was merged into, whatever was merged before, after or above. `facts`: of all in that
 * tree, as they stand. `meanwhile`: the facts a survivor had before a merge, with what came for it alone since (see `ownIn`).
 */
export function takeOut(
  gone: Merge,
  merges: readonly Merge[],
  facts: ReadonlyMap<ConversationId, Facts>,
  meanwhile: (facts: Facts, since: Merge) => Facts = (f) => f,
): TakenOut {
  const nextFacts = new Map(facts)
  const nextMerges = new Map(merges.filter((m) => m !== gone).map((m) => [m.mergedId, m]))
  let at: Merge | undefined = gone
  let was = gone.after
  let back = meanwhile(gone.before, gone)
  while (at) {
    const survivorId: ConversationId = at.survivorId
    const stack = merges.filter((m) => m.survivorId === survivorId)
    for (const m of stack.slice(stack.indexOf(at) + 1)) {
      const first = turnBack(m.before, was, back)
      const after = unite(first, facts.get(m.mergedId)!, m.mergedAt)
      nextMerges.set(m.mergedId, { ...m, before: first, after })
      was = m.after
      back = after
    }
    const now = facts.get(survivorId)!
    const up: Merge | undefined = merges.find((m) => m.mergedId === survivorId)
    const next = turnBack(now, was, back)
    nextFacts.set(survivorId, next)
    if (up) {
      was = up.after
      back = unite(meanwhile(up.before, up), next, up.mergedAt)
      nextMerges.set(survivorId, { ...up, after: back })
    }
    at = up
  }
  return { facts: nextFacts, merges: merges.flatMap((m) => nextMerges.get(m.mergedId) ?? []) }
}

/** The conversations whose words were the survivor's own when a merge was made: itself, and what had been merged into it before. */
export function ownIn(m: Merge, merges: readonly Merge[]): ConversationId[] {
  const stack = merges.filter((x) => x.survivorId === m.survivorId)
  const later = new Set(stack.slice(stack.indexOf(m)))
  return groupOf(
    m.survivorId,
    merges.filter((x) => !later.has(x)),
  )
}

/** The merges by which something stands where it does, from its own up to the one at the end of the chain. */
export function chainOf(id: ConversationId, merges: readonly Merge[]): Merge[] {
  const into = merges.find((m) => m.mergedId === id)
  return into ? [into, ...chainOf(into.survivorId, merges)] : []
}

/** What came for one conversation while it was merged. `last`: what was said last in it alone. */
export type Meanwhile = {
  readonly mergedAt: Instant
  readonly last: Last
  /** Who of us answered last in it. */
  readonly answeredBy: MemberId | null
  /** Who took over a hand-over of it. */
  readonly acceptedBy: MemberId | null
  /** When somebody closed the united one, having seen it all; null while it is open. */
  readonly closedAt: Instant | null
  /** With whom what came was; null if nothing came. */
  readonly personId: PersonId | null
  /** The united one was for few eyes only. */
  readonly sensitive: boolean
}

/**
 * A conversation's own facts, with what came for it while it was merged: their word wakes it and opens it again unless somebody
 * closed it since; our answer greets, and makes it whoever's answered where it was nobody's. What was said among few eyes stays
 * among them, though it was said here; one with nobody known is with whom something was said or promised in it.
 */
export function lived(facts: Facts, m: Meanwhile): Facts {
  const { lastInAt, lastOutAt } = m.last
  const wrote = lastInAt !== null && lastInAt > m.mergedAt
  const answered = lastOutAt !== null && lastOutAt > m.mergedAt
  const seen = m.closedAt !== null && wrote && m.closedAt >= lastInAt
  const opens = wrote && !seen ? { closedAt: null, closedBy: null, leftAt: null } : {}
  const wakes =
    wrote && facts.snoozedUntil !== null ? { snoozedUntil: null, snoozedBy: null, wokeAt: lastInAt } : {}
  const greets =
    answered && facts.greetedAt === null && m.answeredBy
      ? { greetedAt: lastOutAt, greetedBy: m.answeredBy }
      : {}
  const owner = m.acceptedBy ?? facts.assigneeId ?? (answered ? m.answeredBy : null)
  const sensitive = facts.sensitive || (m.sensitive && m.last.lastActivityAt > m.mergedAt)
  const personId = facts.personId ?? m.personId
  return { ...facts, ...opens, ...wakes, ...greets, assigneeId: owner, sensitive, personId }
}

/** What was said last in a conversation alone: as it was stored, and as its messages tell it. */
export type Alone = { readonly last: Last; readonly said: Said }
export type Said = Omit<Last, 'lastActivityAt'> & { readonly lastActivityAt: Instant | null }

/**
 * What was said last in conversations taken together by now: as it was stored of each, but for what its messages tell otherwise
 * since. One whose words were all split off tells nothing any more, while another does.
 */
export function lastOfAll(all: readonly { readonly alone: Alone; readonly now: Said }[]): Last {
  const emptied = (c: { alone: Alone; now: Said }) =>
    c.now.lastActivityAt === null && c.alone.said.lastActivityAt !== null
  const telling = all.filter((c) => !emptied(c))
  return newest((telling.length > 0 ? telling : all).map((c) => lastOf(c.alone, c.now)))
}

function lastOf(alone: Alone, now: Said): Last {
  const { last, said } = alone
  return {
    lastInAt: now.lastInAt === said.lastInAt ? last.lastInAt : now.lastInAt,
    lastOutAt: now.lastOutAt === said.lastOutAt ? last.lastOutAt : now.lastOutAt,
    lastActivityAt:
      now.lastActivityAt === said.lastActivityAt || now.lastActivityAt === null
        ? last.lastActivityAt
        : now.lastActivityAt,
    lastLine: now.lastLine === said.lastLine ? last.lastLine : now.lastLine,
  }
}
