import type { ImapFlow } from 'imapflow'
import type { Amiss, BookFindings } from '../../domain/channels/receipt-check.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { kept } from '../../words/kept.ts'
import type { Act } from '../db/flush.ts'
import { actIn } from '../http/who.ts'
import { realNow } from '../jobs/real-time.ts'
import { faultOf } from '../mail/faults.ts'
import { expectBytes } from '../mail/guard.ts'
import { firstUidSince, LINE_BYTES, openFolder, readMessages, uidsAbove } from '../mail/imap.ts'
import type { Services } from '../services.ts'
import { receiveRaw } from './mail-in.ts'
import { keepOversized } from './mail-in-book.ts'
import { LARGEST } from './mail-in-watch.ts'
import { serversOf } from './mailboxes-servers.ts'
import * as store from './store-mail-in-check.ts'
import { findMailbox, type StoredMailbox } from './store-mailboxes.ts'

/** Longer than this no mail lies on its server unfetched while all is well (minutes). */
const FETCHED_WITHIN = 15
/** Numbers compared in one query. */
const AT_ONCE = 5000

/** What comparing with the server came to; `server` null and why, if it could not be asked. */
export type Compared = Pick<BookFindings, 'server' | 'missing' | 'unfetched'> & {
  readonly problem: string | null
}
const NOTHING: Amiss = { count: 0, first: [] }

/**
 * Compares what the mail server holds since the agreed moment with what the book knows, number by number, and fetches what it has
 * and the book has not: nothing is lost that is still there. What could not be fetched then is missing.
 */
export async function compareWithServer(
  services: Services,
  act: Act,
  mailbox: StoredMailbox,
  { whole, signal }: { whole: boolean; signal: AbortSignal },
): Promise<Compared> {
  const unknown = (problem: string): Compared => ({
    server: null,
    ...{ missing: NOTHING, unfetched: NOTHING, problem },
  })
  const opened = openServer(services, act, mailbox)
  if (opened.server === null) return unknown(opened.problem)
  if (mailbox.uidValidity === null) return unknown(kept('book_not_read_yet'))
  const { server } = opened
  try {
    const { client, uidValidity } = await openFolder(server, 'INBOX', true, signal)
    try {
      if (uidValidity !== mailbox.uidValidity) return unknown(kept('book_renumbered'))
      return await compare(services, act, client, { mailbox, uidValidity, whole })
    } finally {
      client.close()
    }
  } catch (error) {
    return unknown(faultOf(error, server).reason)
  }
}

function openServer(services: Services, act: Act, mailbox: StoredMailbox) {
  try {
    const server = serversOf(services, act.workspaceId, mailbox).imap
    return server ? { server } : { server, problem: kept('book_not_read_yet') }
  } catch {
    return { server: null, problem: kept('password_sealed') }
  }
}

async function compare(
  services: Services,
  act: Act,
  client: ImapFlow,
  { mailbox, uidValidity, whole }: { mailbox: StoredMailbox; uidValidity: number; whole: boolean },
): Promise<Compared> {
  const { id } = mailbox
  // The server first, the book after it: what is fetched meanwhile is known.
  const first = await firstOf(act, client, mailbox, { uidValidity, whole })
  const held = first === null ? [] : await uidsAbove(client, first - 1)
  const since = await readBook(act, mailbox, uidValidity, held)
  if (since === null)
    return { server: null, ...{ missing: NOTHING, unfetched: NOTHING }, problem: kept('book_renumbered') }
  const missed = since.unknown.filter((uid) => uid <= since.lastUid)
  await bringIn(services, act, client, { mailbox, uidValidity, uids: missed })
  const after = (await readBook(act, mailbox, uidValidity, held)) ?? since
  const missing = after.unknown.filter((uid) => uid <= after.lastUid)
  const above = after.unknown.filter((uid) => uid > after.lastUid)
  const late = await olderThan(client, above, plus(realNow(services), { minutes: -FETCHED_WITHIN }))
  services.log.debug(
    { mailbox: id, held: held.length, missed: missed.length },
    'the receipt book was compared',
  )
  return {
    server: {
      held: held.length,
      known: held.length - after.unknown.length,
      arriving: above.length - late.length,
      broughtIn: missed.length - missing.filter((uid) => missed.includes(uid)).length,
    },
    missing: store.amiss(missing),
    unfetched: store.amiss(late),
    problem: null,
  }
}

/** From which number on the mailbox is ours to read; null for a folder without any of that. */
async function firstOf(
  act: Act,
  client: ImapFlow,
  { id, fetchSince }: StoredMailbox,
  { uidValidity, whole }: { uidValidity: number; whole: boolean },
): Promise<number | null> {
  if (fetchSince === null) return 1
  const known = await act.db.read(act.workspaceId, (db) => store.firstKnownUid(db, id, uidValidity))
  // All dates of a large folder are asked for by a press only.
  if (known !== null && !whole) return known
  const dated = await firstUidSince(client, fetchSince)
  return dated === null || known === null ? (dated ?? known) : Math.min(dated, known)
}

async function readBook(act: Act, { id }: StoredMailbox, uidValidity: number, held: readonly number[]) {
  return await act.db.read(act.workspaceId, async (db) => {
    const unknown: number[] = []
    for (let at = 0; at < held.length; at += AT_ONCE)
      unknown.push(...(await store.unknownUids(db, id, uidValidity, held.slice(at, at + AT_ONCE))))
    const now = await findMailbox(db, id)
    return now?.uidValidity === uidValidity ? { unknown, lastUid: now.lastUid ?? 0 } : null
  })
}

async function bringIn(
  services: Services,
  act: Act,
  client: ImapFlow,
  { mailbox, uidValidity, uids }: { mailbox: StoredMailbox; uidValidity: number; uids: readonly number[] },
): Promise<void> {
  for await (const { meta, raw } of readMessages(client, uidValidity, uids, LARGEST)) {
    const arrived = {
      mailboxId: mailbox.id,
      source: 'imap' as const,
      arrivedAt: meta.internalDate,
      from: { position: { uidValidity, uid: meta.uid }, version: mailbox.version },
    }
    const frame = await actIn(services, act.workspaceId, { kind: 'system', id: null })
    if (raw) await receiveRaw(services, frame, { ...arrived, raw })
    else await keepOversized(services, frame, { ...arrived, size: meta.size, limit: LARGEST })
  }
}

async function olderThan(client: ImapFlow, uids: readonly number[], before: Instant): Promise<number[]> {
  if (uids.length === 0) return []
  expectBytes(client, uids.length * LINE_BYTES)
  const listed = await client.fetchAll(uids.join(','), { uid: true, internalDate: true }, { uid: true })
  return listed
    .filter((m) => m.internalDate !== undefined && new Date(m.internalDate).toISOString() < before)
    .map((m) => m.uid)
}
