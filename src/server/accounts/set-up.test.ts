import { readConfig } from '../config.ts'
import { type Clone, ownClone } from '../db/testing/clone.ts'
import { type Running, start } from '../start.ts'
import { TEST_SECRET } from '../world/cluster.ts'
import { makePlace, removePlace } from '../world/places.ts'

let clone: Clone
let servus: Running
const dataDir = makePlace('set-up')

beforeAll(async () => {
  clone = await ownClone('setup')
  const env = { DATA_DIR: dataDir, PORT: '0', DATABASE_URL: clone.ownerUrl, DATABASE_APP_URL: clone.appUrl }
  servus = await start({ ...readConfig(env, []), secret: TEST_SECRET.hex, trustProxy: true }, () => {})
})

afterAll(async () => {
  await servus.stop()
  await clone.drop()
  removePlace(dataDir)
})

async function post(path: string, body: object, from = '192.0.2.1') {
  const headers = { 'content-type': 'application/json', origin: servus.url, 'x-forwarded-for': from }
  const reply = await fetch(`${servus.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const wait = Number(reply.headers.get('retry-after'))
  return { status: reply.status, wait, body: (await reply.json()) as { code?: string; workspaceId?: string } }
}

function setUp(name: string) {
  return post('/api/setup', {
    token: servus.services.setupToken,
    ...{ workspaceName: name, timeZone: 'Europe/Berlin', vocabulary: 'customer', name },
    ...{ email: `${name.toLowerCase()}@example.com`, password: 'correct horse battery' },
  })
}

async function count(what: string): Promise<number> {
  return Number((await clone.owner.query(`select count(*) from ${what}`)).rows[0].count)
}

describe('the first run', () => {
  it('opens one demo by its token, the same one when asked again', async () => {
    const ask = () => post('/api/demo', { token: servus.services.setupToken })
    const first = await ask()
    expect(first.status).toBe(200)
    expect((await ask()).body.workspaceId).toBe(first.body.workspaceId)
    expect((await post('/api/demo', { token: 'guessed' })).body.code).toBe('setup_token_wrong')
    expect(await count('workspaces where is_demo')).toBe(1)
  })

  it('is set up by one, however many try at once, and by nobody afterwards', async () => {
    const users = await count('auth."user"')
    const tried = await Promise.all(['Anna', 'Bela', 'Cleo', 'Dora', 'Emil', 'Faye'].map(setUp))
    expect(tried.filter((t) => t.status === 200)).toHaveLength(1)
    for (const t of tried.filter((t) => t.status !== 200)) expect(t.status).toBe(409)
    expect(await count('workspaces where not is_demo')).toBe(1)
    expect(await count('auth."user"')).toBe(users + 1)
    expect((await setUp('Gina')).body.code).toBe('setup_done')
    expect((await post('/api/demo', { token: servus.services.setupToken })).body.code).toBe('setup_done')
  })
})

describe('somebody who tries too often', () => {
  it.each([
    ['to sign in', 'sign-in/email', { email: 'anna@example.com', password: 'a wrong password' }, 10, 60],
    ['to have a letter sent', 'request-password-reset', { email: 'anna@example.com' }, 5, 300],
  ])('%s is told when to try again', async (_, path, body, most, window) => {
    const from = (n: number) => post(`/api/auth/${path}`, body, `198.51.100.${n}`)
    for (let i = 0; i < most; i++) expect((await from(1)).status).not.toBe(429)
    const often = await from(1)
    expect(often).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
    expect(often.wait).toBeGreaterThan(0)
    expect(often.wait).toBeLessThanOrEqual(window)
    expect((await from(2)).status).not.toBe(429)
  })
})
