import { mkdir, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { WorkspaceId } from '../../domain/shared/ids.ts'
import type { Config } from '../config.ts'
import type { ImportId } from './store.ts'

/** Where the file of an import lies: a folder for each workspace, readable by this user only. */
export function importFile(
  { dataDir }: Pick<Config, 'dataDir'>,
  workspaceId: WorkspaceId,
  id: ImportId,
): string {
  return join(dataDir, 'imports', workspaceId, id)
}

/** Makes the folder of a workspace's files. */
export async function makeImportFolder(
  config: Pick<Config, 'dataDir'>,
  workspaceId: WorkspaceId,
): Promise<void> {
  await mkdir(join(config.dataDir, 'imports', workspaceId), { recursive: true, mode: 0o700 })
}

/** How many bytes of a file are here. */
export async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    (found) => found.size,
    () => 0,
  )
}

/** Writes bytes at a place of a file, durably; what lay behind that place is cut off first. */
export async function writeAt(path: string, at: number, bytes: Uint8Array): Promise<number> {
  const file = await open(path, at === 0 ? 'w' : 'r+', 0o600)
  try {
    await file.truncate(at)
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
      done += bytesWritten
    }
    await file.sync()
    return at + bytes.length
  } finally {
    await file.close()
  }
}

/** Throws a file away; one that is gone already is well. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true })
}
