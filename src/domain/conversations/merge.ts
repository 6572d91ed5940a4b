import type { ConversationId, PersonId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { earlier, type Instant, later } from '../shared/time.ts'
import type { Conversation } from './conversation.ts'
import { waiting } from './waiting.ts'

/** What was said last in a conversation. `lastLine`: the words a list shows. */
export type Last = {
  readonly lastInAt: Instant | null
  readonly lastOutAt: Instant | null
  readonly lastActivityAt: Instant
  readonly lastLine: string
}

/** What of a conversation a merge unites. */
export type Facts = Last & Pick<Conversation, (typeof FIELDS)[number]>

const FIELDS = [
  ...(['personId', 'subject', 'intent', 'sensitive', 'arrivedAt', 'greetedAt', 'greetedBy'] as const),
  ...(['helpDeclinedAt', 'leftAt', 'heardBack', 'heardBackAt', 'heardConfirmedAt', 'assigneeId'] as const),
  ...(['snoozedUntil', 'snoozedBy', 'wokeAt', 'closedAt', 'closedBy'] as const),
]

/** Of a conversation as it is stored, what a merge unites. */
export function factsOf(c: Facts): Facts {
  const { lastInAt, lastOutAt, lastActivityAt, lastLine } = c
  const own = Object.fromEntries(FIELDS.map((f) => [f, c[f]])) as Pick<Conversation, (typeof FIELDS)[number]>
  return { ...own, lastInAt, lastOutAt, lastActivityAt, lastLine }
}

/**
 * Whether two conversations are with one person, by the record everybody means by each; one that is with nobody known may join
 * any. The one place where this is decided.
 */
export function isSamePerson(a: PersonId | null, b: PersonId | null): boolean {
  return a === null || b === null || a === b
}

type Mergeable = Pick<Conversation, 'id' | 'personId'> & { readonly heldBecause: string | null }

/**
 * Why one may not be merged into the other, or null. Both as they stand: not yet merged into anything. `roots`: the record that is
 * meant by another, for people of several records. `asPart`: somebody files it there as a part of what is said with another, as the
 * answer of whoever was in Cc; then the people may be two.
 */
export function mayNotMerge(
  merged: Mergeable,
  survivor: Mergeable,
  roots: ReadonlyMap<PersonId, PersonId> = new Map(),
  asPart = false,
): Refusal | null {
  const meant = (id: PersonId | null) => id && (roots.get(id) ?? id)
  if (merged.id === survivor.id) return refuse('merge_same')
  if (merged.heldBecause !== null || survivor.heldBecause !== null) return refuse('merge_held')
  return asPart || isSamePerson(meant(merged.personId), meant(survivor.personId))
    ? null
    : refuse('merge_two_people')
}

/**
 * The facts of a survivor with another merged into it: open if either is, arrived with the earlier, the survivor's owner and
 * subject before the other's, sensitive if either is. Whoever waits for us still does: it sleeps only if neither waits, until
 * the earlier wake, and what is unanswered on one side is not taken for answered by a later word on the other (it wakes at `at`).
 */
export function unite(a: Facts, b: Facts, at: Instant): Facts {
  const open = [a, b].filter((c) => !isOver(c))
  const waits = open.some((c) => waiting(c, at).for === 'us')
  const slept = open.filter((c) => c.snoozedUntil !== null)
  const first = waits ? undefined : slept.reduce(sooner, slept[0])
  const united: Facts = {
    ...newest([a, b]),
    personId: a.personId ?? b.personId,
    subject: a.subject || b.subject,
    intent: a.intent ?? b.intent,
    sensitive: a.sensitive || b.sensitive,
    arrivedAt: earlier(a.arrivedAt, b.arrivedAt),
    ...greetingOf(a, b),
    helpDeclinedAt: open.length > 0 && open.every((c) => c.helpDeclinedAt) ? open[0]!.helpDeclinedAt : null,
    ...heardOf(a.heardBack === null ? b : a),
    assigneeId: a.assigneeId ?? b.assigneeId,
    snoozedUntil: first?.snoozedUntil ?? null,
    snoozedBy: first?.snoozedBy ?? null,
    wokeAt: latest(open.map((c) => c.wokeAt)),
    ...(open.length > 0 ? { leftAt: null, closedAt: null, closedBy: null } : endOf(a, b)),
  }
  return waits && waiting(united, at).for !== 'us' ? { ...united, wokeAt: at } : united
}

function isOver(c: Facts): boolean {
  return c.closedAt !== null || c.leftAt !== null
}

function sooner(a: Facts | undefined, b: Facts): Facts {
  return a && a.snoozedUntil! <= b.snoozedUntil! ? a : b
}

function greetingOf(a: Facts, b: Facts) {
  const first = a.greetedAt && (!b.greetedAt || a.greetedAt <= b.greetedAt) ? a : b
  return { greetedAt: first.greetedAt, greetedBy: first.greetedBy }
}

function heardOf({ heardBack, heardBackAt, heardConfirmedAt }: Facts) {
  return { heardBack, heardBackAt, heardConfirmedAt }
}

function endOf(a: Facts, b: Facts) {
  const last = !b.closedAt || (a.closedAt && a.closedAt >= b.closedAt) ? a : b
  return { leftAt: a.leftAt ?? b.leftAt, closedAt: last.closedAt, closedBy: last.closedBy }
}

function latest(all: readonly (Instant | null)[]): Instant | null {
  return all.reduce((a, b) => (a && b ? later(a, b) : (a ?? b)), null)
}

/** What was said last in several conversations taken together. */
export function newest(all: readonly Last[]): Last {
  const spoken = (c: Last) => latest([c.lastInAt, c.lastOutAt]) ?? ''
  return {
    lastInAt: latest(all.map((c) => c.lastInAt)),
    lastOutAt: latest(all.map((c) => c.lastOutAt)),
    lastActivityAt: all.map((c) => c.lastActivityAt).reduce(later),
    lastLine: all.reduce((a, b) => (spoken(b) > spoken(a) ? b : a)).lastLine,
  }
}

/** Where something stands (`conversationId`), and where it came from if it was not made there (null: here). */
export type Placed = {
  readonly conversationId: ConversationId
  readonly originConversationId: ConversationId | null
}

/** The conversation something belongs to, wherever it stands. */
export function homeOf(placed: Placed): ConversationId {
  return placed.originConversationId ?? placed.conversationId
}

/** Where something stands once its conversation is merged into another; everything else stays where it is. */
export function goAlong<T extends Placed>(placed: T, merged: ConversationId, into: ConversationId): T {
  if (placed.conversationId !== merged) return placed
  return { ...placed, conversationId: into, originConversationId: homeOf(placed) }
}

/** Where something stands once `merged`, with what had been merged into it before (`group`), stands on its own again. */
export function comeBack<T extends Placed>(
  placed: T,
  root: ConversationId,
  group: ReadonlySet<ConversationId>,
  merged: ConversationId,
): T {
  const home = homeOf(placed)
  if (placed.conversationId !== root || !group.has(home)) return placed
  return { ...placed, conversationId: merged, originConversationId: home === merged ? null : home }
}
