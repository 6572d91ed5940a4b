import { sql } from 'kysely'
import type { ContactRule } from '../../domain/contact/can-contact.ts'
import type { ConsentStep, ContactChannel, Purpose } from '../../domain/contact/consent.ts'
import type { Approach } from '../../domain/people/person.ts'
import type { Id, PersonId, PromiseId, SiteId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant, LocalDate, LocalTime, TimeZone, Weekday } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Actor, Write } from '../db/flush.ts'

/** How a step of somebody's consent came to us. */
export type ConsentHow = 'page' | 'form' | 'spoken' | 'paper' | 'reply' | 'import'
export type StoredConsent = ConsentStep & {
  readonly id: Id<'consent'>
  readonly wording: string
  readonly how: ConsentHow
  readonly actorKind: Actor['kind']
  readonly actorId: string | null
}
export type StoredDecision = {
  readonly id: Id<'contact_decision'>
  readonly personId: PersonId
  readonly purpose: Purpose
  readonly channel: ContactChannel
  readonly asked: boolean
  readonly answer: 'allow' | 'hold' | 'deny'
  readonly rule: ContactRule
  readonly until: Instant | null
  readonly fingerprint: string | null
  readonly promiseId: PromiseId | null
  readonly updateId: string | null
  readonly at: Instant
  readonly turn: number
}
/** Why somebody is never written to. */
export type Never = 'deceased' | 'do_not_contact' | 'legal_hold'
/** What of a person the door looks at. */
export type ContactSide = {
  readonly neverContact: Never | null
  readonly timeZone: TimeZone | null
  readonly anyHourSince: Instant | null
  readonly sensitive: boolean
  readonly approach: Approach
}

/** What of a person the door looks at; null for nobody. */
export async function findContactSide(db: Reader, id: PersonId): Promise<ContactSide | null> {
  const row = await db
    .selectFrom('persons')
    .select(['neverContact', 'timeZone', 'anyHourSince', 'sensitive', 'approach'])
    .where('id', '=', id)
    .executeTakeFirst()
  return (row as ContactSide | undefined) ?? null
}

/** Changes how we keep contact with a person. */
export function updateContactSide(
  id: PersonId,
  change: Partial<Pick<ContactSide, 'neverContact' | 'timeZone' | 'anyHourSince'>>,
): Write {
  return { query: compiler.updateTable('persons').set(change).where('id', '=', id), must: 'not_found' }
}

