import { once } from 'node:events'
import type { Client } from 'pg'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'
import { asOwner } from '../db/connect.ts'
import {
  adoptCluster,
  applyMigration,
  migrationNames,
  pendingMigrations,
  prepareMigrations,
  sameMigration,
} from '../db/migrate.ts'
import { BlobDamaged, type Blobs } from '../files/blobs.ts'
import { walkBackup } from './check.ts'
import type { Manifest } from './manifest.ts'
import { columnList, dropAll, loosenKeys, quoted, takeHold } from './tables.ts'

/** How often a restore tries to get hold of a database that others are busy with. */
const TRIES = 5

/**
 * Puts a backup in the place of what the database holds, in one transaction: it succeeds as a whole or changes nothing (blobs
 * are added before and stay; nobody names them). `beforeCommit` gets the secret that was inside, or null.
 * @throws Error with one sentence.
 */
export async function restoreBackup(options: {
  ownerUrl: string
  blobs: Blobs
  file: string
  say: (sentence: string) => void
  beforeCommit?: (secret: string | null) => void
  signal?: AbortSignal
}): Promise<Manifest> {
  options.say(`Checking ${options.file}…`)
  const manifest = await walkBackup(options.file, signalOf(options))
  checkMigrations(manifest)
  return await asOwner(options.ownerUrl, async (client) => {
    await client.query('set statement_timeout = 0')
    await beginWithHold(client)
    try {
      const secret = await replaceAll(client, manifest, options)
      options.beforeCommit?.(secret)
      const { command } = await client.query('commit')
      if (command !== 'COMMIT') throw new Error(`the database answered ${command} to COMMIT`)
    } catch (e) {
      await client.query('rollback').catch(() => {})
      throw new Error(`The restore did not succeed, and nothing was changed: ${(e as Error).message}`)
    }
    await client.query('analyze')
    return manifest
  })
}

function signalOf({ signal }: { signal?: AbortSignal | undefined }) {
  return signal ? { signal } : {}
}

// A backup of an older Servus goes through the migrations it missed; one of a newer cannot be understood.
function checkMigrations(manifest: Manifest): void {
  const known = migrationNames()
  for (const m of manifest.migrations) {
    if (!known.includes(m.name))
      throw new Error(`The backup is newer than this program (it has ${m.name}): update Servus first.`)
    if (!sameMigration(m.name, m.sha256))
      throw new Error(
        `migrations/${m.name} is not the one the backup was made with: bring the released file back.`,
      )
  }
}

async function beginWithHold(client: Client): Promise<void> {
  for (let tries = TRIES; ; tries--) {
    await client.query('begin')
    try {
      return await takeHold(client)
    } catch (e) {
      await client.query('rollback')
      const { code } = e as { code?: string }
      // Deadlock with somebody's short transaction, or a long one that does not end.
      if (code !== '40P01' && code !== '55P03') throw e
      if (tries <= 1) throw new Error('The database is too busy to be replaced: stop Servus and try again.')
    }
  }
}

async function replaceAll(
  client: Client,
  manifest: Manifest,
  {
    blobs,
    file,
    say,
    signal,
  }: { blobs: Blobs; file: string; say: (s: string) => void; signal?: AbortSignal },
): Promise<string | null> {
  say('Replacing what the database holds…')
  await dropAll(client)
  await prepareMigrations(client)
  for (const m of manifest.migrations) await applyMigration(client, m.name)
  const tightenKeys = await loosenKeys(client)
  const tables = new Map(manifest.tables.map((t) => [t.name, t]))
  if (tables.size > 0) await client.query(`truncate ${[...tables.keys()].map(quoted).join(', ')}`)

  let secret: string | null = null
  const filling = fill(client, (name) => {
    const table = tables.get(name)
    if (!table) throw new Error(`table ${name} is not in the manifest`)
    return `copy ${quoted(name)} (${columnList(table)}) from stdin`
  })
  try {
    await walkBackup(file, {
      ...signalOf({ signal }),
      table: filling.add,
      blob: async (sha256, content) => {
        await filling.end()
        await putBlob(blobs, sha256, content, manifest.blobs.damaged)
      },
      secret: (hex) => {
        secret = hex
      },
    })
    await filling.end()
  } catch (e) {
    await filling.abandon()
    throw e
  }
  say('Tying it together…')
  await tightenKeys()
  await adoptCluster(client)
  for (const name of await pendingMigrations(client)) {
    say(`Migrating: ${name}`)
    await applyMigration(client, name)
  }
  return secret
}

async function putBlob(
  blobs: Blobs,
  sha256: string,
  content: AsyncIterable<Buffer>,
  damaged: string[],
): Promise<void> {
  // Damaged where it was saved: kept out, so that it is missed and not believed.
  if (damaged.includes(sha256)) return
  const put = await blobs.put(content, { limit: Number.POSITIVE_INFINITY })
  if (put.sha256 !== sha256) throw new BlobDamaged(sha256)
}

type Filling = {
  readonly name: string
  readonly copy: CopyStreamQuery
  readonly ended: Promise<void>
  trouble: Error | null
}

/** Fills one table after the other, each by one COPY however many parts it comes in. */
function fill(client: Client, copyOf: (table: string) => string) {
  let open: Filling | null = null
  const end = async () => {
    if (!open) return
    const { copy, ended, trouble } = open
    open = null
    if (!trouble) copy.end()
    await ended
  }
  return {
    add: async (name: string, content: AsyncIterable<Buffer>) => {
      if (open?.name !== name) {
        await end()
        open = begin(name, client.query(copyFrom(copyOf(name))))
      }
      const filling = open!
      const failed = filling.ended.then(() => new Promise<never>(() => {}))
      failed.catch(() => {})
      for await (const bytes of content) {
        if (filling.trouble) throw filling.trouble
        if (!filling.copy.write(bytes)) await Promise.race([once(filling.copy, 'drain'), failed])
      }
    },
    end,
    /** Gives up a COPY in the middle, so that the connection can roll back. */
    abandon: async () => {
      const left = open
      open = null
      if (!left || left.trouble) return
      left.copy.destroy(new Error('given up'))
      await left.ended.catch(() => {})
    },
  }
}

function begin(name: string, copy: CopyStreamQuery): Filling {
  const ended = new Promise<void>((done, fail) =>
    copy.once('finish', done).once('error', fail).once('close', done),
  )
  ended.catch(() => {})
  const filling: Filling = { name, copy, ended, trouble: null }
  copy.on('error', (e) => {
    filling.trouble = e
  })
  return filling
}
