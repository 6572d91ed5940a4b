import { sql } from 'kysely'
import * as contract from '../../contract/imports.ts'
import * as peopleContract from '../../contract/people.ts'
import * as merging from '../../contract/people-merge.ts'
import { bring, check, putPart, read, start, undo, upload } from '../world/bring.ts'
import { hearAll } from '../world/hear.ts'
import { makeWorld, type World } from '../world/world.ts'
import { importNow } from './jobs.ts'

const FILE = `Kunden-Nr;Vorname;Nachname;E-Mail;E-Mail 2;Telefon;Sprache;Kennzeichen;Haushalt;Firma;Notizen;Kunde seit
1001;Marta;Okafor;marta@posteo.example;m.okafor@firma.example;030 1234567;Deutsch;B-MO 218;Familie Okafor;;"Kommt mit Hund; mag Tee";01.03.2019
1002;Jonas;Huber;jonas@huber.example;;+49 171 5551234;de;;;Huber GmbH;;2020-05-17
1003;Lena;Huber;;;+49 171 5559999;;;;Huber GmbH;;
`

/** All of a workspace that people imports touch, without what only counts how often it was written. */
async function everything(world: World): Promise<unknown> {
  return await world.services.db.read(world.workspaceId, async (db) => {
    const tables = [
      'persons',
      'handles',
      'person_keys',
      'households',
      'household_members',
      'organisations',
      'affiliations',
      'things',
      'thing_holders',
      'conversations',
      'messages',
      'attachments',
      'import_keys',
    ]
    const all: Record<string, unknown> = {}
    for (const table of tables) {
      const { rows } = await sql<{ row: object }>`
        select to_jsonb(t) - 'version' as row from ${sql.table(table)} t order by to_jsonb(t)::text`.execute(
        db,
      )
      all[table] = rows.map((r) => r.row)
    }
    return all
  })
}

async function listed(world: World, q?: string) {
  return (await world.owner.call(peopleContract.listPeople, { query: { limit: 100, ...(q ? { q } : {}) } }))
    .items
}

