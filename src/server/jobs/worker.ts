import { sql } from 'kysely'
import type { WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Act } from '../db/flush.ts'
import { runReactions } from '../events/reactions.ts'
import { nowIn } from '../http/who.ts'
import type { Services } from '../services.ts'
import { longRunning, reactions, ticks } from '../tasks.ts'

/** How often the worker looks for what has fallen due (ms). */
const PERIOD = 1000

/** Starts the jobs; gives back how to stop them. Any number of workers may run: each tick is safe to run twice at once. */
export function startWorker(services: Services): () => Promise<void> {
  const over = new AbortController()
  const running = longRunning.map((work) =>
    work(services, over.signal).catch((err) => services.log.error({ err }, 'a long-running job ended')),
  )
  let busy: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    busy = busy.then(() => (over.signal.aborted ? undefined : tickAll(services)))
  }, PERIOD)
  return async () => {
    over.abort()
    clearInterval(timer)
    await Promise.all([busy, ...running])
  }
}

/** Runs every tick for every workspace once, each at its own clock. Tests call it after turning the clock. */
export async function tickAll(services: Services): Promise<void> {
  try {
    const { rows } = await sql<{ workspaceId: WorkspaceId; clockAheadSeconds: number }>`
      select workspace_id, clock_ahead_seconds from jobs.workspaces()`.execute(services.db.system)
    for (const { workspaceId, clockAheadSeconds } of rows)
      await tickWorkspace(services, workspaceId, nowIn(services, clockAheadSeconds))
    await runReactions(services, reactions)
  } catch (err) {
    services.log.error({ err }, 'the worker could not look for what is due')
  }
}

/** Runs every tick for one workspace. */
export async function tickWorkspace(
  services: Services,
  workspaceId: WorkspaceId,
  now: Instant,
): Promise<void> {
  const act: Act = {
    db: services.db,
    workspaceId,
    actor: { kind: 'system', id: null },
    now,
    newId: services.newId,
  }
  for (const [name, tick] of Object.entries(ticks)) {
    try {
      await tick(act, services)
    } catch (err) {
      services.log.error({ err, name, workspaceId }, 'a tick failed; it is tried again')
    }
  }
}
