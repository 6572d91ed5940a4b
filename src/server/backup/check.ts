import { createHash, type Hash } from 'node:crypto'
import { ArchiveDamaged, type Part, readArchive } from './archive.ts'
import { MANIFEST, type Manifest, parseManifest, SECRET } from './manifest.ts'

/** What to do with each piece of a backup, in the order of the file. */
export type Take = {
  readonly table?: (name: string, content: AsyncIterable<Buffer>) => Promise<void>
  readonly blob?: (sha256: string, content: AsyncIterable<Buffer>) => Promise<void>
  readonly secret?: (hex: string) => void
  readonly signal?: AbortSignal
}

type Seen = { rows: number; size: number; hash: Hash }

/**
 * Reads a backup from beginning to end, hands out its pieces, and checks each against the manifest: nothing is missing,
 * nothing is changed, nothing is too much.
 * @throws Error with one sentence if it is no backup, or not whole.
 */
export async function walkBackup(file: string, take: Take = {}): Promise<Manifest> {
  try {
    return await walk(file, take)
  } catch (e) {
    const { code, message } = e as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR') throw new Error(`There is no file ${file}: name a backup.`)
    if (code === 'EACCES') throw new Error(`${file} may not be read: give this user the right to.`)
    if (e instanceof ArchiveDamaged || e instanceof NotWhole)
      throw new Error(`${file} is no whole backup of Servus (${message}): use another one.`)
    throw e
  }
}

class NotWhole extends Error {}

async function walk(file: string, take: Take): Promise<Manifest> {
  const tables = new Map<string, Seen>()
  const names = createHash('sha256')
  const changed: string[] = []
  let blobs = 0
  let secret: string | null = null
  let manifest: Manifest | null = null
  for await (const part of readArchive(file, take.signal)) {
    if (manifest) throw new NotWhole('something follows its manifest')
    const [kind, name = ''] = part.path.split('/')
    if (part.path === MANIFEST) manifest = parse(await text(part))
    else if (part.path === SECRET) {
      secret = await text(part)
      take.secret?.(secret)
    } else if (kind === 'tables') {
      const seen = tables.get(name) ?? { rows: 0, size: 0, hash: createHash('sha256') }
      tables.set(name, seen)
      await use(counted(part.content, seen), take.table, name)
    } else if (kind === 'blobs') {
      const hash = createHash('sha256')
      await use(hashed(part.content, hash), take.blob, name)
      if (hash.digest('hex') !== name) changed.push(name)
      names.update(`${name}\n`)
      blobs += 1
    } else throw new NotWhole(`it holds ${part.path}`)
  }
  if (!manifest) throw new NotWhole('its manifest is missing')
  for (const t of manifest.tables) {
    const seen = tables.get(t.name) ?? { rows: 0, size: 0, hash: createHash('sha256') }
    tables.delete(t.name)
    if (seen.rows !== t.rows || seen.size !== t.size || seen.hash.digest('hex') !== t.sha256)
      throw new NotWhole(`table ${t.name} is not as it was saved`)
  }
  for (const name of tables.keys()) throw new NotWhole(`table ${name} is not in its manifest`)
  if (blobs !== manifest.blobs.count || names.digest('hex') !== manifest.blobs.sha256)
    throw new NotWhole('stored files are missing')
  const unknown = changed.find((name) => !manifest.blobs.damaged.includes(name))
  if (unknown) throw new NotWhole(`the stored file ${unknown} is not as it was saved`)
  if ((secret !== null) !== manifest.secret.inside || (secret !== null && !/^[0-9a-f]{64}$/.test(secret)))
    throw new NotWhole('its secret is not as it was saved')
  return manifest
}

async function use(
  content: AsyncGenerator<Buffer>,
  taker: ((name: string, content: AsyncIterable<Buffer>) => Promise<void>) | undefined,
  name: string,
): Promise<void> {
  await taker?.(name, content)
  for await (const _ of content) {
    // What nobody took is checked all the same.
  }
}

function parse(json: string): Manifest {
  try {
    return parseManifest(json)
  } catch (e) {
    throw new NotWhole(e instanceof SyntaxError ? 'its manifest is damaged' : (e as Error).message)
  }
}

async function text(part: Part): Promise<string> {
  if (part.size > 16 * 1024 * 1024) throw new NotWhole(`${part.path} is too large`)
  const pieces: Buffer[] = []
  for await (const bytes of part.content) pieces.push(bytes)
  return Buffer.concat(pieces).toString('utf8')
}

async function* hashed(content: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const bytes of content) {
    hash.update(bytes)
    yield bytes
  }
}

async function* counted(content: AsyncIterable<Buffer>, seen: Seen): AsyncGenerator<Buffer> {
  for await (const bytes of content) {
    seen.hash.update(bytes)
    seen.size += bytes.length
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) seen.rows += 1
    yield bytes
  }
}
