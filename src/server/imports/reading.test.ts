import * as contract from '../../contract/imports.ts'
import * as peopleContract from '../../contract/people.ts'
import { bring, check, start, upload } from '../world/bring.ts'
import { makeWorld, type World } from '../world/world.ts'

async function namesIn(world: World): Promise<string[]> {
  const { items } = await world.owner.call(peopleContract.listPeople, { query: { limit: 100 } })
  return items.map((p) => p.name).sort()
}

describe('a file of people', () => {
  it.each([
    ['Windows-1252', Buffer.from('Name;Ort\nJörg Müßig;Köln\n', 'latin1')],
    ['UTF-8 with its mark', Buffer.from('\uFEFFName;Ort\nJörg Müßig;Köln\n')],
    ['UTF-16', Buffer.from('\uFEFFName\tOrt\nJörg Müßig\tKöln\n', 'utf16le')],
    ['UTF-16 without its mark', Buffer.from('Name\tOrt\nJörg Müßig\tKöln\n', 'utf16le')],
  ])('reads %s', async (_, bytes) => {
    const world = await makeWorld()
    await bring(world, bytes)
    expect(await namesIn(world)).toEqual(['Jörg Müßig'])
  })

  it.each([
    ['that names for Excel what parts its cells', '"sep=|"\r\nName|Email\r\nJörg|j@x.example\r\n'],
    ['that begins with blank lines', '\r\n  \r\nName;Email\r\nJörg;j@x.example\r\n'],
    ['without headings', 'Jörg Müßig;j@x.example\r\n'],
  ])('takes of a file %s whom it names, and nobody else', async (_, csv) => {
    const world = await makeWorld()
    const id = await upload(world, 'people', csv)
    const { columns, headings } = await world.owner.call(contract.readColumns, { params: { importId: id } })
    expect(columns.map((c) => c.target)).toEqual(['name', 'email'])
    const at = csv.split('\n').findIndex((l) => l.startsWith('Jörg')) + 1
    const body = { columns: columns.map((c) => c.target), headings }
    const { rows } = await world.owner.call(contract.previewImport, { params: { importId: id }, body })
    expect(rows.map((r) => [r.line, r.name.slice(0, 4)])).toEqual([[at, 'Jörg']])
    expect((await bring(world, csv)).counts).toMatchObject({ found: 1, made: 1, failed: 0 })
  })

  it.each([
    ['a picture', 'no_text', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['what is cut out of a program', 'no_text', Buffer.alloc(5000, '\u0001ab\u0003\u0004\n')],
    ['a spreadsheet', 'spreadsheet', Buffer.from('PK\u0003\u0004xlsx')],
  ])('says that %s is no CSV', async (_, fault, bytes) => {
    const world = await makeWorld()
    const id = await upload(world, 'people', bytes)
    const problem = await world.owner.call(contract.readColumns, { params: { importId: id } }).then(
      () => null,
      (e) => e.problem,
    )
    expect(problem).toMatchObject({ code: 'file_unreadable', values: { fault } })
  })

  it('names the line with a quotation mark that never ends, and takes all the others', async () => {
    const world = await makeWorld()
    const csv = `Name;Email\nMarta;m@x.example\n"Paul;p@x.example\n"${'x'.repeat(1_000_000)}\nMia;mia@x.example\n`
    const id = await upload(world, 'people', csv)
    const params = { importId: id }
    const body = { columns: ['name' as const, 'email' as const], headings: true }
    const { rows } = await world.owner.call(contract.previewImport, { params, body })
    expect(rows.map((r) => [r.line, r.fault?.reason ?? null])).toEqual([
      [2, null],
      [3, 'quote_open'],
      [4, 'line_too_long'],
      [5, null],
    ])
    await check(world, id)
    expect((await start(world, id)).counts).toMatchObject({ found: 4, made: 2, failed: 2 })
    expect(await namesIn(world)).toEqual(['Marta', 'Mia'])
  })
})
