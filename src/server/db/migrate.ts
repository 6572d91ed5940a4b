import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'

export const MIGRATIONS = join(import.meta.dirname, '../../../migrations')

/** The names of all migrations, in order. */
export function migrationNames(): string[] {
  return readdirSync(MIGRATIONS)
    .filter((f) => f.endsWith('.sql'))
    .sort()
}

/**
 * Brings the database up to the newest migration (or to `upTo`), one file a transaction, under a lock, so that several
 * processes may start at once. Renumbers the event log if this is another cluster than the one that wrote it.
 * @throws Error if a released migration was edited, or the database is newer than this program.
 */
export async function migrate(
  client: Client,
  options: { upTo?: string; say?: (s: string) => void } = {},
): Promise<void> {
  await client.query('select pg_advisory_lock(7367767)')
  try {
    await prepareMigrations(client)
    for (const name of await pendingMigrations(client, options.upTo)) {
      options.say?.(`Migrating: ${name}`)
      await client.query('begin')
      try {
        await applyMigration(client, name)
        await client.query('commit')
      } catch (e) {
        await client.query('rollback').catch(() => {})
        throw new Error(
          `migrations/${name} could not be applied (${(e as Error).message}): nothing of it was kept; ask for help with this line.`,
        )
      }
    }
    await settleCluster(client)
  } finally {
    await client.query('select pg_advisory_unlock(7367767)')
  }
}

/** Makes the table of migrations where it is missing. */
export async function prepareMigrations(client: Client): Promise<void> {
  await client.query(`create schema if not exists jobs;
    create table if not exists jobs.migrations (name text primary key, sha256 text not null, at timestamptz not null)`)
}

/** Runs one migration inside the caller's transaction. */
export async function applyMigration(client: Client, name: string): Promise<void> {
  const sql = readFileSync(join(MIGRATIONS, name), 'utf8')
  await client.query(sql)
  await client.query('insert into jobs.migrations values ($1, $2, clock_timestamp())', [name, hash(sql)])
}

/** The migrations a database has not had. @throws Error if it had others, or another text of the same. */
export async function pendingMigrations(client: Client, upTo?: string): Promise<string[]> {
  const done = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from jobs.migrations',
  )
  const known = new Map(done.rows.map((r) => [r.name, r.sha256]))
  const names = migrationNames()
  const foreign = [...known.keys()].find((n) => !names.includes(n))
  if (foreign) throw new Error(`The database is newer than this program (it has ${foreign}): update Servus.`)
  for (const name of names) {
    const was = known.get(name)
    if (was && !sameMigration(name, was))
      throw new Error(`migrations/${name} was edited after it ran here: bring the released file back.`)
  }
  return names.filter((n) => !known.has(n) && (!upTo || n <= upTo))
}

/** Tells whether a migration is still the text it was by its hash. */
export function sameMigration(name: string, sha256: string): boolean {
  return hash(readFileSync(join(MIGRATIONS, name), 'utf8')) === sha256
}

/** Positions in the event log are transaction numbers of one cluster: in another cluster they are put below zero. */
export async function settleCluster(client: Client): Promise<void> {
  const { rows } = await client.query<{ strange: boolean }>(`select not exists (
    select from jobs.cluster c, pg_control_system() s where c.system_identifier = s.system_identifier) as strange`)
  if (!rows[0]?.strange) return
  await client.query('begin')
  try {
    await adoptCluster(client)
    await client.query('commit')
  } catch (e) {
    await client.query('rollback').catch(() => {})
    throw e
  }
}

/** Makes the event log this cluster's, inside the caller's transaction: what stands in it was written elsewhere. */
export async function adoptCluster(client: Client): Promise<void> {
  await client.query('call app.renumber_events()')
  await client.query(`insert into jobs.cluster select true, system_identifier from pg_control_system()
    on conflict (only_row) do update set system_identifier = excluded.system_identifier`)
}

function hash(sql: string): string {
  return createHash('sha256').update(sql).digest('hex')
}
