import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { vi } from 'vitest'
import type { WorkspaceId } from '../../domain/shared/ids.ts'
import { plus } from '../../domain/shared/time.ts'
import { readConfig } from '../config.ts'
import { type Clone, connected, ownClone } from '../db/testing/clone.ts'
import { layWire, type Wire } from '../db/testing/wire.ts'
import { type Running, start } from '../start.ts'
import { TEST_SECRET } from '../world/cluster.ts'
import { makePlace, removePlace } from '../world/places.ts'
import { SOON } from '../world/soon.ts'
import { MONDAY, makeWorld } from '../world/world.ts'
import { countScreens, wakeScreens } from './live.ts'

const dataDir = makePlace('live')
let clone: Clone
let wire: Wire
let servus: Running
let cookie: string
let workspaceId: string

beforeAll(async () => {
  clone = await ownClone('live')
  wire = await layWire(clone.appUrl)
  servus = await start(
    {
      ...readConfig(
        { DATA_DIR: dataDir, PORT: '0', DATABASE_URL: clone.ownerUrl, DATABASE_APP_URL: wire.url },
        [],
      ),
      secret: TEST_SECRET.hex,
    },
    () => {},
  )
  const made = await post('/api/setup', {
    ...{ token: servus.services.setupToken, workspaceName: 'Nordlicht Motors', timeZone: 'Europe/Berlin' },
    ...{
      vocabulary: 'customer',
      name: 'Olga Brandt',
      email: 'olga@example.com',
      password: 'correct horse battery',
    },
  })
  workspaceId = ((await made.json()) as { workspaceId: string }).workspaceId
  const signedIn = await post('/api/auth/sign-in/email', {
    email: 'olga@example.com',
    password: 'correct horse battery',
  })
  cookie = signedIn.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
})

afterAll(async () => {
  await servus.stop()
  await wire.close()
  await clone.drop()
  removePlace(dataDir)
})

