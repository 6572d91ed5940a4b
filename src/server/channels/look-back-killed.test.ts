import { join } from 'node:path'
import { asSuperuser, postTo, setUpAt, signInAt } from '../db/testing/installation.ts'
import { endSpawned, spawnServus } from '../db/testing/spawned.ts'
import { findDovecot, startDovecot } from '../mail/testing/dovecot.ts'
import { openFolders } from '../mail/testing/folders.ts'
import { letter } from '../world/mail-desk.ts'
import { makePlace, removePlace } from '../world/places.ts'

const absent = findDovecot() === null
const reason = 'Dovecot is not installed (apt-get install -y dovecot-imapd)'
if (absent && process.env.CI) it('skips nothing in CI', () => expect.fail(reason))

const ALL = 250
const places = makePlace('look')
const running: { stop(): Promise<unknown> }[] = []
afterAll(async () => {
  await endSpawned()
  for (const one of running.toReversed()) await one.stop()
  removePlace(places)
})

type Look = { state: string; readCount: number; found: { promises: number } }

describe.skipIf(absent)(`looking back${absent ? ` [skipped: ${reason}]` : ''}`, () => {
  it('survives kill -9 on the way: the next start finishes it and finds nothing twice', async () => {
    const mail = await startDovecot()
    const folders = await openFolders(mail)
    running.push(mail, folders)
    await folders.make('Sent')
    const at = new Date(Date.now() - 86_400_000)
    for (let n = 1; n <= ALL; n++) {
      const said = { from: 'desk@nordlicht.example', to: `p${n}@x.example`, text: 'I’ll call you tomorrow.' }
      await folders.put('Sent', letter({ ...said, date: at.toUTCString() }), at.toISOString())
    }
    const env = { DATA_DIR: join(places, 'data') }
    const killed = spawnServus(env)
    const url = await killed.url()
    await setUpAt(url, await killed.token())
    const cookie = await signInAt(url)
    const siteId = await siteAt(url, cookie)
    const mailbox = {
      ...{ siteId, address: 'desk@nordlicht.example', displayName: 'Desk', smtp: null, username: mail.user },
      imap: { host: mail.host, port: mail.imapPort, tls: true },
      ...{ password: mail.pass, caPem: mail.caPem },
    }
    const { id } = (await (await postTo(`${url}/api/mailboxes`, mailbox, cookie)).json()) as { id: string }
    expect((await postTo(`${url}/api/mailboxes/${id}/look-back`, {}, cookie)).status).toBe(200)
    const before = () => lookAt(url, cookie)
    await expect
      .poll(async () => (await before()).readCount, { timeout: 20_000, interval: 1 })
      .toBeGreaterThan(0)
    await killed.kill('SIGKILL')
    // The time is over for which it had said that it was at it.
    await asSuperuser(env.DATA_DIR, 'update look_backs set claimed_until = now()')
    const next = spawnServus(env)
    const there = await next.url()
    const again = await signInAt(there)
    expect((await lookAt(there, again)).state).toBe('reading')
    await expect
      .poll(async () => (await lookAt(there, again)).state, { timeout: 60_000, interval: 200 })
      .toBe('done')
    expect(await lookAt(there, again)).toMatchObject({ readCount: ALL, found: { promises: ALL } })
    expect(await next.kill('SIGTERM')).toBe(0)
  }, 120_000)
})

async function lookAt(url: string, cookie: string): Promise<Look> {
  const reply = await fetch(`${url}/api/look-backs`, { headers: { cookie } })
  return ((await reply.json()) as { items: Look[] }).items[0]!
}

async function siteAt(url: string, cookie: string): Promise<string> {
  const reply = await fetch(`${url}/api/session`, { headers: { cookie } })
  return ((await reply.json()) as { current: { sites: { id: string }[] } }).current.sites[0]!.id
}
