import { createHash } from 'node:crypto'
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import packageFile from '../../../package.json' with { type: 'json' }
import { asOwner } from '../db/connect.ts'
import { type Secret, secretMark } from '../secret.ts'
import { type ArchiveWriter, writeArchive } from './archive.ts'
import { MANIFEST, type Manifest, SECRET, type TableFacts } from './manifest.ts'
import { columnList, listMigrations, listTables, quoted, type Table } from './tables.ts'

/** How much of a table is gathered before it is written as one part (bytes). */
const PART = 4 * 1024 * 1024

/**
 * Saves everything as it stands at one moment into one file: all tables, all blobs and, unless left out, the secret.
 * Whoever works on works on; the file appears under its name only when it is whole.
 * @throws Error with one sentence.
 */
export async function saveBackup(options: {
  ownerUrl: string
  blobsDir: string
  secret: Secret
  withSecret: boolean
  file: string
  say: (sentence: string) => void
  signal?: AbortSignal
}): Promise<Manifest> {
  const half = `${options.file}.part`
  const archive = writeArchive(half, options.signal)
  try {
    const manifest = await asOwner(options.ownerUrl, (client) => save(client, archive, options))
    await archive.end()
    await rename(half, options.file)
    await syncFolder(dirname(options.file))
    return manifest
  } catch (e) {
    await archive.abandon()
    await rm(half, { force: true })
    const { code } = e as NodeJS.ErrnoException
    if (code === 'ENOSPC') throw new Error(`The disk is full: free some space, or name a file on another.`)
    if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR')
      throw new Error(
        `${options.file} cannot be written (${code}): name a file in a folder that exists and is yours.`,
      )
    throw e
  }
}

async function save(
  client: Client,
  archive: ArchiveWriter,
  options: { blobsDir: string; secret: Secret; withSecret: boolean; say: (s: string) => void },
): Promise<Manifest> {
  await client.query(
    "set datestyle = 'ISO, YMD'; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0",
  )
  await client.query('begin transaction isolation level repeatable read read only')
  const migrations = await listMigrations(client)
  if (migrations.length === 0) throw new Error('The database is empty: there is nothing to save.')
  const { rows } = await client.query<{ v: string }>("select current_setting('server_version') as v")
  const tables: TableFacts[] = []
  for (const table of await listTables(client)) {
    const facts = await saveTable(client, archive, table)
    if (facts.rows > 0) options.say(`  ${facts.name}: ${facts.rows} ${facts.rows === 1 ? 'row' : 'rows'}`)
    tables.push(facts)
  }
  await client.query('commit')
  // After the tables: whatever they name was in the store before it was in a table.
  const blobs = await saveBlobs(archive, options.blobsDir)
  options.say(`  ${blobs.count} stored ${blobs.count === 1 ? 'file' : 'files'}`)
  if (options.withSecret) await archive.add(SECRET, 64, [Buffer.from(options.secret.hex)])
  const manifest: Manifest = {
    format: 1,
    servus: packageFile.version,
    postgres: rows[0]!.v,
    madeAt: new Date().toISOString(),
    migrations,
    tables,
    blobs,
    secret: { inside: options.withSecret, mark: secretMark(options.secret) },
  }
  const text = Buffer.from(JSON.stringify(manifest, null, 1))
  await archive.add(MANIFEST, text.length, [text])
  return manifest
}

async function saveTable(client: Client, archive: ArchiveWriter, table: Table): Promise<TableFacts> {
  const hash = createHash('sha256')
  let [rows, size, part] = [0, 0, 0]
  let gathered: Buffer[] = []
  let weight = 0
  const put = async () => {
    if (weight === 0) return
    await archive.add(`tables/${table.name}/${String(++part).padStart(6, '0')}`, weight, gathered)
    gathered = []
    weight = 0
  }
  const copy = client.query(copyTo(`copy ${quoted(table.name)} (${columnList(table)}) to stdout`))
  for await (const bytes of copy as AsyncIterable<Buffer>) {
    hash.update(bytes)
    size += bytes.length
    // In COPY's text form a line feed inside a value is written as \n: each one ends a row.
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) rows += 1
    gathered.push(bytes)
    weight += bytes.length
    if (weight >= PART) await put()
  }
  await put()
  return { name: table.name, columns: [...table.columns], rows, size, sha256: hash.digest('hex') }
}

async function saveBlobs(archive: ArchiveWriter, dir: string): Promise<Manifest['blobs']> {
  const names = createHash('sha256')
  const damaged: string[] = []
  let [count, size] = [0, 0]
  for await (const { path, sha256 } of blobFiles(dir)) {
    const file = await open(path).catch(whenGone)
    // Erased since its folder was read.
    if (!file) continue
    const content = createHash('sha256')
    try {
      const bytes = (await file.stat()).size
      await archive.add(`blobs/${sha256}`, bytes, hashed(file, content))
      size += bytes
    } finally {
      await file.close()
    }
    if (content.digest('hex') !== sha256) damaged.push(sha256)
    names.update(`${sha256}\n`)
    count += 1
  }
  return { count, size, sha256: names.digest('hex'), damaged }
}

async function* hashed(file: FileHandle, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const bytes of file.createReadStream({
    autoClose: false,
    start: 0,
    highWaterMark: 256 * 1024,
  })) {
    hash.update(bytes as Buffer)
    yield bytes as Buffer
  }
}

async function* blobFiles(dir: string): AsyncGenerator<{ path: string; sha256: string }> {
  for (const head of (await readdir(dir).catch(whenGone)) ?? []) {
    if (!/^[0-9a-f]{2}$/.test(head)) continue
    for (const tail of (await readdir(join(dir, head)).catch(whenGone)) ?? [])
      if (/^[0-9a-f]{62}$/.test(tail)) yield { path: join(dir, head, tail), sha256: head + tail }
  }
}

function whenGone(e: NodeJS.ErrnoException): null {
  if (e.code === 'ENOENT') return null
  throw e
}

async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r')
  await folder.sync().catch(() => {})
  await folder.close()
}
