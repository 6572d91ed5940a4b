import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from 'pg'
import { readConfig } from '../config.ts'
import { type Reached, reach } from '../db/connect.ts'
import { openDatabase } from '../db/database.ts'
import { migrate, migrationNames } from '../db/migrate.ts'
import { type Clone, connected, insertWorkspace, ownClone } from '../db/testing/clone.ts'
import { insertion, WORKSPACE } from '../db/testing/rows.ts'
import { wallFaults } from '../db/wall.ts'
import { eventsAfter, readPosition } from '../events/log.ts'
import { folderBlobs } from '../files/blobs.ts'
import { secretFrom } from '../secret.ts'
import { TEST_SECRET } from '../world/cluster.ts'
import { readArchive, writeArchive } from './archive.ts'
import { restoreBackup } from './restore.ts'
import { saveBackup } from './save.ts'
import { fillBlobs, fillHard, fingerprints, structure, wholeBlobs } from './testing/content.ts'

const places = mkdtempSync(join(tmpdir(), 'servus-backup-'))
const at = (name: string) => join(places, name)
let source: Clone
let workspaceId: string
let blobs: { whole: string[]; damaged: string }
let file: string
/** Another cluster, on another machine as far as anything can tell. */
let elsewhere: Reached
let target: Client

beforeAll(async () => {
  chmodSync(places, 0o755)
  source = await ownClone('source')
  workspaceId = await fillHard(source.owner)
  blobs = await fillBlobs(at('blobs'))
  file = await save('first.tar.gz')
  mkdirSync(at('elsewhere'))
  const config = { ...readConfig({ DATA_DIR: at('elsewhere') }, []), careless: true }
  elsewhere = await reach(config, secretFrom('ab'.repeat(32)), () => {})
  target = await connected(elsewhere.ownerUrl)
})

afterAll(async () => {
  await target.end()
  await elsewhere.stop()
  await source.drop()
  rmSync(places, { recursive: true, force: true })
})

async function save(name: string, withSecret = true, say = (_: string) => {}): Promise<string> {
  const options = { ownerUrl: source.ownerUrl, blobsDir: at('blobs'), secret: TEST_SECRET, withSecret, say }
  await saveBackup({ ...options, file: at(name) })
  return at(name)
}

async function restore(from: string) {
  let secret: string | null = null
  const manifest = await restoreBackup({
    ownerUrl: elsewhere.ownerUrl,
    blobs: folderBlobs(at('elsewhere/blobs')),
    file: from,
    say: () => {},
    beforeCommit: (inside) => {
      secret = inside
    },
  })
  return { manifest, secret }
}

/** Writes the backup again with its parts changed on the way. */
async function rewrite(
  name: string,
  change: (path: string, content: Buffer) => Buffer | null,
): Promise<string> {
  const archive = writeArchive(at(name))
  for await (const part of readArchive(file)) {
    const pieces: Buffer[] = []
    for await (const piece of part.content) pieces.push(piece)
    const content = change(part.path, Buffer.concat(pieces))
    if (content) await archive.add(part.path, content.length, [content])
  }
  await archive.end()
  return at(name)
}

