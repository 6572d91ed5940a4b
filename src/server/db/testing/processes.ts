import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** The numbers of all PostgreSQL processes that work in a folder or below it. */
export function databaseProcesses(dataDir: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1 && workPlace(pid).startsWith(dataDir))
}

/** The number of the postmaster of a data folder, as its lock file names it; null if there is none. */
export function postmasterOf(dataDir: string): number | null {
  const file = join(dataDir, 'db/postgres/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null
}

function workPlace(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}
