import type { MailboxId, WorkspaceId } from '../../domain/shared/ids.ts'
import { pause } from '../mail/pause.ts'
import type { Services } from '../services.ts'
import { keepMailbox } from './mail-in-watch.ts'
import { openWatchLocks, type WatchLocks } from './store-mail-locks.ts'
import { listToWatch } from './store-mailboxes.ts'

/** How often it is looked whether a mailbox was added, changed or archived (ms). */
const PERIOD = 2000

type Watched = { readonly version: number; readonly stop: AbortController; readonly done: Promise<void> }

/**
 * Watches every mailbox of every workspace that no other process watches, until the signal is raised: begins with those added,
 * begins anew with those changed, ends with those archived.
 */
export async function watchMailboxes(services: Services, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await watchWithLocks(services, signal)
    } catch (err) {
      services.log.warn({ err }, 'mailboxes are not watched for a moment')
    }
    await pause(PERIOD, signal)
  }
}

async function watchWithLocks(services: Services, signal: AbortSignal): Promise<void> {
  const locks = await openWatchLocks(services.config.databaseDirectUrl ?? services.appUrl)
  const watched = new Map<MailboxId, Watched>()
  const gone = new AbortController()
  locks.lost.then(() => gone.abort())
  const over = AbortSignal.any([signal, gone.signal])
  try {
    while (!over.aborted) {
      await look(services, locks, watched)
      await pause(PERIOD, over)
    }
  } finally {
    for (const one of watched.values()) one.stop.abort()
    await Promise.all([...watched.values()].map((one) => one.done))
    await locks.close()
  }
}

async function look(services: Services, locks: WatchLocks, watched: Map<MailboxId, Watched>): Promise<void> {
  const wanted = new Map((await listToWatch(services.db)).map((m) => [m.id, m]))
  for (const [id, one] of watched) {
    if (wanted.get(id)?.version === one.version) continue
    one.stop.abort()
    await one.done
    watched.delete(id)
    await locks.release(id)
  }
  for (const { workspaceId, id, version } of wanted.values()) {
    if (watched.has(id) || !(await locks.take(id))) continue
    const stop = new AbortController()
    watched.set(id, { version, stop, done: watch(services, workspaceId, id, stop.signal) })
  }
}

// Whatever ends it, it begins anew: a mailbox that is not fetched is the worst that can happen to its people.
async function watch(
  services: Services,
  workspaceId: WorkspaceId,
  id: MailboxId,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await keepMailbox(services, workspaceId, id, signal)
    } catch (err) {
      services.log.error({ err, mailbox: id }, 'watching a mailbox ended')
    }
    await pause(30_000, signal)
  }
}
