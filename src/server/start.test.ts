import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { holderOf } from './data-dir.ts'
import { asSuperuser, postTo, setUpAt, signInAt, superuserOf } from './db/testing/installation.ts'
import { databaseProcesses, postmasterOf } from './db/testing/processes.ts'
import { endSpawned, type Spawned, spawnServus } from './db/testing/spawned.ts'
import { makePlace, removePlace } from './world/places.ts'

const places = makePlace('start')
/** An installation with one workspace, made by the first test and stopped; the others work on copies. */
const made = join(places, 'made')
let copies = 0

function copyOfMade(): string {
  const copy = join(places, `copy${++copies}`)
  spawnSync('cp', ['-a', made, copy])
  return copy
}

/** Writes one person after another until the server is gone; gives the ids of those it acknowledged. */
async function writeUntilGone(
  url: string,
  cookie: string,
  enough: (written: number) => void,
): Promise<string[]> {
  const acknowledged: string[] = []
  for (;;) {
    const person = { name: `Person ${acknowledged.length}` }
    const reply = await postTo(`${url}/api/people`, person, cookie).catch(() => null)
    if (!reply) return acknowledged
    expect(reply.status).toBe(200)
    const { id } = (await reply.json().catch(() => ({}))) as { id?: string }
    if (!id) return acknowledged
    acknowledged.push(id)
    enough(acknowledged.length)
  }
}

async function expectAllThere(servus: Spawned, ids: string[]): Promise<void> {
  const url = await servus.url()
  const cookie = await signInAt(url)
  for (const id of ids)
    expect((await fetch(`${url}/api/people/${id}`, { headers: { cookie } })).status).toBe(200)
}

beforeAll(async () => {
  const servus = spawnServus({ DATA_DIR: made })
  const [url, token] = [await servus.url(), await servus.token()]
  expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok')
  expect((await setUpAt(url, token)).status).toBe(200)
  expect(await servus.kill('SIGTERM')).toBe(0)
})

afterAll(async () => {
  await endSpawned()
  removePlace(places)
})

describe('a start', () => {
  it('makes the database once, names its address, and leaves no process behind when it is stopped', async () => {
    expect(databaseProcesses(made)).toEqual([])
    const servus = spawnServus({ DATA_DIR: made })
    const url = await servus.url()
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect(servus.said()).toMatch(/^Servus is at http:\/\/127\.0\.0\.1:\d+\n$/)
    expect(databaseProcesses(made).length).toBeGreaterThan(0)
    expect(await servus.kill('SIGTERM')).toBe(0)
    expect(databaseProcesses(made)).toEqual([])
    expect(holderOf(made)).toBeNull()
  })

  it('stopped by Ctrl-C, which arrives twice, stops the database too', async () => {
    const servus = spawnServus({ DATA_DIR: made })
    await servus.url()
    void servus.kill('SIGINT')
    expect(await servus.kill('SIGINT')).toBe(0)
    expect(databaseProcesses(made)).toEqual([])
  })

  it('after kill -9 adopts the database that lived on, with everything that was acknowledged', async () => {
    const dataDir = copyOfMade()
    const killed = spawnServus({ DATA_DIR: dataDir })
    const url = await killed.url()
    const written = await writeUntilGone(url, await signInAt(url), (n) => n === 30 && killed.kill('SIGKILL'))
    const postmaster = postmasterOf(dataDir)
    const next = spawnServus({ DATA_DIR: dataDir })
    await expectAllThere(next, written)
    expect(written.length).toBeGreaterThanOrEqual(30)
    expect(postmasterOf(dataDir)).toBe(postmaster)
    expect(await next.kill('SIGTERM')).toBe(0)
    expect(databaseProcesses(dataDir)).toEqual([])
  })

  it('after kill -9 of the database too recovers everything that was acknowledged, while a backend is still busy', async () => {
    const dataDir = copyOfMade()
    const killed = spawnServus({ DATA_DIR: dataDir })
    const url = await killed.url()
    const written = await writeUntilGone(url, await signInAt(url), (n) => n === 30 && killed.kill('SIGKILL'))
    const postmaster = postmasterOf(dataDir)!
    const busy = await busyBackend(dataDir)
    process.kill(postmaster, 'SIGKILL')
    const next = spawnServus({ DATA_DIR: dataDir })
    await expectAllThere(next, written)
    expect(postmasterOf(dataDir)).not.toBe(postmaster)
    expect(databaseProcesses(dataDir)).not.toContain(busy)
    await next.kill('SIGTERM')
  })

  it('does not believe a lock whose number belongs to another process by now', async () => {
    const dataDir = copyOfMade()
    writeFileSync(join(dataDir, 'servus.pid'), `${process.pid}\n12345\nServus\n`)
    writeFileSync(
      join(dataDir, 'db/postgres/postmaster.pid'),
      `${process.pid}\n/elsewhere\n1\n5432\n\n\n\nready\n`,
    )
    const servus = spawnServus({ DATA_DIR: dataDir })
    await servus.url()
    expect(await servus.kill('SIGTERM')).toBe(0)
  })

  it('stopped while it makes the database leaves no process, and one killed there does not hinder the next', async () => {
    const dataDir = join(places, 'fresh')
    const stopped = spawnServus({ DATA_DIR: dataDir })
    await stopped.saying(/Making the database/)
    expect(await stopped.kill('SIGTERM')).toBe(0)
    expect(databaseProcesses(dataDir)).toEqual([])
    rmSync(join(dataDir, 'db'), { recursive: true })
    const killed = spawnServus({ DATA_DIR: dataDir })
    await killed.saying(/Making the database/)
    await killed.kill('SIGKILL')
    const next = spawnServus({ DATA_DIR: dataDir })
    await next.token()
    expect(await next.kill('SIGTERM')).toBe(0)
  })
})

