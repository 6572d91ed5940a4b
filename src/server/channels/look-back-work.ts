import { plus } from '../../domain/shared/time.ts'
import { kept } from '../../words/kept.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { actIn } from '../http/who.ts'
import { realNow } from '../jobs/real-time.ts'
import type { LongRunning } from '../jobs/tick.ts'
import { faultOf, type MailFaultCode } from '../mail/faults.ts'
import { pause } from '../mail/pause.ts'
import type { MailServer } from '../mail/servers.ts'
import type { Services } from '../services.ts'
import { readThrough } from './look-back-read.ts'
import { CLAIM, LookBackSaver } from './look-back-save.ts'
import { serversOf } from './mailboxes-servers.ts'
import * as store from './store-look-back.ts'
import { findMailbox, type StoredMailbox } from './store-mailboxes.ts'

/** How often it is looked for a mailbox to read (ms). */
const PERIOD = 1000
/** Mailboxes one process reads at the same time: fetching and sending go before. */
const AT_ONCE = 2
/** How often a reader says that it is still there (ms). */
const HEARTBEAT = 2000
/** After so many attempts that came no further it is given up. */
const MOST_ATTEMPTS = 6
/** Faults that do not pass by themselves. */
const LASTING: readonly MailFaultCode[] = [
  'password_refused',
  'sign_in_needed',
  'app_refused',
  'certificate_refused',
  'encryption_failed',
  'encryption_required',
  'folder_missing',
]

type Limits = { largest?: number }

/** Reads mailboxes that somebody asked to have looked back through, until the signal is raised. */
export const lookBacks: LongRunning = async (services, signal) => {
  const busy = new Map<string, Promise<void>>()
  while (!signal.aborted) {
    try {
      for (const due of await listDue(services)) {
        if (busy.has(due.row.id) || busy.size >= AT_ONCE) continue
        const done = lookBack(services, due, signal).finally(() => busy.delete(due.row.id))
        busy.set(due.row.id, done)
      }
    } catch (err) {
      services.log.error({ err }, 'the worker could not look for mailboxes to look back through')
    }
    await pause(PERIOD, signal)
  }
  await Promise.all(busy.values())
}

/** Reads what is due once, to its end or its next pause. Tests call it. */
export async function lookBackNow(services: Services, limits: Limits = {}): Promise<void> {
  const never = new AbortController().signal
  for (const due of await listDue(services)) await lookBack(services, due, never, limits)
}

type Due = { readonly act: Act; readonly row: store.StoredLookBack }

async function listDue(services: Services): Promise<Due[]> {
  const now = realNow(services)
  const due: Due[] = []
  for (const workspaceId of await store.workspacesWithLookBacks(services.db, now)) {
    const act = await actIn(services, workspaceId, { kind: 'system', id: null })
    const rows = await services.db.read(workspaceId, (db) => store.listDue(db, now))
    due.push(...rows.map((row) => ({ act, row })))
  }
  return due
}

async function lookBack(
  services: Services,
  { act, row }: Due,
  signal: AbortSignal,
  limits: Limits = {},
): Promise<void> {
  try {
    const claimed = await claim(services, act, row)
    if (claimed) await readClaimed(services, act, claimed, signal, limits)
  } catch (err) {
    // Stopped, or read by somebody else.
    if (!(err instanceof Refused))
      services.log.error({ err, lookBack: row.id }, 'a mailbox could not be looked back through')
  }
}

async function claim(services: Services, act: Act, row: store.StoredLookBack) {
  if (row.attempts >= MOST_ATTEMPTS) {
    await end(act, row, 'failed', row.problem)
    return null
  }
  const claimedUntil = plus(realNow(services), { seconds: CLAIM })
  const change = { state: 'reading', attempts: row.attempts + 1, claimedUntil } as const
  await flush(act, { writes: [store.updateLookBack(row, change)], events: [] })
  return { ...row, ...change, version: row.version + 1 }
}

async function readClaimed(
  services: Services,
  act: Act,
  row: store.StoredLookBack,
  signal: AbortSignal,
  limits: Limits,
): Promise<void> {
  const mailbox = await services.db.read(act.workspaceId, (db) => findMailbox(db, row.mailboxId))
  if (!mailbox || mailbox.archivedAt || !mailbox.imapHost) return await end(act, row, 'failed', null)
  const server = openServer(services, act, mailbox)
  if (!server) return await end(act, row, 'failed', kept('password_sealed'))
  const saver = new LookBackSaver(services, act, row)
  const over = new AbortController()
  const both = AbortSignal.any([signal, over.signal])
  const heart = setInterval(() => {
    saver.hold().catch(() => over.abort())
  }, HEARTBEAT)
  try {
    await readThrough(server, { services, act, mailbox, saver, signal: both, ...limits })
    await finish(services, act, saver)
  } catch (err) {
    if (over.signal.aborted || err instanceof Refused) throw new Refused({ refused: 'changed_meanwhile' })
    // A server that ends hands it over at once.
    if (signal.aborted) await saver.save({ claimedUntil: realNow(services), attempts: 0 })
    else await trouble(services, act, saver, server, err)
  } finally {
    clearInterval(heart)
  }
}

async function finish(services: Services, act: Act, saver: LookBackSaver): Promise<void> {
  const { now } = await actIn(services, act.workspaceId, act.actor)
  const { id, mailboxId, askedBy } = saver.row
  const subjects = { mailboxId, memberId: askedBy }
  await saver.finish({ state: 'done', finishedAt: now }, [
    { kind: 'look_back.finished', subjects, data: { lookBack: id, state: 'done' } },
  ])
}

// A line that was cut mends itself: it goes on later, from where it came to. What does not is told with its mend.
async function trouble(
  services: Services,
  act: Act,
  saver: LookBackSaver,
  server: MailServer,
  err: unknown,
): Promise<void> {
  const fault = faultOf(err, server)
  services.log.warn({ err, lookBack: saver.row.id, code: fault.code }, 'looking back was cut')
  const { attempts } = saver.row
  if (LASTING.includes(fault.code) || attempts >= MOST_ATTEMPTS)
    return await end(act, saver.row, 'failed', fault.reason)
  const claimedUntil = plus(realNow(services), { seconds: 5 * 2 ** attempts })
  await saver.save({ problem: fault.reason, claimedUntil })
}

async function end(
  act: Act,
  row: store.StoredLookBack,
  state: 'failed',
  problem: string | null,
): Promise<void> {
  const change = { state, problem, claimedUntil: null, finishedAt: act.now }
  const { id, mailboxId, askedBy: memberId } = row
  await flush(act, {
    writes: [store.updateLookBack(row, change)],
    events: [
      { kind: 'look_back.finished', subjects: { mailboxId, memberId }, data: { lookBack: id, state } },
    ],
  })
}

function openServer(services: Services, act: Act, mailbox: StoredMailbox): MailServer | null {
  try {
    return serversOf(services, act.workspaceId, mailbox).imap
  } catch {
    return null
  }
}
