import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { postTo, setUpAt, signInAt, superuserOf } from '../db/testing/installation.ts'
import { databaseProcesses } from '../db/testing/processes.ts'
import { endSpawned, type Spawned, spawnCli, spawnServus } from '../db/testing/spawned.ts'
import { makePlace, removePlace } from '../world/places.ts'

const places = makePlace('cli')
const dataDir = join(places, 'data')
const file = join(places, 'backup.tar.gz')
let running: Spawned
let url: string
let password = 'correct horse battery'

beforeAll(async () => {
  running = spawnServus({ DATA_DIR: dataDir })
  url = await running.url()
  expect((await setUpAt(url, await running.token())).status).toBe(200)
})

afterAll(async () => {
  await endSpawned()
  removePlace(places)
})

const NO_SERVERS = { imap: null, smtp: null, username: null, fetch: 'now' }

const signIn = () => signInAt(url, password)
const post = (path: string, body: object, cookie = '') => postTo(`${url}${path}`, body, cookie)

async function namesThere(): Promise<string[]> {
  const reply = await fetch(`${url}/api/people`, { headers: { cookie: await signIn() } })
  return ((await reply.json()) as { items: { name: string }[] }).items.map((p) => p.name).sort()
}

/** Runs a command to its end; gives its exit code and what it said. */
async function cli(
  args: string[],
  more: { dir?: string; input?: string; env?: Record<string, string> } = {},
) {
  const run = spawnCli({ DATA_DIR: more.dir ?? dataDir, ...more.env }, args, more.input)
  return { code: await run.ended, said: run.said() }
}