describe('what runs', () => {
  let running: Spawned
  let url: string
  let dataDir: string
  beforeAll(async () => {
    dataDir = copyOfMade()
    running = spawnServus({ DATA_DIR: dataDir })
    url = await running.url()
  })
  afterEach(async () => {
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
  })
  afterAll(async () => {
    await running.kill('SIGTERM')
  })

  it('keeps its port: another start says so in one sentence', async () => {
    const port = new URL(url).port
    const other = spawnServus({ DATA_DIR: join(places, 'other'), PORT: port })
    expect(await other.ended).toBe(1)
    expect(other.said()).toBe(
      `Servus did not start. Port ${port} is taken: free it, or set PORT to another, as in PORT=${Number(port) + 1} npm start.\n`,
    )
  })

  it('keeps its folder: a second start there says so in one sentence', async () => {
    const other = spawnServus({ DATA_DIR: dataDir })
    expect(await other.ended).toBe(1)
    expect(other.said()).toBe(
      `Servus did not start. Servus already runs on ${dataDir} (process ${running.pid}): stop it first, or set DATA_DIR to another folder.\n`,
    )
  })

  it('keeps its database even from a start that finds no lock, comes as far as the database, and fails', async () => {
    const lock = join(dataDir, 'servus.pid')
    const held = readFileSync(lock)
    rmSync(lock)
    await asSuperuser(dataDir, "insert into jobs.migrations values ('9999_future.sql', '', now())")
    const other = spawnServus({ DATA_DIR: dataDir })
    expect(await other.ended).toBe(1)
    expect(other.said()).toBe(
      'Servus did not start. The database is newer than this program (it has 9999_future.sql): update Servus.\n',
    )
    await asSuperuser(dataDir, "delete from jobs.migrations where name = '9999_future.sql'")
    writeFileSync(lock, held)
  })

  it('refuses a database that ran another text of a migration', async () => {
    const copy = copyOfMade()
    const first = spawnServus({ DATA_DIR: copy })
    await first.url()
    await asSuperuser(copy, "update jobs.migrations set sha256 = 'another' where name = '0003_people.sql'")
    await first.kill('SIGTERM')
    const next = spawnServus({ DATA_DIR: copy })
    expect(await next.ended).toBe(1)
    expect(next.said()).toBe(
      'Servus did not start. migrations/0003_people.sql was edited after it ran here: bring the released file back.\n',
    )
    expect(databaseProcesses(copy)).toEqual([])
  })
})

it('lets one of two starts at once have the folder', async () => {
  const dataDir = copyOfMade()
  const both = [spawnServus({ DATA_DIR: dataDir }), spawnServus({ DATA_DIR: dataDir })]
  const loser = await Promise.race(both.map((s) => s.ended.then(() => s)))
  expect(loser.said()).toMatch(
    /^Servus did not start\. Servus already runs on \S+ \(process \d+\): stop it first/,
  )
  const winner = both.find((s) => s !== loser)!
  expect((await fetch(`${await winner.url()}/readyz`)).status).toBe(200)
  await winner.kill('SIGTERM')
})

async function busyBackend(dataDir: string): Promise<number> {
  const client = await superuserOf(dataDir)
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  client.query('select count(*) from generate_series(1, 1e12::bigint)').catch(() => {})
  await pause(200)
  return rows[0]!.pid
}
