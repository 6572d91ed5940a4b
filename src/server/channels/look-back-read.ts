import type { ImapFlow } from 'imapflow'
import { type Correspondence, correspond, hasLaterWord, unanswered } from '../../domain/promises/look-back.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { openFolder } from '../mail/imap.ts'
import {
  findSentFolder,
  openToLook,
  readHeadersOf,
  readWhole,
  uidsSince,
  understood,
} from '../mail/look-back.ts'
import { type MailServer, NotStored } from '../mail/servers.ts'
import type { Services } from '../services.ts'
import { findingsIn, Unheard, type WholeMail } from './look-back-findings.ts'
import { type Ground, groundOf, type SeenInFolder, seenIn, wordsFromHere } from './look-back-ground.ts'
import type { LookBackSaver } from './look-back-save.ts'
import * as store from './store-look-back.ts'
import type { StoredMailbox } from './store-mailboxes.ts'

/** The largest mail that is read, in bytes. */
const LARGEST = 25 * 1024 * 1024
/** How many open findings are looked at together when older ones are brought up to date. */
const PAGE = 500

type Folder = { name: store.LookBackFolder; path: string; uidValidity: number; seen: SeenInFolder[] }

/** What is at hand while a mailbox is read. */
type Reading = {
  readonly services: Services
  readonly act: Act
  readonly mailbox: StoredMailbox
  readonly saver: LookBackSaver
  readonly signal: AbortSignal
  readonly largest: number
}

/**
 * Reads the last weeks of a mailbox, received and sent, without changing anything there: first who wrote to whom, by the
 * headers; then the words of our own mails, and of those that had no answer. What is found is kept as it goes, with the place
 * reached, so that a reading that was cut goes on there. At the end, what was found earlier is brought up to date.
 * @throws what the mail server or the database threw; `Refused` when it was stopped or somebody else reads.
 */
export async function readThrough(
  server: MailServer,
  reading: Omit<Reading, 'largest'> & { largest?: number },
): Promise<void> {
  const whole = { largest: LARGEST, ...reading }
  const { client } = await openFolder(server, 'INBOX', true, reading.signal)
  try {
    await readMailbox(client, whole)
  } finally {
    client.close()
  }
}

async function readMailbox(client: ImapFlow, reading: Reading): Promise<void> {
  const { act, mailbox, saver } = reading
  const ground = await groundOf(act, mailbox)
  const sent = await findSentFolder(client)
  await saver.save({ sentFolder: sent })
  const folders: Folder[] = []
  if (sent !== null) folders.push(await lookInto(client, 'sent', sent, reading, ground))
  const wider = { ...ground, ours: withAliases(ground, mailbox, folders) }
  folders.push(await lookInto(client, 'inbox', 'INBOX', reading, wider))
  const all = await correspondence(reading, folders)
  const waiting = new Set(unanswered(all))
  await saver.save({ total: folders.reduce((n, f) => n + f.seen.length, 0) })
  let before = 0
  for (const folder of folders) {
    const wanted = (m: SeenInFolder) =>
      m.isOurs ? !m.automatic && m.to.length > 0 : folder.name === 'inbox' && waiting.has(m)
    await readFolder(client, reading, folder, { wanted, before, ground: wider, all })
    before += folder.seen.length
  }
  await bringUpToDate(reading, all)
}

/** Reads the headers of a folder. */
async function lookInto(
  client: ImapFlow,
  name: store.LookBackFolder,
  path: string,
  { saver, act, signal }: Reading,
  ground: Ground,
): Promise<Folder> {
  const { uidValidity } = await openToLook(client, path)
  const uids = await uidsSince(client, saver.row.since)
  const seen: SeenInFolder[] = []
  for await (const header of readHeadersOf(client, uidValidity, uids)) {
    signal.throwIfAborted()
    if (header.mail === null) saver.headless += 1
    const mail = seenIn(name, header, ground, { since: saver.row.since, now: act.now })
    if (mail) seen.push(mail)
  }
  return { name, path, uidValidity, seen }
}

