import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { makePlace } from '../../world/places.ts'
import { makeCertificate } from './certificate.ts'
import { dovecotConf, dovecotTokens, mailOwner } from './dovecot-conf.ts'

/** A real Dovecot with one mailbox. */
export type TestDovecot = {
  readonly host: string
  /** TLS from the first byte, certificate `caPem`. */
  readonly imapPort: number
  /** In the clear, with STARTTLS. */
  readonly imapPlainPort: number
  readonly user: string
  readonly pass: string
  readonly caPem: string
  /** The Maildir its messages lie in, and the socket by which another server asks who somebody is (Dovecot's auth protocol). */
  readonly maildir: string
  readonly authSocket: string
  /** Puts a message into the mailbox as a delivery agent does. */
  deliver(raw: string | Uint8Array): Promise<void>
  /** Makes the server number the folder anew (another UIDVALIDITY). */
  renumber(): Promise<void>
  /** The IMAP flags of each message, as Maildir letters (`S` for \Seen). */
  flags(): Promise<string[]>
  log(): Promise<string>
  stop(): Promise<void>
}

const PLACES = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot']

/** Where Dovecot is installed, or null: then tests that need it are to be skipped by name (`apt-get install dovecot-imapd`). */
export function findDovecot(): string | null {
  return PLACES.find((path) => isExecutable(path)) ?? null
}

/**
 * Starts a private Dovecot 2.3 on free loopback ports, all its files in a folder of its own, which is open to others: under root it
 * reads mail as `nobody`. With `introspectUrl` it takes tokens too (XOAUTH2, OAUTHBEARER) and asks there whose they are.
 */
export async function startDovecot({
  idle = true,
  certificate = makeCertificate(),
  introspectUrl = null as string | null,
} = {}): Promise<TestDovecot> {
  const program = findDovecot()
  if (program === null) throw new Error('dovecot is not installed: apt-get install -y dovecot-imapd')
  const home = makePlace('dovecot')
  const owner = mailOwner()
  const [imapPort, imapPlainPort] = await freePorts()
  const user = 'desk@servus.example'
  const pass = 'correct horse'
  const { certPem, keyPem } = certificate
  const maildir = join(home, 'mail')
  for (const path of ['', 'cur', 'new', 'tmp'].map((part) => join(maildir, part))) {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await chown(path, owner.uid, owner.gid)
  }
  await writeFile(join(home, 'cert.pem'), certPem)
  await writeFile(join(home, 'key.pem'), keyPem, { mode: 0o600 })
  await writeFile(join(home, 'users'), `${user}:{PLAIN}${pass}::::::\n`, { mode: 0o644 })
  const conf = join(home, 'dovecot.conf')
  await writeFile(conf, dovecotConf({ home, maildir, owner, imapPort, imapPlainPort, idle, introspectUrl }))
  if (introspectUrl) await writeFile(join(home, 'oauth2.conf'), dovecotTokens(introspectUrl), { mode: 0o644 })

  const child = spawn(program, ['-F', '-c', conf], { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  let delivered = 0
  const log = () => readFile(join(home, 'dovecot.log'), 'utf8').catch(() => '')
  const stop = () => end(child).then(() => rm(home, { recursive: true, force: true }))
  try {
    await greeting(imapPlainPort, child)
  } catch {
    const told = `${complaint}\n${await log()}`
    await stop()
    throw new Error(`dovecot did not start: ${told}`)
  }
  return {
    host: '127.0.0.1',
    imapPort,
    imapPlainPort,
    user,
    pass,
    caPem: certPem,
    maildir,
    authSocket: join(home, 'run', 'auth-postfix'),
    async deliver(raw) {
      // Dovecot numbers what it finds by the time at the front of the name.
      delivered += 1
      const name = `${1_000_000_000 + delivered}.${randomUUID()}.test`
      await writeFile(join(maildir, 'tmp', name), raw, { mode: 0o600 })
      await chown(join(maildir, 'tmp', name), owner.uid, owner.gid)
      await rename(join(maildir, 'tmp', name), join(maildir, 'new', name))
    },
    async renumber() {
      const list = join(maildir, 'dovecot-uidlist')
      const lines = (await readFile(list, 'utf8')).split('\n')
      const validity = Number(/ V(\d+)/.exec(lines[0]!)?.[1] ?? 1) + 1
      await writeFile(list, [lines[0]!.replace(/ V\d+/, ` V${validity}`), ...lines.slice(1)].join('\n'))
      for (const index of [
        'dovecot.index',
        'dovecot.index.log',
        'dovecot.index.cache',
        'dovecot.list.index.log',
      ]) {
        await rm(join(maildir, index), { force: true })
      }
    },
    async flags() {
      const files = [...(await readdir(join(maildir, 'cur'))), ...(await readdir(join(maildir, 'new')))]
      return files.map((file) => file.split(':2,')[1] ?? '')
    },
    log,
    stop,
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()]
  for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening')
  const [first, second] = servers.map((server) => (server.address() as { port: number }).port)
  for (const server of servers) await new Promise((resolve) => server.close(resolve))
  return [first!, second!]
}

/** Waits until a server that was started greets, for ten seconds at most. @throws Error when it ended, or never did. */
export async function greeting(port: number, child: ChildProcess, host = '127.0.0.1'): Promise<void> {
  const deadline = AbortSignal.timeout(10_000)
  while (!deadline.aborted && child.exitCode === null) {
    const socket = connect(port, host)
    const greeted = await Promise.race([
      once(socket, 'data', { signal: deadline }).then(
        () => true,
        () => false,
      ),
      once(socket, 'close').then(
        () => false,
        () => false,
      ),
    ])
    socket.destroy()
    if (greeted) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('no greeting')
}

/** Ends Dovecot and the processes it started, all of one group; nothing of it is to be kept, so there is no farewell. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  process.kill(-child.pid, 'SIGKILL')
  await gone
}
