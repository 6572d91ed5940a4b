import type { MailboxId } from '../../domain/shared/ids.ts'
import { earlier, fromEpochMs, type Instant, msBetween, plus } from '../../domain/shared/time.ts'
import { kept, keptKey } from '../../words/kept.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { MailPosition } from '../mail/imap.ts'
import type { UnderstoodMail } from '../mail/parse.ts'
import type { Services } from '../services.ts'
import { nameplate, sound } from './mail-in-receipt.ts'
import * as store from './store-mail-in.ts'
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

/**
 * Stores a raw message and enters it into the receipt book as waiting, in one flush with the place it was fetched from. A message
 * of the same place is the one known; one of the same bytes is a double.
 */
export async function takeOver(services: Services, act: Act, arrived: Arrived): Promise<store.StoredInbound> {
  const { sha256, size } = await services.blobs.put(arrived.raw)
  const { mailboxId, from } = arrived
  for (let tries = 0; ; tries++) {
    const { known, twin } = await act.db.read(act.workspaceId, async (db) => ({
      known: from ? await store.findByPosition(db, mailboxId, from.position) : null,
      twin: await store.findBySha(db, mailboxId, sha256),
    }))
    const moved = from ? [updatePosition(mailboxId, from.version, from.position)] : []
    if (known) {
      await flush(act, { writes: moved, events: [] })
      return known
    }
    const row = newRow(services, act, arrived, { sha256, size })
    const fresh = twin ? { ...row, ...doubleOf(act, twin, 'same_bytes') } : row
    try {
      await flush(act, { writes: [store.insertInbound(act.workspaceId, fresh), ...moved], events: [] })
      return { ...fresh, version: 1 }
    } catch (e) {
      // The same message arrived twice at once: the second look sees the first.
      if (!(e instanceof Refused) || tries > 2) throw e
    }
  }
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
): Omit<store.StoredInbound, 'version'> {
  const { mailboxId, source, from, arrivedAt } = arrived
  // A demo's clock is ahead of the mail server's.
  const ahead = msBetween(fromEpochMs(services.clock()), act.now)
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

/** One minute after the first attempt, then twice as long each time. Real time. */
export function nextAttempt(services: Services, attempts: number): Instant {
  return plus(fromEpochMs(services.clock()), { minutes: 2 ** (attempts - 1) })
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
