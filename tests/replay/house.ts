import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import { postTo, setUpAt, signInAt, superuserOf } from '../../src/server/db/testing/installation.ts'
import { type Spawned, spawnServus } from '../../src/server/db/testing/spawned.ts'
import { DESK } from './stories.ts'

/** How long nothing may happen before the replay says that it stands still (ms). */
export const STILL = 180_000

/** A Servus in a process of its own that is killed now and then, with one mailbox. */
export type House = {
  readonly db: Client
  /** Posts to its API, again and again until a server answers (one that was killed takes its time to start): acts carry their ids, so that none is done twice. */
  readonly post: <T>(path: string, body: object) => Promise<T>
  /** Kills it (SIGKILL) and starts it again. */
  readonly kill: () => Promise<void>
  readonly close: () => Promise<void>
}

type Server = { readonly host: string; readonly port: number; readonly tls: boolean }
type Mailbox = {
  readonly imap: Server
  readonly smtp: Server
  readonly username: string
  readonly password: string
  readonly caPem: string
}

/** Starts Servus in a data folder; its mailbox is made, or told where its servers are now. */
export async function openHouse(dataDir: string, mailbox: Mailbox): Promise<House> {
  const env = { DATA_DIR: dataDir, LOG_LEVEL: 'warn' }
  let servus: Spawned = spawnServus(env)
  let url = await servus.url()
  let cookie = ''
  const db = await superuserOf(dataDir)
  const { rows } = await db.query<{ n: number }>('select count(*)::int as n from mailboxes')
  const isNew = rows[0]!.n === 0
  if (isNew) await setUpAt(url, await servus.token())
  cookie = await signInAt(url)
  if (isNew) {
    const session = await fetch(`${url}/api/session`, { headers: { cookie } })
    const { current } = (await session.json()) as { current: { member: { siteId: string } } }
    const body = { siteId: current.member.siteId, address: DESK, displayName: 'Nordlicht', fetch: 'all' }
    const reply = await postTo(`${url}/api/mailboxes`, { ...body, ...mailbox }, cookie)
    if (!reply.ok) throw new Error(`no mailbox was made: ${await reply.text()}`)
  } else {
    // Its servers are others by now: they live as long as one run.
    await db.query(
      `update mailboxes set imap_port = $1, smtp_host = $2, smtp_port = $3, smtp_tls = $4, ca_pem = $5,
         version = version + 1`,
      [mailbox.imap.port, mailbox.smtp.host, mailbox.smtp.port, mailbox.smtp.tls, mailbox.caPem],
    )
  }
  const start = async () => {
    servus = spawnServus(env)
    url = await servus.url()
  }
  return {
    db,
    async post(path, body) {
      const from = performance.now()
      while (true) {
        try {
          const reply = await postTo(`${url}/api${path}`, body, cookie)
          if (reply.ok) return (await reply.json()) as never
          if (reply.status === 401) cookie = await signInAt(url)
          else if (reply.status < 500 && reply.status !== 409)
            throw new Refusal(`${path}: ${await reply.text()}`)
          else if (performance.now() - from > STILL) throw new Refusal(`${path}: ${await reply.text()}`)
        } catch (e) {
          if (e instanceof Refusal || performance.now() - from > STILL) throw e
        }
        await pause(100)
      }
    },
    async kill() {
      await servus.kill('SIGKILL')
      await start()
    },
    async close() {
      await db.end()
      await servus.kill('SIGTERM')
    },
  }
}

class Refusal extends Error {}
