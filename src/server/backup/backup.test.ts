import { readdirSync, statSync } from 'node:fs'
import { vi } from 'vitest'
import { openDatabase } from '../db/database.ts'
import { migrate, migrationNames } from '../db/migrate.ts'
import { connected, insertWorkspace } from '../db/testing/clone.ts'
import { insertion, WORKSPACE } from '../db/testing/rows.ts'
import { wallFaults } from '../db/wall.ts'
import { eventsAfter, readPosition } from '../events/log.ts'
import { TEST_SECRET } from '../world/cluster.ts'
import { SOON } from '../world/soon.ts'
import { readArchive } from './archive.ts'
import { saveBackup } from './save.ts'
import { type Carrying, prepareCarrying } from './testing/carrying.ts'
import { fingerprints, structure, wholeBlobs } from './testing/content.ts'

let c: Carrying

beforeAll(async () => {
  c = await prepareCarrying('source')
})

afterAll(async () => {
  await c.end()
})

describe('a backup', () => {
  it('is one file that only its owner may read, and says what it holds', async () => {
    expect(statSync(c.file).mode & 0o777).toBe(0o600)
    const parts: string[] = []
    for await (const part of readArchive(c.file)) parts.push(part.path)
    expect(parts.at(-1)).toBe('manifest.json')
    expect(parts).toContain('secret')
    expect(parts.filter((p) => p.startsWith('blobs/'))).toHaveLength(4)
  })

  it('carried to another cluster is the same, row by row and byte by byte, with all that keeps it in order', async () => {
    const { manifest, secret } = await c.restore(c.file)
    expect(secret).toBe(TEST_SECRET.hex)
    expect(await fingerprints(c.target)).toEqual(await fingerprints(c.source.owner))
    expect(await structure(c.target)).toEqual(await structure(c.source.owner))
    expect(await wallFaults(c.target)).toEqual([])
    expect(manifest.blobs.damaged).toEqual([c.blobs.damaged])
    expect(wholeBlobs(c.at('elsewhere/blobs'))).toEqual(c.blobs.whole.toSorted())
  })

  it('brings no ended session back to life', async () => {
    expect((await c.target.query('select from auth.session')).rowCount).toBe(0)
    expect((await c.target.query('select from auth."user"')).rowCount).toBe(1)
  })

  it('lets each reader of events go on where it stood, there and here, however often it is restored', async () => {
    const rest = (
      await c.source.owner.query<{ id: string }>('select id from events order by tx, id offset 3')
    ).rows.map((r) => r.id)
    for (const _ of [1, 2]) {
      const db = openDatabase(c.elsewhere.appUrl, 1)
      expect((await eventsAfter(db, await readPosition(db, 'half'))).map((e) => e.id)).toEqual(rest)
      await db.close()
      await c.restore(c.file)
    }
  })

  it('is of one moment, while others write on', async () => {
    const { owner } = c.source
    await owner.query(
      'alter table affiliations drop constraint affiliations_workspace_id_organisation_id_fkey',
    )
    const workspace = await insertion(owner, 'public.workspaces', { ...WORKSPACE, name: "'moment'" })
    let written = 0
    let over = false
    const writing = (async () => {
      const writer = await connected(c.source.ownerUrl)
      // Each transaction writes into the first and the last table a backup reads.
      for (; !over; written++)
        await writer.query(`begin; insert into affiliations select '${c.workspaceId}', gen_random_uuid(), id, 'moment' from persons limit 1;
          ${workspace}; commit`)
      await writer.end()
    })()
    await vi.waitUntil(() => written > 10, SOON)
    const from = written
    const manifest = await saveBackup({ ...c.saving, withSecret: false, file: c.at('moment.tar.gz') })
    expect(written).toBeGreaterThan(from)
    over = true
    await writing
    const rows = (table: string) => manifest.tables.find((t) => t.name === `public.${table}`)!.rows
    expect(rows('affiliations')).toBe(rows('workspaces') - 1)
    await owner.query("delete from affiliations; delete from workspaces where name = 'moment'")
    await owner.query(
      'alter table affiliations add foreign key (workspace_id, organisation_id) references organisations',
    )
  })

  it('that is interrupted leaves nothing behind', async () => {
    const stop = new AbortController()
    const say = () => stop.abort(new Error('Interrupted.'))
    const saving = { ...c.saving, say, signal: stop.signal, withSecret: true }
    const going = saveBackup({ ...saving, file: c.at('never.tar.gz') })
    await expect(going).rejects.toThrow('Interrupted.')
    expect(readdirSync(c.places).filter((f) => f.startsWith('never'))).toEqual([])
  })

  it('may be without the secret', async () => {
    const without = await c.save('without.tar.gz', false)
    const { manifest, secret } = await c.restore(without)
    expect(secret).toBeNull()
    expect(manifest.secret.inside).toBe(false)
  })

  it('of an older Servus goes through the migrations it missed', async () => {
    const admin = await connected(
      Object.assign(new URL(c.elsewhere.ownerUrl), { pathname: '/postgres' }).href,
    )
    await admin.query('create database older')
    await admin.end()
    const ownerUrl = Object.assign(new URL(c.elsewhere.ownerUrl), { pathname: '/older' }).href
    const older = await connected(ownerUrl)
    await migrate(older, { upTo: migrationNames()[2]! })
    const { workspaceId: kept } = await insertWorkspace(older)
    await older.end()
    await saveBackup({ ...c.saving, ownerUrl, withSecret: false, file: c.at('older.tar.gz') })
    await c.restore(c.at('older.tar.gz'))
    expect(
      (await c.target.query('select name from jobs.migrations order by name')).rows.map((r) => r.name),
    ).toEqual(migrationNames())
    expect((await c.target.query('select workspace_id from workspaces')).rows).toEqual([
      { workspace_id: kept },
    ])
    expect(await structure(c.target)).toEqual(await structure(c.source.owner))
  })
})
