import { join } from 'node:path'
import { asSuperuser, postTo, setUpAt, signInAt } from '../db/testing/installation.ts'
import { endSpawned, spawnServus } from '../db/testing/spawned.ts'
import { letter } from '../world/mail-desk.ts'
import { makePlace, removePlace } from '../world/places.ts'

const places = makePlace('import')
afterAll(async () => {
  await endSpawned()
  removePlace(places)
})

type Shown = { id: string; state: string; counts: Record<string, number>; stayed: number }
const ALL = 3000
const MAILS = 800

describe('an import', () => {
  it('survives kill -9 on the way: the next start finishes it, nobody and no mail stands there twice, and it can be taken back', async () => {
    const env = { DATA_DIR: join(places, 'data') }
    let servus = spawnServus(env)
    let url = await servus.url()
    await setUpAt(url, await servus.token())
    let cookie = await signInAt(url)
    const lines = Array.from({ length: ALL }, (_, n) => `Person ${n};p${n}@x.example;B-AB ${n}`)
    const people = await uploadTo(url, cookie, 'people', `Name;Email;Kennzeichen\n${lines.join('\n')}\n`)
    const columns = ['name', 'email', 'plate']
    await post(url, cookie, `imports/${people}/check`, { columns, headings: true })
    await until(url, cookie, people, (i) => i.state === 'checked')
    const letters = Array.from({ length: MAILS }, (_, n) =>
      letter({
        from: `Person ${n % 100} <p${n % 100}@x.example>`,
        id: `<m${n}@x.example>`,
        inReplyTo: n >= 100 ? `<m${n - 100}@x.example>` : (undefined as never),
        date: new Date(Date.UTC(2024, 0, 1, 0, n)).toUTCString(),
      }),
    )
    const mails = await uploadTo(
      url,
      cookie,
      'mbox',
      letters
        .map((l) => `From x@x.example Mon Mar  4 10:00:00 2024\n${l.replaceAll('\r\n', '\n')}\n`)
        .join(''),
    )
    for (const id of [people, mails]) {
      await post(url, cookie, `imports/${id}/start`, {})
      await until(url, cookie, id, (i) => i.counts.made! > 0, 1)
      await servus.kill('SIGKILL')
      // The time is over for which it had said that it was at it.
      await asSuperuser(env.DATA_DIR, 'update imports set claimed_until = now()')
      servus = spawnServus(env)
      url = await servus.url()
      cookie = await signInAt(url)
      const done = await until(url, cookie, id, (i) => i.state === 'done')
      const count = id === people ? ALL : MAILS
      expect(done.counts).toMatchObject({ found: count, made: count, same: 0, failed: 0, waiting: 0 })
    }
    await post(url, cookie, `imports/${mails}/undo`, {})
    expect(await until(url, cookie, mails, (i) => i.state === 'undone')).toMatchObject({ stayed: 0 })
    await post(url, cookie, `imports/${people}/undo`, {})
    expect(await until(url, cookie, people, (i) => i.state === 'undone')).toMatchObject({ stayed: 0 })
    const left = await fetch(`${url}/api/people`, { headers: { cookie } })
    expect(((await left.json()) as { items: object[] }).items).toEqual([])
    expect(await servus.kill('SIGTERM')).toBe(0)
  }, 180_000)
})

async function post(url: string, cookie: string, path: string, body: object) {
  const reply = await postTo(`${url}/api/${path}`, body, cookie)
  expect(reply.status, `${path}: ${await reply.clone().text()}`).toBe(200)
  return (await reply.json()) as Shown
}

async function uploadTo(url: string, cookie: string, kind: string, content: string): Promise<string> {
  const bytes = Buffer.from(content)
  const { id } = await post(url, cookie, 'imports/files', { kind, name: `${kind}.file`, size: bytes.length })
  const headers = { cookie, origin: new URL(url).origin }
  const reply = await fetch(`${url}/api/imports/${id}/content?at=0`, { method: 'PUT', body: bytes, headers })
  expect(reply.status).toBe(200)
  return id
}

async function until(
  url: string,
  cookie: string,
  id: string,
  met: (i: Shown) => boolean,
  interval = 100,
): Promise<Shown> {
  let seen: Shown | null = null
  await expect
    .poll(
      async () => {
        const reply = await fetch(`${url}/api/imports/${id}`, { headers: { cookie } })
        seen = (await reply.json()) as Shown
        return met(seen)
      },
      { timeout: 60_000, interval },
    )
    .toBe(true)
  return seen!
}
