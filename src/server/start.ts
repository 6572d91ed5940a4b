import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { pino } from 'pino'
import { sendPasswordReset } from './accounts/letters.ts'
import { isSetUp } from './accounts/set-up.ts'
import { makeApp } from './app.ts'
import type { Config } from './config.ts'
import { connect } from './db/connect.ts'
import { idMaker } from './db/ids.ts'
import { startLive } from './events/live.ts'
import { folderBlobs } from './files/blobs.ts'
import { makeAuth } from './http/auth.ts'
import { startWorker } from './jobs/worker.ts'
import { loadSecret, newToken } from './secret.ts'
import type { Services } from './services.ts'

/** A running Servus. */
export type Running = {
  readonly url: string
  readonly services: Services
  readonly stop: () => Promise<void>
}

/**
 * Starts everything the configuration asks for: database, migrations, HTTP, live screens, jobs.
 * @throws Error with one sentence that says what is wrong and what to do.
 */
export async function start(config: Config, say: (sentence: string) => void): Promise<Running> {
  mkdirSync(config.dataDir, { recursive: true })
  const release = lockDataDir(config.dataDir)
  try {
    return await startLocked(config, say, release)
  } catch (e) {
    release()
    throw e
  }
}

async function startLocked(config: Config, say: (s: string) => void, release: () => void): Promise<Running> {
  const secret = loadSecret(config.dataDir, config.secret)
  const connected = await connect(config, secret, say)
  const log = pino(
    { level: config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    logTo(config.dataDir),
  )
  const closers: (() => Promise<void>)[] = []
  let listening = ''
  const publicUrl = () => config.publicUrl ?? listening
  const stop = async () => {
    for (const close of closers.reverse()) await close().catch((err) => log.error({ err }, 'closing'))
    await connected.close()
    release()
  }
  try {
    const auth = makeAuth({
      appUrl: connected.appUrl,
      secret,
      publicUrl: () => publicUrl() || `http://${config.host}:${config.port}`,
      sendReset: (to, url) => sendPasswordReset(services, to, url),
    })
    closers.push(() => auth.close())
    const services: Services = {
      config,
      db: connected.db,
      appUrl: connected.appUrl,
      secret,
      blobs: folderBlobs(join(config.dataDir, 'blobs')),
      auth,
      newId: idMaker(Date.now),
      log,
      clock: Date.now,
      publicUrl,
      setupToken: newToken(),
    }
    if (config.role !== 'worker') {
      closers.push(await startLive(services))
      const server = await listen(services)
      closers.push(() => shut(server))
      listening = urlOf(config.host, (server.address() as { port: number }).port)
    }
    if (config.role !== 'web') closers.push(startWorker(services))
    const firstRun = !(await isSetUp(connected.db))
    say(listening ? `Servus is at ${listening}` : 'The worker runs.')
    if (firstRun && listening) say(`First run: open ${listening}/setup?token=${services.setupToken}`)
    return { url: listening, services, stop }
  } catch (e) {
    await stop()
    throw e
  }
}

async function listen(services: Services): Promise<ServerType> {
  const { port, host } = services.config
  return await new Promise((done, fail) => {
    const server = serve({ fetch: makeApp(services).fetch, port, hostname: host }, () => done(server))
    server.once('error', (e: NodeJS.ErrnoException) => {
      if (e.code === 'EADDRINUSE')
        fail(
          new Error(
            `Port ${port} is taken: free it, or set PORT to another, as in PORT=${port + 1} npm start.`,
          ),
        )
      else if (e.code === 'EACCES')
        fail(new Error(`Port ${port} may not be used by this user: set PORT to one above 1023.`))
      else if (e.code === 'EADDRNOTAVAIL' || e.code === 'ENOTFOUND')
        fail(new Error(`HOST ${host} is no address of this machine.`))
      else fail(e)
    })
  })
}

async function shut(server: ServerType): Promise<void> {
  await new Promise<void>((done) => {
    server.close(() => done())
    // Live screens hold their connection for ever.
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}

function urlOf(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${shown}:${port}`
}

function logTo(dataDir: string) {
  return pino.destination({ dest: join(dataDir, 'servus.log'), append: true, sync: false })
}

/** One Servus a data folder: two would fight over its database. A lock whose process is gone does not count. */
function lockDataDir(dataDir: string): () => void {
  const file = join(dataDir, 'servus.pid')
  try {
    const [pid, started] = readFileSync(file, 'utf8').split('\n')
    if (pid && Number(pid) !== process.pid && isSame(Number(pid), started ?? ''))
      throw new Error(
        `Servus already runs on ${dataDir} (process ${pid}): stop it first, or set DATA_DIR to another folder.`,
      )
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'ENOENT') throw e
  }
  writeFileSync(file, `${process.pid}\n${startOf(process.pid)}\n`)
  return () => rmSync(file, { force: true })
}

function isSame(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM' && startOf(pid) === started
  }
  return startOf(pid) === started
}

// A process number is used again; when it started tells whether it is the same process.
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
