import { join } from 'node:path'
import { postTo, setUpAt, signInAt } from '../db/testing/installation.ts'
import { endSpawned, spawnServus } from '../db/testing/spawned.ts'
import { findDovecot, startDovecot } from '../mail/testing/dovecot.ts'
import { letter } from '../world/mail-desk.ts'
import { makePlace, removePlace } from '../world/places.ts'

const absent = findDovecot() === null
const reason = 'Dovecot is not installed (apt-get install -y dovecot-imapd)'
const places = makePlace('killed-mail')
afterAll(async () => {
  await endSpawned()
  removePlace(places)
})

/** Mails in all; and how many are filed when the server is killed. */
const MANY = 60
const KILLED_AT = [1, 15, 40]

type Figures = { fetched: number; filed: number; kept: number; doubled: number; waiting: number }
type Book = { figures: Figures; check: { outcome: string | null; underWay: object | null; findings: object } }

describe.skipIf(absent)(`mail that is fetched${absent ? ` [skipped: ${reason}]` : ''}`, () => {
  it('is neither lost nor doubled by a server that is killed again and again while it files', async () => {
    const mail = await startDovecot()
    try {
      for (let n = 0; n < MANY; n++)
        await mail.deliver(letter({ subject: `Letter ${n}`, from: `p${n}@x.example` }))
      const env = { DATA_DIR: join(places, 'data') }
      let servus = spawnServus(env)
      let url = await servus.url()
      await setUpAt(url, await servus.token())
      let cookie = await signInAt(url)
      const read = async <T>(path: string): Promise<T> => {
        const reply = await fetch(`${url}/api${path}`, { headers: { cookie } })
        expect(reply.ok, path).toBe(true)
        return (await reply.json()) as T
      }
      const { current } = await read<{ current: { sites: { id: string }[] } }>('/session')
      const made = await postTo(
        `${url}/api/mailboxes`,
        {
          ...{
            siteId: current.sites[0]!.id,
            address: 'desk@servus.example',
            displayName: 'Desk',
            fetch: 'all',
          },
          ...{ imap: { host: mail.host, port: mail.imapPort, tls: true }, smtp: null },
          ...{ username: mail.user, password: mail.pass, caPem: mail.caPem },
        },
        cookie,
      )
      const { id } = (await made.json()) as { id: string }
      const book = () => read<Book>(`/mailboxes/${id}/receipt-book`)
      const until = (least: number) =>
        expect
          .poll(async () => (await book()).figures.filed, { timeout: 90_000, interval: 20 })
          .toBeGreaterThanOrEqual(least)
      for (const least of KILLED_AT) {
        await until(least)
        await servus.kill('SIGKILL')
        servus = spawnServus(env)
        url = await servus.url()
        cookie = await signInAt(url)
      }
      await until(MANY)
      const { items } = await read<{ items: { subject: string }[] }>('/conversations?view=all&limit=100')
      expect(new Set(items.map((c) => c.subject)).size).toBe(MANY)
      expect(items).toHaveLength(MANY)
      await postTo(`${url}/api/mailboxes/${id}/receipt-book/check`, {}, cookie)
      await expect
        .poll(async () => (await book()).check, { timeout: 60_000 })
        .toMatchObject({ outcome: 'balanced', underWay: null })
      const { figures, check } = await book()
      expect(figures).toEqual({ fetched: MANY, filed: MANY, kept: 0, junk: 0, doubled: 0, waiting: 0 })
      expect(check.findings).toMatchObject({
        ...{ originals: MANY, unaccounted: { count: 0 }, gone: { count: 0 } },
        server: { held: MANY, known: MANY, broughtIn: 0 },
      })
      expect(await servus.kill('SIGTERM')).toBe(0)
    } finally {
      await mail.stop()
    }
  }, 240_000)
})
