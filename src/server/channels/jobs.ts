import type { WorkspaceId } from '../../domain/shared/ids.ts'
import { fromEpochMs } from '../../domain/shared/time.ts'
import { workspacesWithMail } from '../jobs/outbox.ts'
import type { LongRunning } from '../jobs/tick.ts'
import { pause } from '../mail/pause.ts'
import type { Services } from '../services.ts'
import { fileDue } from './mail-in.ts'
import { type IllMailboxes, sendDue } from './mail-out.ts'
import { watchMailboxes } from './mailboxes-watch.ts'

/** How often it is looked for mail to send or to file (ms). */
const PERIOD = 1000
/** Workspaces served at the same time, so that one with a dead server holds up no other. */
const AT_ONCE = 8
/** How long a stopping worker waits for a server it is talking to (ms). */
const FAREWELL = 10_000

/** What runs as long as the worker does: fetching mail, and carrying what waits. */
export const mailLongRunning: readonly LongRunning[] = [watchMailboxes, carryMail]

/** Sends and files what is due in every workspace, once. Tests call it after turning the clock. */
export async function carryDueMail(services: Services): Promise<void> {
  const now = fromEpochMs(services.clock())
  for (const id of await workspacesWithMail(services.db, now)) await carryFor(services, id, new Map())
}

async function carryMail(services: Services, signal: AbortSignal): Promise<void> {
  const busy = new Map<WorkspaceId, Promise<void>>()
  const ill: IllMailboxes = new Map()
  while (!signal.aborted) {
    try {
      for (const id of await workspacesWithMail(services.db, fromEpochMs(services.clock())))
        if (!busy.has(id) && busy.size < AT_ONCE)
          busy.set(
            id,
            carryFor(services, id, ill).finally(() => busy.delete(id)),
          )
    } catch (err) {
      services.log.error({ err }, 'the worker could not look for mail')
    }
    await pause(PERIOD, signal)
  }
  const done = new AbortController()
  await Promise.race([Promise.all(busy.values()), pause(FAREWELL, done.signal)])
  done.abort()
}

async function carryFor(services: Services, workspaceId: WorkspaceId, ill: IllMailboxes): Promise<void> {
  for (const work of [fileDue, sendDue]) {
    try {
      await work(services, workspaceId, ill)
    } catch (err) {
      services.log.error({ err, workspaceId }, 'mail could not be carried; it is tried again')
    }
  }
}
