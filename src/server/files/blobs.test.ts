import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePlace, removePlace } from '../world/places.ts'
import { BlobDamaged, BlobMissing, type Blobs, BlobTooLarge, folderBlobs } from './blobs.ts'

let dir: string
let blobs: Blobs
beforeEach(() => {
  dir = makePlace('blobs')
  blobs = folderBlobs(dir, { limit: 1000 })
})
afterEach(() => removePlace(dir))

const hello = Buffer.from('hello')
const helloHash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'
async function* chunks(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part)
}

describe('the content-addressed store', () => {
  it('files bytes under their own hash and gives them back', async () => {
    expect(await blobs.put(hello)).toEqual({ sha256: helloHash, size: 5 })
    expect(await readdir(join(dir, '2c'))).toEqual([helloHash.slice(2)])
    expect(await blobs.get(helloHash)).toEqual(hello)
    expect(await buffer(await blobs.stream(helloHash))).toEqual(hello)
    expect(await blobs.has(helloHash)).toBe(true)
  })

  it('takes a stream and makes the same of it', async () => {
    expect(await blobs.put(chunks('he', 'l', 'lo'))).toEqual({ sha256: helloHash, size: 5 })
    expect(await blobs.get(helloHash)).toEqual(hello)
  })

  it('keeps the same bytes once, even when many store them at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => blobs.put(hello)))
    expect(await readdir(join(dir, '2c'))).toHaveLength(1)
    expect(await readdir(join(dir, 'tmp'))).toEqual([])
  })

  it('keeps many that come at once, small and large, each whole', async () => {
    const roomy = folderBlobs(dir)
    const sizes = [1, 1000, 128 * 1024, 128 * 1024 + 1, 600_000]
    const all = [...sizes, ...sizes, ...sizes].map((size, n) => Buffer.alloc(size, `${n} `))
    const put = await Promise.all(all.map((bytes) => roomy.put(bytes)))
    const back = await Promise.all(put.map(({ sha256 }) => roomy.get(sha256)))
    expect(back.every((bytes, n) => bytes.equals(all[n]!))).toBe(true)
    expect(await readdir(join(dir, 'tmp'))).toEqual([])
  })

  it('keeps an empty blob', async () => {
    const { sha256, size } = await blobs.put(new Uint8Array())
    expect(size).toBe(0)
    expect(await blobs.get(sha256)).toEqual(Buffer.alloc(0))
  })

  it('refuses more than the limit, from bytes and from a stream, and leaves nothing behind', async () => {
    await expect(blobs.put(Buffer.alloc(1001))).rejects.toThrow(BlobTooLarge)
    await expect(blobs.put(chunks('x'.repeat(600), 'y'.repeat(600)))).rejects.toThrow(
      'larger than the limit of 1000 bytes',
    )
    await expect(blobs.put(hello, { limit: 4 })).rejects.toThrow(BlobTooLarge)
    expect(await readdir(join(dir, 'tmp'))).toEqual([])
  })

  it('leaves nothing behind when the source breaks off', async () => {
    async function* broken() {
      yield hello
      throw new Error('cut')
    }
    await expect(blobs.put(broken())).rejects.toThrow('cut')
    expect(await readdir(join(dir, 'tmp'))).toEqual([])
  })

  it('notices damage on the disk and heals it when the bytes come again', async () => {
    await blobs.put(hello)
    await writeFile(join(dir, '2c', helloHash.slice(2)), 'hellO')
    await expect(blobs.get(helloHash)).rejects.toThrow(BlobDamaged)
    await expect(buffer(await blobs.stream(helloHash))).rejects.toThrow(BlobDamaged)
    await blobs.put(hello)
    expect(await blobs.get(helloHash)).toEqual(hello)
  })

  it('says so when there is none, and never leaves its folder', async () => {
    await expect(blobs.get(helloHash)).rejects.toThrow(BlobMissing)
    await expect(blobs.stream(helloHash)).rejects.toThrow(BlobMissing)
    await expect(blobs.get('../../etc/passwd')).rejects.toThrow(BlobMissing)
    expect(await blobs.has(helloHash)).toBe(false)
    expect(await blobs.delete(helloHash)).toBe(false)
  })

  it('deletes', async () => {
    await blobs.put(hello)
    expect(await blobs.delete(helloHash)).toBe(true)
    expect(await blobs.has(helloHash)).toBe(false)
  })
})

describe('a blob nobody is to have any more', () => {
  const old = async (sha: string) => {
    const long = new Date(Date.now() - 7_200_000)
    await utimes(join(dir, sha.slice(0, 2), sha.slice(2)), long, long)
  }

  it('goes when nobody has it, and stays when somebody has', async () => {
    const { sha256 } = await blobs.put(Buffer.from('letter'))
    expect(await blobs.deleteUnless(sha256, async () => false)).toBe(false)
    await old(sha256)
    expect(await blobs.deleteUnless(sha256, async () => true)).toBe(false)
    expect(await blobs.has(sha256)).toBe(true)
    expect(await blobs.deleteUnless(sha256, async () => false)).toBe(true)
    expect(await blobs.has(sha256)).toBe(false)
  })

  it('stays for whoever puts it in the very moment it is to go', async () => {
    const { sha256 } = await blobs.put(Buffer.from('letter'))
    await old(sha256)
    // Put between the first look and the last.
    const put = async () => {
      await blobs.put(Buffer.from('letter'))
      return false
    }
    await blobs.deleteUnless(sha256, put)
    expect((await blobs.get(sha256)).toString()).toBe('letter')
  })
})
