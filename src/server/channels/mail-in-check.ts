import { type BookFindings, nextLook, outcomeOf } from '../../domain/channels/receipt-check.ts'
import type { DomainEvent } from '../../domain/shared/events.ts'
import type { MailboxId, WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { plus } from '../../domain/shared/time.ts'
import { type Act, flush } from '../db/flush.ts'
import { patiently, Refused } from '../db/refused.ts'
import { BlobDamaged, BlobMissing } from '../files/blobs.ts'
import type { Asked } from '../http/route.ts'
import { actIn } from '../http/who.ts'
import { realNow } from '../jobs/real-time.ts'
import type { LongRunning } from '../jobs/tick.ts'
import { pause } from '../mail/pause.ts'
import type { Services } from '../services.ts'
import { compareWithServer } from './mail-in-check-server.ts'
import * as store from './store-mail-in-check.ts'
import { findMailbox, listMailboxes, type StoredMailbox } from './store-mailboxes.ts'

/** How often it is looked for a book to look at (ms). */
const PERIOD = 2000
/** How long a look is somebody's without a word of them (seconds). */
const CLAIM = 120
/** Originals read between two words of how far it came. */
const GROUP = 50
/** Waiting lines are tried for an hour at most; after this nobody does (hours). */
const STUCK = 2

/**
 * Asks for the whole book of a mailbox to be looked at now. While one look is under way, that is the one.
 * @throws Refused `not_found`.
 */
export async function askCheck(asked: Asked, mailboxId: MailboxId): Promise<void> {
  await patiently(async () => {
    const { mailbox, row } = await asked.db.read(asked.workspaceId, async (db) => ({
      mailbox: await findMailbox(db, mailboxId),
      row: await store.findCheck(db, mailboxId),
    }))
    if (!mailbox || mailbox.archivedAt) throw new Refused(refuse('not_found'))
    if (row?.askedAt) return
    const wish = {
      ...{ askedAt: asked.now, askedBy: asked.member.id, done: 0, total: null, attempts: 0 },
      // A look that only reads a part is given up for this one.
      claimedUntil: null,
    }
    const write = row
      ? store.updateCheck(row, wish)
      : store.insertCheck(asked.workspaceId, { ...fresh(asked.services, mailboxId), ...wish })
    await flush(asked, {
      writes: [write],
      events: [{ kind: 'receipts.check_asked', subjects: { mailboxId }, data: {} }],
    })
  })
}

function fresh(services: Services, mailboxId: MailboxId): Omit<store.StoredCheck, 'version'> {
  return {
    ...{ mailboxId, askedAt: null, askedBy: null, done: 0, total: null, attempts: 0, claimedUntil: null },
    ...{ nextAt: realNow(services), outcome: null, checkedAt: null, differsSince: null },
    ...{ findings: null, problem: null },
  }
}

/** Looks at the books that are due, one after the other, until the signal is raised. */
export const receiptChecks: LongRunning = async (services, signal) => {
  while (!signal.aborted) {
    try {
      await checkDue(services, signal)
    } catch (err) {
      services.log.error({ err }, 'the worker could not look for receipt books to look at')
    }
    await pause(PERIOD, signal)
  }
}

/** Looks at every book that is due, once; `only` in one workspace, as tests do. */
export async function checkDue(
  services: Services,
  signal: AbortSignal = new AbortController().signal,
  only?: WorkspaceId,
): Promise<void> {
  for (const workspaceId of await store.workspacesWithChecks(services.db, realNow(services))) {
    if (only && workspaceId !== only) continue
    const act = await actIn(services, workspaceId, { kind: 'system', id: null })
    const { mailboxes, rows } = await act.db.read(workspaceId, async (db) => ({
      mailboxes: await listMailboxes(db),
      rows: await store.listChecks(db),
    }))
    for (const mailbox of mailboxes) {
      const row = rows.find((r) => r.mailboxId === mailbox.id) ?? null
      if (mailbox.archivedAt || !isDue(services, row) || signal.aborted) continue
      try {
        await check(services, act, mailbox, row, signal)
      } catch (err) {
        // Somebody else is at it, or asked for it anew.
        if (!(err instanceof Refused))
          services.log.error({ err, mailbox: mailbox.id }, 'a receipt book could not be looked at')
      }
    }
  }
}

function isDue(services: Services, row: store.StoredCheck | null): boolean {
  const now = realNow(services)
  if (!row) return true
  return (row.claimedUntil === null || row.claimedUntil <= now) && (row.askedAt !== null || row.nextAt <= now)
}

async function check(
  services: Services,
  act: Act,
  mailbox: StoredMailbox,
  known: store.StoredCheck | null,
  signal: AbortSignal,
): Promise<void> {
  const claim = {
    claimedUntil: plus(realNow(services), { seconds: CLAIM }),
    ...{ done: 0, total: null, attempts: (known?.attempts ?? 0) + 1 },
    // Whatever ends it, it is not begun again at once.
    nextAt: nextLook('unsure', realNow(services)),
  }
  const before = known ?? fresh(services, mailbox.id)
  const write = known
    ? store.updateCheck(known, claim)
    : store.insertCheck(act.workspaceId, { ...before, ...claim })
  await flush(act, { writes: [write], events: [] })
  const row = { ...before, ...claim, version: (known?.version ?? 0) + 1 }
  const whole = row.askedAt !== null
  const compared = mailbox.imapHost
    ? await compareWithServer(services, act, mailbox, { whole, signal })
    : { server: null, missing: store.amiss([]), unfetched: store.amiss([]), problem: null }
  const originals = await readOriginals(services, act, row, whole, signal)
  if (signal.aborted) return
  const { problem, ...ofServer } = compared
  const book = await act.db.read(act.workspaceId, async (db) => ({
    unaccounted: await store.unaccountedMessages(db, mailbox.id),
    gone: await store.linesWithoutMessage(db, mailbox.id),
    stuck: await store.stuckLines(db, mailbox.id, plus(realNow(services), { hours: -STUCK })),
  }))
  await settle(services, act, mailbox, row, { ...ofServer, ...originals, ...book }, problem)
}

async function settle(
  services: Services,
  act: Act,
  mailbox: StoredMailbox,
  row: store.StoredCheck,
  findings: BookFindings,
  problem: string | null,
): Promise<void> {
  const { now } = await actIn(services, act.workspaceId, act.actor)
  const outcome = outcomeOf(findings, { ofServer: mailbox.imapHost !== null, before: row.outcome })
  const differs = outcome === 'differs'
  const change = {
    ...{ askedAt: null, askedBy: null, attempts: 0, claimedUntil: null, checkedAt: now },
    ...{ outcome, findings, problem, differsSince: differs ? (row.differsSince ?? now) : null },
    nextAt: nextLook(outcome, realNow(services)),
  }
  const tell = (kind: 'receipts.differ' | 'receipts.agree'): DomainEvent[] => [
    { kind, subjects: { mailboxId: mailbox.id }, data: {} },
  ]
  const was = row.outcome === 'differs'
  const events =
    differs && !was
      ? tell('receipts.differ')
      : was && !differs
        ? tell('receipts.agree')
        : checked(mailbox, row)
  await flush({ ...act, now }, { writes: [store.updateCheck(row, change)], events })
}

/** What somebody asked for is told to their screen; an hourly look that finds all well is no news. */
function checked(mailbox: StoredMailbox, row: store.StoredCheck): DomainEvent[] {
  return row.askedAt ? [{ kind: 'receipts.checked', subjects: { mailboxId: mailbox.id }, data: {} }] : []
}

/** Reads originals and compares them with their hash: all of them, or the latest and a part of the others that moves on by the hour. */
async function readOriginals(
  services: Services,
  act: Act,
  row: store.StoredCheck,
  whole: boolean,
  signal: AbortSignal,
): Promise<Pick<BookFindings, 'lost' | 'damaged' | 'originals'>> {
  const { mailboxId } = row
  const hour = Math.floor(services.clock() / 3_600_000)
  const which: store.Originals = whole ? 'all' : { since: plus(act.now, { days: -2 }), part: hour }
  const read = <T>(work: Parameters<typeof act.db.read<T>>[1]) => act.db.read(act.workspaceId, work)
  const total = await read((db) => store.countOriginals(db, mailboxId, which))
  const [lost, damaged]: [string[], string[]] = [[], []]
  let done = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; !signal.aborted; ) {
    const lines = await read((db) => store.listOriginals(db, mailboxId, which, after, GROUP))
    if (lines.length === 0) break
    for (const { id, sha256 } of lines) {
      const how = await originalIs(services, sha256)
      if (how === 'lost') lost.push(id)
      if (how === 'damaged') damaged.push(id)
    }
    after = lines.at(-1)!.id
    done += lines.length
    const claimedUntil = plus(realNow(services), { seconds: CLAIM })
    await flush(act, { writes: [store.holdCheck(row, { claimedUntil, done, total })], events: [] }, true)
  }
  return { lost: store.amiss(lost), damaged: store.amiss(damaged), originals: done }
}

async function originalIs(services: Services, sha256: string): Promise<'whole' | 'lost' | 'damaged'> {
  try {
    for await (const _ of await services.blobs.stream(sha256));
    return 'whole'
  } catch (e) {
    if (e instanceof BlobMissing) return 'lost'
    if (e instanceof BlobDamaged) return 'damaged'
    throw e
  }
}
