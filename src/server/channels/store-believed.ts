import { sql } from 'kysely'
import type { MailboxId } from '../../domain/shared/ids.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** Who signed the findings on top of the latest mails of a mailbox, the most frequent first, and how many mails were looked at. */
export async function listJudges(db: Reader, id: MailboxId, latest: number) {
  const { rows } = await sql<{ server: string | null; mails: number }>`
    select judged_by as server, count(*)::int as mails from (
      select judged_by from inbound_mails where mailbox_id = ${id} order by received_at desc, id desc limit ${latest}
    ) came group by 1 order by 2 desc, 1`.execute(db)
  return {
    mails: rows.reduce((sum, r) => sum + r.mails, 0),
    judges: rows.flatMap(({ server, mails }) => (server ? [{ server, mails }] : [])).slice(0, 10),
  }
}

/** Sets whose findings count; reading the mailbox goes on undisturbed, so the version stays. */
export function updateBelieved(id: MailboxId, believedServers: readonly string[]): Write {
  return {
    query: compiler
      .updateTable('mailboxes')
      .set({ believedServers: [...believedServers] })
      .where('id', '=', id),
    must: 'not_found',
  }
}
