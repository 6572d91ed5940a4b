import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { refuse } from '../../domain/shared/refusal.ts'
import { alone } from '../db/alone.ts'
import type { Database } from '../db/database.ts'
import { Refused } from '../db/refused.ts'
import { hashToken } from '../secret.ts'
import type { Services } from '../services.ts'

/** Tells whether a workspace of somebody’s own exists yet; a demo does not count. */
export async function isSetUp(db: Database): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select auth.is_set_up() as yes`.execute(db.system)
  return rows[0]?.yes ?? false
}

/**
 * Does the work of the first run: with its token, and while nobody has set up or is just setting up.
 * @throws Refused `setup_token_wrong`, `setup_done`, `changed_meanwhile` (somebody is just at it).
 */
export async function firstRun<T>(services: Services, token: string, work: () => Promise<T>): Promise<T> {
  await demandOpen(services)
  const [given, wanted] = [Buffer.from(hashToken(token)), Buffer.from(hashToken(services.setupToken))]
  if (!timingSafeEqual(given, wanted)) throw new Refused(refuse('setup_token_wrong', { field: 'token' }))
  let done: { result: T } | null = null
  await alone(services.db, 'first run', async () => {
    await demandOpen(services)
    done = { result: await work() }
  })
  if (!done) throw new Refused(refuse('changed_meanwhile'))
  return (done as { result: T }).result
}

async function demandOpen(services: Services): Promise<void> {
  if (await isSetUp(services.db)) throw new Refused(refuse('setup_done'))
}
