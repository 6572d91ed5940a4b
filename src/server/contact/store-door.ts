import { sql } from 'kysely'
import type { ContactRule } from '../../domain/contact/can-contact.ts'
import {
  type ConsentStep,
  type ContactChannel,
  consentsOfAll,
  type Purpose,
} from '../../domain/contact/consent.ts'
import { unite } from '../../domain/people/merge.ts'
import type { Approach } from '../../domain/people/person.ts'
import type { Id, PersonId, PromiseId, SiteId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant, LocalDate, LocalTime, TimeZone, Weekday } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Actor, Write } from '../db/flush.ts'
import { latestFirst, pageOfEach } from '../db/keyset.ts'
import { findGroups, findRecords, listSame, sameAs } from '../people/store-merge.ts'

/** How a step of somebody's consent came to us. */
export type ConsentHow = 'page' | 'form' | 'spoken' | 'paper' | 'reply' | 'import' | 'unsubscribe'
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
  /** The record everybody means by theirs, at that moment. */
  readonly rootId: PersonId
}
/** Why somebody is never written to, what weighs most first. */
const NEVERS = ['deceased', 'legal_hold', 'do_not_contact'] as const
export type Never = (typeof NEVERS)[number]
/** What of a person the door looks at. */
export type ContactSide = {
  readonly neverContact: Never | null
  readonly timeZone: TimeZone | null
  readonly anyHourSince: Instant | null
  readonly sensitive: boolean
  readonly approach: Approach
  /** Every zone noted of them: several records of one person may know several. */
  readonly zonesKnown: readonly TimeZone[]
}

/** What of a person the door looks at, of several records what is strictest; null for nobody. */
export async function findContactSide(db: Reader, id: PersonId): Promise<ContactSide | null> {
  const records = await findRecords(db, id)
  if (!records) return null
  const [root, ...others] = records
  const sides = records as unknown as ContactSide[]
  const zonesKnown = [...new Set(sides.flatMap((s) => s.timeZone ?? []))]
  const hours = sides.map((s) => s.anyHourSince)
  const { approach, sensitive } = unite(root, others)
  return {
    ...{ approach, sensitive, zonesKnown, timeZone: zonesKnown[0] ?? null },
    neverContact: NEVERS.find((never) => sides.some((s) => s.neverContact === never)) ?? null,
    anyHourSince: hours.includes(null) ? null : hours.toSorted().at(-1)!,
  }
}

/** Changes how we keep contact with a person, in every record of theirs: it is said of the person. */
export function updateContactSide(
  id: PersonId,
  change: Partial<Pick<ContactSide, 'neverContact' | 'timeZone' | 'anyHourSince'>>,
): Write {
  return { query: compiler.updateTable('persons').set(change).where('id', '=', sameAs(id)) }
}

/** What holds of somebody's consent: their steps, and at each merge of records of theirs the strictest of both. */
export async function consentsOf(db: Reader, personId: PersonId): Promise<readonly ConsentStep[]> {
  const steps = await listConsents(db, personId)
  const records = (await findRecords(db, personId)) ?? []
  if (records.length < 2) return steps
  const of = records.map((r) => ({ ...r, steps: steps.filter((s) => s.personId === r.id) }))
  return consentsOfAll(of, records[0]!.id)
}

/** Every step of somebody's consent as it was said, the earliest first. */
export async function listConsents(
  db: Reader,
  personId: PersonId,
): Promise<(StoredConsent & { readonly personId: PersonId })[]> {
  const rows = await db
    .selectFrom('consents')
    .selectAll()
    .where('personId', 'in', await listSame(db, personId))
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows as unknown as (StoredConsent & { personId: PersonId })[]
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
  const read = async (id: PersonId) => {
    const rows = await db
      .selectFrom('contactDecisions')
      .selectAll()
      .where('personId', '=', id)
      .where('at', '>=', since)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows as unknown as StoredDecision[]
  }
  const same = await listSame(db, personId)
  return await pageOfEach(
    same,
    read,
    latestFirst((d) => d.at),
    limit,
  )
}

/** What was let out to a person since a moment, and of offers also to whoever lives with them. */
export async function listLetOut(db: Reader, personId: PersonId, since: Instant, offers: boolean) {
  const them = await listSame(db, personId)
  const home = offers ? await listHousemates(db, them) : []
  const rows = await db
    .selectFrom('contactDecisions')
    .select(['purpose', 'at', 'asked', 'fingerprint'])
    .where('answer', '=', 'allow')
    .where('at', '>=', since)
    .where((e) =>
      home.length > 0
        ? e.and([
            e('personId', 'in', [...them, ...home]),
            e.or([e('personId', 'in', them), e('purpose', '=', 'offer')]),
          ])
        : e('personId', 'in', them),
    )
    .execute()
  return rows as { purpose: Purpose; at: Instant; asked: boolean; fingerprint: string | null }[]
}

// Every record of whoever lives with somebody.
async function listHousemates(db: Reader, them: readonly PersonId[]): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`
    select distinct theirs.person_id as id from household_members mine
    join household_members theirs on theirs.workspace_id = mine.workspace_id and theirs.household_id = mine.household_id
    where mine.person_id = any(${[...them]}::uuid[])`.execute(db)
  const others = rows.map((r) => r.id).filter((id) => !them.includes(id))
  return [...(await findGroups(db, others)).values()].flat().map((record) => record.id)
}

/** How many decisions were made about a person so far, in whichever record, and which record stays. */
export async function countDecisions(
  db: Reader,
  personId: PersonId,
): Promise<{ turns: number; rootId: PersonId }> {
  const [rootId, ...others] = await listSame(db, personId)
  const last = async (id: PersonId) => {
    const of = db.selectFrom('contactDecisions').select((e) => e.fn.max('turn').as('last'))
    return (await of.where('personId', '=', id).executeTakeFirst())?.last ?? 0
  }
  return { turns: Math.max(...(await Promise.all([rootId, ...others].map(last)))), rootId }
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
  const them = await listSame(db, personId)
  const row = await db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', (j) =>
      j.onRef('c.id', '=', 'm.conversationId').onRef('c.workspaceId', '=', 'm.workspaceId'),
    )
    .select((e) => e.fn.max('m.at').as('at'))
    .where('c.personId', 'in', them)
    .where('c.heldBecause', 'is', null)
    // On the telephone both speak, whoever rang.
    .where((e) =>
      e.or([
        e('m.direction', '=', 'in'),
        e.and([e('m.direction', '=', 'out'), e('m.channel', '=', 'phone')]),
      ]),
    )
    .where('m.automatic', '=', false)
    .where((e) => e.or([e('m.personId', 'in', them), e('m.personId', 'is', null)]))
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
    .where('personId', 'in', await listSame(db, personId))
    .orderBy('lastActivityAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.siteId ?? null
}