describe('a backup', () => {
  it('is one file that only its owner may read, and says what it holds', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const parts: string[] = []
    for await (const part of readArchive(file)) parts.push(part.path)
    expect(parts.at(-1)).toBe('manifest.json')
    expect(parts).toContain('secret')
    expect(parts.filter((p) => p.startsWith('blobs/'))).toHaveLength(4)
  })

  it('carried to another cluster is the same, row by row and byte by byte, with all that keeps it in order', async () => {
    const { manifest, secret } = await restore(file)
    expect(secret).toBe(TEST_SECRET.hex)
    expect(await fingerprints(target)).toEqual(await fingerprints(source.owner))
    expect(await structure(target)).toEqual(await structure(source.owner))
    expect(await wallFaults(target)).toEqual([])
    expect(manifest.blobs.damaged).toEqual([blobs.damaged])
    expect(wholeBlobs(at('elsewhere/blobs'))).toEqual(blobs.whole.toSorted())
  })

  it('brings no ended session back to life', async () => {
    expect((await target.query('select from auth.session')).rowCount).toBe(0)
    expect((await target.query('select from auth."user"')).rowCount).toBe(1)
  })

  it('lets each reader of events go on where it stood, there and here, however often it is restored', async () => {
    const rest = (
      await source.owner.query<{ id: string }>('select id from events order by tx, id offset 3')
    ).rows.map((r) => r.id)
    for (const _ of [1, 2]) {
      const db = openDatabase(elsewhere.appUrl, 1)
      expect((await eventsAfter(db, await readPosition(db, 'half'))).map((e) => e.id)).toEqual(rest)
      await db.close()
      await restore(file)
    }
  })

  it('is of one moment, while others write on', async () => {
    let over = false
    const writing = (async () => {
      const writer = await connected(source.ownerUrl)
      const workspace = await insertion(writer, 'public.workspaces', { ...WORKSPACE, name: "'moment'" })
      // Each transaction writes into the first and the last table a backup reads.
      for (let _n = 0; !over; _n++)
        await writer.query(`begin; insert into affiliations select '${workspaceId}', gen_random_uuid(), id, 'moment' from persons limit 1;
          ${workspace}; commit`)
      await writer.end()
    })()
    await source.owner.query(
      'alter table affiliations drop constraint affiliations_workspace_id_organisation_id_fkey',
    )
    const saved = await save('moment.tar.gz')
    over = true
    await writing
    const rows = { affiliations: 0, workspaces: 0 }
    for await (const part of readArchive(saved)) {
      const table = part.path.match(/^tables\/public\.(affiliations|workspaces)\//)?.[1] as
        | keyof typeof rows
        | undefined
      for await (const piece of part.content)
        if (table) rows[table] += piece.toString().split('\tmoment').length - 1
    }
    expect(rows.affiliations).toBe(rows.workspaces)
    await source.owner.query("delete from affiliations; delete from workspaces where name = 'moment'")
    await source.owner.query(
      'alter table affiliations add foreign key (workspace_id, organisation_id) references organisations',
    )
  })

  it('may be without the secret', async () => {
    const without = await save('without.tar.gz', false)
    const { manifest, secret } = await restore(without)
    expect(secret).toBeNull()
    expect(manifest.secret.inside).toBe(false)
  })

  it('of an older Servus goes through the migrations it missed', async () => {
    const admin = await connected(Object.assign(new URL(elsewhere.ownerUrl), { pathname: '/postgres' }).href)
    await admin.query('create database older')
    await admin.end()
    const ownerUrl = Object.assign(new URL(elsewhere.ownerUrl), { pathname: '/older' }).href
    const older = await connected(ownerUrl)
    await migrate(older, { upTo: migrationNames()[2]! })
    const { workspaceId: kept } = await insertWorkspace(older)
    await older.end()
    const options = { ownerUrl, blobsDir: at('none'), secret: TEST_SECRET, withSecret: false, say: () => {} }
    await saveBackup({ ...options, file: at('older.tar.gz') })
    await restore(at('older.tar.gz'))
    expect(
      (await target.query('select name from jobs.migrations order by name')).rows.map((r) => r.name),
    ).toEqual(migrationNames())
    expect((await target.query('select workspace_id from workspaces')).rows).toEqual([{ workspace_id: kept }])
    expect(await structure(target)).toEqual(await structure(source.owner))
  })
})

