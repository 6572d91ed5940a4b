import { sql } from 'kysely'
import { type Position, readPosition } from '../events/log.ts'
import { tickAll } from '../jobs/worker.ts'
import { reactions } from '../tasks.ts'
import type { World } from './world.ts'

/**
 * Lets the worker run until every reaction has heard all that happened in a world so far. Once is not enough while other tests
 * write in the same cluster: a reader stops before the oldest transaction still running.
 */
export async function hearAll(world: World): Promise<void> {
  const { services, workspaceId } = world
  for (;;) {
    const last = await newest(world)
    await tickAll(services)
    const reached = await Promise.all(reactions.map((r) => readPosition(services.db, r.name)))
    const behind =
      last !== null && reached.some((at) => at.tx < last.tx || (at.tx === last.tx && at.id < last.id))
    // What they did may have been news again.
    if (!behind && (await newest(world))?.id === last?.id) return
    await services.db.read(workspaceId, (db) => sql`select pg_sleep(0.01)`.execute(db))
  }
}

/** Where the newest event of a world stands; null where nothing has happened. */
export async function newest({ services, workspaceId }: World): Promise<Position | null> {
  return await services.db.read(workspaceId, async (db) => {
    const { rows } = await sql<Position>`
      select tx, id from events where workspace_id = ${workspaceId} order by tx desc, id desc limit 1`.execute(
      db,
    )
    return rows[0] ?? null
  })
}
