// Debian's PostgreSQL 15, the oldest we run on, as a cluster of its own for a test: in a folder and on a port nobody else has.
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BIN = '/usr/lib/postgresql/15/bin'

/** Starts it; null where it is not installed. Gives its address as superuser, and how to stop it. */
export async function startPostgres15() {
  const as = ownUser()
  if (!existsSync(`${BIN}/initdb`) || !as) return null
  const home = mkdtempSync(join(tmpdir(), 'servus-postgres15-'))
  if (as.uid !== undefined) chownSync(home, as.uid, as.gid)
  chmodSync(home, 0o700)
  const data = join(home, 'data')
  const port = await freePort()
  const run = (program, ...args) => {
    const { status, stderr } = spawnSync(`${BIN}/${program}`, args, { ...as, cwd: '/', encoding: 'utf8' })
    if (status !== 0) throw new Error(`${program} of PostgreSQL 15: ${stderr}`)
  }
  const settings = [
    ['listen_addresses', '127.0.0.1'],
    ['port', port],
    ['unix_socket_directories', ''],
    ['fsync', 'off'],
  ]
  const options = settings.map(([name, value]) => `-c ${name}='${value}'`).join(' ')
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync')
  run('pg_ctl', '-D', data, '-w', '-l', join(home, 'log'), '-o', options, 'start')
  // One of its own: tests clone it, which nobody may look into meanwhile, and they do so by way of `postgres`.
  run('createdb', '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', 'servus')
  return {
    url: `postgres://postgres@127.0.0.1:${port}/servus`,
    stop: () => {
      run('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop')
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root: then as the user its package made. Null if there is none. */
function ownUser() {
  if (process.getuid?.() !== 0) return {}
  const [uid, gid] = ['-u', '-g'].map((what) => spawnSync('id', [what, 'postgres'], { encoding: 'utf8' }))
  return uid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null
}

async function freePort() {
  const server = createServer()
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address()
  await new Promise((done) => server.close(done))
  return port
}
