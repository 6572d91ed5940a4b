import type { WorkspaceId } from '../../domain/shared/ids.ts'
import { realNow } from '../jobs/real-time.ts'
import type { LongRunning } from '../jobs/tick.ts'
import { pause } from '../mail/pause.ts'
import type { Services } from '../services.ts'
import { mailDue } from './jobs-mail.ts'
import { pushDue } from './jobs-push.ts'
import { workspacesWithNotices } from './store-sending.ts'

/** How often it is looked for notices to mail or push (ms). */
const PERIOD = 1000
/** Workspaces served at the same time, so that one whose push service hangs holds up no other. */
const AT_ONCE = 8

/** Mails and pushes what is due in every workspace, once. Tests call it after turning the clock. */
export async function carryDueNotices(services: Services): Promise<void> {
  for (const id of await workspacesWithNotices(services.db, realNow(services))) await carryFor(services, id)
}

/** Carries notices as long as the worker runs. */
export const carryNotices: LongRunning = async (services, signal) => {
  const busy = new Map<WorkspaceId, Promise<void>>()
  while (!signal.aborted) {
    try {
      for (const id of await workspacesWithNotices(services.db, realNow(services)))
        if (!busy.has(id) && busy.size < AT_ONCE)
          busy.set(
            id,
            carryFor(services, id).finally(() => busy.delete(id)),
          )
    } catch (err) {
      services.log.error({ err }, 'the worker could not look for notices')
    }
    await pause(PERIOD, signal)
  }
  // Each ends by itself: a push service is given up after some seconds.
  await Promise.all(busy.values())
}

async function carryFor(services: Services, workspaceId: WorkspaceId): Promise<void> {
  for (const work of [mailDue, pushDue]) {
    try {
      await work(services, workspaceId)
    } catch (err) {
      services.log.error({ err, workspaceId }, 'notices could not be carried; it is tried again')
    }
  }
}
