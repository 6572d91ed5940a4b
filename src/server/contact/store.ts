import { sql } from 'kysely'
import type { NextContact } from '../../domain/contact/next-contact.ts'
import type { EventKind } from '../../domain/shared/events.ts'
import type { ConversationId, MemberId, MessageId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { listSame } from '../people/store-merge.ts'

export type StoredNextContact = NextContact & { readonly version: number }

/** The latest 50 next contacts with a person, done ones too, the latest due first. */
export async function listNextContacts(db: Reader, personId: PersonId): Promise<StoredNextContact[]> {
  const rows = await db
    .selectFrom('nextContacts')
    .selectAll()
    .where('personId', 'in', await listSame(db, personId))
    .orderBy('due', 'desc')
    .limit(50)
    .execute()
  return rows as unknown as StoredNextContact[]
}

/** Those of the next contacts with a person to which they did not come: the row knows that it is over, the log how it ended. */
export async function listMissed(db: Reader, personId: PersonId): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string; missed: boolean }>`
    select subjects ->> 'nextContactId' as id, kind = 'next_contact.missed' as missed from events
    where person_id = ${personId} and kind in ('next_contact.missed', 'next_contact.done', 'next_contact.reopened')
    order by at desc, id desc limit 200`.execute(db)
  // What was said last holds.
  const last = new Map(rows.reverse().map((r) => [r.id, r.missed]))
  return new Set([...last].flatMap(([id, missed]) => (missed ? [id] : [])))
}

/** A next contact; null if there is none. */
export async function findNextContact(db: Reader, id: string): Promise<StoredNextContact | null> {
  const row = await db.selectFrom('nextContacts').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredNextContact) ?? null
}

/** Next contacts of one member that are due by a moment, the soonest first. */
export async function listNextContactsBy(
  db: Reader,
  ownerId: MemberId,
  until: Instant,
): Promise<StoredNextContact[]> {
  const rows = await db
    .selectFrom('nextContacts')
    .selectAll()
    .where('ownerId', '=', ownerId)
    .where('doneAt', 'is', null)
    .where('due', '<=', until)
    .orderBy('due')
    .limit(100)
    .execute()
  return rows as unknown as StoredNextContact[]
}

/** Adds a next contact. */
export function insertNextContact(workspaceId: WorkspaceId, n: NextContact): Write {
  return { query: compiler.insertInto('nextContacts').values({ ...n, workspaceId, version: 1 }) }
}

/** Writes down when a next contact was done, or that it is not, if nobody changed it since it was read. */
export function finishNextContact(n: NextContact, version: number): Write {
  return {
    query: compiler
      .updateTable('nextContacts')
      .set({ doneAt: n.doneAt, version: version + 1 })
      .where('id', '=', n.id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/**
 * The latest words of each of some conversations that the person wrote or was written, `each` of every one: not what somebody else
 * wrote there, nor what we wrote to others alone.
 */
export async function listLatestWritten(
  db: Reader,
  personId: PersonId,
  conversationIds: readonly ConversationId[],
  channels: readonly string[],
  each: number,
): Promise<MessageId[]> {
  if (conversationIds.length === 0) return []
  const same = await listSame(db, personId)
  const whom = sql`jsonb_array_elements(
    coalesce(said.recipients -> 'to', '[]') || coalesce(said.recipients -> 'cc', '[]')) whom`
  const mine = sql`select value from handles where person_id = any (${same}::uuid[]) and kind = 'email'`
  const { rows } = await sql<{ id: MessageId }>`
    select m.id
    from unnest(${[...conversationIds]}::uuid[]) talk (id)
    cross join lateral (
      select id from messages said
      where conversation_id = talk.id and direction <> 'note' and channel = any (${[...channels]}::text[])
        and (direction = 'out' or person_id is null or person_id = any (${same}::uuid[]))
        and (direction = 'in'
          or exists (select from ${whom} where lower(whom ->> 'address') in (${mine}))
          or not exists (select from ${whom} join handles h on h.workspace_id = said.workspace_id
            and h.value = lower(whom ->> 'address') and h.kind = 'email' and h.removed_at is null))
      order by at desc, id desc limit ${each}
    ) m`.execute(db)
  return rows.map((r) => r.id)
}

/** What colleagues do among themselves: a customer's page shows nothing of it, and its stirring would tell when they do it. */
const AMONG_US: readonly EventKind[] = [
  'note.written',
  'need.written',
  'need.changed',
  'need.accounted',
  'conversation.assigned',
  'conversation.snoozed',
  'conversation.woken',
  'conversation.junked',
  'conversation.not_junk',
  'conversation.heard_back',
  'handover.offered',
  'handover.accepted',
  'handover.declined',
  'promise.alerted',
  'contact.held',
  'contact.not_told',
  'mail.filed',
]

/** A mark that is another one whenever something happened to a person that their page may show, or the workspace's clock was turned. */
export async function findMark(db: Reader, personId: PersonId): Promise<string> {
  const same = await listSame(db, personId)
  const { rows } = await sql<{ mark: string }>`
    select (select count(*) from events where person_id = any(${same}::uuid[]) and kind <> all (${[...AMONG_US]}::text[]))
      || '.' || clock_ahead_seconds as mark
    from workspaces`.execute(db)
  return rows[0]?.mark ?? ''
}
