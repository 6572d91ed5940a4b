import type { MailboxId, WorkspaceId } from '../../domain/shared/ids.ts'
import { earlier, fromEpochMs, type Instant, msBetween, plus } from '../../domain/shared/time.ts'
import { kept, keptKey } from '../../words/kept.ts'
import type { Database } from '../db/database.ts'
import { type Act, flush, flushTogether } from '../db/flush.ts'
import { gather } from '../db/gather.ts'
import { Refused } from '../db/refused.ts'
import type { MailPosition } from '../mail/imap.ts'
import type { UnderstoodMail } from '../mail/parse.ts'
import type { Services } from '../services.ts'
import { Gathered } from './mail-in-gathered.ts'
import { nameplate, sound } from './mail-in-receipt.ts'
import * as store from './store-mail-in.ts'
import { commitLazily } from './store-mail-locks.ts'
import { updatePosition } from './store-mailboxes.ts'

/** A message as it reached us. `arrivedAt`: when its mail server got it, real time; null if unknown. */
export type Arrived = {
  readonly mailboxId: MailboxId
  readonly raw: Uint8Array
  readonly source: 'imap' | 'post'
  readonly arrivedAt: Instant | null
  /** Where it was fetched, and with which settings of the mailbox. */
  readonly from: { readonly position: MailPosition; readonly version: number } | null
}

/** Messages that come at the same time are entered together. */
const entering = new Gathered(enterAll, 32)

/**
 * Stores a raw message and enters it into the receipt book, in one flush with the place it was fetched from. A message of the same place
 * is the one known; one of the same bytes is a double. All else waits, and outlives the end of this process; that it outlives the end
 * of the machine too is known only once something later is committed: whoever says that it is ours files it before.
 */
export async function takeOver(services: Services, act: Act, arrived: Arrived): Promise<store.StoredInbound> {
  const blob = await services.blobs.put(arrived.raw)
  const entry = { act, arrived, row: newRow(services, act, arrived, blob) }
  return await patiently(() => entering.add(act.db, act.workspaceId, entry))
}

/**
 * The same of several messages of one mailbox, in the order in which they were fetched: the place moves behind the last of them with all
 * of them, or not at all. No two of them may be the same bytes.
 */
export async function takeOverAll(
  services: Services,
  act: Act,
  arrived: readonly Arrived[],
): Promise<store.StoredInbound[]> {
  const blobs = await Promise.all(arrived.map((one) => services.blobs.put(one.raw)))
  const ahead = aheadOf(services, act)
  const entries = arrived.map((one, n) => ({
    ...{ act, arrived: one },
    row: newRow(services, act, one, blobs[n]!, ahead),
  }))
  return await patiently(() => enterAll(act.db, act.workspaceId, entries))
}

/** The same message arrived twice at once: the second look sees the first. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (e) {
      if (!(e instanceof Refused) || tries > 2) throw e
    }
  }
}

type Entry = {
  readonly act: Act
  readonly arrived: Omit<Arrived, 'raw'>
  readonly row: Omit<store.StoredInbound, 'version'>
}

async function enterAll(
  over: Database,
  workspaceId: WorkspaceId,
  entries: readonly Entry[],
): Promise<store.StoredInbound[]> {
  return await flushTogether(over, workspaceId, async (db) => {
    const book = await db.read(workspaceId, (reader) => store.listTaken(reader, entries.map(placeOf)))
    const rows = entries.map(({ act, row }, n): store.StoredInbound => {
      const known = book.find((b) => isSamePlace(b, row)) ?? book.find((b) => b.id === row.id)
      if (known) return known
      const before = entries.slice(0, n).map((e) => e.row)
      const twin = [...book, ...before].find((b) => isSameBytes(b, row))
      return { ...row, ...(twin ? doubleOf(act, twin, 'same_bytes') : {}), version: 1 }
    })
    const fresh = rows.filter((row, n) => row.id === entries[n]!.row.id && !book.includes(row))
    const inserts = fresh.map((row) => store.insertInbound(workspaceId, row))
    const writes = [...gather(inserts), ...positionsOf(entries)]
    // Of what waits, something is committed later; of a double nothing more.
    const waits = rows.every((row) => fresh.includes(row) && row.state === 'waiting')
    await Promise.all([
      ...(writes.length > 0 ? [flush({ ...entries[0]!.act, db }, { writes, events: [] })] : []),
      ...(waits ? [commitLazily(db)] : []),
    ])
    return rows
  })
}

function placeOf({ arrived: { mailboxId, from }, row: { sha256 } }: Entry) {
  return { mailboxId, sha256: sha256!, position: from?.position ?? null }
}

type Line = Pick<store.StoredInbound, 'mailboxId' | 'sha256' | 'uid' | 'uidValidity' | 'state'>

function isSamePlace(a: Line, b: Line): boolean {
  return b.uid !== null && a.uid === b.uid && a.uidValidity === b.uidValidity && a.mailboxId === b.mailboxId
}

function isSameBytes(a: Line, b: Line): boolean {
  return a.sha256 === b.sha256 && a.mailboxId === b.mailboxId && a.state !== 'doubled'
}

/** How far each mailbox is read with these: a row is touched once in a flush. */
function positionsOf(entries: readonly Entry[]) {
  const last = new Map(
    entries.flatMap(({ arrived }) => (arrived.from ? [[arrived.mailboxId, arrived.from]] : [])),
  )
  return [...last].map(([id, from]) => updatePosition(id, from.version, from.position))
}

