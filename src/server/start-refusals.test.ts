import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { type Embedded, startEmbedded } from './db/embedded.ts'
import { endSpawned, spawnServus } from './db/testing/spawned.ts'
import { makePlace, removePlace } from './world/places.ts'

const places = makePlace('refusals')
const fresh = (name: string) => join(places, name)

afterAll(async () => {
  await endSpawned()
  removePlace(places)
})

/** What a start says that cannot be, after "Servus did not start. ". */
async function refusal(env: Record<string, string>): Promise<string> {
  const servus = spawnServus(env)
  expect(await servus.ended).toBe(1)
  const said = servus.said()
  expect(said).toMatch(/^Servus did not start\. [^\n]+\n$/)
  return said.slice('Servus did not start. '.length, -1)
}

describe('a start that cannot be says in one sentence what to do', () => {
  it('when HOST is no address of this machine', async () => {
    for (const HOST of ['nowhere.invalid', '203.0.113.7'])
      expect(await refusal({ DATA_DIR: fresh('host'), HOST })).toBe(
        `HOST ${HOST} is no address of this machine: set it to 127.0.0.1, or to 0.0.0.0 for all.`,
      )
  })

  it('when DATA_DIR cannot be written', async () => {
    const file = fresh('a-file')
    writeFileSync(file, '')
    for (const DATA_DIR of [file, join(file, 'below'), '/proc/servus'])
      expect(await refusal({ DATA_DIR })).toMatch(
        /^DATA_DIR \S+ cannot be written \([\w ]+\): give this user the folder, or set DATA_DIR to another\.$/,
      )
  })

  it('when the secret is damaged, and leaves it as it is', async () => {
    const dir = fresh('secret')
    mkdirSync(dir)
    writeFileSync(join(dir, 'secret'), 'half a sec')
    expect(await refusal({ DATA_DIR: dir })).toBe(
      `${dir}/secret is damaged: bring it back from a backup, or set SERVUS_SECRET.`,
    )
    expect(readFileSync(join(dir, 'secret'), 'utf8')).toBe('half a sec')
  })

  it('when a setting makes no sense', async () => {
    const DATA_DIR = fresh('settings')
    expect(await refusal({ DATA_DIR, PORT: 'http' })).toBe(
      'PORT must be a number from 0 to 65535, not “http”.',
    )
    expect(await refusal({ DATA_DIR, DATABASE_URL: 'localhost' })).toBe(
      'DATABASE_URL must be a full address (URL).',
    )
    expect(await refusal({ DATA_DIR, SERVUS_SECRET: 'abc' })).toMatch(
      /^SERVUS_SECRET must be 64 hexadecimal digits/,
    )
  })

  it('when the database’s folder lost its mark, and throws nothing away', async () => {
    const dir = fresh('unmarked')
    mkdirSync(join(dir, 'db/postgres/base'), { recursive: true })
    expect(await refusal({ DATA_DIR: dir })).toMatch(
      /PG_VERSION is missing.*: bring it back, or restore a backup/,
    )
  })
})

describe('an existing PostgreSQL', () => {
  let cluster: Embedded
  let admin: Client
  beforeAll(async () => {
    mkdirSync(fresh('theirs'))
    cluster = await startEmbedded({ dataDir: fresh('theirs'), careless: true })
    admin = new Client({ connectionString: cluster.url })
    await admin.connect()
  })
  afterAll(async () => {
    await admin.end()
    await cluster.stop()
  })
  const at = async (role: string, how: string) => {
    await admin.query(`create role ${role} login ${how} password 'pw'`)
    await admin.query(`create database ${role} owner ${role}`)
    const url = new URL(cluster.url)
    return Object.assign(url, { username: role, password: 'pw', pathname: `/${role}` }).href
  }

  it('is refused if its role may not make servus_app, with the way out; with DATABASE_APP_URL it serves', async () => {
    const DATABASE_URL = await at('poor', '')
    expect(await refusal({ DATA_DIR: fresh('poor'), DATABASE_URL })).toMatch(
      /^The role servus_app could not be made \(permission denied to create role\): make it by hand .* and set DATABASE_APP_URL\.$/,
    )
    await admin.query("create role servus_app login password 'app'")
    const url = Object.assign(new URL(DATABASE_URL), { username: 'servus_app', password: 'app' })
    const servus = spawnServus({ DATA_DIR: fresh('poor'), DATABASE_URL, DATABASE_APP_URL: url.href })
    expect((await fetch(`${await servus.url()}/readyz`)).status).toBe(200)
    expect(await servus.kill('SIGTERM')).toBe(0)
    await admin.query('drop database poor')
    await admin.query('drop role servus_app')
  })

  it('serves with a role that may make roles, and several processes share it and a folder', async () => {
    const env = { DATA_DIR: fresh('rich'), DATABASE_URL: await at('rich', 'createrole') }
    const [one, two] = [spawnServus(env), spawnServus(env)]
    for (const servus of [one, two]) expect((await fetch(`${await servus.url()}/readyz`)).status).toBe(200)
    expect(await Promise.all([one.kill('SIGTERM'), two.kill('SIGTERM')])).toEqual([0, 0])
    // It is theirs: it runs on.
    expect((await admin.query('select 1')).rowCount).toBe(1)
  })

  it('may be shared by two that share their secret; with another secret the first goes on undisturbed', async () => {
    const first = { DATA_DIR: fresh('first'), DATABASE_URL: await at('first', 'superuser') }
    const SERVUS_SECRET = 'ab'.repeat(32)
    const serves = async (env: Record<string, string>) => {
      const servus = spawnServus({ ...env, SERVUS_SECRET })
      expect((await fetch(`${await servus.url()}/readyz`)).status).toBe(200)
      expect(await servus.kill('SIGTERM')).toBe(0)
    }
    await admin.query('drop database if exists rich')
    await serves(first)
    const second = { DATA_DIR: fresh('second'), DATABASE_URL: await at('second', 'superuser') }
    expect(await refusal({ ...second, SERVUS_SECRET: 'cd'.repeat(32) })).toMatch(
      /^The role servus_app also serves the database first of this PostgreSQL, with another password: give both the same SERVUS_SECRET/,
    )
    await serves(second)
    await serves(first)
  })

  it('is asked for in one sentence when it does not answer, or does not let us in', async () => {
    const closed = 'postgres://a:b@localhost:9/servus'
    expect(await refusal({ DATA_DIR: fresh('closed'), DATABASE_URL: closed })).toMatch(
      /^The database does not answer \(.*ECONNREFUSED.*\): check DATABASE_URL and that it runs\.$/,
    )
    const url = Object.assign(new URL(cluster.url), { password: 'wrong' }).href
    expect(await refusal({ DATA_DIR: fresh('wrong'), DATABASE_URL: url })).toMatch(
      /^The database does not answer \(password authentication failed.*\): check DATABASE_URL/,
    )
  })
})
