import { join } from 'node:path'
import { setUpAt, signInAt } from '../db/testing/installation.ts'
import { endSpawned, spawnServus } from '../db/testing/spawned.ts'
import { findDovecot, startDovecot } from '../mail/testing/dovecot.ts'
import { startOAuth } from '../mail/testing/oauth.ts'
import { letter } from '../world/mail-desk.ts'
import { appAt, broughtBack } from '../world/mail-sign-in.ts'
import { makePlace, removePlace } from '../world/places.ts'

const absent = findDovecot() === null
const reason = 'Dovecot is not installed (apt-get install -y dovecot-imapd)'
const places = makePlace('killed-renewal')
afterAll(async () => {
  await endSpawned()
  removePlace(places)
})

describe.skipIf(absent)(`the tokens of a mailbox${absent ? ` [skipped: ${reason}]` : ''}`, () => {
  it('outlive a server that is killed while it has them renewed: no sign-in is asked for, no mail is lost', async () => {
    const oauth = await startOAuth()
    const mail = await startDovecot({ introspectUrl: oauth.introspectUrl })
    try {
      const env = { DATA_DIR: join(places, 'data') }
      let servus = spawnServus(env)
      let url = await servus.url()
      await setUpAt(url, await servus.token())
      let cookie = await signInAt(url)
      const call = async <T>(path: string, body?: object, method = 'POST'): Promise<T> => {
        const headers = { 'content-type': 'application/json', origin: new URL(url).origin, cookie }
        const sent = body ? { method, body: JSON.stringify(body) } : {}
        const reply = await fetch(`${url}/api${path}`, { headers, ...sent })
        expect(reply.ok, `${path}: ${await reply.clone().text()}`).toBe(true)
        return (await reply.json()) as T
      }
      await call('/mail-apps/google', { ...appAt(oauth), version: 0 }, 'PUT')
      const { current } = await call<{ current: { sites: { id: string }[] } }>('/session')
      const { id } = await call<{ id: string }>('/mailboxes', {
        ...{ siteId: current.sites[0]!.id, address: mail.user, displayName: 'Desk', fetch: 'all' },
        ...{ imap: { host: mail.host, port: mail.imapPort, tls: true }, smtp: null, caPem: mail.caPem },
        ...{ username: null, provider: 'google' },
      })
      const sent = await call<{ url: string }>(`/mailboxes/${id}/sign-in`, {})
      const back = broughtBack(await oauth.consent(sent.url))
      await call('/mail-sign-ins/google', back.body)
      const subjects = async () => {
        const { items } = await call<{ items: { subject: string }[] }>('/conversations?view=all')
        return items.map((c) => c.subject).toSorted()
      }
      const until = (wanted: string[]) => expect.poll(subjects, { timeout: 90_000 }).toEqual(wanted)
      await mail.deliver(letter({ subject: 'One' }))
      await until(['One'])

      const renewals = () => oauth.asked.filter((grant) => grant === 'refresh_token').length
      const before = renewals()
      oauth.fail('silent')
      oauth.expire()
      await servus.kill('SIGKILL')
      servus = spawnServus(env)
      // Killed while the provider has the question and says nothing.
      await expect.poll(renewals, { timeout: 90_000 }).toBeGreaterThan(before)
      await servus.kill('SIGKILL')
      oauth.letGo()
      oauth.fail(null)
      await mail.deliver(letter({ subject: 'Two' }))
      servus = spawnServus(env)
      url = await servus.url()
      cookie = await signInAt(url)
      await until(['One', 'Two'])
      const { items } = await call<{ items: { state: string }[] }>('/mailboxes')
      expect(items).toMatchObject([{ state: 'ready' }])
      const notices = await call<{ items: { kind: string }[] }>('/notices')
      expect(notices.items.filter((n) => n.kind === 'mailbox_failed')).toEqual([])
      expect(await servus.kill('SIGTERM')).toBe(0)
    } finally {
      await mail.stop()
      await oauth.stop()
    }
  }, 240_000)
})
