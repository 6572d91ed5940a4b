import type { PoolClient } from 'pg'
import type { Database } from './database.ts'

/**
 * Does work unless somebody else, in this process or another, is at work under the same name; tells whether it was done.
 * The lock is a transaction's, so that it holds through a pooler too; it gives nobody a transaction number, so no reader of
 * events waits for it.
 */
export async function alone(db: Database, name: string, work: () => Promise<void>): Promise<boolean> {
  const client = await db.pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_xact_lock(7367770, hashtext($1)) as mine',
      [name],
    )
    const mine = rows[0]?.mine ?? false
    if (mine) await work()
    return mine
  } finally {
    broken = await closed(client)
    client.release(broken)
  }
}

async function closed(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('commit')
    return undefined
  } catch (e) {
    return e as Error
  }
}
