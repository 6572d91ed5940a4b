import { sql } from 'kysely'
import type { ConversationId, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** One window of a member, and the conversation it shows; held true until a moment of real time. */
export type Presence = {
  readonly tab: string
  readonly memberId: MemberId
  readonly conversationId: ConversationId
  readonly writing: boolean
  readonly until: Instant
}

/** What a window of a member showed last, if that still holds. */
export async function findPresence(db: Reader, memberId: MemberId, tab: string, now: Instant) {
  const row = await db
    .selectFrom('presences')
    .select(['conversationId', 'writing'])
    .where('memberId', '=', memberId)
    .where('tab', '=', tab)
    .where('until', '>', now)
    .executeTakeFirst()
  return row ?? null
}

/** Who is where just now, but one member and those who do not want it shown; each once a conversation. */
export async function listPresent(db: Reader, except: MemberId, now: Instant) {
  return await db
    .selectFrom('presences')
    .select(['conversationId', 'memberId', (e) => e.fn<boolean>('bool_or', ['writing']).as('writing')])
    .where('memberId', '<>', except)
    .where('until', '>', now)
    // Said in one window, it holds for what another said before.
    .where('memberId', 'not in', (e) =>
      e.selectFrom('members').select('id').where(sql<boolean>`preferences -> 'showWhere' = 'false'::jsonb`),
    )
    .groupBy(['conversationId', 'memberId'])
    .orderBy('conversationId')
    .orderBy('memberId')
    .limit(1000)
    .execute()
}

/** For each conversation in which anybody is just now, a mark that is another when what is drafted there is another. */
export async function listDraftMarks(db: Reader, now: Instant) {
  const { rows } = await sql<{ conversationId: ConversationId; mark: string }>`
    select d.conversation_id, md5(string_agg(d.member_id::text || d.kind || d.text, ' ' order by d.member_id, d.kind)) as mark
    from drafts d where d.conversation_id in (select p.conversation_id from presences p where p.until > ${now})
    group by d.conversation_id order by d.conversation_id limit 1000`.execute(db)
  return rows
}

/** Says where a window is. */
export function putPresence(workspaceId: WorkspaceId, p: Presence): Write {
  const { conversationId, writing, until } = p
  return {
    query: compiler
      .insertInto('presences')
      .values({ ...p, workspaceId })
      .onConflict((c) =>
        c.columns(['workspaceId', 'memberId', 'tab']).doUpdateSet({ conversationId, writing, until }),
      ),
  }
}

/** Forgets a window. */
export function forgetPresence(memberId: MemberId, tab: string): Write {
  return {
    query: compiler.deleteFrom('presences').where('memberId', '=', memberId).where('tab', '=', tab),
  }
}

/** Forgets every window but one that was not heard of any more. */
export function forgetOver(memberId: MemberId, tab: string, now: Instant): Write {
  return {
    query: compiler
      .deleteFrom('presences')
      .where('until', '<=', now)
      .where((e) => e.or([e('memberId', '<>', memberId), e('tab', '<>', tab)])),
  }
}
