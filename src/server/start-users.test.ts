import { spawnSync } from 'node:child_process'
import { chownSync, lstatSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseProcesses } from './db/testing/processes.ts'
import { endSpawned, spawnServus } from './db/testing/spawned.ts'
import { makeClosedPlace, makePlace, removePlace } from './world/places.ts'

const isRoot = process.getuid?.() === 0
const places = makePlace('users')
/** An ordinary user that every system has. */
const SOMEBODY = userNamed('nobody')

afterAll(async () => {
  await endSpawned()
  removePlace(places)
})

function placeOf(owner: { uid: number; gid: number }): string {
  const place = mkdtempSync(join(places, 'of-'))
  chownSync(place, owner.uid, owner.gid)
  return place
}

function userNamed(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}

async function servesTwice(DATA_DIR: string, as: { uid?: number; gid?: number } = {}): Promise<string> {
  let said = ''
  for (const _ of [1, 2]) {
    const servus = spawnServus({ DATA_DIR }, as)
    expect((await fetch(`${await servus.url()}/readyz`)).status).toBe(200)
    expect(await servus.kill('SIGTERM')).toBe(0)
    said += servus.said()
  }
  return said
}

// What follows changes users, which only root may.
describe.skipIf(!isRoot)('as root (skipped for others, who cannot change users)', () => {
  it('starts in a folder that the database’s own user cannot enter, and says where the files are', async () => {
    const closed = makeClosedPlace('closed')
    const dataDir = join(closed, 'data')
    try {
      const said = await servesTwice(dataDir)
      const place = said.match(/The database's own user cannot enter \S+, so its files are in (\S+)\./)?.[1]
      expect(place).toMatch(/^\/var\/lib\/servus\/data-/)
      expect(lstatSync(join(dataDir, 'db')).isSymbolicLink()).toBe(true)
      expect(databaseProcesses(place!)).toEqual([])
    } finally {
      removePlace(closed)
    }
  })

  it('starts as an ordinary user, in a folder of theirs', async () => {
    const dataDir = placeOf(SOMEBODY)
    await servesTwice(dataDir, SOMEBODY)
    expect(databaseProcesses(dataDir)).toEqual([])
  })

  it('a user without a name, as in a container, is told in one sentence', async () => {
    const nameless = { uid: 54321, gid: 54321 }
    const servus = spawnServus({ DATA_DIR: placeOf(nameless) }, nameless)
    expect(await servus.ended).toBe(1)
    expect(servus.said()).toMatch(
      /\nServus did not start\. PostgreSQL needs a user with a name, and 54321 has none: start as one of \/etc\/passwd, or set DATABASE_URL\.\n$/,
    )
  })

  it('root goes on with what an ordinary user began, as that user', async () => {
    const dataDir = placeOf(SOMEBODY)
    const first = spawnServus({ DATA_DIR: dataDir }, SOMEBODY)
    await first.url()
    await first.kill('SIGTERM')
    await servesTwice(dataDir)
    // And they themselves once more.
    chownSync(join(dataDir, 'servus.log'), SOMEBODY.uid, SOMEBODY.gid)
    const again = spawnServus({ DATA_DIR: dataDir }, SOMEBODY)
    await again.url()
    await again.kill('SIGTERM')
  })

  it('an ordinary user who may not have what root began is told in one sentence', async () => {
    const dataDir = placeOf({ uid: 0, gid: 0 })
    await servesTwice(dataDir)
    const servus = spawnServus({ DATA_DIR: dataDir }, SOMEBODY)
    expect(await servus.ended).toBe(1)
    expect(servus.said()).toBe(
      `Servus did not start. DATA_DIR ${dataDir} cannot be written (EACCES): give this user the folder, or set DATA_DIR to another.\n`,
    )
    spawnSync('chown', ['-R', `${SOMEBODY.uid}:${SOMEBODY.gid}`, dataDir])
    chownSync(join(dataDir, 'db'), 0, 0)
    const next = spawnServus({ DATA_DIR: dataDir }, SOMEBODY)
    expect(await next.ended).toBe(1)
    expect(next.said()).toBe(
      `Servus did not start. ${dataDir}/db belongs to another user: start as that user, or set DATA_DIR to a folder of your own.\n`,
    )
  })
})

it('a folder that does not exist is made, with those above it', async () => {
  mkdirSync(join(places, 'deep'))
  const servus = spawnServus({ DATA_DIR: join(places, 'deep/deeper/data') })
  await servus.url()
  expect(await servus.kill('SIGTERM')).toBe(0)
})
