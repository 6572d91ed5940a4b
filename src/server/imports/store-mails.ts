import { sql } from 'kysely'
import type { Placed } from '../../domain/conversations/merge.ts'
import type { ConversationId, MessageId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { StoredConversation } from '../conversations/store.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** What is known here of a mail, enough to tell whether another is the same. */
export type KnownMail = {
  readonly id: MessageId
  readonly conversationId: ConversationId
  readonly mailId: string | null
  readonly direction: 'in' | 'out' | 'note'
  readonly recipients: { from: readonly { address: string }[] }
  readonly text: string
  readonly at: Instant
  /** Its Date, where its receipt is kept. */
  readonly date: Instant | null
}

/** Messages with these Message-IDs. */
export async function listWithMailIds(db: Reader, mailIds: readonly string[]): Promise<KnownMail[]> {
  if (mailIds.length === 0) return []
  const { rows } = await sql<KnownMail>`
    select m.id, m.conversation_id, m.mail_id, m.direction, m.recipients, m.text, m.at, i.receipt->>'date' as date
    from messages m left join inbound_mails i on i.workspace_id = m.workspace_id and i.message_id = m.id and i.state = 'filed'
    where m.mail_id = any(${mailIds}::text[])`.execute(db)
  return rows
}

/** Mails without a Message-ID of these moments, a day off at most. */
export async function listUnnamed(db: Reader, dates: readonly Instant[]): Promise<KnownMail[]> {
  if (dates.length === 0) return []
  const { rows } = await sql<KnownMail>`
    select distinct on (m.id) m.id, m.conversation_id, m.mail_id, m.direction, m.recipients, m.text, m.at, i.receipt->>'date' as date
    from unnest(${dates}::timestamptz[]) d(at)
    join messages m on m.mail_id is null and m.channel = 'email' and m.at between d.at - interval '1 day' and d.at + interval '1 day'
    left join inbound_mails i on i.workspace_id = m.workspace_id and i.message_id = m.id and i.state = 'filed'`.execute(
    db,
  )
  return rows
}

/** In which conversations the mails with these Message-IDs stand. */
export async function placesOf(db: Reader, mailIds: readonly string[]) {
  if (mailIds.length === 0) return []
  const { rows } = await sql<Placed & { id: MessageId; mailId: string }>`
    select id, mail_id, conversation_id, origin_conversation_id from messages where mail_id = any(${mailIds}::text[]) limit 20000`.execute(
    db,
  )
  return rows
}

/** Conversations by their ids or references, and those they were merged into. */
export async function findTalks(
  db: Reader,
  ids: readonly string[],
  references: readonly string[],
): Promise<StoredConversation[]> {
  if (ids.length + references.length === 0) return []
  const { rows } = await sql<StoredConversation>`
    with named as (select id, root_id from conversations where id = any(${ids}::uuid[])
      union select id, root_id from conversations where reference = any(${references}::text[]))
    select * from conversations where id in (select id from named union select root_id from named)`.execute(
    db,
  )
  return rows
}

/** Every address that takes part in these conversations, by conversation. */
export async function participantsIn(
  db: Reader,
  ids: readonly ConversationId[],
): Promise<Map<ConversationId, string[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ conversationId: ConversationId; addresses: string[] }>`
    select conversation_id, array_agg(distinct lower(a->>'address')) as addresses from messages m,
      lateral (select jsonb_array_elements(m.recipients->'from') union all select jsonb_array_elements(m.recipients->'to')
        union all select jsonb_array_elements(m.recipients->'cc')) p(a)
    where conversation_id = any(${ids}::uuid[]) and direction <> 'note' group by 1`.execute(db)
  return new Map(rows.map((r) => [r.conversationId, r.addresses]))
}

/** Saves a conversation of before to which mails of then were added, if nobody changed it since it was read. */
export function updateBrought(c: StoredConversation): Write {
  const { arrivedAt, lastInAt, lastOutAt, closedAt, lastActivityAt, lastLine, personId, version } = c
  return {
    query: compiler
      .updateTable('conversations')
      .set({
        arrivedAt,
        lastInAt,
        lastOutAt,
        closedAt,
        lastActivityAt,
        lastLine,
        personId,
        version: version + 1,
      })
      .where('id', '=', c.id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** The workspace's mailboxes an import may name. */
export async function ourAddresses(db: Reader): Promise<string[]> {
  const rows = await db.selectFrom('mailboxes').select('address').execute()
  return rows.map((r) => r.address.toLowerCase())
}
