import type { ImapFlow } from 'imapflow'
import { type Instant, later, plus, toEpochMs } from '../../domain/shared/time.ts'
import { introductionAt, isQuoted } from './fold-lines.ts'
import { expectBytes } from './guard.ts'
import { type FetchedMeta, readMessages } from './imap.ts'
import { parseMail, type UnderstoodMail } from './parse.ts'

/** What folders of sent mail are called where the server does not say which it is; compared in lower case. */
const SENT_NAMES = [
  ...['sent', 'sent items', 'sent messages', 'sent mail', 'sent-mail'],
  ...['gesendet', 'gesendete', 'gesendete elemente', 'gesendete objekte', 'gesendete nachrichten'],
  ...['gesendete e-mails', 'postausgang', 'versendet', 'verschickt'],
]

/** Headers that tell who wrote to whom, when, in answer to what, and whether a machine did. */
const HEADERS = [
  ...['from', 'sender', 'reply-to', 'to', 'cc', 'date', 'subject', 'message-id', 'in-reply-to', 'references'],
  ...['auto-submitted', 'precedence', 'list-id', 'list-unsubscribe', 'feedback-id', 'x-campaign-id'],
  ...['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-failed-recipients'],
  ...['x-spam-flag', 'content-type'],
]

/** How many headers are fetched at once. */
const BATCH = 200
/** What one header weighs, a long one. */
const HEADER_BYTES = 32 * 1024
/** The most mails of a folder that are looked through, the latest. */
const MOST = 50_000

/** A header as it was read: where the mail lies, how large it is, and what could be understood without its words. */
export type ReadHeader = { readonly meta: FetchedMeta; readonly mail: UnderstoodMail | null }

/**
 * Finds the folder of what was sent: the one the server marks `\Sent` (RFC 6154), else one with a usual English or German
 * name; null if there is none.
 */
export async function findSentFolder(client: ImapFlow): Promise<string | null> {
  const folders = (await client.list()).filter((f) => !f.flags.has('\\Noselect'))
  demandLine(client)
  const marked = folders.find((f) => f.specialUse === '\\Sent' && f.specialUseSource === 'extension')
  const named = folders.find((f) => SENT_NAMES.includes(f.name.toLowerCase()))
  const guessed = folders.find((f) => f.specialUse === '\\Sent')
  return (marked ?? named ?? guessed)?.path ?? null
}

/** Opens a folder to look only (EXAMINE): nothing in it changes by what is read. */
export async function openToLook(client: ImapFlow, folder: string): Promise<{ uidValidity: number }> {
  const opened = await client.mailboxOpen(folder, { readOnly: true })
  return { uidValidity: Number(opened.uidValidity) }
}

/** The UIDs of the mails a folder got at or after the day before `since`, ascending; the latest 50,000. */
export async function uidsSince(client: ImapFlow, since: Instant): Promise<number[]> {
  const dayBefore = new Date(toEpochMs(plus(since, { hours: -24 })))
  const found = await client.search({ since: dayBefore }, { uid: true })
  if (!found) throw new Error('the search for mails failed')
  return found.sort((a, b) => a - b).slice(-MOST)
}

/** Reads the headers of mails in order, some at a time. A mail whose header cannot be read comes without one. */
export async function* readHeadersOf(client: ImapFlow, uidValidity: number, uids: readonly number[]) {
  for (let at = 0; at < uids.length; at += BATCH) {
    const range = uids.slice(at, at + BATCH).join(',')
    const wanted = { uid: true, size: true, internalDate: true, headers: HEADERS }
    expectBytes(client, BATCH * HEADER_BYTES)
    const listed = await client.fetchAll(range, wanted, { uid: true })
    demandLine(client)
    for (const { uid, size = 0, internalDate, headers } of listed.sort((a, b) => a.uid - b.uid)) {
      const meta: FetchedMeta = { uidValidity, uid, size, internalDate: dated(internalDate) }
      yield { meta, mail: await understood(headers ?? null) } satisfies ReadHeader
    }
  }
}

/** Reads whole mails in order. `raw` null: larger than `maxBytes`. Rejects when the line is cut before the last. */
export async function* readWhole(
  client: ImapFlow,
  uidValidity: number,
  uids: readonly number[],
  maxBytes: number,
) {
  yield* readMessages(client, uidValidity, uids, maxBytes)
  demandLine(client)
}

// imapflow fetches nothing, without a word, once its line is gone: what was not read would pass for read.
function demandLine(client: ImapFlow): void {
  if (!client.usable) throw Object.assign(new Error('connection closed'), { code: 'EConnectionClosed' })
}

/** Understands a mail, or null where nobody can. */
export async function understood(raw: Uint8Array | null): Promise<UnderstoodMail | null> {
  if (raw === null) return null
  try {
    const mail = await parseMail(raw)
    return 'unreadable' in mail ? null : mail
  } catch {
    return null
  }
}

/** When a mail was sent: by its own date, unless that is a day off what its server says, or still to come. */
export function sentAt(mail: UnderstoodMail | null, internal: Instant | null, now: Instant): Instant | null {
  const date = mail?.date ?? null
  if (date === null) return internal
  const latest = internal === null ? now : later(plus(internal, { hours: 24 }), internal)
  return date > latest || date > plus(now, { hours: 24 }) ? (internal ?? null) : date
}

/** What the sender wrote now: no quote, no signature, nothing passed on, also where folding left it in sight. */
export function ownWords(mail: UnderstoodMail): string {
  const lines = mail.visibleText.split('\n')
  const foreign = lines.findIndex((_, at) => introductionAt(lines, at)?.strong)
  return (foreign < 0 ? lines : lines.slice(0, foreign))
    .map((line) => (isQuoted(line) ? '' : line))
    .join('\n')
}

function dated(date: Date | string | undefined): Instant | null {
  const time = date === undefined ? Number.NaN : new Date(date).getTime()
  return Number.isNaN(time) ? null : (new Date(time).toISOString() as Instant)
}
