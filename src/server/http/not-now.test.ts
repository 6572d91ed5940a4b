import { takeHold } from '../backup/tables.ts'
import { readConfig } from '../config.ts'
import { type Clone, ownClone } from '../db/testing/clone.ts'
import { postTo, setUpAt, signInAt } from '../db/testing/installation.ts'
import { type Running, start } from '../start.ts'
import { TEST_SECRET } from '../world/cluster.ts'
import { makePlace, removePlace } from '../world/places.ts'

let clone: Clone
let servus: Running
const dataDir = makePlace('not-now')

beforeAll(async () => {
  clone = await ownClone('not_now')
  const env = { DATA_DIR: dataDir, PORT: '0', DATABASE_URL: clone.ownerUrl, DATABASE_APP_URL: clone.appUrl }
  servus = await start(
    {
      ...readConfig(env, []),
      secret: TEST_SECRET.hex,
      role: 'web',
      patience: { lock: 300, connection: 900 },
    },
    () => {},
  )
})

afterAll(async () => {
  await servus.stop()
  await clone.drop()
  removePlace(dataDir)
})

describe('while a restore holds the whole database', () => {
  it('everybody is told to come back in a moment, and is served when it is over', async () => {
    await setUpAt(servus.url, servus.services.setupToken)
    const cookie = await signInAt(servus.url)
    const ask = () => fetch(`${servus.url}/api/members`, { headers: { cookie } })
    expect((await ask()).status).toBe(200)
    await clone.owner.query('begin')
    await takeHold(clone.owner)
    // More than there are connections: some wait for a lock, the others for a connection.
    const replies = await Promise.all([
      ...Array.from({ length: 30 }, ask),
      postTo(`${servus.url}/api/people`, { name: 'Marta' }, cookie),
      postTo(`${servus.url}/api/auth/sign-in/email`, { email: 'olga@example.com', password: 'x'.repeat(12) }),
    ])
    for (const reply of replies) {
      expect(reply.status).toBe(503)
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await reply.json()).toMatchObject({ code: 'not_now' })
    }
    await clone.owner.query('rollback')
    expect((await ask()).status).toBe(200)
  }, 60_000)
})
