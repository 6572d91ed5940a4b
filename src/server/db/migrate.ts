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
    for (const name of await pending(client, options.upTo)) {
      options.say?.(`Migrating: ${name}`)
      await client.query('begin')
      try {
        await applyMigration(client, name)
        await client.query('commit')
      } catch (e) {
        await client.query('rollback')
        throw e
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

async function pending(client: Client, upTo?: string): Promise<string[]> {
  const done = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from jobs.migrations',
  )
  const known = new Map(done.rows.map((r) => [r.name, r.sha256]))
  const names = migrationNames()
  const foreign = [...known.keys()].find((n) => !names.includes(n))
  if (foreign) throw new Error(`The database is newer than this program (it has ${foreign}): update Servus.`)
  for (const name of names) {
    const was = known.get(name)
    if (was && was !== hash(readFileSync(join(MIGRATIONS, name), 'utf8')))
      throw new Error(`migrations/${name} was edited after it ran here: bring the released file back.`)
  }
  return names.filter((n) => !known.has(n) && (!upTo || n <= upTo))
}

/** Positions in the event log are transaction numbers of one cluster: in another cluster they are put below zero. */
export async function settleCluster(client: Client): Promise<void> {
  const here = await client.query<{ id: string }>(
    'select system_identifier::text as id from pg_control_system()',
  )
  const was = await client.query<{ id: string }>('select system_identifier::text as id from jobs.cluster')
  const id = here.rows[0]?.id
  if (was.rows[0]?.id === id) return
  await client.query('begin')
  if (was.rows[0]) await client.query('call app.renumber_events()')
  await client.query(
    'insert into jobs.cluster values (true, $1) on conflict (only_row) do update set system_identifier = $1',
    [id],
  )
  await client.query('commit')
}

function hash(sql: string): string {
  return createHash('sha256').update(sql).digest('hex')
}
