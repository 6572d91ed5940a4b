import type { Conversation } from '../../domain/conversations/conversation.ts'
import type { Handover } from '../../domain/conversations/handover.ts'
import type { Need, PromiseOutcome } from '../../domain/conversations/needs.ts'
import type { Alone } from '../../domain/conversations/unmerge.ts'
import type {
  ConversationId,
  HandoverId,
  MailboxId,
  MemberId,
  NeedId,
  PersonId,
  WorkspaceId,
} from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { listSame } from '../people/store-merge.ts'
import { listAliases } from './store-aliases.ts'

export type StoredConversation = Conversation & {
  readonly mailboxId: MailboxId | null
  /** Why it is held back as perhaps no real message; null if it is not. */
  readonly heldBecause: string | null
  /** When somebody put it into junk, and why it was held back before; it comes back as it was. */
  readonly junkedAt: Instant | null
  readonly junkedBy: MemberId | null
  readonly heldBefore: string | null
  /** Its words were let go since. */
  readonly junkErasedAt: Instant | null
  readonly lastActivityAt: Instant
  readonly lastLine: string
  /** What it was merged into; null while it stands on its own. */
  readonly mergedInto: ConversationId | null
  /** Where its words stand now, at the end of that chain. */
  readonly rootId: ConversationId | null
  /** What was said last in it alone; null where no merge stands. */
  readonly alone: Alone | null
  readonly version: number
}
/** `originConversationId`: where it came from, if that was merged into the conversation it stands in; else null. */
type Come = { readonly originConversationId: ConversationId | null; readonly version: number }
export type StoredNeed = Need & Come
export type StoredHandover = Handover & Come

/** A conversation, or the one in which its words stand since it was merged; null if there is none. */
export async function findConversation(db: Reader, id: ConversationId): Promise<StoredConversation | null> {
  const own = await findOwn(db, id)
  return own?.rootId ? await findOwn(db, own.rootId) : own
}

/** A conversation as it is itself, merged or not; null if there is none. */
export async function findOwn(db: Reader, id: ConversationId): Promise<StoredConversation | null> {
  const row = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredConversation) ?? null
}

/** The conversation of a reference that people read out, as it is itself; null if there is none. */
export async function findByReference(db: Reader, reference: string): Promise<StoredConversation | null> {
  const row = await db
    .selectFrom('conversations')
    .selectAll()
    .where('reference', '=', reference)
    .executeTakeFirst()
  return (row as unknown as StoredConversation) ?? null
}

/** A conversation and all whose words stand in it since they were merged. */
export async function listGroup(db: Reader, id: ConversationId): Promise<ConversationId[]> {
  const rows = await db.selectFrom('conversations').select('id').where('rootId', '=', id).execute()
  return [id, ...rows.map((r) => r.id)]
}