async function post(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: servus.url, ...(cookie ? { cookie } : {}) }
  return await fetch(`${servus.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** Writes an event as another process does: it shares the database with us, and nothing else. */
async function writeElsewhere(kind: string): Promise<void> {
  const other = await connected(clone.appUrl)
  await other.query(`begin; set local app.workspace = '${workspaceId}'`)
  await other.query(
    `insert into events (workspace_id, id, kind, version, subjects, actor_kind, at, data)
     values ($1, gen_random_uuid(), $2, 1, '{}', 'system', now(), '{}')`,
    [workspaceId, kind],
  )
  await other.query('commit')
  await other.query("select pg_notify('servus', $1)", [workspaceId])
  await other.end()
}

type Told = { event: string; id: string; data: unknown }

/**
 * Opens the line of a screen: what it was told so far, a wait for more, and how to leave. As a browser does, it opens a line that
 * ended again where it was: one that just looks while the database goes away ends.
 */
async function openScreen(lastEventId?: string, after?: string) {
  const leaving = new AbortController()
  const asked = new URLSearchParams({ workspace: workspaceId, ...(after ? { after } : {}) })
  const told: Told[] = []
  const lastId = () => told.findLast((t) => t.id !== '')?.id ?? lastEventId
  const open = () =>
    fetch(`${servus.url}/api/live?${asked}`, {
      headers: { cookie, ...(lastId() ? { 'last-event-id': lastId()! } : {}) },
      signal: leaving.signal,
    })
  const read = async (reply: Response) => {
    let text = ''
    for await (const bytes of reply.body!.pipeThrough(new TextDecoderStream())) {
      text += bytes
      for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
        const field = (name: string) =>
          text.slice(0, at).match(new RegExp(`^${name}: ?(.*)$`, 'm'))?.[1] ?? ''
        told.push({ event: field('event'), id: field('id'), data: JSON.parse(field('data') || 'null') })
        text = text.slice(at + 2)
      }
    }
  }
  let reply = await open()
  const reading = (async () => {
    while (true) {
      if (reply.ok) await read(reply).catch(() => {})
      await sleep(100, undefined, { signal: leaving.signal })
      reply = await open()
    }
  })().catch(() => {})
  const news = () =>
    told.filter((t) => t.event === 'news').flatMap((t) => t.data as { kind: string; subjects: object }[])
  const kinds = () => news().map((n) => n.kind)
  const hear = async (kind: string) => {
    await vi.waitFor(() => expect(kinds()).toContain(kind), SOON)
  }
  // Its first look is over then.
  await vi.waitFor(() => expect(told.map((t) => t.event)).toContain('here'), SOON)
  expect(told[0]?.event).toBe('ready')
  return {
    told,
    news,
    kinds,
    hear,
    lastId: () => lastId()!,
    leave: () => leaving.abort(),
    reading,
  }
}

describe('a screen', () => {
  it('is told what happened to whom, never what was said', async () => {
    const screen = await openScreen()
    const { id } = (await (await post('/api/people', { name: 'Marta Okafor' })).json()) as { id: string }
    await screen.hear('person.created')
    expect(screen.news()).toContainEqual({
      kind: 'person.created',
      subjects: expect.objectContaining({ personId: id }),
    })
    expect(JSON.stringify(screen.told)).not.toMatch(/Marta/)
    screen.leave()
  })

  it('hears that a break began or ended which is something to its member, and no log tells of it [S2-25]', async () => {
    const screen = await openScreen()
    const covers = () => screen.told.filter((t) => t.event === 'cover')
    const marks = () => covers().map((t) => (t.data as { mark: string }).mark)
    const headers = { cookie, origin: servus.url }
    await vi.waitFor(() => expect(marks()).toEqual(['']), SOON)
    await post('/api/me/break', {})
    await vi.waitFor(() => expect(marks()).toHaveLength(2), SOON)
    expect(covers()[1]).toEqual({
      event: 'cover',
      id: '',
      data: { mark: expect.stringMatching(/^[\w-]{16}$/) },
    })
    const again = await openScreen()
    const first = () => again.told.find((t) => t.event === 'cover')?.data
    await vi.waitFor(() => expect(first()).toEqual({ mark: marks()[1] }), SOON)
    // Today says under which it was read: a screen that just opened has nothing to read twice.
    for (const path of ['/api/today', '/api/today/ahead']) {
      const read = await fetch(`${servus.url}${path}`, { headers })
      expect(await read.json()).toMatchObject({ cover: marks()[1] })
    }
    await fetch(`${servus.url}/api/me/break`, { method: 'DELETE', headers })
    await vi.waitFor(() => expect(marks()).toEqual(['', marks()[1], '']), SOON)
    expect(screen.kinds()).toEqual([])
    screen.leave()
    again.leave()
  })

  it('is told what another process wrote', async () => {
    const screen = await openScreen()
    await writeElsewhere('thing.created')
    await screen.hear('thing.created')
    screen.leave()
  })

  it('that lost its line is told what it missed, once', async () => {
    const screen = await openScreen()
    await post('/api/people', { name: 'Before' })
    await screen.hear('person.created')
    const last = screen.lastId()
    screen.leave()
    await screen.reading
    await post('/api/people', { name: 'Meanwhile' })
    await post('/api/people', { name: 'Meanwhile too' })
    const again = await openScreen(last)
    await vi.waitFor(() => expect(again.kinds().filter((k) => k === 'person.created')).toHaveLength(2), SOON)
    again.leave()
  })

  it('hears on a line that opens late what happened since its session was read', async () => {
    const session = await (await fetch(`${servus.url}/api/session`, { headers: { cookie } })).json()
    const { position } = (session as { current: { position: string } }).current
    await post('/api/people', { name: 'While it was drawn' })
    const screen = await openScreen(undefined, position)
    await screen.hear('person.created')
    expect(screen.told[0]?.data).toEqual({ anew: false })
    screen.leave()
  })

  it('that names a place we never were hears what happens from now on', async () => {
    const ahead = '999999999999999.01a200c6-007a-7000-8000-018af9ae0b4b'
    const screens = await Promise.all([openScreen('99999999999999999999.x'), openScreen(ahead)])
    await post('/api/people', { name: 'Now' })
    for (const screen of screens) {
      await screen.hear('person.created')
      // What came in between cannot be told one by one.
      expect(screen.told[0]?.data).toEqual({ anew: true })
      screen.leave()
      await screen.reading
    }
  })

  it('that asks only for the head of its line leaves none open', async () => {
    await vi.waitFor(() => expect(countScreens()).toBe(0), SOON)
    const url = `${servus.url}/api/live?workspace=${workspaceId}`
    expect((await fetch(url, { method: 'HEAD', headers: { cookie } })).status).toBe(200)
    expect(countScreens()).toBe(0)
  })

  it('that is gone is forgotten', async () => {
    const screens = await Promise.all([openScreen(), openScreen(), openScreen()])
    await vi.waitFor(() => expect(countScreens()).toBeGreaterThanOrEqual(3), SOON)
    for (const screen of screens) screen.leave()
    await vi.waitFor(() => expect(countScreens()).toBe(0), SOON)
  })

  it('of somebody whose access has ended is told nothing more [S0-02]', async () => {
    const { join: joins, fetch, at, workspaceId: elsewhere } = await makeWorld()
    const guest = await joins('Gerda', 'member', 'receptionist', plus(MONDAY, { hours: 1 }))
    const line = (await fetch(`/api/live?workspace=${elsewhere}`, { as: guest })).body!.getReader()
    expect(new TextDecoder().decode((await line.read()).value)).toContain('event: ready')
    at(plus(MONDAY, { hours: 2 }))
    wakeScreens(elsewhere)
    expect((await line.read()).done).toBe(true)
  })

  it('of nobody signed in is refused', async () => {
    expect((await fetch(`${servus.url}/api/live`)).status).toBe(401)
  })
})

describe('while the database is gone', () => {
  it('it says that it is not ready, lives on, and serves again when the database is back', async () => {
    const screen = await openScreen()
    wire.cut()
    wakeScreens(workspaceId as WorkspaceId)
    await vi.waitFor(() => expect(countScreens()).toBe(0), SOON)
    expect((await fetch(`${servus.url}/readyz`)).status).toBe(503)
    expect((await fetch(`${servus.url}/healthz`)).status).toBe(200)
    const lost = await post('/api/people', { name: 'Marta Okafor', goodToKnow: 'allergic to nuts' })
    expect(lost.status).toBe(503)
    expect(lost.headers.get('retry-after')).toBe('5')
    expect(await lost.json()).toMatchObject({ code: 'not_now' })
    wire.mend()
    expect((await fetch(`${servus.url}/readyz`)).status).toBe(200)
    expect((await post('/api/people', { name: 'Back again' })).status).toBe(200)
    await screen.hear('person.created')
    await writeElsewhere('household.created')
    await screen.hear('household.created')
    screen.leave()
  })

  it('writes what went wrong into its log with ids and codes, and no word of anybody', async () => {
    const lines = await vi.waitFor(() => {
      const text = readFileSync(join(dataDir, 'servus.log'), 'utf8')
      expect(text).toContain('a request failed')
      return text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { msg: string; err?: { stack: string[] } })
    }, SOON)
    expect(lines.find((l) => l.msg === 'a request failed')?.err?.stack.length).toBeGreaterThan(0)
    expect(JSON.stringify(lines)).not.toMatch(/Marta|Okafor|nuts|horse|olga@/)
  })
})
