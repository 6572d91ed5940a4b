import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { Header } from 'tar'

/** The block of a tar: headers are one, contents are filled up to whole ones. */
const BLOCK = 512

/** How hard gzip tries: beyond this the files get hardly smaller and take much longer. */
const LEVEL = 3

/** A tar.gz being written, part by part; nothing of it is held in memory. */
export type ArchiveWriter = {
  /** Adds a part of exactly `size` bytes. */
  readonly add: (
    path: string,
    size: number,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ) => Promise<void>
  /** Ends the file and syncs it to the disk. */
  readonly end: () => Promise<void>
  /** Lets go of an unfinished file. */
  readonly abandon: () => Promise<void>
}

/** Opens a new tar.gz that only its owner may read. */
export function writeArchive(file: string, signal?: AbortSignal): ArchiveWriter {
  const tar = new PassThrough({ highWaterMark: 1024 * 1024 })
  const out = createWriteStream(file, { mode: 0o600, flush: true })
  const done = pipeline(tar, createGzip({ level: LEVEL }), out)
  done.catch(() => {})
  const failed = done.then(
    () => new Promise<never>(() => {}),
    (e) => Promise.reject(e),
  )
  failed.catch(() => {})
  const write = async (bytes: Uint8Array) => {
    signal?.throwIfAborted()
    if (!tar.write(bytes)) await Promise.race([once(tar, 'drain'), failed])
  }
  return {
    add: async (path, size, content) => {
      const header = new Header({ path, size, mode: 0o600, type: 'File', mtime: new Date(0), uid: 0, gid: 0 })
      const block = Buffer.alloc(BLOCK)
      if (header.encode(block)) throw new Error(`${path} is too long a name for the archive`)
      await write(block)
      let written = 0
      for await (const bytes of content) {
        written += bytes.byteLength
        await write(bytes)
      }
      if (written !== size) throw new Error(`${path} changed while it was being saved`)
      const rest = written % BLOCK
      if (rest > 0) await write(Buffer.alloc(BLOCK - rest))
    },
    end: async () => {
      tar.end(Buffer.alloc(2 * BLOCK))
      await done
    },
    abandon: async () => {
      tar.destroy()
      await done.catch(() => {})
    },
  }
}

/** A part of an archive. Its content has to be read before the next part comes. */
export type Part = { readonly path: string; readonly size: number; readonly content: AsyncIterable<Buffer> }

/** The archive cannot be read: cut short, damaged, or of another kind. */
export class ArchiveDamaged extends Error {}

/** Reads a tar.gz part by part, as slowly as its reader. @throws ArchiveDamaged */
export async function* readArchive(file: string, signal?: AbortSignal): AsyncGenerator<Part> {
  const source = createReadStream(file, { highWaterMark: 256 * 1024 })
  const unzipped = createGunzip()
  const piped = pipeline(source, unzipped)
  piped.catch(() => {})
  const bytes = new ByteReader(unzipped[Symbol.asyncIterator]() as AsyncIterator<Buffer>)
  try {
    for (;;) {
      signal?.throwIfAborted()
      const block = await bytes.exactly(BLOCK)
      const header = new Header(block)
      if (header.nullBlock) break
      if (!header.cksumValid || header.path === undefined || header.size === undefined)
        throw new Error('no header')
      const { path, size } = header
      const left = { bytes: size }
      yield { path, size, content: bytes.take(left) }
      // What the reader left of this part is passed over.
      await bytes.pass(left)
      const rest = header.size % BLOCK
      if (rest > 0) await bytes.exactly(BLOCK - rest)
    }
    // To the end, so that gzip checks its own sum.
    await bytes.pass({ bytes: Number.POSITIVE_INFINITY }, true)
    await piped
  } catch (e) {
    throw signal?.aborted ? e : asDamaged(e)
  } finally {
    source.destroy()
    unzipped.destroy()
  }
}

// A file that is not there, or not ours, is whole for all we know.
function asDamaged(e: unknown): unknown {
  const { code, message } = e as NodeJS.ErrnoException
  if (e instanceof ArchiveDamaged || ['ENOENT', 'EACCES', 'EISDIR'].includes(code ?? '')) return e
  return new ArchiveDamaged(message)
}

class ByteReader {
  readonly #source: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)
  constructor(source: AsyncIterator<Buffer>) {
    this.#source = source
  }

  async exactly(size: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.take({ bytes: size })) parts.push(part)
    return Buffer.concat(parts)
  }

  /** Gives bytes until none are left to give; `left` counts down, so that a reader who breaks off loses nothing. */
  async *take(left: { bytes: number }, mayEnd = false): AsyncGenerator<Buffer> {
    while (left.bytes > 0) {
      if (this.#held.length === 0) {
        const next = await this.#source.next().catch((e: unknown) => {
          throw asDamaged(e)
        })
        if (next.done && mayEnd) return
        if (next.done) throw new ArchiveDamaged('it ends too early')
        this.#held = next.value
      }
      const part = this.#held.subarray(0, left.bytes)
      this.#held = this.#held.subarray(part.length)
      left.bytes -= part.length
      yield part
    }
  }

  async pass(left: { bytes: number }, mayEnd = false): Promise<void> {
    for await (const _ of this.take(left, mayEnd)) {
      // Nobody wants it.
    }
  }
}
