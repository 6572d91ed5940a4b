import { Client } from 'pg'
import type { WorkspaceId } from '../../domain/shared/ids.ts'
import { onFlush } from '../db/flush.ts'
import type { Services } from '../services.ts'

type Listener = () => void

/** Whose screens are open in this process, by workspace. */
const screens = new Map<WorkspaceId, Set<Listener>>()

/** How often, at most, a process tells the others that a workspace has news (ms). */
const APART = 25

/** Calls `listener` whenever a workspace may have new events; gives back how to stop. */
export function watchWorkspace(workspaceId: WorkspaceId, listener: Listener): () => void {
  const listeners = screens.get(workspaceId) ?? new Set()
  screens.set(workspaceId, listeners)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    // A screen may leave twice; those that came in between are not its own.
    if (listeners.size === 0 && screens.get(workspaceId) === listeners) screens.delete(workspaceId)
  }
}

/** Who in this process waits for news of any workspace. */
const anywhere = new Set<Listener>()

/** Calls `listener` whenever any workspace may have new events; gives back how to stop. */
export function watchAll(listener: Listener): () => void {
  anywhere.add(listener)
  return () => void anywhere.delete(listener)
}

/** How many screens of this process are open. */
export function countScreens(): number {
  return [...screens.values()].reduce((sum, s) => sum + s.size, 0)
}

/** Wakes the screens of this process that watch a workspace, and its worker. */
export function wakeScreens(workspaceId: WorkspaceId): void {
  for (const listener of screens.get(workspaceId) ?? []) listener()
  for (const listener of anywhere) listener()
}

/**
 * Carries news between processes: after commits a NOTIFY names the workspaces with new events, a LISTEN on a connection of
 * its own wakes their screens. A lost connection comes back by itself; screens are woken then, for what they missed.
 */
export async function startLive(services: Services): Promise<() => Promise<void>> {
  const waiting = new Set<WorkspaceId>()
  let timer: NodeJS.Timeout | null = null
  const tell = () => {
    timer = null
    const names = [...waiting].join(',')
    waiting.clear()
    services.db.pool
      .query("select pg_notify('servus', $1)", [names])
      .catch((err) => services.log.warn({ err }, 'notify'))
  }
  onFlush(services.db, (workspaceId) => {
    wakeScreens(workspaceId)
    waiting.add(workspaceId)
    timer ??= setTimeout(tell, APART)
  })

  let client: Client | null = null
  let over = false
  const listen = async () => {
    const next = new Client({ connectionString: services.config.databaseDirectUrl ?? services.appUrl })
    next.on('error', () => {})
    next.on('notification', (n) => {
      for (const id of n.payload?.split(',') ?? []) wakeScreens(id as WorkspaceId)
    })
    next.on('end', () => {
      if (!over) setTimeout(() => listen().catch(() => {}), 1000).unref()
    })
    await next.connect()
    await next.query('listen servus')
    client = next
    for (const id of screens.keys()) wakeScreens(id)
  }
  await listen()
  return async () => {
    over = true
    if (timer) clearTimeout(timer)
    await client?.end()
  }
}