/** Every step of somebody's consent, the earliest first. */
export async function listConsents(db: Reader, personId: PersonId): Promise<StoredConsent[]> {
  const rows = await db
    .selectFrom('consents')
    .selectAll()
    .where('personId', '=', personId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows as unknown as StoredConsent[]
}

/** Adds steps to somebody's consent; none is ever changed or taken away. */
export function insertConsents(
  workspaceId: WorkspaceId,
  personId: PersonId,
  steps: readonly StoredConsent[],
): Write {
  return {
    query: compiler.insertInto('consents').values(steps.map((s) => ({ ...s, workspaceId, personId }))),
  }
}

/** What was decided about a person since a moment, the latest first. */
export async function listDecisions(
  db: Reader,
  personId: PersonId,
  since: Instant,
  limit: number,
): Promise<StoredDecision[]> {
  const rows = await db
    .selectFrom('contactDecisions')
    .selectAll()
    .where('personId', '=', personId)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows as unknown as StoredDecision[]
}

/** What was let out to a person since a moment, and of offers also to whoever lives with them. */
export async function listLetOut(db: Reader, personId: PersonId, since: Instant, offers: boolean) {
  const everybody = sql<PersonId>`(select ${personId}::uuid union select theirs.person_id from household_members mine
    join household_members theirs on theirs.workspace_id = mine.workspace_id and theirs.household_id = mine.household_id
    where mine.person_id = ${personId})`
  const rows = await db
    .selectFrom('contactDecisions')
    .select(['purpose', 'at', 'asked', 'fingerprint'])
    .where('answer', '=', 'allow')
    .where('at', '>=', since)
    .where((e) =>
      offers
        ? e.and([
            e('personId', 'in', everybody),
            e.or([e('personId', '=', personId), e('purpose', '=', 'offer')]),
          ])
        : e('personId', '=', personId),
    )
    .execute()
  return rows as { purpose: Purpose; at: Instant; asked: boolean; fingerprint: string | null }[]
}

/** How many decisions were made about a person so far. */
export async function countDecisions(db: Reader, personId: PersonId): Promise<number> {
  const row = await db
    .selectFrom('contactDecisions')
    .select((e) => e.fn.max('turn').as('last'))
    .where('personId', '=', personId)
    .executeTakeFirst()
  return row?.last ?? 0
}

/** What was decided last about a word. */
export async function findDecisionOn(db: Reader, updateId: string): Promise<StoredDecision | null> {
  const row = await db
    .selectFrom('contactDecisions')
    .selectAll()
    .where('updateId', '=', updateId)
    .orderBy('at', 'desc')
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (row as unknown as StoredDecision | undefined) ?? null
}

/** Writes a decision down. Of two made at once about one person the later is refused (`changed_meanwhile`): it has to look again. */
export function insertDecision(workspaceId: WorkspaceId, d: StoredDecision): Write {
  return { query: compiler.insertInto('contactDecisions').values({ ...d, workspaceId }) }
}

/**
 * When somebody last wrote, called or came; null for never. What was held back as perhaps a machine's does not count, nor do a
 * machine's words or another's in a conversation of theirs, though it waits for us by them.
 */
export async function findLastWordFrom(db: Reader, personId: PersonId): Promise<Instant | null> {
  const row = await db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', (j) =>
      j.onRef('c.id', '=', 'm.conversationId').onRef('c.workspaceId', '=', 'm.workspaceId'),
    )
    .select((e) => e.fn.max('m.at').as('at'))
    .where('c.personId', '=', personId)
    .where('c.heldBecause', 'is', null)
    // On the telephone both speak, whoever rang.
    .where((e) =>
      e.or([
        e('m.direction', '=', 'in'),
        e.and([e('m.direction', '=', 'out'), e('m.channel', '=', 'phone')]),
      ]),
    )
    .where('m.automatic', '=', false)
    .where((e) => e.or([e('m.personId', '=', personId), e('m.personId', 'is', null)]))
    .executeTakeFirst()
  return (row?.at as Instant | null | undefined) ?? null
}

export type WritingHoursRow = {
  readonly siteId: SiteId
  readonly name: string
  readonly timeZone: TimeZone
  readonly from: LocalTime
  readonly to: LocalTime
  readonly quietDays: readonly Weekday[]
  readonly holidays: readonly { date: LocalDate; name: string }[]
  readonly version: number
}

/** When each place writes to people by itself, the oldest place first. */
export async function listWritingHours(db: Reader): Promise<WritingHoursRow[]> {
  const rows = await db
    .selectFrom('sites')
    .select([
      ...(['id as siteId', 'name', 'timeZone', 'quietDays', 'holidays', 'version'] as const),
      ...(['writingFrom as from', 'writingTo as to'] as const),
    ])
    .orderBy('createdAt')
    .execute()
  return rows as unknown as WritingHoursRow[]
}

/** Changes when a place writes by itself, if nobody changed the place since it was read. */
export function updateWritingHours(
  id: SiteId,
  h: Pick<WritingHoursRow, 'from' | 'to' | 'quietDays'>,
  version: number,
): Write {
  return {
    query: compiler
      .updateTable('sites')
      .set({ writingFrom: h.from, writingTo: h.to, quietDays: [...h.quietDays], version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** The place a person was served at last; null for none. */
export async function findLastSite(db: Reader, personId: PersonId): Promise<SiteId | null> {
  const row = await db
    .selectFrom('conversations')
    .select('siteId')
    .where('personId', '=', personId)
    .orderBy('lastActivityAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.siteId ?? null
}