/** The newest conversation that carries on a closed one, or one that was merged into it. */
export async function findReopening(db: Reader, id: ConversationId): Promise<StoredConversation | null> {
  const group = await listGroup(db, id)
  const row = await db
    .selectFrom('conversations')
    .select('id')
    .where('reopensId', 'in', group)
    .where('id', 'not in', group)
    .orderBy('arrivedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? await findConversation(db, row.id) : null
}

/** Where a closed conversation goes on: two words on it make one continuation. Itself while it is open. */
export async function carriedOn(db: Reader, c: StoredConversation): Promise<StoredConversation> {
  const seen = new Set([c.id])
  let last = c
  while (last.closedAt) {
    const next = await findReopening(db, last.id)
    // What carries one on may have been merged with what it carries on.
    if (!next || seen.has(next.id)) break
    seen.add(next.id)
    last = next
  }
  return last
}

/** A conversation, or the one that carries it on while that is open: two words on a closed one make one continuation. */
export async function findNewest(db: Reader, id: ConversationId): Promise<StoredConversation | null> {
  const found = await findConversation(db, id)
  return found && (await carriedOn(db, found))
}

/** What a person talked with us about before this, the last time. */
export async function findLastTime(db: Reader, personId: PersonId, except: ConversationId | null) {
  let query = db
    .selectFrom('conversations')
    .select(['id', 'subject', 'lastActivityAt', 'lastLine'])
    .where('personId', 'in', await listSame(db, personId))
    .where('heldBecause', 'is', null)
    .where('mergedInto', 'is', null)
    // It stands on cards that everybody near sees.
    .where('sensitive', '=', false)
    .orderBy('lastActivityAt', 'desc')
    .limit(1)
  if (except) query = query.where('id', '<>', except)
  return (await query.executeTakeFirst()) ?? null
}

/** Whoever wrote in a conversation, or was asked to take it over, alone or in a team: they help in it. */
export async function listHelpers(db: Reader, id: ConversationId): Promise<MemberId[]> {
  const writers = await db
    .selectFrom('messages')
    .select('memberId')
    .distinct()
    .where('conversationId', '=', id)
    .where('memberId', 'is not', null)
    .execute()
  const handed = await db
    .selectFrom('handovers')
    .select(['toMemberId', 'fromMemberId', 'acceptedBy'])
    .where('conversationId', '=', id)
    .execute()
  const asked = await db
    .selectFrom('handovers')
    .innerJoin('teamMembers', (j) =>
      j
        .onRef('teamMembers.teamId', '=', 'handovers.toTeamId')
        .onRef('teamMembers.workspaceId', '=', 'handovers.workspaceId'),
    )
    .select('teamMembers.memberId')
    .where('conversationId', '=', id)
    .where('acceptedAt', 'is', null)
    .where('declinedAt', 'is', null)
    .execute()
  return [
    ...writers.map((w) => w.memberId),
    ...handed.flatMap((h) => [h.toMemberId, h.fromMemberId, h.acceptedBy]),
    ...asked.map((m) => m.memberId),
  ].filter((m): m is MemberId => m !== null)
}

/** The needs of these conversations, in the customers' own order. */
export async function listNeeds(db: Reader, ids: readonly ConversationId[]): Promise<StoredNeed[]> {
  if (ids.length === 0) return []
  return (await db
    .selectFrom('needs')
    .selectAll()
    .where('conversationId', 'in', ids)
    .orderBy('priority')
    .orderBy('id')
    .execute()) as unknown as StoredNeed[]
}

/** Every hand-over of a conversation, the earliest first. */
export async function listHandovers(db: Reader, id: ConversationId): Promise<StoredHandover[]> {
  return (await db
    .selectFrom('handovers')
    .selectAll()
    .where('conversationId', '=', id)
    .orderBy('offeredAt')
    .execute()) as unknown as StoredHandover[]
}

/** A hand-over; null if there is none. */
export async function findHandover(db: Reader, id: HandoverId): Promise<StoredHandover | null> {
  const row = await db.selectFrom('handovers').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredHandover) ?? null
}

/** What became of the promises made in conversations, and of those that took their place: a close and a need rest on them. */
export async function listPromiseOutcomes(db: Reader, ids: readonly ConversationId[]) {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('promises')
    .select([
      'id',
      'conversationId',
      'due',
      'nextUpdateDue',
      'keptAt',
      'brokenAt',
      'releasedAt',
      'movedAt',
      'successorOf',
    ])
    .where('conversationId', 'in', ids)
    .orderBy('due')
    .execute()
  return rows as (PromiseOutcome & {
    conversationId: ConversationId
    due: Instant
    nextUpdateDue: Instant | null
  })[]
}

/** Adds a conversation. */
export function insertConversation(
  workspaceId: WorkspaceId,
  c: StoredConversation,
  createdAt: Instant,
): Write {
  const { id, reference, siteId, channel, arrivedAt, reopensId, mailboxId, ...rest } = c
  const fixed = { workspaceId, id, reference, siteId, channel, arrivedAt, reopensId, mailboxId, createdAt }
  return { query: compiler.insertInto('conversations').values({ ...changing(rest), ...fixed, version: 1 }) }
}

/** Saves what may change of a conversation, if nobody changed it since it was read. */
export function updateConversation(c: StoredConversation): Write {
  return {
    query: compiler
      .updateTable('conversations')
      .set({ ...changing(c), version: c.version + 1 })
      .where('id', '=', c.id)
      .where('version', '=', c.version),
    must: 'changed_meanwhile',
  }
}

