import type { ImapFlow } from 'imapflow'
import { refuse } from '../../domain/shared/refusal.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { sound } from '../channels/mail-in-receipt.ts'
import { serverOf, serversOf } from '../channels/mailboxes-servers.ts'
import { aloneInFiling } from '../channels/store-mail-locks.ts'
import { findMailbox } from '../channels/store-mailboxes.ts'
import { Refused } from '../db/refused.ts'
import { sha256Of } from '../files/blobs.ts'
import { foldersOf, openFolder, uidsAbove } from '../mail/imap.ts'
import { openToLook, readWhole, sentAt } from '../mail/look-back.ts'
import { isDiscarded, readMbox } from '../mail/mbox.ts'
import { parseMail, type UnderstoodMail } from '../mail/parse.ts'
import type { MailServer } from '../mail/servers.ts'
import { unseal } from '../secret.ts'
import { failedMail, type MailOfThen, planMails } from './actions-mails.ts'
import type { Job } from './jobs-saver.ts'
import type { ImportPosition, StoredImport } from './store.ts'
import type { ImportLine } from './store-lines.ts'

/** The largest mail that is read, in bytes. */
const LARGEST = 40 * 1024 * 1024
/** How many mails are filed together, and how many bytes of them at most. */
const BATCH = 200
const BATCH_BYTES = 24 * 1024 * 1024
/** How many files are written at once. */
const WRITERS = 12

type Came = { raw: Buffer | null; size: number; at: Instant | null; discarded: boolean }

/** Brings the mails of an mbox file, from where it came to. */
export async function bringMbox(job: Job): Promise<void> {
  const { saver, path, signal } = job
  const { byte = 0, mails = 0 } = saver.row.position
  const batch = new Batch(job, mails)
  for await (const { raw, size, at, next } of readMbox(path, byte, LARGEST)) {
    signal.throwIfAborted()
    await batch.add({ raw, size, at, discarded: raw !== null && isDiscarded(raw) }, { byte: next })
  }
  await batch.file()
}

/** Brings the mails of IMAP folders, from where it came to; nothing is changed there. Gives those that are gone meanwhile, passed over. */
export async function bringFolders(job: Job): Promise<string[]> {
  const { saver, signal } = job
  const server = await serverOfImport(job)
  const { folders = [] } = saver.row.settings
  const { client } = await openFolder(server, 'INBOX', true, signal)
  try {
    const there = await foldersOf(client)
    const [still, gone] = [folders.filter((f) => there.has(f)), folders.filter((f) => !there.has(f))]
    if (saver.row.total === null) await saver.save({ total: await countIn(client, still) })
    const batch = new Batch(job, saver.row.position.mails ?? 0)
    for (const folder of still) {
      const { uidValidity } = await openToLook(client, folder)
      const before = saver.row.position.folders?.[folder]
      const reached = before?.uidValidity === uidValidity ? before.uid : 0
      const uids = await uidsAbove(client, reached)
      for await (const { meta, raw } of readWhole(client, uidValidity, uids, LARGEST)) {
        signal.throwIfAborted()
        const at = { uidValidity, uid: meta.uid }
        await batch.add({ raw, size: meta.size, at: meta.internalDate, discarded: false }, { folder, at })
      }
      await batch.file()
    }
    return gone
  } finally {
    client.close()
  }
}

async function countIn(client: ImapFlow, folders: readonly string[]): Promise<number> {
  let total = 0
  for (const folder of folders) {
    const status = await client.status(folder, { messages: true })
    total += (status ? status.messages : 0) ?? 0
  }
  return total
}

