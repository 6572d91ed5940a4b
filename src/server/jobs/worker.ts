import type { WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Act } from '../db/flush.ts'
import { watchAll } from '../events/live.ts'
import { runReactions } from '../events/reactions.ts'
import { nowIn } from '../http/who.ts'
import type { Services } from '../services.ts'
import { longRunning, reactions, ticks } from '../tasks.ts'
import { realNow } from './real-time.ts'

/** How often the worker looks for what has fallen due (ms). */
const PERIOD = 1000
/** How long news are gathered before rooms answer to them (ms): nobody waits a whole period for a word meant for them. */
const GATHER = 40

/** Starts the jobs; gives back how to stop them. Any number of workers may run: each tick is safe to run twice at once. */
export function startWorker(services: Services): () => Promise<void> {
  const over = new AbortController()
  const running = longRunning.map((work) =>
    work(services, over.signal).catch((err) => services.log.error({ err }, 'a long-running job ended')),
  )
  let busy: Promise<void> = Promise.resolve()
  const next = (work: () => Promise<void>) => {
    busy = busy.then(() => (over.signal.aborted ? undefined : work()))
  }
  let round = 0
  let waits = false
  const timer = setInterval(() => {
    // A round that takes long is not followed by all those it held up.
    if (waits) return
    waits = true
    next(() => {
      waits = false
      return tickAll(services, round++)
    })
  }, PERIOD)
  let soon: NodeJS.Timeout | null = null
  const unwatch = watchAll(() => {
    soon ??= setTimeout(() => {
      soon = null
      next(() => answer(services))
    }, GATHER)
  })
  return async () => {
    over.abort()
    clearInterval(timer)
    unwatch()
    if (soon) clearTimeout(soon)
    await Promise.all([busy, ...running])
  }
}

/**
 * Runs the ticks whose round it is (all in round 0) where something is due, each workspace at its own clock, then the reactions.
 * Tests call it after turning the clock.
 */
export async function tickAll(services: Services, round = 0): Promise<void> {
  try {
    const now = Object.entries(ticks).filter(([, tick]) => round % (tick.rounds ?? 1) === 0)
    for (const [name, tick] of now)
      for (const { workspaceId, clockAheadSeconds } of await tick.due(services.db, realNow(services)))
        await runTick(services, name, workspaceId, nowIn(services, clockAheadSeconds))
  } catch (err) {
    services.log.error({ err }, 'the worker could not look for what is due')
  }
  await answer(services)
}

async function answer(services: Services): Promise<void> {
  try {
    await runReactions(services, reactions)
  } catch (err) {
    services.log.error({ err }, 'the worker could not look for what happened')
  }
}

/** Runs every tick for one workspace. */
export async function tickWorkspace(
  services: Services,
  workspaceId: WorkspaceId,
  now: Instant,
): Promise<void> {
  for (const name of Object.keys(ticks)) await runTick(services, name, workspaceId, now)
}

async function runTick(services: Services, name: string, workspaceId: WorkspaceId, now: Instant) {
  const { db, newId } = services
  const act: Act = { db, workspaceId, actor: { kind: 'system', id: null }, now, newId }
  try {
    await ticks[name]?.run(act, services)
  } catch (err) {
    services.log.error({ err, name, workspaceId }, 'a tick failed; it is tried again')
  }
}
