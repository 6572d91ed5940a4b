import { Client } from 'pg'
import type { Config } from '../config.ts'
import type { Secret } from '../secret.ts'
import { type Database, openDatabase } from './database.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'

/** An opened database: the serving pool, the owner's address, and how to let go of it all. */
export type Connected = {
  readonly db: Database
  readonly ownerUrl: string
  readonly appUrl: string
  readonly close: () => Promise<void>
  /** Stops the database alone, if it is ours. */
  readonly stop: () => Promise<void>
}

/**
 * Opens the database the configuration asks for: starts or adopts the embedded one, makes the two roles, migrates.
 * @throws Error with one sentence that says what to do.
 */
export async function connect(config: Config, secret: Secret, say: (s: string) => void): Promise<Connected> {
  if (config.databaseUrl) {
    const ownerUrl = config.databaseDirectUrl ?? config.databaseUrl
    const appUrl = config.databaseAppUrl ?? appUrlOf(config.databaseUrl, secret)
    return await open(ownerUrl, appUrl, config, secret, say, async () => {})
  }
  const embedded = await startEmbedded({
    dataDir: config.dataDir,
    password: password(secret, 'postgres'),
    careless: config.careless,
    say,
  })
  try {
    const ownerUrl = await ownDatabase(embedded.url, secret)
    return await open(ownerUrl, appUrlOf(ownerUrl, secret), config, secret, say, embedded.stop)
  } catch (e) {
    if (!embedded.adopted) await embedded.stop()
    throw e
  }
}

async function open(
  ownerUrl: string,
  appUrl: string,
  config: Config,
  secret: Secret,
  say: (s: string) => void,
  stop: () => Promise<void>,
): Promise<Connected> {
  await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ v: number }>(
      "select current_setting('server_version_num')::int as v",
    )
    if ((rows[0]?.v ?? 0) < 150000) throw new Error('Servus needs PostgreSQL 15 or newer.')
    if (!config.databaseAppUrl) await ensureAppRole(client, secret)
    await migrate(client, { say })
  })
  const db = openDatabase(appUrl)
  return {
    db,
    ownerUrl,
    appUrl,
    stop,
    close: async () => {
      await db.close()
      await stop()
    },
  }
}

/** Runs work on one connection of the owner. */
export async function asOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    options: '-c timezone=UTC',
    connectionTimeoutMillis: 10_000,
  })
  try {
    await client.connect()
  } catch (e) {
    throw new Error(
      `The database does not answer (${(e as Error).message}): check DATABASE_URL and that it runs.`,
    )
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function ownDatabase(superUrl: string, secret: Secret): Promise<string> {
  const pw = password(secret, 'servus_owner')
  await asOwner(superUrl, async (client) => {
    await ensureRole(client, 'servus_owner', pw, 'createrole createdb')
    const { rowCount } = await client.query("select from pg_database where datname = 'servus'")
    if (!rowCount) await client.query('create database servus owner servus_owner')
  })
  const url = new URL(superUrl)
  url.username = 'servus_owner'
  url.password = pw
  url.pathname = '/servus'
  return url.href
}

async function ensureAppRole(client: Client, secret: Secret): Promise<void> {
  try {
    await ensureRole(client, 'servus_app', password(secret, 'servus_app'), 'nosuperuser nobypassrls')
  } catch (e) {
    throw new Error(
      `The role servus_app could not be made (${(e as Error).message}): make it by hand (CREATE ROLE servus_app LOGIN ` +
        'PASSWORD …) and set DATABASE_APP_URL.',
    )
  }
}

async function ensureRole(client: Client, role: string, pw: string, how: string): Promise<void> {
  await client.query('select pg_advisory_lock(7367768)')
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  if (!rowCount) await client.query(`create role ${role} login ${how} password '${pw}'`)
  else await client.query(`alter role ${role} login password '${pw}'`)
  await client.query('select pg_advisory_unlock(7367768)')
}

function appUrlOf(ownerUrl: string, secret: Secret): string {
  const url = new URL(ownerUrl)
  url.username = 'servus_app'
  url.password = password(secret, 'servus_app')
  return url.href
}

function password(secret: Secret, role: string): string {
  return secret.key(`database role ${role}`).toString('hex')
}