describe('people by CSV', () => {
  it('guesses the columns of a German file and shows what its lines would become', async () => {
    const world = await makeWorld()
    const id = await upload(world, 'people', FILE)
    const params = { importId: id }
    const { columns, headings, delimiter } = await world.owner.call(contract.readColumns, { params })
    expect({ headings, delimiter }).toEqual({ headings: true, delimiter: ';' })
    expect(columns.map((c) => c.target)).toEqual([
      'externalId',
      'firstName',
      'lastName',
      'email',
      'email',
      'phone',
      'language',
      'plate',
      'household',
      'organisation',
      'goodToKnow',
      'knownSince',
    ])
    const body = { columns: columns.map((c) => c.target), headings }
    const { rows } = await world.owner.call(contract.previewImport, { params, body })
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatchObject({
      ...{
        line: 2,
        name: 'Marta Okafor',
        household: 'Familie Okafor',
        goodToKnow: 'Kommt mit Hund; mag Tee',
      },
      ...{ languages: ['de'], fault: null, twin: null },
    })
    expect(rows[0]!.handles.map((h) => h.shown)).toEqual([
      'marta@posteo.example',
      'm.okafor@firma.example',
      '030 1234567',
    ])
    expect(await listed(world)).toEqual([])
  })

  it('brings them with all that stands there, and finds them by plate and telephone', async () => {
    const world = await makeWorld()
    const done = await bring(world, FILE)
    expect(done).toMatchObject({
      state: 'done',
      counts: { found: 3, made: 3, same: 0, leftOut: 0, failed: 0, waiting: 0 },
    })
    const [marta] = await listed(world, 'BMO218')
    expect(marta).toMatchObject({ name: 'Marta Okafor' })
    const page = await world.owner.call(peopleContract.readPerson, { params: { personId: marta!.id } })
    expect(page).toMatchObject({
      languages: ['de'],
      knownSince: '2019-03-01',
      goodToKnow: 'Kommt mit Hund; mag Tee',
    })
    expect(page.households.map((h) => h.name)).toEqual(['Familie Okafor'])
    expect(page.things.map((t) => t.plate)).toEqual(['B-MO 218'])
    const [jonas] = await listed(world, '0171 5551234')
    const firm = await world.owner.call(peopleContract.readPerson, { params: { personId: jonas!.id } })
    expect(firm.organisations.map((o) => o.name)).toEqual(['Huber GmbH'])
    expect(firm.organisations[0]!.members.map((p) => p.name).sort()).toEqual(['Jonas Huber', 'Lena Huber'])
  })

  it('brings nobody twice when the same file comes again, and undoing both leaves everything as before', async () => {
    const world = await makeWorld()
    const before = await everything(world)
    const first = await bring(world, FILE)
    const once = await everything(world)
    const second = await bring(world, FILE)
    expect(second.counts).toMatchObject({ made: 0, same: 3 })
    expect(await everything(world)).toEqual(once)
    expect(second.acts).toEqual([])
    expect(await undo(world, first.id)).toMatchObject({ state: 'undone', stayed: 0 })
    expect(await everything(world)).toEqual(before)
  })

  it('takes somebody known as the same: adds what is missing, overwrites nothing, and takes the additions back', async () => {
    const world = await makeWorld()
    const { id } = await world.owner.call(peopleContract.addPerson, {
      body: {
        name: 'Marta Okafor',
        goodToKnow: 'Prefers the morning',
        handles: [{ kind: 'email', value: 'marta@posteo.example' }],
      },
    })
    const before = await everything(world)
    const file = await upload(world, 'people', FILE)
    expect(await check(world, file)).toMatchObject({
      state: 'checked',
      twins: 1,
      counts: { found: 3, waiting: 3, failed: 0 },
    })
    const { items } = await world.owner.call(contract.listImportLines, {
      params: { importId: file },
      query: { kind: 'twin' },
    })
    expect(items).toMatchObject([
      { line: 2, reason: 'same_handle', person: { id, name: 'Marta Okafor' }, becomes: 'same' },
    ])
    expect((await start(world, file)).counts).toMatchObject({ made: 2, same: 1 })
    const page = await world.owner.call(peopleContract.readPerson, { params: { personId: id } })
    expect(page).toMatchObject({ goodToKnow: 'Prefers the morning', languages: ['de'] })
    expect(page.handles).toHaveLength(3)
    expect(page.things.map((t) => t.plate)).toEqual(['B-MO 218'])
    expect(await undo(world, file)).toMatchObject({ state: 'undone', stayed: 0 })
    expect(await everything(world)).toEqual(before)
  })

  it('finds twins within the file, and does with each line what was chosen', async () => {
    const world = await makeWorld()
    const csv =
      'Name,Email\nMarta Okafor,m@x.example\nOkafor Marta,M@X.example\nPaul Okafor,m@x.example\nMarta Okafor,m@x.example\n'
    const id = await upload(world, 'people', csv)
    await check(world, id)
    const params = { importId: id }
    const { items } = await world.owner.call(contract.listImportLines, { params, query: { kind: 'twin' } })
    expect(items.map((l) => [l.line, l.reason, l.sameLine, l.becomes])).toEqual([
      [3, 'same_handle', 2, 'same'],
      [4, 'shared_handle', 2, 'new'],
      [5, 'same_handle', 2, 'same'],
    ])
    await world.owner.call(contract.chooseTwins, { params, body: { lines: [{ line: 5, choice: 'leave' }] } })
    const done = await start(world, id)
    expect(done.counts).toEqual({ found: 4, made: 2, same: 1, leftOut: 1, failed: 0, waiting: 0 })
    expect((await listed(world)).map((p) => p.name).sort()).toEqual(['Marta Okafor', 'Paul Okafor'])
  })

  it('names each line it cannot take with its reason, and gives them as a file to mend and bring again', async () => {
    const world = await makeWorld()
    const csv =
      'Name;Email;Telefon\nMarta;marta@posteo.example;030 1234567\n=cmd|calc;no address;\n;;\nOlaf;olaf@x.example;viel zu kurz\n'
    const id = await upload(world, 'people', csv)
    expect(await check(world, id)).toMatchObject({ counts: { found: 3, failed: 2, waiting: 1 } })
    const query = { kind: 'failed' } as const
    const { items } = await world.owner.call(contract.listImportLines, { params: { importId: id }, query })
    expect(items.map((l) => [l.line, l.reason, l.said])).toEqual([
      [3, 'email_unreadable', 'no address'],
      [5, 'phone_unreadable', 'viel zu kurz'],
    ])
    const done = await start(world, id)
    expect(done.counts).toMatchObject({ found: 3, made: 1, failed: 2 })
    const reply = await world.fetch(`/api/imports/${id}/failed.csv`, {
      as: world.owner,
      headers: { 'servus-workspace': world.workspaceId },
    })
    expect(reply.headers.get('content-disposition')).toContain('attachment')
    const text = await reply.text()
    // A spreadsheet must not run what somebody wrote.
    expect(text).toContain("'=cmd|calc")
    expect(text).not.toMatch(/^=cmd/m)
    const mended = text.replace('no address', 'some@x.example').replace('viel zu kurz', '030 7654321')
    expect((await bring(world, mended)).counts).toMatchObject({ found: 2, made: 2, failed: 0 })
  })

  it('shows of each of the first lines what the next step will make of it', async () => {
    const world = await makeWorld()
    await world.owner.call(peopleContract.addPerson, {
      body: { name: 'Jürgen Müller', handles: [{ kind: 'email', value: 'mueller@x.example' }] },
    })
    const csv =
      'Nr;Name;Email\n7;Juergen Mueller;mueller@x.example\n8;Anna Müller;mueller@x.example\n9;Paul;p@x.example\n9;Mia;m@x.example\n'
    const id = await upload(world, 'people', csv)
    const params = { importId: id }
    const body = { columns: ['externalId' as const, 'name' as const, 'email' as const], headings: true }
    const { rows } = await world.owner.call(contract.previewImport, { params, body })
    expect(rows.map((r) => r.twin && [r.twin.reason, r.twin.becomes])).toEqual([
      ['same_handle', 'same'],
      ['shared_handle', 'new'],
      null,
      null,
    ])
    await check(world, id)
    const { items } = await world.owner.call(contract.listImportLines, { params, query: { kind: 'twin' } })
    expect(items.map((l) => [l.line, l.reason, l.becomes])).toEqual([
      [2, 'same_handle', 'same'],
      [3, 'shared_handle', 'new'],
    ])
    expect((await start(world, id)).counts).toMatchObject({ made: 3, same: 1 })
    const names = ['Anna Müller', 'Jürgen Müller', 'Mia', 'Paul']
    expect((await listed(world)).map((p) => p.name).sort()).toEqual(names)
  })

  it('takes a file in parts, goes on where the line was cut, and refuses what is not next', async () => {
    const world = await makeWorld()
    const whole = Buffer.from(FILE)
    const { id } = await world.owner.call(contract.beginFileImport, {
      body: { kind: 'people', name: 'p.csv', size: whole.length },
    })
    expect(await (await putPart(world, id, 0, whole.subarray(0, 50))).json()).toEqual({
      received: 50,
      whole: false,
    })
    expect((await putPart(world, id, 70, whole.subarray(70))).status).toBe(409)
    expect(await (await putPart(world, id, 0, whole.subarray(0, 50))).json()).toEqual({
      received: 50,
      whole: false,
    })
    expect((await read(world, id)).received).toBe(50)
    expect(await (await putPart(world, id, 50, whole.subarray(50))).json()).toEqual({
      received: whole.length,
      whole: true,
    })
    expect((await read(world, id)).state).toBe('ready')
  })

  it('keeps what somebody touched since, and lists it', async () => {
    const world = await makeWorld()
    const done = await bring(world, FILE)
    const [jonas] = await listed(world, 'jonas')
    const page = await world.owner.call(peopleContract.readPerson, { params: { personId: jonas!.id } })
    await world.owner.call(peopleContract.changePerson, {
      params: { personId: jonas!.id },
      body: { goodToKnow: 'Calls back in the evening', version: page.version },
    })
    const undone = await undo(world, done.id)
    expect(undone).toMatchObject({ state: 'undone', stayed: 2 })
    expect((await listed(world)).map((p) => p.name)).toEqual(['Jonas Huber'])
    const { items } = await world.owner.call(contract.listStayed, { params: { importId: done.id } })
    expect(items.map((i) => [i.kind, i.why, i.person?.name ?? null])).toEqual([
      ['organisation', 'in_use', null],
      ['person', 'touched', 'Jonas Huber'],
    ])
  })

  it('tells nobody: no notice, no letter, no reminder', async () => {
    const world = await makeWorld()
    await bring(world, FILE)
    await hearAll(world)
    const quiet = await world.services.db.read(world.workspaceId, async (db) => {
      const { rows } = await sql<{
        n: number
      }>`select (select count(*) from notices) + (select count(*) from outbox) as n`.execute(db)
      return rows[0]!.n
    })
    expect(quiet).toBe(0)
  })

  it('goes on where it was paused, and nobody is brought twice', async () => {
    const world = await makeWorld()
    const lines = Array.from({ length: 1200 }, (_, n) => `Person ${n},p${n}@x.example`)
    const id = await upload(world, 'people', `Name,Email\n${lines.join('\n')}\n`)
    await check(world, id)
    const params = { importId: id }
    await world.owner.call(contract.startImport, { params, body: {} })
    await world.owner.call(contract.pauseImport, { params })
    await importNow(world.services)
    expect(await read(world, id)).toMatchObject({ state: 'paused', counts: { made: 0, waiting: 1200 } })
    await world.owner.call(contract.goOnImport, { params })
    await importNow(world.services)
    expect(await read(world, id)).toMatchObject({
      state: 'done',
      counts: { found: 1200, made: 1200, waiting: 0 },
    })
  })

  it('throws the file away 30 days after it is done', async () => {
    const world = await makeWorld()
    const done = await bring(world, FILE)
    expect(done.fileUntil).toBe('2026-12-23T09:12:00.000Z')
    world.at('2026-12-23T09:12:01.000Z')
    await importNow(world.services)
    expect((await read(world, done.id)).fileUntil).toBeNull()
  })

  it('brings what is said of a merged record to that record, so that undoing the merge parts it rightly, and takes nobody merged away', async () => {
    const world = await makeWorld()
    const first = await bring(
      world,
      'Name;Email\nLena Huber;lena@huber.example\nL. Huber;lena.huber@work.example\n',
    )
    const [work] = await listed(world, 'lena.huber@work.example')
    const [home] = await listed(world, 'lena@huber.example')
    const version = async (id: typeof home) =>
      (await world.owner.call(peopleContract.readPerson, { params: { personId: id!.id } })).version
    const versions = { version: await version(home), mergedVersion: await version(work) }
    await world.owner.call(merging.mergePerson, {
      params: { personId: home!.id },
      body: { mergedId: work!.id, ...versions },
    })
    const done = await bring(world, 'Email;Telefon;Name\nlena.huber@work.example;0171 5550142;Lena Huber\n')
    expect(done.counts).toMatchObject({ made: 0, same: 1 })
    const together = await world.owner.call(peopleContract.readPerson, { params: { personId: home!.id } })
    expect(together.name).toBe('Lena Huber')
    expect(together.handles.map((h) => h.shown)).toContain('0171 5550142')
    const [noted] = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('handles').select('personId').where('shown', '=', '0171 5550142').execute(),
    )
    expect(noted!.personId).toBe(work!.id)
    expect(await undo(world, done.id)).toMatchObject({ state: 'undone', stayed: 0 })
    expect(await undo(world, first.id)).toMatchObject({ state: 'undone', stayed: 2 })
    expect((await listed(world)).map((p) => p.name)).toEqual(['Lena Huber'])
  })
})
