import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { loadLanguages } from '../words/languages.ts'
import { tellSignIn } from './accounts/actions-sign-in.ts'
import { sendPasswordReset } from './accounts/letters.ts'
import { isSetUp } from './accounts/set-up.ts'
import { makeApp } from './app.ts'
import type { Config } from './config.ts'
import { lockDataDir, openDataDir } from './data-dir.ts'
import { connect } from './db/connect.ts'
import { idMaker } from './db/ids.ts'
import { startLive } from './events/live.ts'
import { folderBlobs } from './files/blobs.ts'
import { makeAuth } from './http/auth.ts'
import { startWorker } from './jobs/worker.ts'
import { openLog } from './log.ts'
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
  openDataDir(config.dataDir)
  // Over a database of their own processes may share the folder: it holds blobs, the secret and the log then.
  const release = config.databaseUrl ? () => {} : lockDataDir(config.dataDir)
  try {
    return await startLocked(config, say, release)
  } catch (e) {
    release()
    throw e
  }
}

async function startLocked(config: Config, say: (s: string) => void, release: () => void): Promise<Running> {
  const secret = loadSecret(config.dataDir, config.secret)
  // Before the database, which takes its time and may be serving somebody.
  if (config.role !== 'worker') await tryAddress(config)
  const connected = await connect(config, secret, say)
  const log = openLog(config.dataDir, config.logLevel)
  const closers: (() => Promise<void>)[] = []
  let listening = ''
  const publicUrl = () => config.publicUrl ?? listening
  const stop = async (sparing = false) => {
    for (const close of closers.reverse()) await close().catch((err) => log.error({ err }, 'closing'))
    await connected.db.close().catch((err) => log.error({ err }, 'closing'))
    if (!sparing) await connected.stop()
    release()
  }
  try {
    const auth = makeAuth({
      appUrl: connected.appUrl,
      patience: config.patience,
      secret,
      publicUrl: () => publicUrl() || `http://${config.host}:${config.port}`,
      sendReset: (to, url) => sendPasswordReset(services, to, url),
      tell: (kind, userId) => tellSignIn(services, kind, userId),
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
      languages: await loadLanguages(),
    }
    // A worker's commits wake the screens of other processes too.
    closers.push(await startLive(services))
    if (config.role !== 'worker') {
      const server = await listen(services)
      closers.push(() => shut(server))
      listening = urlOf(config.host, (server.address() as { port: number }).port)
    }
    if (config.role !== 'web') closers.push(startWorker(services))
    const firstRun = !(await isSetUp(connected.db))
    say(listening ? `Servus is at ${listening}` : 'The worker runs.')
    if (firstRun && listening) say(`First run: open ${listening}/setup?token=${services.setupToken}`)
    return { url: listening, services, stop: () => stop() }
  } catch (e) {
    await stop(connected.adopted)
    throw e
  }
}

/** How long a connection on which nothing is asked stays open (ms): longer than the proxies and mail gateways before us keep theirs. */
const KEEP_ALIVE = 75_000

async function listen(services: Services): Promise<ServerType> {
  const { port, host } = services.config
  return await new Promise((done, fail) => {
    const server = serve({ fetch: makeApp(services).fetch, port, hostname: host }, () => done(server))
    if ('keepAliveTimeout' in server) server.keepAliveTimeout = KEEP_ALIVE
    server.once('error', (e) => fail(addressTrouble(services.config, e)))
  })
}

async function tryAddress(config: Config): Promise<void> {
  const probe: Server = createServer()
  await new Promise<void>((done, fail) => {
    probe.once('error', (e) => fail(addressTrouble(config, e)))
    probe.listen(config.port, config.host, () => probe.close(() => done()))
  })
}

function addressTrouble({ port, host }: Config, e: NodeJS.ErrnoException): Error {
  switch (e.code) {
    case 'EADDRINUSE':
      return new Error(
        `Port ${port} is taken: free it, or set PORT to another, as in PORT=${port + 1} npm start.`,
      )
    case 'EACCES':
      return new Error(`Port ${port} may not be used by this user: set PORT to one above 1023.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new Error(
        `HOST ${host} is no address of this machine: set it to 127.0.0.1, or to 0.0.0.0 for all.`,
      )
    default:
      return e
  }
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
