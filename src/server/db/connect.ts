import { Client } from 'pg'
import type { Config } from '../config.ts'
import { type Secret, secretFrom } from '../secret.ts'
import { type Database, openDatabase } from './database.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'

/** A database in reach, as it stands: nothing of it was changed but its roles. */
export type Reached = {
  readonly ownerUrl: string
  readonly appUrl: string
  /** It ran before we came. */
  readonly adopted: boolean
  /** Stops the database, if it is ours. */
  readonly stop: () => Promise<void>
}

/** An opened database: the serving pool, the owner's address, and how to let go of it all. */
export type Connected = {
  readonly db: Database
  readonly ownerUrl: string
  readonly appUrl: string
  readonly adopted: boolean
  readonly close: () => Promise<void>
  /** Stops the database alone, if it is ours. */
  readonly stop: () => Promise<void>
}

/**
 * Opens the database the configuration asks for: starts or adopts the embedded one, makes the two roles, migrates.
 * @throws Error with one sentence that says what to do.
 */
export async function connect(config: Config, secret: Secret, say: (s: string) => void): Promise<Connected> {
  const reached = await reach(config, secret, say)
  try {
    await asOwner(reached.ownerUrl, (client) => migrate(client, { say }))
  } catch (e) {
    if (!reached.adopted) await reached.stop()
    throw e
  }
  const db = openDatabase(reached.appUrl, undefined, config.patience, config.databaseDirectUrl === null)
  const { ownerUrl, appUrl, adopted, stop } = reached
  const close = async () => {
    await db.close()
    await stop()
  }
  return { db, ownerUrl, appUrl, adopted, stop, close }
}

/**
 * Reaches the database and sees to its two roles, without migrating.
 * @throws Error with one sentence that says what to do.
 */
export async function reach(
  config: Config,
  secret: Secret,
  say: (s: string) => void,
  { mayStart = true } = {},
): Promise<Reached> {
  if (config.databaseUrl) {
    const ownerUrl = config.databaseDirectUrl ?? config.databaseUrl
    const appUrl = config.databaseAppUrl ?? appUrlOf(config.databaseUrl, secret)
    await prepareRoles(ownerUrl, config.databaseAppUrl ? null : appUrl)
    return { ownerUrl, appUrl, adopted: true, stop: async () => {} }
  }
  const { dataDir, careless } = config
  const { url, adopted, stop, password } = await startEmbedded({ dataDir, careless, mayStart, say })
  try {
    // Of the cluster and not of the installation's secret, so that another secret still opens the database.
    const cluster = secretFrom(password)
    const ownerUrl = await ownDatabase(url, cluster)
    const appUrl = appUrlOf(ownerUrl, cluster)
    await prepareRoles(ownerUrl, appUrl)
    return { ownerUrl, appUrl, adopted, stop }
  } catch (e) {
    if (!adopted) await stop()
    throw e
  }
}

async function prepareRoles(ownerUrl: string, appUrl: string | null): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ v: number }>(
      "select current_setting('server_version_num')::int as v",
    )
    if ((rows[0]?.v ?? 0) < 150000)
      throw new Error('Servus needs PostgreSQL 15 or newer: update the one DATABASE_URL names.')
    if (appUrl) await ensureAppRole(client, appUrl)
  })
}

/** Runs work on one connection of the owner. */
export async function asOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = clientAt(url)
  // A connection that dies fails the query that waits for it.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (e) {
    throw new Error(`The database does not answer (${reasonOf(e)}): check DATABASE_URL and that it runs.`)
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function clientAt(connectionString: string): Client {
  return new Client({ connectionString, options: '-c timezone=UTC', connectionTimeoutMillis: 10_000 })
}

function reasonOf(e: unknown): string {
  const { message, code } = e as { message?: string; code?: string }
  return message || code || 'no reason given'
}

async function ownDatabase(superUrl: string, secret: Secret): Promise<string> {
  const url = new URL(superUrl)
  url.username = 'servus_owner'
  url.password = password(secret, 'servus_owner')
  await asOwner(superUrl, async (client) => {
    await ensureRole(client, url.href, 'createrole createdb')
    const { rowCount } = await client.query("select from pg_database where datname = 'servus'")
    if (!rowCount) await client.query('create database servus owner servus_owner')
  })
  url.pathname = '/servus'
  return url.href
}

async function ensureAppRole(client: Client, appUrl: string): Promise<void> {
  const other = await servedBesides(client)
  if (other && !(await opens(appUrl)))
    throw new Error(
      `The role servus_app also serves the database ${other} of this PostgreSQL, with another password: give both the same ` +
        'SERVUS_SECRET, or set its password by hand and DATABASE_APP_URL for both.',
    )
  try {
    await ensureRole(client, appUrl, 'nosuperuser nobypassrls')
  } catch (e) {
    throw new Error(
      `The role servus_app could not be made (${reasonOf(e)}): make it by hand (CREATE ROLE servus_app LOGIN ` +
        'PASSWORD …) and set DATABASE_APP_URL.',
    )
  }
}

/** Another database of this server in which servus_app may do something; null if there is none. Roles are of the whole server. */
async function servedBesides(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ datname: string }>(
    `select d.datname from pg_shdepend s join pg_database d on d.oid = s.dbid
     where s.refclassid = 'pg_authid'::regclass and d.datname <> current_database()
       and s.refobjid = (select oid from pg_roles where rolname = 'servus_app') limit 1`,
  )
  return rows[0]?.datname ?? null
}

/** Makes the role of an address, or gives it the address's password if it has another. */
async function ensureRole(client: Client, url: string, how: string): Promise<void> {
  const { username: role, password: pw } = new URL(url)
  await client.query('select pg_advisory_lock(7367768)')
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  if (!rowCount) await client.query(`create role ${role} login ${how} password '${pw}'`)
  else if (!(await opens(url))) await client.query(`alter role ${role} login password '${pw}'`)
  await client.query('select pg_advisory_unlock(7367768)')
}

async function opens(url: string): Promise<boolean> {
  const client = clientAt(url)
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (e) {
    // Let in, but into a database that is not there yet.
    return (e as { code?: string }).code === '3D000'
  } finally {
    await client.end().catch(() => {})
  }
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
