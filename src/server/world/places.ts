import { chmodSync, existsSync, lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { holderOf } from '../data-dir.ts'
import { databaseProcesses } from '../db/testing/processes.ts'

/** How the name of a test's folder begins, its maker's process number after it. A point hides it where people live. */
const MARK = /^\.?servus-test-(\d+)-/

/**
 * Makes a folder for a test, in which the database's own user can live too: else its files would stay behind elsewhere. Whoever makes it
 * removes it (`removePlace`); one whose maker was killed is removed by the next run (`sweepPlaces`).
 */
export function makePlace(name: string, within = tmpdir()): string {
  const place = mkdtempSync(join(within, `servus-test-${process.pid}-${name}-`))
  chmodSync(place, 0o755)
  return place
}

/** Makes a folder for a test that the database's own user cannot enter. */
export function makeClosedPlace(name: string, within = homedir()): string {
  return mkdtempSync(join(within, `.servus-test-${process.pid}-${name}-`))
}

/** Removes a test's folder, with what its database put elsewhere; gives back where that was. */
export function removePlace(place: string): string[] {
  const elsewhere = foldersIn(place).flatMap(linkedElsewhere)
  for (const path of [...elsewhere, place]) rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  return elsewhere
}

/** Ends and removes what tests left behind whose process was killed. */
export async function sweepPlaces(within = [tmpdir(), homedir()]): Promise<void> {
  for (const parent of within)
    for (const name of readdirSync(parent)) {
      const maker = MARK.exec(name)?.[1]
      if (!maker || isAlive(Number(maker))) continue
      const place = join(parent, name)
      await endAllIn(place)
      removePlace(place)
    }
}

async function endAllIn(place: string): Promise<void> {
  const folders = foldersIn(place)
  const processes = () => [
    ...folders.flatMap((folder) => holderOf(folder)?.pid ?? []),
    ...[place, ...folders.flatMap(linkedElsewhere)].flatMap(databaseProcesses),
  ]
  for (let tries = 100; processes().length > 0 && tries > 0; tries--) {
    for (const pid of processes()) end(pid)
    await pause(50)
  }
}

// The folder itself and those in it: a data folder lies no deeper.
function foldersIn(place: string): string[] {
  if (!existsSync(place)) return []
  const inside = readdirSync(place, { withFileTypes: true })
  return [place, ...inside.filter((e) => e.isDirectory()).map((e) => join(place, e.name))]
}

function linkedElsewhere(dataDir: string): string[] {
  const link = join(dataDir, 'db')
  if (!lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) return []
  try {
    const target = realpathSync(link)
    // Only what a start of ours names so.
    return /^data-\d+-/.test(basename(target)) ? [target] : []
  } catch {
    return []
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}
