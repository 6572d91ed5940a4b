import { createHash } from 'node:crypto'
import { Client } from 'pg'
import type { MailboxId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Database, InOne } from '../db/database.ts'
import { flushTogether } from '../db/flush.ts'

/** In how many transactions one process files mails at the same time, of all workspaces: each holds a connection while it does. */
const AT_ONCE = 3

let free = AT_ONCE
const waiting: (() => void)[] = []

/**
 * Runs work in one transaction of its own while nobody else files a mail under any of these keys in the workspace, here or in another
 * process; without keys while nobody files anything in it. Whoever takes several takes them in one order, so that no two wait for each
 * other. The locks end with the transaction, so they pass a pooler and nothing of them outlives a crash.
 */
export async function filingUnder<T>(
  db: Database,
  workspaceId: WorkspaceId,
  keys: readonly string[] | null,
  work: (db: InOne) => Promise<T>,
): Promise<T> {
  await enter()
  try {
    return await flushTogether(db, workspaceId, async (one) => {
      // What is asked behind it waits for it in the database.
      const [, result] = await Promise.all([one.within.say(lockingOf(workspaceId, keys)), work(one)])
      return result
    })
  } finally {
    leave()
  }
}

/** One message to the database. Another mail may take its time, so these locks are waited for as long as it takes. */
function lockingOf(workspaceId: WorkspaceId, keys: readonly string[] | null): string {
  const sorted = [...new Set((keys ?? []).map((key) => numberOf(`${workspaceId} ${key}`)))].sort((a, b) =>
    a < b ? -1 : 1,
  )
  return [
    'set local lock_timeout = 0',
    `select pg_advisory_xact_lock${keys ? '_shared' : ''}(hashtextextended('${workspaceId}', 7367770))`,
    `select pg_advisory_xact_lock(key) from unnest('{${sorted.join(',')}}'::bigint[]) as key`,
    'set local lock_timeout to default',
  ].join('; ')
}

function numberOf(key: string): bigint {
  return createHash('sha256').update(key).digest().readBigInt64BE()
}

/** Lets the transaction end before its commit is on the disk: for what is told to nobody before a later commit is. */
export async function commitLazily(db: InOne): Promise<void> {
  await db.within.say('set local synchronous_commit = off')
}

/**
 * Runs work while no other process files mail in the workspace: two mails of one new sender must not become two persons, and
 * one mail that came through two mailboxes must not become two messages. The lock ends with its transaction, so it passes a
 * pooler and nothing of it outlives a crash.
 */
export async function aloneInFiling<T>(
  db: Database,
  workspaceId: WorkspaceId,
  work: () => Promise<T>,
): Promise<T> {
  await enter()
  try {
    const client = await db.pool.connect()
    let broken: Error | undefined
    try {
      // Another mail may take its time.
      await client.query('begin; set local lock_timeout = 0')
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7367770))', [workspaceId])
      return await work()
    } finally {
      await client.query('rollback').catch((e: Error) => {
        broken = e
      })
      client.release(broken)
    }
  } finally {
    leave()
  }
}

async function enter(): Promise<void> {
  if (free > 0) free -= 1
  else await new Promise<void>((go) => waiting.push(go))
}

function leave(): void {
  const next = waiting.shift()
  if (next) next()
  else free += 1
}

/** Holds which mailboxes this process watches. */
export type WatchLocks = {
  /** True if the mailbox is now ours to watch, false while another process watches it. */
  readonly take: (id: MailboxId) => Promise<boolean>
  readonly release: (id: MailboxId) => Promise<void>
  /** Resolves when the connection is gone, and every lock with it. */
  readonly lost: Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Locks on mailboxes, so that several workers do not fetch the same one: advisory locks on one connection of their own. They
 * need no clock and no heartbeat, and end by themselves with the process (a lease column would need both). Past a pooler,
 * like LISTEN. Should two watch for a moment nevertheless, the receipt book knows a message by its place and its bytes.
 */
export async function openWatchLocks(url: string): Promise<WatchLocks> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true })
  client.on('error', () => {})
  const lost = new Promise<void>((gone) => client.on('end', () => gone()))
  await client.connect()
  const ask = async (call: string, id: MailboxId) => {
    const { rows } = await client.query(`select ${call}(hashtextextended($1, 7367771)) as yes`, [id])
    return rows[0]?.yes === true
  }
  return {
    take: (id) => ask('pg_try_advisory_lock', id),
    release: async (id) => {
      await ask('pg_advisory_unlock', id)
    },
    lost,
    close: () => client.end(),
  }
}
