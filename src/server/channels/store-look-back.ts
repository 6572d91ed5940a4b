import { sql } from 'kysely'
import type {
  ConversationId,
  Id,
  MailboxId,
  MemberId,
  MessageId,
  PersonId,
  PromiseId,
  SiteId,
  WorkspaceId,
} from '../../domain/shared/ids.ts'
import { type Instant, toEpochMs } from '../../domain/shared/time.ts'
import type { Recipients } from '../conversations/store-messages.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { changeUnderWay, holdUnderWay } from '../db/under-way.ts'
import type { MailPosition } from '../mail/imap.ts'

export type LookBackState = 'waiting' | 'reading' | 'done' | 'failed' | 'stopped'
export type LookBackFolder = 'sent' | 'inbox'
/** One reading of the last weeks of a mailbox. */
export type StoredLookBack = {
  readonly id: Id<'look_back'>
  readonly mailboxId: MailboxId
  readonly askedBy: MemberId
  /** Real time, like the dates of mail servers. */
  readonly since: Instant
  readonly state: LookBackState
  readonly readCount: number
  readonly total: number | null
  readonly oversizedCount: number
  readonly unreadableCount: number
  readonly sentFolder: string | null
  readonly position: Partial<Record<LookBackFolder, MailPosition>>
  readonly problem: string | null
  /** How often reading began since it last came further. */
  readonly attempts: number
  /** Real time. */
  readonly claimedUntil: Instant | null
  readonly createdAt: Instant
  readonly finishedAt: Instant | null
  readonly version: number
}

export type FindingKind = 'promise' | 'unanswered'
export type FindingOutcome = 'confirmed' | 'dismissed' | 'overtaken'
/** Something found: a promise in a mail of ours, or somebody's mail that had no answer. */
export type StoredFinding = {
  readonly id: Id<'finding'>
  readonly lookBackId: Id<'look_back'>
  readonly mailboxId: MailboxId
  readonly kind: FindingKind
  readonly mailId: string
  readonly place: number
  readonly mailAt: Instant
  readonly address: string
  readonly name: string
  readonly saidBy: MemberId | null
  readonly personId: PersonId | null
  readonly conversationId: ConversationId | null
  readonly subject: string
  readonly sentence: string
  readonly heardFrom: number | null
  readonly heardTo: number | null
  readonly what: string | null
  readonly saidAs: string | null
  readonly due: Instant | null
  readonly laterWord: boolean
  readonly promiseId: PromiseId | null
  readonly settledAt: Instant | null
  readonly settledBy: MemberId | null
  readonly outcome: FindingOutcome | null
  readonly version: number
}
export type NewFinding = Omit<StoredFinding, 'promiseId' | 'settledAt' | 'settledBy' | 'outcome' | 'version'>

/** Workspaces in which a mailbox waits to be read and nobody is at it. */
export async function workspacesWithLookBacks(db: Database, realNow: Instant): Promise<WorkspaceId[]> {
  const { rows } = await sql<{ workspaceId: WorkspaceId }>`
    select workspace_id from jobs.workspaces_with_look_backs(${realNow})`.execute(db.system)
  return rows.map((r) => r.workspaceId)
}

/** Those to be read that nobody is at, the oldest first. */
export async function listDue(db: Reader, realNow: Instant): Promise<StoredLookBack[]> {
  const rows = await db
    .selectFrom('lookBacks')
    .selectAll()
    .where('state', 'in', ['waiting', 'reading'])
    .where((e) => e.or([e('claimedUntil', 'is', null), e('claimedUntil', '<=', realNow)]))
    .orderBy('createdAt')
    .limit(50)
    .execute()
  return rows as unknown as StoredLookBack[]
}

