import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makePlace } from '../../world/places.ts'
import { makeCertificate, type TestCertificate } from './certificate.ts'
import { greeting } from './dovecot.ts'
import { mailOwner } from './dovecot-conf.ts'
import { type PolicyAnswer, startPolicy } from './policy.ts'
import { mainCf, masterCf, postfixOwner, texthash } from './postfix-conf.ts'

/** A real Postfix for one domain, on an address of its own: port 25 for other servers, 587 for those who send (STARTTLS). */
export type TestPostfix = {
  readonly host: string
  readonly domain: string
  readonly caPem: string
  /** The messages in somebody's Maildir, the oldest first. */
  mailsOf(user: string): Promise<string[]>
  /** From now on it answers what this gives; null lets all pass. */
  answerWith(fn: PolicyAnswer | null): void
  /** Tries what waits in its queue now. */
  flush(): Promise<void>
  /** How many mails wait in its queue. */
  waiting(): Promise<number>
  /** Ends every process that talks with somebody right now (SIGKILL), as if memory ran out. */
  killTalking(): Promise<void>
  /** Empties its queue and the Maildirs of its people. */
  clear(): Promise<void>
  log(): Promise<string>
  stop(): Promise<void>
}

const PROGRAMS = ['/usr/lib/postfix/sbin/master', '/usr/libexec/postfix/master']

/** Where Postfix is installed, or null: then tests that need it are to be skipped by name. It runs for root only. */
export function findPostfix(): string | null {
  if (process.getuid?.() !== 0 || postfixOwner() === null) return null
  return PROGRAMS.find((path) => existsSync(path)) ?? null
}

/**
 * Starts a private Postfix, all its files in a folder of its own. `people` have their Maildirs there; `maildirs` says where else mail of
 * an address goes. `routes`: the server of each other domain.
 */
export async function startPostfix(of: {
  domain: string
  people?: readonly string[]
  maildirs?: Readonly<Record<string, string>>
  authSocket?: string
  routes?: Readonly<Record<string, string>>
  delimiter?: '+' | ''
  certificate?: (host: string) => TestCertificate
  more?: readonly string[]
  host?: string
}): Promise<TestPostfix> {
  const program = findPostfix()
  if (program === null) throw new Error('postfix is not installed: apt-get install -y postfix')
  const host = of.host ?? (await freeAddress())
  const home = makePlace('postfix')
  const policy = await startPolicy()
  const { certPem, keyPem } = of.certificate?.(host) ?? makeCertificate({ name: `mx.${of.domain}`, ip: host })
  const folderOf = (user: string) => join(home, 'people', user)
  const own = Object.fromEntries((of.people ?? []).map((user) => [`${user}@${of.domain}`, folderOf(user)]))
  const settings = {
    ...{ home, host, domain: of.domain, policyPort: policy.port },
    maildirs: { ...own, ...of.maildirs },
    authSocket: of.authSocket ?? null,
    routes: Object.fromEntries(
      Object.entries(of.routes ?? {}).map(([domain, server]) => [domain, `smtp:[${server}]:25`]),
    ),
    delimiter: of.delimiter ?? '+',
    more: of.more ?? [],
  }
  await makeFolders(home)
  const conf = join(home, 'conf')
  await writeFile(join(home, 'cert.pem'), certPem)
  await writeFile(join(home, 'key.pem'), keyPem, { mode: 0o600 })
  await writeFile(join(conf, 'main.cf'), mainCf(settings))
  await writeFile(join(conf, 'master.cf'), masterCf(settings))
  const places = Object.entries(settings.maildirs).map(([address, folder]) => [address, `${folder}/`])
  await writeFile(join(conf, 'mailboxes'), texthash(Object.fromEntries(places)))
  await writeFile(join(conf, 'transport'), texthash(settings.routes))

  // In a group of its own, so that it is ended with all it started.
  const child = spawn(program, ['-c', conf, '-s'], { stdio: 'ignore', detached: true })
  const log = () => readFile(join(home, 'mail.log'), 'utf8').catch(() => '')
  const stop = async () => {
    await end(child)
    await policy.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    for (const port of [25, 587]) await greeting(port, child, host)
  } catch {
    const told = await log()
    await stop()
    throw new Error(`postfix did not start: ${told}`)
  }
  return {
    ...{ host, domain: of.domain, caPem: certPem, log, stop },
    answerWith: policy.answerWith,
    mailsOf: (user) => mailsIn(settings.maildirs[`${user}@${of.domain}`] ?? folderOf(user)),
    async flush() {
      await promisify(execFile)('postqueue', ['-c', conf, '-f'])
    },
    async clear() {
      await promisify(execFile)('postsuper', ['-c', conf, '-d', 'ALL'])
      for (const folder of Object.values(own)) await rm(folder, { recursive: true, force: true })
    },
    async waiting() {
      const queues = ['incoming', 'active', 'deferred'].map((queue) => join(home, 'queue', queue))
      const found = await Promise.all(queues.map((queue) => readdir(queue, { recursive: true })))
      return found.flat().filter((name) => /(?:^|\/)[0-9A-Za-z]{8,}$/.test(name)).length
    },
    async killTalking() {
      for (const pid of await smtpdsOf(child.pid!)) process.kill(pid, 'SIGKILL')
    },
  }
}

async function makeFolders(home: string): Promise<void> {
  const { uid, gid, dropGid } = postfixOwner()!
  const owner = mailOwner()
  const make = async (path: string, mode: number, by: number, group: number) => {
    await mkdir(join(home, path), { mode })
    await chown(join(home, path), by, group)
  }
  await make('conf', 0o755, 0, 0)
  await make('queue', 0o755, 0, 0)
  await make('queue/pid', 0o755, 0, 0)
  await make('data', 0o700, uid, gid)
  await make('people', 0o700, owner.uid, owner.gid)
  const inside = [
    ...['active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold'],
    ...['incoming', 'private', 'saved', 'trace'],
  ]
  for (const queue of inside) await make(`queue/${queue}`, 0o700, uid, 0)
  await make('queue/public', 0o710, uid, dropGid)
  await make('queue/maildrop', 0o730, uid, dropGid)
}

async function mailsIn(maildir: string): Promise<string[]> {
  const files: { path: string; at: number }[] = []
  for (const part of ['new', 'cur'])
    for (const name of await readdir(join(maildir, part)).catch(() => [])) {
      const path = join(maildir, part, name)
      files.push({ path, at: (await stat(path)).mtimeMs })
    }
  files.sort((a, b) => a.at - b.at)
  return await Promise.all(files.map(({ path }) => readFile(path, 'utf8')))
}

/** An address on the loopback where nobody serves mail; two Postfixes that know each other need theirs before they start. */
export async function freeAddress(): Promise<string> {
  const part = () => 1 + Math.floor(Math.random() * 254)
  for (let tries = 0; tries < 20; tries++) {
    const host = `127.${part()}.${part()}.${part()}`
    const server = createServer()
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(587, host, () => resolve(true))
    })
    if (server.listening) await new Promise((resolve) => server.close(resolve))
    if (free) return host
  }
  throw new Error('no address is free for a mail server')
}

async function smtpdsOf(master: number): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    const [, program, , parent] = /^\d+ \((.*)\) (\S) (\d+)/.exec(stat) ?? []
    if (program === 'smtpd' && Number(parent) === master) found.push(Number(name))
  }
  return found
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  process.kill(-child.pid, 'SIGKILL')
  await gone
}
