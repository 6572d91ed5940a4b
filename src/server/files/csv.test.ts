import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { makePlace, removePlace } from '../world/places.ts'
import { type CsvRecord, readCsv, writeCsv } from './csv.ts'

const dir = makePlace('csv')
afterAll(() => removePlace(dir))
const path = join(dir, 'some.csv')

async function recordsOf(content: string | Buffer, delimiter = ';'): Promise<CsvRecord[]> {
  writeFileSync(path, content)
  const records: CsvRecord[] = []
  for await (const record of readCsv(path, { encoding: 'utf-8', delimiter })) records.push(record)
  return records
}
const cellsOf = (records: readonly CsvRecord[]) => records.map((r) => r.cells)

describe('a CSV file', () => {
  it('gives back what was written, whatever stands in its cells', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ü', '"', ';', '\n', ' ', '7', ',') })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const quoted = rows.map((r) => `${r.map((c) => `"${c.replaceAll('"', '""')}"`).join(';')}\r\n`)
        const records = await recordsOf(quoted.join(''))
        expect(cellsOf(records)).toEqual(rows)
        expect(records.every((r) => r.fault === null)).toBe(true)
      }),
    )
  })

  it('loses only the line with a quotation mark that never closes', async () => {
    const file = 'Name;Notes\n"Paul;tea\nMia;"Comes with a dog;\nand a cat"\nOlaf;"5"" wheels"\n'
    const records = await recordsOf(file)
    expect(records.map((r) => [r.line, r.fault, r.cells])).toEqual([
      [1, null, ['Name', 'Notes']],
      [2, 'quote_open', ['"Paul', 'tea']],
      [3, null, ['Mia', 'Comes with a dog;\nand a cat']],
      [4, null, ['Olaf', '5" wheels']],
    ])
  })

  it('reads on behind such a line, however much follows, and at the end of the file too', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => `Person ${n};Some words about them\n`).join('')
    const records = await recordsOf(`"Paul;tea\n${many}Mia;"never\n`)
    expect(records.length).toBe(20_002)
    expect(records.filter((r) => r.fault).map((r) => r.line)).toEqual([1, 20_002])
    expect(records[20_000]!.cells).toEqual(['Person 19999', 'Some words about them'])
  })

  it('is read on where every cell behind such a line is in quotes, and takes each line apart once', async () => {
    const many = Array.from({ length: 60_000 }, (_, n) => `"Person ${n}";"Some words"\n`).join('')
    const records = await recordsOf(`Name;Notes\n"Paul;tea\n${many}`)
    expect(records.length).toBe(60_002)
    expect(records.filter((r) => r.fault).map((r) => r.line)).toEqual([2])
    expect(records[60_001]!.cells).toEqual(['Person 59999', 'Some words'])
  })

  it('does not look far for what closes a line where line after line never closes: all is read, a good line behind it too', async () => {
    const broken = '\n"""AnnaBergstroemLindenstrasse4-8010Graz-Oesterreich","\n\n'.repeat(4000)
    const records = await recordsOf(`Name,Notes"${broken}\nMia,tea\n`, ',')
    expect(records.filter((r) => r.fault).length).toBeGreaterThan(1000)
    expect(records.at(-1)).toMatchObject({ fault: null, cells: ['Mia', 'tea'] })
  })

  it('takes quotation marks inside a cell as they stand', async () => {
    const records = await recordsOf(
      'Hans "Hansi" Huber;5" screen\n"Paul" Miller;x\n"""Mia"" said\nhello";y\n',
    )
    expect(cellsOf(records)).toEqual([
      ['Hans "Hansi" Huber', '5" screen'],
      ['"Paul" Miller', 'x'],
      ['"Mia" said\nhello', 'y'],
    ])
  })

  it('leaves one endless line out and reads the next', async () => {
    const records = await recordsOf(`Name\n${'x'.repeat(1_000_000)}\nMia\n`)
    expect(records.map((r) => r.fault)).toEqual([null, 'line_too_long', null])
    expect(records[2]!.cells).toEqual(['Mia'])
  })

  it('may end its lines by a carriage return alone, as on old Macs', async () => {
    expect(cellsOf(await recordsOf('Name;Notes\rMia;"tea\rand cake"\r'))).toEqual([
      ['Name', 'Notes'],
      ['Mia', 'tea\nand cake'],
    ])
  })
})

describe('a CSV file we write', () => {
  it.each([
    ['=cmd|calc', "'=cmd|calc"],
    ['+49 171 5551234', '+49 171 5551234'],
    ['-1+cmd', "'-1+cmd"],
    ['a,=cmd', "a,'=cmd"],
    ['a\t@SUM(1)', "a\t'@SUM(1)"],
    ['tea, -5 at night', 'tea, -5 at night'],
    ['0171 1, +49 171 2', '0171 1, +49 171 2'],
  ])('runs nothing in a spreadsheet, by whatever that parts cells: %j', async (cell, written) => {
    expect(writeCsv([cell], ';')).toBe(`${written}\r\n`)
  })

  it('is read again as it was: no mark against formulas stays behind', async () => {
    const letter = fc.constantFrom('a', '5', '=', '+', '-', '@', ' ', ';', ',', '\t', '|', '\n')
    const cells = fc.array(fc.string({ unit: letter }), { minLength: 2, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(cells, async (row) => {
        expect(cellsOf(await recordsOf(writeCsv(row, ';')))).toEqual([row])
      }),
    )
    expect(cellsOf(await recordsOf("'s Gravenhage;Rock 'n' Roll\n"))).toEqual([
      ["'s Gravenhage", "Rock 'n' Roll"],
    ])
  })
})