describe('npm run', () => {
  it('backup saves while Servus runs, and says that the secret is inside', async () => {
    await post('/api/people', { name: 'Marta' }, await signIn())
    const { code, said } = await cli(['backup', file])
    expect(said).toContain('The secret key is INSIDE: whoever has this file can read the mailbox passwords.')
    expect(code).toBe(0)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
  })

  it('backup never writes over a file, and leaves nothing behind where it cannot write', async () => {
    expect(await cli(['backup', file])).toEqual({
      code: 1,
      said: `${file} is there already: name another file.\n`,
    })
    const nowhere = join(places, 'nowhere/backup.tar.gz')
    const { code, said } = await cli(['backup', nowhere])
    expect(said).toContain(
      `${nowhere} cannot be written (ENOENT): name a file in a folder that exists and is yours.`,
    )
    expect(code).toBe(1)
  })

  it('restore replaces nothing without being told to', async () => {
    await post('/api/people', { name: 'Came later' }, await signIn())
    expect(await cli(['restore', file])).toEqual({
      code: 1,
      said: `This would replace “Nordlicht Motors” in ${dataDir}: back it up, then add --yes.\n`,
    })
    expect(await namesThere()).toEqual(['Came later', 'Marta'])
  })

  it('restore puts everything back while Servus runs, which starts anew by itself', async () => {
    const { code, said } = await cli(['restore', file, '--yes'])
    expect(said).toMatch(
      /Restored: \d+ rows and 0 stored files, as they stood at .*\nEverybody signs in again\. The running Servus starts anew\.\n$/,
    )
    expect(code).toBe(0)
    url = await running.saying(/Starting anew…\nServus is at (\S+)/)
    expect(await namesThere()).toEqual(['Marta'])
  })

  it('reset-password gives a link that works once, or sets the password it reads', async () => {
    const { said } = await cli(['reset-password', 'Olga@example.com'], {
      env: { PUBLIC_URL: 'https://desk.example.com' },
    })
    const token = said.match(/https:\/\/desk\.example\.com\/reset-password\?token=(\S+)/)?.[1]
    password = 'another horse battery'
    expect((await post('/api/auth/reset-password', { newPassword: password, token })).status).toBe(200)
    await signIn()
    expect((await post('/api/auth/reset-password', { newPassword: 'x'.repeat(12), token })).status).toBe(400)
    password = 'a third horse battery'
    expect(
      (await cli(['reset-password', 'olga@example.com', '--stdin'], { input: `${password}\n` })).code,
    ).toBe(0)
    await signIn()
    const off = await cli(['reset-password', 'olga@example.com', '--stdin', '--two-step'], {
      input: `${password}\n`,
    })
    expect(off.said).toContain('Their two-step sign-in is off')
    await signIn()
    const unknown = await cli(['reset-password', 'nobody@example.com'])
    expect(unknown).toEqual({
      code: 1,
      said: 'Nobody signs in with nobody@example.com: check the spelling, or invite them in Settings.\n',
    })
    expect((await cli(['reset-password', 'olga@example.com', '--stdin'], { input: 'short' })).said).toBe(
      'A password has 10 to 128 characters: choose another.\n',
    )
  })

  it('doctor says what is well, and what to mend', async () => {
    const well = await cli(['doctor'])
    expect(well.said).not.toContain('MEND')
    expect(well.said).toContain('well  Every stored file belongs to something.')
    expect(well.said).toMatch(/well {2}Servus runs on \S+ \(process \d+\)\./)
    expect(well.code).toBe(0)
    chmodSync(join(dataDir, 'secret'), 0o644)
    const ill = await cli(['doctor'])
    chmodSync(join(dataDir, 'secret'), 0o600)
    expect(ill.said).toContain(`MEND  ${dataDir}/secret may be read by others: chmod 600 ${dataDir}/secret.`)
    expect(ill.code).toBe(1)
  })

  it('doctor says that letters of the house did not arrive', async () => {
    const cookie = await signIn()
    const session = await fetch(`${url}/api/session`, { headers: { cookie } })
    const { current } = (await session.json()) as { current: { member: { siteId: string } } }
    const { siteId } = current.member
    const desk = { siteId, address: 'desk@nordlicht.example', displayName: 'Nordlicht', ...NO_SERVERS }
    const { id } = (await (await post('/api/mailboxes', desk, cookie)).json()) as { id: string }
    const db = await superuserOf(dataDir)
    await db.query(
      `insert into outbox (workspace_id, id, mailbox_id, purpose, envelope_from, envelope_to, content, state, attempts,
         next_attempt_at, created_at)
       select workspace_id, gen_random_uuid(), id, 'invitation', '', '{}', '{}', 'failed', 1, now(), now()
       from mailboxes where id = $1`,
      [id],
    )
    const ill = await cli(['doctor'])
    await db.query('delete from outbox')
    await db.end()
    expect(ill.said).toMatch(
      /MEND {2}1 of the letters desk@nordlicht\.example sends for the house .* did not arrive/,
    )
    expect(ill.code).toBe(1)
  })

  it('backup and doctor work when Servus does not run, and leave no database running', async () => {
    expect(await running.kill('SIGTERM')).toBe(0)
    const second = join(places, 'second.tar.gz')
    const { code, said } = await cli(['backup', second, '--without-secret'])
    expect(said).toContain(`The secret key is NOT inside: keep ${dataDir}/secret yourself`)
    expect(code).toBe(0)
    expect((await cli(['doctor'])).said).toContain('well  Servus does not run on')
    expect(databaseProcesses(dataDir)).toEqual([])
    expect(existsSync(join(dataDir, 'servus.pid'))).toBe(false)
  })

  it('restore makes the same installation on a machine where there was none, secret and all', async () => {
    const dir = join(places, 'new-machine')
    const { code, said } = await cli(['restore', file], { dir })
    expect(said).toContain('Restored: ')
    expect(code).toBe(0)
    expect(readFileSync(join(dir, 'secret'), 'utf8')).toBe(readFileSync(join(dataDir, 'secret'), 'utf8'))
    const there = spawnServus({ DATA_DIR: dir })
    url = await there.url()
    password = 'correct horse battery'
    expect(await namesThere()).toEqual(['Marta'])
    expect(there.said()).not.toContain('First run')
    await there.kill('SIGTERM')
  })

  it('restore of a backup without its secret says what that means; another secret is kept when it is replaced', async () => {
    const dir = join(places, 'third-machine')
    const { said } = await cli(['restore', join(places, 'second.tar.gz')], { dir })
    expect(said).toContain(
      'The backup is without its secret key, and this installation has another: type the mailbox passwords in again',
    )
    const before = readFileSync(join(dir, 'secret'), 'utf8')
    const kept = (await cli(['restore', file, '--yes'], { dir })).said.match(
      /the one before is kept in (\S+)\.\n/,
    )?.[1]
    expect(readFileSync(kept!, 'utf8')).toBe(before)
    expect(readFileSync(join(dir, 'secret'), 'utf8')).not.toBe(before)
  })

  it('each wrong use gets a sentence', async () => {
    expect((await cli(['backup'], { dir: join(places, 'nothing') })).said).toBe(
      `There is no Servus in ${places}/nothing yet: npm start makes one, or set DATA_DIR to where it is.\n`,
    )
    expect(existsSync(join(places, 'nothing'))).toBe(false)
    expect((await cli(['restore'])).said).toMatch(/^Which file\?/)
    expect((await cli(['restore', join(places, 'missing'), '--yes'])).said).toContain(
      `There is no file ${places}/missing: name a backup.`,
    )
    expect((await cli(['fly'])).said).toMatch(/^There is no command “fly”\.\n/)
    expect((await cli(['backup', '--fast'])).said).toMatch(/^Unknown option '--fast'/)
    writeFileSync(join(dataDir, 'servus.pid'), '')
    expect((await cli(['doctor'])).code).toBe(0)
  })
})