/** Saves a conversation with what a merge or its undoing changed of it, if nobody changed it since it was read. */
export function updateMerging(c: StoredConversation): Write {
  const { arrivedAt, mergedInto, rootId, alone } = c
  return {
    query: compiler
      .updateTable('conversations')
      .set({ ...changing(c), arrivedAt, mergedInto, rootId, alone: json(alone), version: c.version + 1 })
      .where('id', '=', c.id)
      .where('version', '=', c.version),
    must: 'changed_meanwhile',
  }
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

type Fixed = 'id' | 'reference' | 'siteId' | 'channel' | 'arrivedAt' | 'reopensId' | 'mailboxId' | 'version'
type Changing = Omit<StoredConversation, Fixed | 'junkErasedAt' | 'mergedInto' | 'rootId' | 'alone'>

/** The columns that change in the life of a conversation: a new one is missed here by the types. */
const CHANGING = {
  personId: true,
  subject: true,
  sensitive: true,
  intent: true,
  greetedAt: true,
  greetedBy: true,
  helpDeclinedAt: true,
  leftAt: true,
  heardBack: true,
  heardBackAt: true,
  heardConfirmedAt: true,
  assigneeId: true,
  snoozedUntil: true,
  snoozedBy: true,
  wokeAt: true,
  closedAt: true,
  closedBy: true,
  heldBecause: true,
  junkedAt: true,
  junkedBy: true,
  heldBefore: true,
  lastInAt: true,
  lastOutAt: true,
  lastActivityAt: true,
  lastLine: true,
} satisfies Record<keyof Changing, true>

function changing(c: Changing): Changing {
  const columns = Object.keys(CHANGING) as (keyof Changing)[]
  return Object.fromEntries(columns.map((column) => [column, c[column]])) as Changing
}

/** Adds a need. */
export function insertNeed(workspaceId: WorkspaceId, n: Need): Write {
  return { query: compiler.insertInto('needs').values({ ...n, workspaceId, version: 1 }) }
}

/** Changes a need if nobody did since it was read. */
export function updateNeed(n: Need, version: number): Write {
  const {
    id,
    words,
    priority,
    metAt,
    withdrawnAt,
    cannotAt,
    cannotWhy,
    directionGiven,
    promiseId,
    handoverId,
  } = n
  return {
    query: compiler
      .updateTable('needs')
      .set({
        words,
        priority,
        metAt,
        withdrawnAt,
        cannotAt,
        cannotWhy,
        directionGiven,
        promiseId,
        handoverId,
        version: version + 1,
      })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Lays a need on a promise made in the same flush. */
export function restNeedOnPromise(
  id: NeedId,
  conversationId: ConversationId | null,
  promiseId: string,
): Write {
  return {
    query: compiler
      .updateTable('needs')
      .set({ promiseId: promiseId as never })
      .where('id', '=', id)
      .where('conversationId', '=', conversationId as ConversationId),
    must: 'not_found',
  }
}

/** Offers a conversation to a colleague or a team. */
export function insertHandover(
  workspaceId: WorkspaceId,
  h: Handover,
  originConversationId: ConversationId | null,
): Write {
  const row = { ...h, workspaceId, originConversationId, version: 1 }
  return { query: compiler.insertInto('handovers').values(row) }
}

/** Answers a hand-over, once: a second answer is refused (`handover_answered`). */
export function updateHandover(h: Handover, version: number): Write {
  const { id, acceptedAt, acceptedBy, declinedAt, declinedWhy } = h
  return {
    query: compiler
      .updateTable('handovers')
      .set({ acceptedAt, acceptedBy, declinedAt, declinedWhy, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'handover_answered',
  }
}

/** The addresses mail reaches us at, the oldest first, then those beside them; a reply is never sent to one of them. */
export async function listOurAddresses(db: Reader) {
  const own = await db
    .selectFrom('mailboxes')
    .select(['id', 'address', 'displayName', 'smtpHost', 'archivedAt'])
    .orderBy('createdAt')
    .execute()
  return [...own, ...(await listAliases(db, own))]
}

/** A person's conversations, the latest first; those held back are not theirs yet. */
export async function listOfPerson(
  db: Reader,
  personId: PersonId,
  limit: number,
): Promise<StoredConversation[]> {
  const rows = await db
    .selectFrom('conversations')
    .selectAll()
    .where('personId', 'in', await listSame(db, personId))
    .where('heldBecause', 'is', null)
    .where('mergedInto', 'is', null)
    .orderBy('lastActivityAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows as unknown as StoredConversation[]
}