/** The latest of each mailbox that is still connected, or of one. */
export async function listLatest(db: Reader, mailboxId?: MailboxId) {
  let query = db
    .selectFrom('lookBacks')
    .innerJoin('mailboxes', (j) =>
      j
        .onRef('mailboxes.id', '=', 'lookBacks.mailboxId')
        .onRef('mailboxes.workspaceId', '=', 'lookBacks.workspaceId'),
    )
    .distinctOn('lookBacks.mailboxId')
    .selectAll('lookBacks')
    .select(['mailboxes.address', 'mailboxes.siteId'])
    .where('mailboxes.archivedAt', 'is', null)
    .orderBy('lookBacks.mailboxId')
    .orderBy('lookBacks.createdAt', 'desc')
    .orderBy('lookBacks.id', 'desc')
    .limit(500)
  if (mailboxId) query = query.where('lookBacks.mailboxId', '=', mailboxId)
  return (await query.execute()) as unknown as (StoredLookBack & { address: string; siteId: SiteId })[]
}

/** One reading of a mailbox; null if there is none. */
export async function findLookBack(db: Reader, id: StoredLookBack['id']): Promise<StoredLookBack | null> {
  const row = await db.selectFrom('lookBacks').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredLookBack) ?? null
}

/** Adds a reading; of two at once of one mailbox the later is refused. */
export function insertLookBack(workspaceId: WorkspaceId, row: Omit<StoredLookBack, 'version'>): Write {
  const position = JSON.stringify(row.position)
  return { query: compiler.insertInto('lookBacks').values({ ...row, position, workspaceId, version: 1 }) }
}

export type LookBackChange = Partial<Omit<StoredLookBack, 'id' | 'mailboxId' | 'askedBy' | 'version'>>

/** Changes one if nobody did since it was read. */
export function updateLookBack(row: Pick<StoredLookBack, 'id' | 'version'>, change: LookBackChange): Write {
  return changeUnderWay('lookBacks', row, change)
}

/** Says that somebody is still at it. */
export function holdLookBack(row: Pick<StoredLookBack, 'id' | 'version'>, claimedUntil: Instant): Write {
  return holdUnderWay('lookBacks', row, claimedUntil)
}

/** Keeps what was found; what is known already, dismissed or not, stays as it is. */
export function insertFindings(workspaceId: WorkspaceId, findings: readonly NewFinding[]): Write[] {
  if (findings.length === 0) return []
  const none = { promiseId: null, settledAt: null, settledBy: null, outcome: null }
  return [
    {
      query: compiler
        .insertInto('lookBackFindings')
        .values(findings.map((f) => ({ ...f, ...none, workspaceId, version: 1 })))
        .onConflict((c) => c.columns(['workspaceId', 'mailboxId', 'kind', 'mailId', 'place']).doNothing()),
    },
  ]
}

/** Findings by their ids, in no order. */
export async function findFindings(db: Reader, ids: readonly string[]): Promise<StoredFinding[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('lookBackFindings')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  return rows as unknown as StoredFinding[]
}

/** What of a mailbox's findings is not for everybody: of conversations and mails that are sensitive by now. */
export async function listSensitive(db: Reader, mailboxId: MailboxId | null) {
  let threaded = db
    .selectFrom('lookBackFindings as f')
    .innerJoin('conversations as c', (j) =>
      j.onRef('c.id', '=', 'f.conversationId').onRef('c.workspaceId', '=', 'f.workspaceId'),
    )
    .select(['f.mailId', 'c.id as conversationId'])
    .where('c.sensitive', '=', true)
  let filed = db
    .selectFrom('lookBackFindings as f')
    .innerJoin('messages as m', (j) =>
      j.onRef('m.mailId', '=', 'f.mailId').onRef('m.workspaceId', '=', 'f.workspaceId'),
    )
    .innerJoin('conversations as c', (j) =>
      j.onRef('c.id', '=', 'm.conversationId').onRef('c.workspaceId', '=', 'm.workspaceId'),
    )
    .select(['f.mailId', 'c.id as conversationId'])
    .where('c.sensitive', '=', true)
  if (mailboxId) {
    threaded = threaded.where('f.mailboxId', '=', mailboxId)
    filed = filed.where('f.mailboxId', '=', mailboxId)
  }
  return await threaded.union(filed).execute()
}

/** What of a mailbox is listed. `hidden`: mails of conversations the reader may not read. */
export type FindingFilter = {
  readonly mailboxId: MailboxId
  readonly hidden: readonly string[]
  readonly kind?: FindingKind | undefined
  readonly laterWord?: boolean | undefined
}

