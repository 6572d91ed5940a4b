import { spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Makes the data folder if it is missing.
 * @throws Error with one sentence if it cannot be made or written.
 */
export function openDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir)
    if (!statSync(dataDir).isDirectory()) throw new Error('it is a file')
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (e) {
    const { code, message } = e as NodeJS.ErrnoException
    throw new Error(
      `DATA_DIR ${dataDir} cannot be written (${code ?? message}): give this user the folder, or set DATA_DIR to another.`,
    )
  }
}

// Node's own recursion never ends where a file system refuses new folders by saying there is no such place (/proc).
function makeFolder(path: string): void {
  if (existsSync(path)) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e
  }
}

/**
 * Takes the data folder for this process: two would fight over its database. A lock whose process is gone does not count.
 * Gives back how to let go.
 * @throws Error with one sentence if a living process has it.
 */
export function lockDataDir(dataDir: string, what = 'Servus'): () => void {
  const file = join(dataDir, 'servus.pid')
  const mine = `${process.pid}\n${startOf(process.pid)}\n${what}\n`
  for (let tries = 0; tries < 20; tries++) {
    if (putWhole(file, mine))
      return () => {
        if (read(file) === mine) rmSync(file, { force: true })
      }
    const found = read(file)
    if (found === null) continue
    const holder = livingHolder(found)
    if (holder)
      throw new Error(
        `${holder.what} already runs on ${dataDir} (process ${holder.pid}): stop it first, or set DATA_DIR to another folder.`,
      )
    putAside(file, found)
  }
  throw new Error(`${file} cannot be taken: remove it if no Servus runs.`)
}

/** The living process that has the data folder; null if nobody has, or it is this one. */
export function holderOf(dataDir: string): { pid: number; what: string } | null {
  return livingHolder(read(join(dataDir, 'servus.pid')) ?? '')
}

function livingHolder(lock: string): { pid: number; what: string } | null {
  const [pid, started, what] = lock.split('\n')
  if (!pid || Number(pid) === process.pid || !isSame(Number(pid), started ?? '')) return null
  return { pid: Number(pid), what: what || 'Servus' }
}

// Written aside and linked, so that nobody finds it half written; false if somebody has it.
function putWhole(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, content)
  try {
    linkSync(draft, file)
    return true
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw e
  } finally {
    rmSync(draft, { force: true })
  }
}

// By a name of its own first, so that of two who find a stale lock neither throws away the other's fresh one.
function putAside(file: string, stale: string): void {
  const aside = `${file}.${process.pid}.stale`
  try {
    renameSync(file, aside)
    if (read(aside) !== stale) linkSync(aside, file)
  } catch {
    // Another start was quicker; the next look tells.
  }
  rmSync(aside, { force: true })
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw e
  }
}

function isSame(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return startOf(pid) === started
}

// A process number is used again; when it started, and since which boot, tells whether it is the same process.
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${ticks} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`
  } catch {
    return spawnSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' }).stdout?.trim() ?? ''
  }
}