/** Enters a message too large to be fetched as kept: it stays on its server, and somebody is told. */
export async function keepOversized(
  services: Services,
  act: Act,
  arrived: Omit<Arrived, 'raw'> & { size: number; limit: number },
): Promise<void> {
  const { from, mailboxId } = arrived
  const known =
    from && (await act.db.read(act.workspaceId, (db) => store.findByPosition(db, mailboxId, from.position)))
  const megabytes = Math.floor(arrived.limit / 1024 / 1024)
  const row = {
    ...newRow(services, act, arrived, { sha256: null, size: arrived.size }),
    ...settledAs(act, 'kept', kept('larger_than_fetched', { megabytes })),
  }
  await flush(act, {
    writes: [
      ...(known ? [] : [store.insertInbound(act.workspaceId, row)]),
      ...(from ? [updatePosition(mailboxId, from.version, from.position)] : []),
    ],
    events: known ? [] : [unreadable(row)],
  })
}

function newRow(
  services: Services,
  act: Act,
  arrived: Omit<Arrived, 'raw'>,
  blob: { sha256: string | null; size: number },
  ahead = aheadOf(services, act),
): Omit<store.StoredInbound, 'version'> {
  const { mailboxId, source, from, arrivedAt } = arrived
  return {
    ...{ id: act.newId<'inbound'>(), mailboxId, source, ...blob },
    uidValidity: from?.position.uidValidity ?? null,
    uid: from?.position.uid ?? null,
    receivedAt: arrivedAt ? earlier(plus(arrivedAt, { ms: ahead }), act.now) : act.now,
    ...{ state: 'waiting', attempts: 1, nextAttemptAt: nextAttempt(services, 1), problem: null },
    ...{ sender: null, subject: null, reason: null },
    ...{ messageId: null, conversationId: null, receipt: null, settledAt: null, seenBy: null },
    ...{ notJunk: false, erasedAt: null },
  }
}

/**
 * How far a workspace's clock is ahead of the mail server's, in ms: whole seconds in a demo, else nothing. Whatever time went by since
 * the act began is no part of it, else of two mails that came in one second the later would stand before the earlier.
 */
function aheadOf(services: Services, act: Act): number {
  return Math.max(0, Math.ceil(msBetween(fromEpochMs(services.clock()), act.now) / 1000)) * 1000
}

/**
 * Soon after the first attempt, for a process that ends leaves all it was filing together; then a minute later, and twice as long each
 * time. Real time.
 */
export function nextAttempt(services: Services, attempts: number): Instant {
  const later = attempts === 1 ? { seconds: 15 } : { minutes: 2 ** (attempts - 2) }
  return plus(fromEpochMs(services.clock()), later)
}

function settledAs(act: Act, state: 'kept' | 'doubled', problem: string | null) {
  const reason = problem && keptKey(problem)
  return { state, problem, reason, nextAttemptAt: null, settledAt: act.now } as const
}

type Twin = Pick<store.StoredInbound, 'messageId' | 'conversationId' | 'sender' | 'subject'>

/** What becomes of a line whose message is here already. */
export function doubleOf(
  act: Act,
  { messageId, conversationId, sender, subject }: Twin,
  reason: 'same_bytes' | 'same_mail',
) {
  return {
    ...settledAs(act, 'doubled', null),
    ...{ messageId, conversationId, sender, subject, reason },
  }
}

/** Keeps a message as it is, for a person to look at. */
export async function keep(
  act: Act,
  row: store.StoredInbound,
  problem: string,
  mail?: UnderstoodMail,
): Promise<store.StoredInbound> {
  const kept = { ...settledAs(act, 'kept', sound(problem)), ...(mail ? nameplate(mail) : {}) }
  await flush(act, { writes: [store.updateInbound(row, kept)], events: [unreadable(row)] })
  return { ...row, ...kept, version: row.version + 1 }
}

function unreadable(row: Pick<store.StoredInbound, 'id' | 'mailboxId'>) {
  return {
    kind: 'mail.unreadable' as const,
    subjects: { mailboxId: row.mailboxId },
    data: { inbound: row.id },
  }
}