describe('a restore that cannot be says why in one sentence, and changes nothing', () => {
  let before: Awaited<ReturnType<typeof fingerprints>>
  beforeAll(async () => {
    await restore(file)
    before = await fingerprints(target)
  })
  afterEach(async () => {
    expect(await fingerprints(target)).toEqual(before)
    expect((await target.query('select pg_try_advisory_lock(7367767) as free')).rows).toEqual([
      { free: true },
    ])
    await target.query('select pg_advisory_unlock_all()')
  })
  const refused = async (from: string, words: RegExp) => {
    const e = (await restore(from).catch((error: unknown) => error)) as Error
    expect(e.message).toMatch(words)
    expect(e.message.split('\n')).toHaveLength(1)
  }

  it('if there is no such file, or it is something else', async () => {
    await refused(at('missing.tar.gz'), /^There is no file \S+: name a backup\.$/)
    await refused(places, /^There is no file \S+: name a backup\.$/)
    writeFileSync(at('letter.txt'), 'Dear Marta')
    await refused(at('letter.txt'), /is no whole backup of Servus/)
    writeFileSync(at('empty'), '')
    await refused(at('empty'), /is no whole backup of Servus/)
  })

  it('if the file was cut short anywhere, or a byte of it changed', async () => {
    const whole = readFileSync(file)
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      writeFileSync(at('cut'), whole)
      truncateSync(at('cut'), Math.floor(whole.length * part))
      await refused(at('cut'), /is no whole backup of Servus \(.+\): use another one\.$/)
      const changed = Buffer.from(whole)
      const place = Math.floor(whole.length * part)
      changed[place] = changed[place]! ^ 0x55
      writeFileSync(at('changed'), changed)
      await refused(at('changed'), /is no whole backup of Servus/)
    }
  })

  it('if a part is missing, changed, or too much, though the file is whole', async () => {
    const persons = /^tables\/public\.persons\//
    await refused(
      await rewrite('a', (p, c) => (persons.test(p) ? null : c)),
      /table public\.persons is not as it was saved/,
    )
    await refused(
      await rewrite('b', (p, c) => (persons.test(p) ? Buffer.from(c.toString().replace('Gr', 'gr')) : c)),
      /table public\.persons is not as it was saved/,
    )
    await refused(
      await rewrite('c', (p, c) => (p.startsWith('blobs/e3b0') ? null : c)),
      /stored files are missing/,
    )
    await refused(
      await rewrite('d', (p, c) => (p === 'secret' ? null : c)),
      /its secret is not as it was saved/,
    )
    await refused(await rewrite('e', (p, c) => (p === 'manifest.json' ? null : c)), /its manifest is missing/)
  })

  it('if it was made by a newer Servus, or with another text of a migration', async () => {
    const manifest = (change: (text: string) => string) => (p: string, c: Buffer) =>
      p === 'manifest.json' ? Buffer.from(change(c.toString())) : c
    await refused(
      await rewrite(
        'f',
        manifest((t) => t.replace('0006_promises.sql', '9999_future.sql')),
      ),
      /^The backup is newer than this program \(it has 9999_future\.sql\): update Servus first\.$/,
    )
    await refused(
      await rewrite(
        'g',
        manifest((t) => t.replace('"format": 1', '"format": 2')),
      ),
      /made by a newer Servus: update Servus first/,
    )
    await refused(
      await rewrite(
        'h',
        manifest((t) => t.replace(/("name": "0002_accounts.sql",\s+"sha256": ")..../, '$1dead')),
      ),
      /^migrations\/0002_accounts\.sql is not the one the backup was made with/,
    )
  })

  it('if the database holds tables of somebody else', async () => {
    await target.query('create table their_invoices (id int)')
    await refused(
      file,
      /also holds a table that is not of Servus \(their_invoices\): restore into a database of its own\.$/,
    )
    await target.query('drop table their_invoices')
  })

  it('if it breaks off at the very end, after everything was put in', async () => {
    const late = restoreBackup({
      ownerUrl: elsewhere.ownerUrl,
      blobs: folderBlobs(at('elsewhere/blobs')),
      file,
      say: () => {},
      beforeCommit: () => {
        throw new Error('the disk is full')
      },
    })
    await expect(late).rejects.toThrow(
      /^The restore did not succeed, and nothing was changed: the disk is full$/,
    )
  })

  it('if it is interrupted', async () => {
    const stop = new AbortController()
    const going = restoreBackup({
      ...{
        ownerUrl: elsewhere.ownerUrl,
        blobs: folderBlobs(at('elsewhere/blobs')),
        file,
        signal: stop.signal,
      },
      say: (s) => s.startsWith('Replacing') && stop.abort(new Error('Interrupted.')),
    })
    await expect(going).rejects.toThrow(/nothing was changed: Interrupted\.$/)
  })
})