// Whoever writes from the folder of what was sent, under the mailbox's own domain, is one of us under another address.
function withAliases({ ours }: Ground, mailbox: StoredMailbox, folders: readonly Folder[]): Set<string> {
  const domain = `@${mailbox.address.toLowerCase().split('@')[1]}`
  const senders = folders.flatMap((f) => f.seen.flatMap((m) => m.from ?? []))
  return new Set([...ours, ...senders.filter((address) => address.endsWith(domain))])
}

async function correspondence({ act, saver }: Reading, folders: readonly Folder[]) {
  const here = []
  for await (const word of wordsFromHere(act, saver.row.since)) here.push({ ...word, uid: 0 })
  return correspond<SeenInFolder>([...folders.flatMap((f) => f.seen), ...here])
}

async function readFolder(
  client: ImapFlow,
  reading: Reading,
  { name, path, uidValidity, seen }: Folder,
  {
    wanted,
    before,
    ground,
    all,
  }: {
    wanted: (mail: SeenInFolder) => boolean
    before: number
    ground: Ground
    all: Correspondence
  },
): Promise<void> {
  const { saver, signal, largest } = reading
  const reached = saver.reachedIn(name, uidValidity)
  const places = new Map(seen.map((mail, i) => [mail.uid, { mail, nth: before + i + 1 }]))
  const uids = seen.filter((m) => m.uid > reached && wanted(m)).map((m) => m.uid)
  await openToLook(client, path)
  for await (const { meta, raw } of readWhole(client, uidValidity, uids, largest)) {
    signal.throwIfAborted()
    const place = places.get(meta.uid)
    if (!place) continue
    const mail = await understood(raw)
    const position = { uidValidity, uid: meta.uid }
    if (raw === null) saver.oversized()
    else if (mail === null) saver.unreadable()
    const whole = mail && { mail, seen: place.mail }
    await keeping(async () => {
      const found = whole ? await findingsOf(reading, whole, ground, all) : []
      await saver.came({ folder: name, position, readCount: place.nth }, found)
    })
  }
  const last = { uidValidity, uid: Math.max(reached, seen.at(-1)?.uid ?? 0) }
  await saver.came({ folder: name, position: last, readCount: before + seen.length }, [], true)
}

async function findingsOf(
  { act, saver, services }: Reading,
  whole: WholeMail,
  ground: Ground,
  all: Correspondence,
): Promise<store.NewFinding[]> {
  try {
    return await findingsIn(act, saver.row, whole, ground, all)
  } catch (err) {
    if (!(err instanceof Unheard)) throw err
    services.log.warn({ err, lookBack: saver.row.id, uid: whole.seen.uid }, 'a mail was left out')
    saver.unreadable()
    return []
  }
}

// The mail server is not to blame for what goes wrong here.
async function keeping(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (e) {
    throw e instanceof Refused ? e : new NotStored('what was found could not be kept', { cause: e })
  }
}

// What an earlier look found may have had its word since, and those who waited may have written again.
async function bringUpToDate({ act, saver, services }: Reading, all: Correspondence): Promise<void> {
  const { mailboxId } = saver.row
  for (let after: { at: Instant; id: string } | null = null; ; ) {
    const rows: store.StoredFinding[] = await act.db.read(act.workspaceId, (db) =>
      store.listOpen(db, { mailboxId, hidden: [] }, after, PAGE),
    )
    const overtaken = { outcome: 'overtaken', settledAt: act.now } as const
    const writes = rows.flatMap((f) => {
      const word = hasLaterWord(all, { id: f.mailId, at: f.mailAt, addresses: [f.address] })
      const last = all.lastFrom.get(f.address)
      const again = last !== undefined && last.id !== f.mailId && last.at > f.mailAt
      if (f.kind === 'unanswered') return word || again ? [store.updateFinding(f, overtaken)] : []
      return word && !f.laterWord ? [store.updateFinding(f, { laterWord: true })] : []
    })
    // Somebody may be at one of them just now: what they do stands.
    for (const write of writes)
      await flush(act, { writes: [write], events: [] }).catch((err) =>
        services.log.info({ err }, 'a finding was settled meanwhile'),
      )
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = { at: last.mailAt, id: last.id }
  }
}
