import { sql } from 'kysely'
import type { ConversationId, MessageId, WorkspaceId } from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** How long a mail that was named is waited for. */
const WAITED_FOR = { days: 60 }

/** A filed mail that names one that had not come: where it stands, who wrote it, and every address of that person. */
export type NamedBy = {
  readonly messageId: MessageId
  readonly conversationId: ConversationId
  readonly originConversationId: ConversationId | null
  readonly writers: readonly string[]
}

/** The filed mails that name this one, which had not come by then; the earliest first. */
export async function listNamedBy(db: Reader, mailId: string): Promise<NamedBy[]> {
  const { rows } = await sql<NamedBy>`
    select m.id as message_id, m.conversation_id, m.origin_conversation_id, array(
      select lower(f ->> 'address') from jsonb_array_elements(m.recipients -> 'from') f
      union select h.value from handles h
        where h.workspace_id = m.workspace_id and h.person_id = m.person_id and h.kind = 'email' and h.removed_at is null
    ) as writers
    from awaited_mails a join messages m on m.workspace_id = a.workspace_id and m.id = a.message_id
    where a.mail_id = ${mailId} order by a.message_id limit 20`.execute(db)
  return rows
}

/** Writes down which mails a filed one names that have not come, and lets go of those that were waited for long enough. */
export function awaitMails(
  workspaceId: WorkspaceId,
  messageId: MessageId,
  mailIds: readonly string[],
  now: Instant,
): Write[] {
  if (mailIds.length === 0) return []
  const old = sql<boolean>`(mail_id, message_id) in (select mail_id, message_id from awaited_mails
    where named_at < ${plus(now, { days: -WAITED_FOR.days })} limit 100 for update skip locked)`
  return [
    {
      query: compiler
        .insertInto('awaitedMails')
        .values(mailIds.map((mailId) => ({ workspaceId, mailId, messageId, namedAt: now }))),
    },
    { query: compiler.deleteFrom('awaitedMails').where(old) },
  ]
}

/** Nobody waits for a mail any more: it came, and joined the conversation of its answer, or its answer says where it stands. */
export function cameLate(mailId: string): Write {
  return { query: compiler.deleteFrom('awaitedMails').where('mailId', '=', mailId) }
}