/** The server an import reads from: a connected mailbox's, or one asked just for this. @throws Refused. */
export async function serverOfImport({ services, saver }: Job): Promise<MailServer> {
  const { row, act } = saver
  const { server, mailboxId } = row.settings
  if (server) {
    const password = row.secret
      ? unseal(services.secret, sealedFor(act.workspaceId, row.id), row.secret)
      : null
    return serverOf(server, { username: server.username, password, caPem: server.caPem })
  }
  const mailbox = mailboxId && (await act.db.read(act.workspaceId, (db) => findMailbox(db, mailboxId)))
  const imap = mailbox ? serversOf(services, act.workspaceId, mailbox).imap : null
  if (!imap) throw new Refused(refuse('mailbox_unreachable'))
  return imap
}

/** What a password sealed for one import is bound to. */
export function sealedFor(workspaceId: string, id: StoredImport['id']): string {
  return `import ${workspaceId} ${id}`
}

type Reached = { byte: number } | { folder: string; at: { uidValidity: number; uid: number } }

// The line above a mail in an mbox tells when it was put there, or nothing at all: it stands in for a Date only.
function dated({ date }: UnderstoodMail, put: Instant | null, now: Instant): Instant | null {
  return date !== null && date <= plus(now, { hours: 24 }) ? date : put
}

/** Mails gathered to be filed together, and where reading stands behind them. */
class Batch {
  private mails: MailOfThen[] = []
  private lines: ImportLine[] = []
  private puts: (() => Promise<unknown>)[] = []
  private leftOut = 0
  private bytes = 0
  private count: number
  private reached: ImportPosition
  private readonly job: Job

  constructor(job: Job, mails: number) {
    this.job = job
    this.count = mails
    this.reached = job.saver.row.position
  }

  async add(came: Came, reached: Reached): Promise<void> {
    const nth = ++this.count
    await this.read(nth, came)
    this.reached =
      'byte' in reached
        ? { byte: reached.byte, mails: nth }
        : { mails: nth, folders: { ...this.reached.folders, [reached.folder]: reached.at } }
    this.bytes += came.raw?.length ?? 0
    const gathered = this.mails.length + this.lines.length + this.leftOut
    if (gathered >= BATCH || this.bytes >= BATCH_BYTES) await this.file()
  }

  private async read(nth: number, { raw, at, discarded }: Came): Promise<void> {
    const { services, saver } = this.job
    if (discarded) {
      this.leftOut += 1
      return
    }
    if (raw === null) return void this.lines.push(failedMail(nth, 'too_large', ''))
    const parsed = await parseMail(raw).catch((): { unreadable: string } => ({
      unreadable: 'it cannot be read',
    }))
    if ('unreadable' in parsed) return void this.lines.push(failedMail(nth, 'unreadable', ''))
    const mail = sound(parsed)
    const sent = saver.row.kind === 'mbox' ? dated(mail, at, saver.act.now) : sentAt(mail, at, saver.act.now)
    if (sent === null) return void this.lines.push(failedMail(nth, 'no_date', mail.subject))
    this.puts.push(() => services.blobs.put(raw))
    for (const file of mail.attachments) this.puts.push(() => services.blobs.put(file.bytes))
    this.mails.push({ nth, mail, sha256: sha256Of(raw), at: sent })
  }

  /** Files what is gathered, with the place reached. */
  async file(): Promise<void> {
    const { services, saver } = this.job
    const { mails, lines, leftOut, puts, reached } = this
    if (mails.length + lines.length + leftOut === 0) return
    this.mails = []
    this.lines = []
    this.puts = []
    this.leftOut = 0
    this.bytes = 0
    const next = puts.values()
    await Promise.all(
      Array.from({ length: WRITERS }, async () => {
        for (const put of next) await put()
      }),
    )
    const { db, workspaceId } = saver.act
    // Mail that comes in this moment must not make a second person of somebody here.
    await aloneInFiling(db, workspaceId, () =>
      saver.batch(
        async (act, row) => {
          const planned = await planMails(act, services.secret, row, mails)
          const counts = {
            ...planned.counts,
            failed: planned.counts.failed + lines.length,
            leftOut: planned.counts.leftOut + leftOut,
          }
          return { ...planned, counts, lines: [...planned.lines, ...lines] }
        },
        { position: reached },
      ),
    )
  }
}
