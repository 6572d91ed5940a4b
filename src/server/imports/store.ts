import { sql } from 'kysely'
import type { Columns } from '../../domain/imports/columns.ts'
import type { ImportKind, ImportState } from '../../domain/imports/import.ts'
import type { Choice } from '../../domain/imports/twins.ts'
import type { Id, MailboxId, MemberId, SiteId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { changeUnderWay, holdUnderWay, withJson } from '../db/under-way.ts'
import type { CsvForm, FileFault } from '../files/csv.ts'
import type { MailPosition } from '../mail/imap.ts'

export type ImportId = Id<'import'>
/** A mail server asked just for one import; its password lies sealed in `secret`. */
export type OnceServer = { host: string; port: number; tls: boolean; username: string; caPem: string | null }
/** What people settled of an import. */
export type ImportSettings = {
  readonly form?: CsvForm
  readonly columns?: Columns
  readonly headings?: boolean
  /** What becomes of lines that say whom we know, unless chosen otherwise for one. */
  readonly twins?: Choice
  readonly siteId?: SiteId
  readonly mailboxId?: MailboxId | null
  /** Addresses that are ours, beside those of the mailboxes. */
  readonly ours?: readonly string[]
  readonly folders?: readonly string[]
  readonly server?: OnceServer
  /** Newsletters and lists too. */
  readonly bulk?: boolean
}
/** How far it came: lines of a CSV, bytes of an mbox, UIDs of folders, entries of the ledger while it is taken back. */
export type ImportPosition = {
  readonly line?: number
  readonly byte?: number
  readonly mails?: number
  readonly folders?: Readonly<Record<string, MailPosition>>
  readonly undo?: number
}
export type ImportProblem =
  | { readonly code: FileFault; readonly line: number | null }
  | { readonly code: 'mail' | 'other'; readonly reason: string }
/** One import: a file of people, or mails of before. */
export type StoredImport = {
  readonly id: ImportId
  readonly kind: ImportKind
  readonly name: string
  readonly state: ImportState
  readonly askedBy: MemberId
  /** Bytes of its file. */
  readonly size: number
  readonly received: number
  readonly settings: ImportSettings
  readonly secret: Buffer | null
  readonly position: ImportPosition
  readonly total: number | null
  readonly made: number
  readonly same: number
  readonly leftOut: number
  readonly failed: number
  readonly ledger: number
  readonly problem: ImportProblem | null
  readonly attempts: number
  /** Real time, as `fileUntil`. */
  readonly claimedUntil: Instant | null
  readonly fileUntil: Instant | null
  readonly createdAt: Instant
  readonly finishedAt: Instant | null
  readonly version: number
}
export type ImportChange = Partial<Omit<StoredImport, 'id' | 'kind' | 'askedBy' | 'createdAt' | 'version'>>

/** An import; null if there is none. */
export async function findImport(db: Reader, id: ImportId): Promise<StoredImport | null> {
  const row = await db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredImport) ?? null
}

/** A page of imports, the latest first. */
export async function listImports(
  db: Reader,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredImport[]> {
  let query = db
    .selectFrom('imports')
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredImport[]
}

/** Workspaces in which an import waits for somebody to go on with it, or a file has had its time. */
export async function workspacesWithImports(db: Database, realNow: Instant): Promise<WorkspaceId[]> {
  const { rows } = await sql<{ workspaceId: WorkspaceId }>`
    select workspace_id from jobs.workspaces_with_imports(${realNow})`.execute(db.system)
  return rows.map((r) => r.workspaceId)
}

/** Those to go on with that nobody is at, the oldest first. */
export async function listDue(db: Reader, realNow: Instant): Promise<StoredImport[]> {
  const rows = await db
    .selectFrom('imports')
    .selectAll()
    .where('state', 'in', ['checking', 'running', 'undoing'])
    .where((e) => e.or([e('claimedUntil', 'is', null), e('claimedUntil', '<=', realNow)]))
    .orderBy('createdAt')
    .limit(50)
    .execute()
  return rows as unknown as StoredImport[]
}

/** Imports whose file has had its time. */
export async function listOutlived(db: Reader, realNow: Instant): Promise<StoredImport[]> {
  const rows = await db
    .selectFrom('imports')
    .selectAll()
    .where('fileUntil', '<=', realNow)
    .where('state', 'not in', ['checking', 'running', 'undoing'])
    .limit(50)
    .execute()
  return rows as unknown as StoredImport[]
}

/** Writes an import down. */
export function insertImport(workspaceId: WorkspaceId, row: Omit<StoredImport, 'version'>): Write {
  return {
    query: compiler.insertInto('imports').values({ ...withJson(row), workspaceId, version: 1 } as never),
  }
}

/** Changes one if nobody did since it was read. */
export function updateImport(row: Pick<StoredImport, 'id' | 'version'>, change: ImportChange): Write {
  return changeUnderWay('imports', row, change)
}

/** Says that somebody is still at it. */
export function holdImport(row: Pick<StoredImport, 'id' | 'version'>, claimedUntil: Instant): Write {
  return holdUnderWay('imports', row, claimedUntil)
}

/** Takes away one that made nothing, with its lines. */
export function deleteImport(row: Pick<StoredImport, 'id' | 'version'>): Write {
  return {
    query: compiler.deleteFrom('imports').where('id', '=', row.id).where('version', '=', row.version),
    must: 'changed_meanwhile',
  }
}