/** A page of what is still to be looked at, the latest mail first. */
export async function listOpen(
  db: Reader,
  { mailboxId, hidden, kind, laterWord }: FindingFilter,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredFinding[]> {
  let query = db
    .selectFrom('lookBackFindings')
    .selectAll()
    .where('mailboxId', '=', mailboxId)
    .where('settledAt', 'is', null)
    .orderBy('mailAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (hidden.length > 0) query = query.where('mailId', 'not in', [...hidden])
  if (kind) query = query.where('kind', '=', kind)
  if (laterWord !== undefined) query = query.where('laterWord', '=', laterWord)
  if (after) query = query.where(sql<boolean>`(mail_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredFinding[]
}

/** What was found in mailboxes, in figures; what others overtook is not counted. */
export async function countFindings(db: Reader, hidden: readonly string[]) {
  let query = db
    .selectFrom('lookBackFindings')
    .select([
      'mailboxId',
      'kind',
      'laterWord',
      sql<boolean>`settled_at is null`.as('isOpen'),
      (e) => e.fn.countAll<number>().as('n'),
    ])
    .where((e) => e.or([e('outcome', 'is', null), e('outcome', '<>', 'overtaken')]))
    .groupBy(['mailboxId', 'kind', 'laterWord', sql`settled_at is null`])
  if (hidden.length > 0) query = query.where('mailId', 'not in', [...hidden])
  return (await query.execute()) as {
    mailboxId: MailboxId
    kind: FindingKind
    laterWord: boolean
    isOpen: boolean
    n: number
  }[]
}

export type FindingChange = Partial<
  Pick<StoredFinding, 'outcome' | 'settledAt' | 'settledBy' | 'promiseId' | 'personId' | 'laterWord'>
>

/** Changes a finding if nobody did since it was read. */
export function updateFinding(row: Pick<StoredFinding, 'id' | 'version'>, change: FindingChange): Write {
  return {
    query: compiler
      .updateTable('lookBackFindings')
      .set({ ...change, version: row.version + 1 })
      .where('id', '=', row.id)
      .where('version', '=', row.version),
    must: 'changed_meanwhile',
  }
}

/** What we wrote to people since a moment, by mail, on their page or otherwise; what failed or was taken back is no word. */
export async function listOurWords(
  db: Reader,
  since: Instant,
  after: MessageId | null,
  limit: number,
): Promise<
  { id: MessageId; at: Instant; mailId: string | null; recipients: Recipients; personId: PersonId | null }[]
> {
  let query = db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', (j) =>
      j.onRef('c.id', '=', 'm.conversationId').onRef('c.workspaceId', '=', 'm.workspaceId'),
    )
    .select(['m.id', 'm.at', 'm.mailId', 'm.recipients', 'c.personId'])
    .where('m.direction', '=', 'out')
    .where('m.automatic', '=', false)
    .where('m.at', '>=', since)
    .where(
      sql<boolean>`not exists (select from outbox o where o.workspace_id = m.workspace_id and o.message_id = m.id
        and o.state in ('failed', 'cancelled'))`,
    )
    .orderBy('m.id')
    .limit(limit)
  query = query.where('m.id', '>', after ?? firstIdAt(since))
  return (await query.execute()) as never
}

// Ids begin with the moment they were made (UUIDv7): what was made before needs not be looked at.
function firstIdAt(at: Instant): MessageId {
  const ms = toEpochMs(at).toString(16).padStart(12, '0')
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000` as MessageId
}

/** Of mails, those known here: their conversation, whether it is closed, and whether the composer sent them. */
export async function listKnownMails(db: Reader, mailIds: readonly string[]) {
  if (mailIds.length === 0) return []
  return await db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', (j) =>
      j.onRef('c.id', '=', 'm.conversationId').onRef('c.workspaceId', '=', 'm.workspaceId'),
    )
    .select([
      'm.mailId',
      'm.conversationId',
      'c.closedAt',
      sql<boolean>`exists (select from outbox o where o.workspace_id = m.workspace_id and o.message_id = m.id)`.as(
        'isSentHere',
      ),
    ])
    .where('m.mailId', 'in', [...mailIds])
    .orderBy('m.id')
    .limit(400)
    .execute()
}
