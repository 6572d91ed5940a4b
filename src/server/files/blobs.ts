import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, renameSync, rmSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, stat, unlink, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { sharedSyncs, within, writeSmall } from './durable.ts'

/** What a blob is known by afterwards: the SHA-256 of its bytes (lower-case hex) and its size in bytes. */
export type BlobFacts = { readonly sha256: string; readonly size: number }

/** A content-addressed store. The same bytes are held once; whoever deletes counts the references first. */
export type Blobs = {
  /** Stores bytes durably (they survive a crash once this resolves). Throws `BlobTooLarge` beyond the limit. */
  put(content: Uint8Array | AsyncIterable<Uint8Array>, options?: { limit?: number }): Promise<BlobFacts>
  /** The whole content, verified. Throws `BlobMissing` or `BlobDamaged`. */
  get(sha256: string): Promise<Buffer>
  /** The content as a stream that ends in `BlobDamaged` when the bytes are not what they should be. */
  stream(sha256: string): Promise<Readable>
  has(sha256: string): Promise<boolean>
  /** What lies in one folder of the store, 0 to 255: the hashes that begin with that byte. */
  list(nth: number): Promise<string[]>
  /** Removes it; false when there was nothing to remove. */
  delete(sha256: string): Promise<boolean>
  /**
   * Removes it unless somebody has it, or puts it in this very moment: what `put` has answered is never lost. False if it stays.
   */
  deleteUnless(sha256: string, isKept: () => Promise<boolean>): Promise<boolean>
}

/** More bytes than allowed; nothing was kept. */
export class BlobTooLarge extends Error {
  readonly limit: number
  constructor(limit: number) {
    super(`larger than the limit of ${limit} bytes`)
    this.name = 'BlobTooLarge'
    this.limit = limit
  }
}

/** By then whoever put a blob has written down that it is theirs, or never will (ms). */
const WRITTEN_DOWN_BY = 60 * 60 * 1000

/** Up to this size (bytes) a blob is written at once, as most mails are. */
const SMALL = 128 * 1024

/** No blob of that hash is stored. */
export class BlobMissing extends Error {
  readonly sha256: string
  constructor(sha256: string) {
    super(`no blob ${sha256}`)
    this.name = 'BlobMissing'
    this.sha256 = sha256
  }
}

/** The stored bytes no longer have the hash they are filed under. */
export class BlobDamaged extends Error {
  readonly sha256: string
  constructor(sha256: string) {
    super(`blob ${sha256} is damaged on the disk`)
    this.name = 'BlobDamaged'
    this.sha256 = sha256
  }
}

/**
 * Keeps blobs as files `<dir>/ab/cdef…` (mode 0600), each written aside, synced and renamed, so that a file is either
 * whole or absent. `limit` is the largest size in bytes, 100 MiB unless told.
 */
export function folderBlobs(dir: string, { limit: largest = 100 * 1024 * 1024 } = {}): Blobs {
  const aside = join(dir, 'tmp')
  const syncs = sharedSyncs()
  /** The folders known to stand in `dir` after a crash. */
  const standing = new Set<string>()

  async function put(content: Uint8Array | AsyncIterable<Uint8Array>, { limit = largest } = {}) {
    if (content instanceof Uint8Array) {
      if (content.byteLength > limit) throw new BlobTooLarge(limit)
      const facts = { sha256: sha256Of(content), size: content.byteLength }
      const isHere = existsSync(pathOf(dir, facts.sha256))
      if (isHere && (await isWhole(facts.sha256)) && (await touch(facts.sha256))) return facts
    }
    const draft = join(aside, randomUUID())
    try {
      const facts = await within(aside, () => write(draft, content, limit))
      const home = pathOf(dir, facts.sha256)
      await within(
        dirname(home),
        async () => renameSync(draft, home),
        () => standing.delete(dirname(home)),
      )
      await syncs(dirname(home))
      // Once it is on the disk itself it stays there.
      if (!standing.has(dirname(home))) await syncs(dir)
      standing.add(dirname(home))
      return facts
    } finally {
      rmSync(draft, { force: true })
    }
  }

  async function get(sha256: string) {
    const bytes = await readFile(pathOf(dir, sha256)).catch((error) => missing(error, sha256))
    if (sha256Of(bytes) !== sha256) throw new BlobDamaged(sha256)
    return bytes
  }

  async function isWhole(sha256: string) {
    return get(sha256).then(
      () => true,
      () => false,
    )
  }

  /** Says that somebody wants it, and has not yet written that down; false if it has just gone. */
  async function touch(sha256: string): Promise<boolean> {
    const now = new Date()
    return utimes(pathOf(dir, sha256), now, now)
      .then(
        () => true,
        (error) => missing(error, sha256),
      )
      .catch((error) => {
        if (error instanceof BlobMissing) return false
        throw error
      })
  }

  async function deleteUnless(sha256: string, isKept: () => Promise<boolean>): Promise<boolean> {
    const home = pathOf(dir, sha256)
    const fresh = async (path: string) => Date.now() - (await stat(path)).mtimeMs < WRITTEN_DOWN_BY
    try {
      if ((await fresh(home)) || (await isKept())) return false
      await mkdir(aside, { recursive: true, mode: 0o700 })
      const away = join(aside, randomUUID())
      await rename(home, away)
      // Touched meanwhile: whoever did found it there, and goes by that.
      if ((await fresh(away)) || (await isKept())) {
        await rename(away, home)
        return false
      }
      await unlink(away)
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    }
  }

  return {
    put,
    get,
    deleteUnless,
    async stream(sha256) {
      const path = pathOf(dir, sha256)
      await stat(path).catch((error) => missing(error, sha256))
      const source = createReadStream(path)
      const checked = source.pipe(verifying(sha256))
      source.on('error', (error) => checked.destroy(error))
      return checked
    },
    has: async (sha256) =>
      stat(pathOf(dir, sha256)).then(
        (found) => found.isFile(),
        () => false,
      ),
    async list(nth) {
      const head = nth.toString(16).padStart(2, '0')
      const rests = await readdir(join(dir, head)).catch((error) => {
        if (error.code === 'ENOENT') return []
        throw error
      })
      return rests.map((rest) => head + rest).filter((sha256) => /^[0-9a-f]{64}$/.test(sha256))
    },
    delete: async (sha256) =>
      unlink(pathOf(dir, sha256)).then(
        () => true,
        (error) => {
          if (error.code === 'ENOENT') return false
          throw error
        },
      ),
  }
}

/** The SHA-256 of some bytes as lower-case hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function write(
  draft: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  limit: number,
): Promise<BlobFacts> {
  if (content instanceof Uint8Array && content.byteLength <= SMALL) {
    await writeSmall(draft, content)
    return { sha256: sha256Of(content), size: content.byteLength }
  }
  const hash = createHash('sha256')
  let size = 0
  const file = await open(draft, 'wx', 0o600)
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      size += chunk.byteLength
      if (size > limit) throw new BlobTooLarge(limit)
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

function verifying(sha256: string): Transform {
  const hash = createHash('sha256')
  return new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new BlobDamaged(sha256))
    },
  })
}

function pathOf(dir: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new BlobMissing(sha256)
  return join(dir, sha256.slice(0, 2), sha256.slice(2))
}

function missing(error: NodeJS.ErrnoException, sha256: string): never {
  throw error.code === 'ENOENT' ? new BlobMissing(sha256) : error
}
