import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** How long a postmaster that is starting or stopping is waited for (ms). */
const PATIENCE = 60_000

/** The port of the PostgreSQL that lives in a data folder, once it is ready; null if none lives there (any more). */
export async function livingPostmaster(data: string): Promise<number | null> {
  for (const until = Date.now() + PATIENCE; ; await pause(100)) {
    const lock = readLock(data)
    if (!lock || !isPostmasterOf(lock.pid, data)) return null
    if (lock.port && lock.status === 'ready') return lock.port
    if (Date.now() > until)
      throw new Error(
        `The database in ${data} (process ${lock.pid}) is neither ready nor gone: stop that process.`,
      )
  }
}

/**
 * Clears what a killed PostgreSQL left behind: backends that work on without their postmaster, and a lock file whose number
 * belongs to somebody else by now. A lock file of nobody is left: PostgreSQL itself looks into it.
 */
export async function clearAfterKill(data: string): Promise<void> {
  for (const until = Date.now() + PATIENCE / 6; ; await pause(50)) {
    const orphans = orphansIn(data)
    if (orphans.length === 0) break
    // Without a postmaster nothing of theirs is committed any more in memory; the log replays what was.
    for (const pid of orphans) end(pid, Date.now() > until ? 'SIGKILL' : 'SIGQUIT')
  }
  const lock = readLock(data)
  if (lock && isAlive(lock.pid)) rmSync(join(data, 'postmaster.pid'), { force: true })
}

function readLock(data: string): { pid: number; port: number; status: string } | null {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() }
}

function isPostmasterOf(pid: number, data: string): boolean {
  if (!pid) return false
  const args = argsOf(pid)
  return args.includes('postgres') && args.includes(data)
}

function argsOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    const ps = spawnSync('ps', ['-ww', '-p', String(pid), '-o', 'args='], { encoding: 'utf8' })
    return ps.status === 0 ? ps.stdout.trim() : ''
  }
}

// Only Linux tells where a process works; elsewhere PostgreSQL refuses to start beside its orphans, and says so.
function orphansIn(data: string): number[] {
  if (!existsSync('/proc/self/cwd')) return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1 && workPlaceOf(pid) === data && /^postgres:|\/postgres /.test(argsOf(pid)))
}

function workPlaceOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone already.
  }
}
