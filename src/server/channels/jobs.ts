import { fromEpochMs } from '../../domain/shared/time.ts'
import { mailboxesWithMail, workspacesWithMail } from '../jobs/outbox.ts'
import type { LongRunning } from '../jobs/tick.ts'
import { pause } from '../mail/pause.ts'
import type { Services } from '../services.ts'
import { fileDue } from './mail-in.ts'
import { type IllMailboxes, sendDue } from './mail-out.ts'
import { watchMailboxes } from './mailboxes-watch.ts'

/** How often it is looked for mail to send or to file (ms). */
const PERIOD = 1000
/** Workspaces whose mail is filed at the same time. */
const FILED_AT_ONCE = 8
/** Mailboxes from which it is sent at the same time: one whose server is slow holds up no other. */
const SENT_AT_ONCE = 16
/** How long a stopping worker waits for a server it is talking to (ms). */
const FAREWELL = 10_000

/** What runs as long as the worker does: fetching mail, and carrying what waits. */
export const mailLongRunning: readonly LongRunning[] = [watchMailboxes, carryMail]

/** Sends and files what is due in every workspace, once. Tests call it after turning the clock. */
export async function carryDueMail(services: Services): Promise<void> {
  const now = fromEpochMs(services.clock())
  const ill: IllMailboxes = new Map()
  for (const id of await workspacesWithMail(services.db, now)) {
    await fileDue(services, id)
    for (const mailboxId of await services.db.read(id, (db) => mailboxesWithMail(db, now)))
      await sendDue(services, id, mailboxId, ill)
  }
}

async function carryMail(services: Services, signal: AbortSignal): Promise<void> {
  const filing = busy(services, FILED_AT_ONCE)
  const sending = busy(services, SENT_AT_ONCE)
  const ill: IllMailboxes = new Map()
  while (!signal.aborted) {
    try {
      const now = fromEpochMs(services.clock())
      for (const id of await workspacesWithMail(services.db, now)) {
        filing.start(id, () => fileDue(services, id))
        for (const mailboxId of await services.db.read(id, (db) => mailboxesWithMail(db, now)))
          sending.start(`${id} ${mailboxId}`, () => sendDue(services, id, mailboxId, ill, signal))
      }
    } catch (err) {
      services.log.error({ err }, 'the worker could not look for mail')
    }
    await pause(PERIOD, signal)
  }
  const done = new AbortController()
  await Promise.race([Promise.all([filing.all(), sending.all()]), pause(FAREWELL, done.signal)])
  done.abort()
}

/** Work that goes on beside other work, each of its name once and only so much at a time. */
function busy({ log }: Services, most: number) {
  const under = new Map<string, Promise<void>>()
  return {
    start(name: string, work: () => Promise<void>): void {
      if (under.has(name) || under.size >= most) return
      const done = work()
        .catch((err) => log.error({ err, name }, 'mail could not be carried; it is tried again'))
        .finally(() => under.delete(name))
      under.set(name, done)
    },
    all: () => Promise.all(under.values()),
  }
}
