import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../../config.ts'
import { reach } from '../../db/connect.ts'
import { connected, ownClone } from '../../db/testing/clone.ts'
import { folderBlobs } from '../../files/blobs.ts'
import { secretFrom } from '../../secret.ts'
import { TEST_SECRET } from '../../world/cluster.ts'
import { makePlace, removePlace } from '../../world/places.ts'
import { readArchive, writeArchive } from '../archive.ts'
import { restoreBackup } from '../restore.ts'
import { saveBackup } from '../save.ts'
import { fillBlobs, fillHard } from './content.ts'

/**
 * A database full of what is hard to carry, with its blobs and a backup of both; and another cluster, on another machine as
 * far as anything can tell, to carry it to.
 */
export async function prepareCarrying(name: string) {
  const places = makePlace('backup')
  const at = (file: string) => join(places, file)
  const source = await ownClone(name)
  const workspaceId = await fillHard(source.owner)
  const blobs = await fillBlobs(at('blobs'))
  const saving = { ownerUrl: source.ownerUrl, blobsDir: at('blobs'), secret: TEST_SECRET, say: () => {} }
  const save = async (to: string, withSecret = true) => {
    await saveBackup({ ...saving, withSecret, file: at(to) })
    return at(to)
  }
  const file = await save('first.tar.gz')

  mkdirSync(at('elsewhere'))
  const config = { ...readConfig({ DATA_DIR: at('elsewhere') }, []), careless: true }
  const elsewhere = await reach(config, secretFrom('ab'.repeat(32)), () => {})
  const target = await connected(elsewhere.ownerUrl)
  const restoring = { ownerUrl: elsewhere.ownerUrl, blobs: folderBlobs(at('elsewhere/blobs')), say: () => {} }
  const restore = async (from: string) => {
    let secret: string | null = null
    const beforeCommit = (inside: string | null) => {
      secret = inside
    }
    const manifest = await restoreBackup({ ...restoring, file: from, beforeCommit })
    return { manifest, secret }
  }
  /** Writes the backup again with its parts changed on the way. */
  const rewrite = async (to: string, change: (path: string, content: Buffer) => Buffer | null) => {
    const archive = writeArchive(at(to))
    for await (const part of readArchive(file)) {
      const pieces: Buffer[] = []
      for await (const piece of part.content) pieces.push(piece)
      const content = change(part.path, Buffer.concat(pieces))
      if (content) await archive.add(part.path, content.length, [content])
    }
    await archive.end()
    return at(to)
  }
  const end = async () => {
    await target.end()
    await elsewhere.stop()
    await source.drop()
    removePlace(places)
  }
  return {
    places,
    at,
    source,
    workspaceId,
    blobs,
    saving,
    save,
    file,
    elsewhere,
    target,
    restoring,
    restore,
    rewrite,
    end,
  }
}

export type Carrying = Awaited<ReturnType<typeof prepareCarrying>>
