import { closeSync, fsync, openSync, writeSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { promisify } from 'node:util'

const synced = promisify(fsync)

/**
 * Writes a few bytes into a new file (mode 0600) and resolves once they are on the disk. Only the sync is handed to another thread: for
 * small files handing over takes several times longer than the rest (measured: 1.5 ms of processor each, 0.3 ms so).
 */
export async function writeSmall(path: string, bytes: Uint8Array): Promise<void> {
  const file = openSync(path, 'wx', 0o600)
  try {
    for (let at = 0; at < bytes.byteLength; ) at += writeSync(file, bytes, at)
    await synced(file)
  } finally {
    closeSync(file)
  }
}

/** Does something in a folder, which is made if it is not there; `made` hears of it before. */
export async function within<T>(
  folder: string,
  work: () => Promise<T>,
  made: () => void = () => {},
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    made()
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return await work()
  }
}

/** Syncs folders; those who ask while one is under way share the next one, which begins after all they did. */
export function sharedSyncs(): (path: string) => Promise<void> {
  const under = new Map<string, { now: Promise<void>; next: Promise<void> | null }>()
  const begin = (path: string): Promise<void> => {
    const one = { now: syncFolder(path), next: null as Promise<void> | null }
    under.set(path, one)
    const over = () => {
      if (under.get(path) === one && !one.next) under.delete(path)
    }
    one.now.then(over, over)
    return one.now
  }
  return (path) => {
    const one = under.get(path)
    if (!one) return begin(path)
    const again = () => begin(path)
    one.next ??= one.now.then(again, again)
    return one.next
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = openSync(path, 'r')
  try {
    await synced(folder)
  } catch (error) {
    // Windows and some network file systems cannot sync a folder; the file itself is already safe.
    if (!['EPERM', 'EINVAL', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    closeSync(folder)
  }
}
