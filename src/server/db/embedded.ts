import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Home, openBinaries, openHome } from './embedded-home.ts'
import { clearAfterKill, livingPostmaster } from './postmaster.ts'

const run = promisify(execFile)

/** The log of the database begins anew at a start once it is this long (bytes); the one before is kept. */
const LONG_LOG = 10 * 1024 * 1024

/** Another process is making, starting or stopping the cluster. */
export class ClusterBusy extends Error {
  constructor() {
    super('Servus is just starting or stopping: try again in a moment.')
  }
}

/** A running PostgreSQL of our own. `stop` shuts it down. */
export type Embedded = {
  /** The superuser's address. */
  readonly url: string
  /** 64 hex digits that only this cluster knows; the passwords of its roles come from it. */
  readonly password: string
  /** It was running already: an earlier process left it behind, or serves with it now. */
  readonly adopted: boolean
  readonly stop: () => Promise<void>
}

/**
 * Starts the PostgreSQL that comes from npm in `dataDir/db/postgres`, or adopts the one that runs there.
 * A cluster half made, a stale lock, a folder its user cannot enter: each is mended or told in one sentence.
 */
export async function startEmbedded(options: {
  dataDir: string
  careless?: boolean
  /** Only adopt what runs, because another process makes, starts and stops it. */
  mayStart?: boolean
  say?: (sentence: string) => void
}): Promise<Embedded> {
  const say = options.say ?? (() => {})
  const careless = options.careless ?? false
  const home = openHome(options.dataDir, say)
  const bin = await openBinaries(home.user)
  const data = join(home.path, 'postgres')
  const how = { ...home.user, cwd: home.path }
  const mayStart = options.mayStart ?? true
  if (!mayStart && !isMade(data)) throw new ClusterBusy()
  if (!isMade(data)) await initialise(bin.initdb, home, data, careless, say)
  const password = readFileSync(join(home.path, 'password'), 'utf8').trim()
  const at = (port: number) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const stop = async () => {
    await run(bin.pg_ctl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '60'], how).catch(() => {})
  }
  const living = await livingPostmaster(data)
  if (living) return { url: at(living), password, adopted: true, stop }
  if (!mayStart) throw new ClusterBusy()

  await clearAfterKill(data)
  const log = join(home.path, 'postgres.log')
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LONG_LOG) renameSync(log, `${log}.before`)
  for (let tries = 3; ; tries--) {
    const port = await freePort()
    const begins = statSync(log, { throwIfNoEntry: false })?.size ?? 0
    try {
      await run(
        bin.pg_ctl,
        ['start', '-D', data, '-w', '-t', '60', '-l', log, '-o', flags(port, careless)],
        how,
      )
      return { url: at(port), password, adopted: false, stop }
    } catch {
      const told = existsSync(log) ? readFileSync(log).subarray(begins).toString().trim() : ''
      // Somebody took the port between our look and its start.
      if (tries > 1 && /could not (bind|create any TCP)/.test(told)) continue
      throw new Error(
        `The database in ${data} did not start. Its log (${log}) ends: ${told.split('\n').slice(-3).join(' | ') || 'with nothing'}`,
      )
    }
  }
}

function flags(port: number, careless: boolean): string {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Details and statements of errors quote what people wrote; a log holds none of it.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(careless ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  return Object.entries(settings)
    .map(([k, v]) => `-c ${k}='${v}'`)
    .join(' ')
}

// Made beside its place and moved there when whole, so a folder without its mark is none of our making.
function isMade(data: string): boolean {
  if (existsSync(join(data, 'PG_VERSION'))) return true
  if (existsSync(data) && readdirSync(data).length > 0)
    throw new Error(
      `${data} is damaged (PG_VERSION is missing): bring it back, or restore a backup into another DATA_DIR.`,
    )
  return false
}

async function initialise(
  initdb: string,
  home: Home,
  data: string,
  careless: boolean,
  say: (s: string) => void,
) {
  say('Making the database (once)…')
  for (const name of readdirSync(home.path))
    if (name.startsWith('postgres.new')) discard(join(home.path, name))
  if (existsSync(data)) rmdirSync(data)
  // A name of its own: the initdb of a start that was killed may still be at work.
  const half = `${data}.new-${process.pid}-${Date.now().toString(36)}`
  const passwordFile = join(home.path, 'password')
  mkdirSync(half, { mode: 0o700 })
  writeFileSync(passwordFile, randomBytes(32).toString('hex'), { mode: 0o600 })
  if (home.user.uid !== undefined)
    for (const path of [half, passwordFile]) chownSync(path, home.user.uid, home.user.gid!)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const auth = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  try {
    await run(initdb, ['-D', half, ...locale, ...auth, ...(careless ? ['--no-sync'] : [])], {
      ...home.user,
      cwd: home.path,
    })
  } catch (e) {
    discard(half)
    const why = String((e as { stderr?: string }).stderr || e).trim()
    const nameless = why.match(/could not look up effective user ID (\d+)/)?.[1]
    if (nameless)
      throw new Error(
        `PostgreSQL needs a user with a name, and ${nameless} has none: start as one of /etc/passwd, or set DATABASE_URL.`,
      )
    throw new Error(`The database could not be made in ${data}: ${why.split('\n').at(-1)}`)
  }
  renameSync(half, data)
}

function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  } catch {
    // Somebody still writes there; the next start tries again.
  }
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
