import { type Columns, doubledColumn } from '../../domain/imports/columns.ts'
import {
  act as decide,
  FILE_KEPT_DAYS,
  type ImportAct,
  type ImportKind,
} from '../../domain/imports/import.ts'
import type { Choice } from '../../domain/imports/twins.ts'
import type { MailboxId, SiteId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { plus } from '../../domain/shared/time.ts'
import { findSite } from '../accounts/store.ts'
import { demandAuthorities, demandEncryption, type ServerInput } from '../channels/mailboxes-servers.ts'
import { findMailbox } from '../channels/store-mailboxes.ts'
import { flush, type Write } from '../db/flush.ts'
import { accept, patiently, Refused } from '../db/refused.ts'
import { FileUnreadable, formOf } from '../files/csv.ts'
import type { Asked } from '../http/route.ts'
import { realNow } from '../jobs/real-time.ts'
import { seal } from '../secret.ts'
import { sealedFor } from './jobs-mails.ts'
import * as store from './store.ts'
import { importFile, makeImportFolder, removeFile } from './store-files.ts'
import { chooseLine } from './store-lines.ts'

/** The largest files, in bytes. */
export const LARGEST_FILE = { people: 256 * 1024 * 1024, mbox: 64 * 1024 * 1024 * 1024 } as const

type Server = ServerInput & { username: string; password: string; caPem?: string | null | undefined }

/** Begins an import from a file whose bytes are to follow. @throws Refused `too_large`. */
export async function beginFile(
  asked: Asked,
  input: { kind: 'people' | 'mbox'; name: string; size: number },
) {
  const largest = LARGEST_FILE[input.kind]
  if (input.size > largest)
    throw new Refused(
      refuse('too_large', { field: 'size', values: { limit: `${largest / 1024 / 1024} MB` } }),
    )
  const row = fresh(asked, input.kind, input.name, { size: input.size, state: 'uploading' })
  await makeImportFolder(asked.services.config, asked.workspaceId)
  await insert(asked, row)
  return row.id
}

/**
 * Begins an import from folders of a connected mailbox, or of a server named just for this.
 * @throws Refused `mailbox_unreachable`, `invalid_input` for a server without encryption.
 */
export async function beginFolders(
  asked: Asked,
  input: {
    mailboxId?: MailboxId | null | undefined
    server?: Server | undefined
    folders: readonly string[]
  },
) {
  const { folders, server } = input
  const mailbox = await mailboxOf(asked, input.mailboxId ?? null)
  if (!server && !mailbox?.imapHost) throw new Refused(refuse('mailbox_unreachable'))
  if (server) demandEncryption('imap', server)
  demandAuthorities(server?.caPem, 'server.caPem')
  const row = fresh(asked, 'folder', server ? `${server.username} · ${server.host}` : mailbox!.address, {
    size: 0,
    state: 'ready',
  })
  const once = server && {
    host: server.host,
    port: server.port,
    tls: server.tls,
    username: server.username,
    caPem: server.caPem ?? null,
  }
  const secret = server
    ? seal(asked.services.secret, sealedFor(asked.workspaceId, row.id), server.password)
    : null
  const settings = { folders, mailboxId: mailbox?.id ?? null, ...(once ? { server: once } : {}) }
  await insert(asked, { ...row, settings, secret })
  return row.id
}

/** Settles how a file is read and has it looked through. @throws Refused `invalid_input` for a target that stands twice. */
export async function checkImport(
  asked: Asked,
  id: store.ImportId,
  input: { columns: Columns; headings: boolean },
) {
  if (doubledColumn(input.columns) || input.columns.every((c) => c === null))
    throw new Refused(refuse('invalid_input', { field: 'columns' }))
  const { settings } = await importOf(asked, id)
  const form = settings.form ?? (await readForm(asked, id))
  await move(asked, id, 'check', () => ({
    settings: { ...settings, ...input, form },
    ...{ attempts: 0, problem: null, total: null },
  }))
}

/** How a file of people is written. @throws Refused `file_unreadable` saying why. */
export async function readForm(asked: Asked, id: store.ImportId) {
  try {
    return await formOf(importFile(asked.services.config, asked.workspaceId, id))
  } catch (e) {
    throw unreadable(e)
  }
}

/** A file's fault as a refusal; anything else as it is. */
export function unreadable(e: unknown): unknown {
  if (!(e instanceof FileUnreadable)) return e
  return new Refused(refuse('file_unreadable', { values: { fault: e.fault, line: 0 } }))
}

/** Says what becomes of lines that name somebody known. @throws Refused `import_not_now`, `not_found` for a line that is none. */
export async function chooseTwins(
  asked: Asked,
  id: store.ImportId,
  input: { all?: Choice | undefined; lines: readonly { line: number; choice: Choice | null }[] },
) {
  await patiently(async () => {
    const row = await importOf(asked, id)
    if (row.state !== 'checked') throw new Refused(refuse('import_not_now', { values: { state: row.state } }))
    const writes: Write[] = input.lines.map((l) => chooseLine(id, l.line, l.choice))
    const settings = { ...row.settings, ...(input.all ? { twins: input.all } : {}) }
    await save(asked, row, { settings }, writes)
  })
}

/** Starts an import. Mails need a place: a mailbox, else a site. @throws Refused `not_found`, `import_not_now`. */
export async function startImport(
  asked: Asked,
  id: store.ImportId,
  input: {
    mailboxId?: MailboxId | null | undefined
    siteId?: SiteId | undefined
    ours?: readonly string[] | undefined
    bulk?: boolean | undefined
  },
) {
  const { settings, kind } = await importOf(asked, id)
  const mailbox = await mailboxOf(
    asked,
    input.mailboxId === undefined ? (settings.mailboxId ?? null) : input.mailboxId,
  )
  const siteId = mailbox?.siteId ?? input.siteId ?? asked.member.siteId
  const site = await asked.db.read(asked.workspaceId, (db) => findSite(db, siteId))
  if (!site) throw new Refused(refuse('not_found', { field: 'siteId' }))
  const mails = { siteId, mailboxId: mailbox?.id ?? null, ours: input.ours ?? [], bulk: input.bulk ?? false }
  await move(asked, id, 'start', (row) => ({
    ...(kind === 'people' ? {} : { settings: { ...row.settings, ...mails } }),
    ...{ made: 0, same: 0, leftOut: 0, failed: 0, attempts: 0, problem: null },
  }))
}

/** Pauses an import, or has it go on. @throws Refused `import_not_now`. */
export async function pauseOrGoOn(asked: Asked, id: store.ImportId, wanted: 'pause' | 'goOn') {
  await move(asked, id, wanted, () => ({ attempts: 0, problem: null, finishedAt: null }))
}

/** Has an import taken back. @throws Refused `import_not_now`. */
export async function undoImport(asked: Asked, id: store.ImportId) {
  await move(asked, id, 'undo', () => ({ attempts: 0, problem: null }))
}

/** Gives an import up that made nothing, and throws its file away. @throws Refused `import_not_now`. */
export async function dropImport(asked: Asked, id: store.ImportId) {
  await patiently(async () => {
    const row = await importOf(asked, id)
    accept(decide(row, 'drop'))
    const subjects = { importId: id }
    await flush(asked, {
      writes: [store.deleteImport(row)],
      events: [{ kind: 'import.changed', subjects, data: { dropped: true } }],
    })
  })
  await removeFile(importFile(asked.services.config, asked.workspaceId, id))
}

/** An import of this workspace. @throws Refused `not_found`. */
export async function importOf(asked: Asked, id: store.ImportId): Promise<store.StoredImport> {
  const row = await asked.db.read(asked.workspaceId, (db) => store.findImport(db, id))
  if (!row) throw new Refused(refuse('not_found'))
  return row
}

/** Writes a change of an import that people asked for. @throws Refused `changed_meanwhile`. */
export async function save(
  asked: Asked,
  row: store.StoredImport,
  change: store.ImportChange,
  writes: readonly Write[] = [],
) {
  const subjects = { importId: row.id, memberId: asked.member.id }
  await flush(asked, {
    writes: [store.updateImport(row, change), ...writes],
    events: [{ kind: 'import.changed', subjects, data: { state: change.state ?? row.state } }],
  })
}

async function move(
  asked: Asked,
  id: store.ImportId,
  wanted: ImportAct,
  also: (row: store.StoredImport) => store.ImportChange,
) {
  await patiently(async () => {
    const row = await importOf(asked, id)
    const state = accept(decide(row, wanted))
    await save(asked, row, { state, claimedUntil: null, ...also(row) })
  })
}

async function mailboxOf(asked: Asked, id: MailboxId | null) {
  if (!id) return null
  const mailbox = await asked.db.read(asked.workspaceId, (db) => findMailbox(db, id))
  if (!mailbox || mailbox.archivedAt) throw new Refused(refuse('not_found', { field: 'mailboxId' }))
  return mailbox
}

async function insert(asked: Asked, row: Omit<store.StoredImport, 'version'>) {
  const subjects = { importId: row.id, memberId: asked.member.id }
  await flush(asked, {
    writes: [store.insertImport(asked.workspaceId, row)],
    events: [{ kind: 'import.begun', subjects, data: { kind: row.kind } }],
  })
}

function fresh(
  asked: Asked,
  kind: ImportKind,
  name: string,
  { size, state }: { size: number; state: 'uploading' | 'ready' },
): Omit<store.StoredImport, 'version'> {
  return {
    ...{ id: asked.newId<'import'>(), kind, name: name.slice(0, 300), state, askedBy: asked.member.id },
    ...{ size, received: 0, settings: {}, secret: null, position: {}, total: null },
    ...{ made: 0, same: 0, leftOut: 0, failed: 0, ledger: 0, problem: null, attempts: 0, claimedUntil: null },
    // A file half uploaded is not kept for ever either.
    fileUntil: kind === 'folder' ? null : plus(realNow(asked.services), { days: FILE_KEPT_DAYS }),
    ...{ createdAt: asked.now, finishedAt: null },
  }
}
