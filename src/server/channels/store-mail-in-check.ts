import { sql } from 'kysely'
import type { Amiss, BookFindings, BookOutcome } from '../../domain/channels/receipt-check.ts'
import type { MailboxId, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** The last look at the book of a mailbox, and one that is asked for or under way. */
export type StoredCheck = {
  readonly mailboxId: MailboxId
  /** Null while none is asked for. */
  readonly askedAt: Instant | null
  readonly askedBy: MemberId | null
  readonly done: number
  readonly total: number | null
  readonly attempts: number
  /** Real time, like the next one. */
  readonly claimedUntil: Instant | null
  readonly nextAt: Instant
  readonly outcome: BookOutcome | null
  readonly checkedAt: Instant | null
  readonly differsSince: Instant | null
  readonly findings: BookFindings | null
  readonly problem: string | null
  readonly version: number
}

/** How many of what is amiss are named. */
const NAMED = 5

/** Workspaces in which a book is to be looked at and nobody is at it. */
export async function workspacesWithChecks(db: Database, realNow: Instant): Promise<WorkspaceId[]> {
  const { rows } = await sql<{ workspaceId: WorkspaceId }>`
    select workspace_id from jobs.workspaces_with_receipt_checks(${realNow})`.execute(db.system)
  return rows.map((r) => r.workspaceId)
}

/** The looks of all mailboxes. */
export async function listChecks(db: Reader): Promise<StoredCheck[]> {
  const rows = await db.selectFrom('receiptChecks').selectAll().limit(500).execute()
  return rows as unknown as StoredCheck[]
}

/** The last look of a mailbox; null before the first. */
export async function findCheck(db: Reader, mailboxId: MailboxId): Promise<StoredCheck | null> {
  const row = await db
    .selectFrom('receiptChecks')
    .selectAll()
    .where('mailboxId', '=', mailboxId)
    .executeTakeFirst()
  return (row as unknown as StoredCheck) ?? null
}

/** Writes the first look of a mailbox down; of two at once the later is refused. */
export function insertCheck(workspaceId: WorkspaceId, row: Omit<StoredCheck, 'version'>): Write {
  const findings = row.findings && JSON.stringify(row.findings)
  return { query: compiler.insertInto('receiptChecks').values({ ...row, findings, workspaceId, version: 1 }) }
}

/** Changes it if nobody did since it was read. */
export function updateCheck(
  { mailboxId, version }: Pick<StoredCheck, 'mailboxId' | 'version'>,
  change: Partial<Omit<StoredCheck, 'mailboxId' | 'version'>>,
): Write {
  const { findings, ...rest } = change
  return {
    query: compiler
      .updateTable('receiptChecks')
      .set({
        ...rest,
        ...(findings === undefined ? {} : { findings: findings && JSON.stringify(findings) }),
        version: version + 1,
      })
      .where('mailboxId', '=', mailboxId)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Says that somebody is still at it, and how far they came; the version stays. */
export function holdCheck(
  { mailboxId, version }: Pick<StoredCheck, 'mailboxId' | 'version'>,
  change: Pick<StoredCheck, 'claimedUntil' | 'done' | 'total'>,
): Write {
  return {
    query: compiler
      .updateTable('receiptChecks')
      .set(change)
      .where('mailboxId', '=', mailboxId)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Of these numbers of a folder, those no line of the book has. */
export async function unknownUids(
  db: Reader,
  mailboxId: MailboxId,
  uidValidity: number,
  uids: readonly number[],
): Promise<number[]> {
  if (uids.length === 0) return []
  const { rows } = await sql<{ uid: number }>`
    select u.uid from unnest(${uids}::bigint[]) u(uid)
    where not exists (select from inbound_mails i
      where i.mailbox_id = ${mailboxId} and i.uid_validity = ${uidValidity} and i.uid = u.uid)
    order by u.uid`.execute(db)
  return rows.map((r) => Number(r.uid))
}

/** The lowest number of a folder that the book has; null for none. */
export async function firstKnownUid(db: Reader, mailboxId: MailboxId, uidValidity: number) {
  const row = await db
    .selectFrom('inboundMails')
    .select((e) => e.fn.min<number | null>('uid').as('uid'))
    .where('mailboxId', '=', mailboxId)
    .where('uidValidity', '=', uidValidity)
    .executeTakeFirst()
  return row?.uid ?? null
}

/** Which originals are read and compared: all, or those of the last two days and of the others one part of as many as a week has hours. */
export type Originals = { readonly since: Instant; readonly part: number } | 'all'
const PARTS = 24 * 7

/** How many originals there are to compare. */
export async function countOriginals(db: Reader, mailboxId: MailboxId, which: Originals): Promise<number> {
  const row = await originalsOf(db, mailboxId, which)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

/** Some lines with an original, after one of them. */
export async function listOriginals(
  db: Reader,
  mailboxId: MailboxId,
  which: Originals,
  after: string,
  limit: number,
) {
  const rows = await originalsOf(db, mailboxId, which)
    .select(['id', 'sha256'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows as { id: string; sha256: string }[]
}

function originalsOf(db: Reader, mailboxId: MailboxId, which: Originals) {
  const all = db
    .selectFrom('inboundMails')
    .where('mailboxId', '=', mailboxId)
    .where('sha256', 'is not', null)
    .where('state', '<>', 'doubled')
  if (which === 'all') return all
  const mine = sql<boolean>`(received_at >= ${which.since} or (hashtext(id::text) & 65535) % ${PARTS} = ${which.part % PARTS})`
  return all.where(mine)
}

/** Messages that came by a mailbox with an original, and that no line accounts for. */
export async function unaccountedMessages(db: Reader, mailboxId: MailboxId): Promise<Amiss> {
  return await amissOf(
    db,
    sql<{ what: string }>`select m.id::text as what from messages m
      join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
      where c.mailbox_id = ${mailboxId} and m.raw_sha256 is not null
        and not exists (select from inbound_mails i
          where i.workspace_id = m.workspace_id and i.message_id = m.id and i.state = 'filed')
        -- What was brought along from before never came by it.
        and not exists (select from import_made k where k.workspace_id = m.workspace_id and k.id = m.id)`,
  )
}

/** Lines that say a message is filed, which is not there; what came back with a letter of the house stands at the letter. */
export async function linesWithoutMessage(db: Reader, mailboxId: MailboxId): Promise<Amiss> {
  return await amissOf(
    db,
    sql<{ what: string }>`select i.id::text as what from inbound_mails i
      where i.mailbox_id = ${mailboxId} and i.state = 'filed' and coalesce(i.reason, '') not in ('letter_back', 'letter_waits', 'letter_said', 'account_link')
        and not exists (select from messages m
          where m.workspace_id = i.workspace_id and m.id = i.message_id)`,
  )
}

/** Lines whose next attempt is due for longer than that (real time): nobody files them. */
export async function stuckLines(db: Reader, mailboxId: MailboxId, before: Instant): Promise<Amiss> {
  return await amissOf(
    db,
    sql<{ what: string }>`select id::text as what from inbound_mails
      where mailbox_id = ${mailboxId} and state = 'waiting' and next_attempt_at < ${before}`,
  )
}

async function amissOf(db: Reader, found: ReturnType<typeof sql<{ what: string }>>): Promise<Amiss> {
  const { rows } = await sql<{ count: number; first: string[] | null }>`
    with found as (${found})
    select (select count(*) from found)::integer as count,
      (select array_agg(what) from (select what from found order by what limit ${NAMED}) few) as first`.execute(
    db,
  )
  return { count: rows[0]!.count, first: rows[0]!.first ?? [] }
}

/** The first of some things, as what is amiss names them. */
export function amiss(all: readonly (string | number)[]): Amiss {
  return { count: all.length, first: all.slice(0, NAMED).map(String) }
}
