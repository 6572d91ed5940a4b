import fc from 'fast-check'
import { type Columns, TARGETS } from './columns.ts'
import { isFault, readRow, sameText, sameThing } from './rows.ts'

const read = (cells: Record<string, string>) =>
  readRow(Object.values(cells), Object.keys(cells) as Columns[number][], 'DE')

describe('a line of a file', () => {
  it('makes a name of its parts, and takes several addresses of one cell', () => {
    expect(
      read({
        firstName: 'Marta',
        lastName: 'Okafor',
        email: 'M@x.example; <n@y.example>',
        phone: '030 1234567, +49 171 5551234',
      }),
    ).toMatchObject({
      name: 'Marta Okafor',
      handles: [
        { value: 'm@x.example' },
        { value: 'n@y.example' },
        { value: '+49301234567' },
        { value: '+491715551234' },
      ],
    })
  })

  it.each([
    ['2019-03-01', '2019-03-01'],
    ['1.3.2019', '2019-03-01'],
    ['13/03/2019', '2019-03-13'],
    ['03/13/2019', '2019-03-13'],
    ['2019-03-01 10:00:00', '2019-03-01'],
    ['2019', '2019-01-01'],
    ['29.2.2024', '2024-02-29'],
    ['1.3.24', '2024-03-01'],
    ['24.12.98 00:00', '1998-12-24'],
    ['13/03/2019 00:00', '2019-03-13'],
    ['2019/03/01', '2019-03-01'],
    ['45352', '2024-03-01'],
    ['45352,5', '2024-03-01'],
  ])('reads the day %s', (knownSince, day) => {
    expect(read({ name: 'Marta', knownSince })).toMatchObject({ knownSince: day })
  })

  it.each([
    [{ email: 'no address' }, 'email_unreadable', 'email'],
    [{ name: 'Marta', phone: 'call her' }, 'phone_unreadable', 'phone'],
    [{ name: 'Marta', knownSince: '03/04/2019' }, 'date_unreadable', 'knownSince'],
    [{ name: 'Marta', knownSince: '31.2.2019' }, 'date_unreadable', 'knownSince'],
    [{ name: 'Marta', language: 'Klingonisch!' }, 'language_unknown', 'language'],
    [{ name: 'x'.repeat(201) }, 'too_long', 'name'],
    [{ name: 'Mar\u0000ta' }, 'odd_letters', 'name'],
    [{ name: 'J\uFFFDrg' }, 'odd_letters', 'name'],
    [{ externalId: '12', goodToKnow: 'tea' }, 'nobody', null],
  ])('is refused with the column to blame: %j', (cells, fault, field) => {
    expect(read(cells as Record<string, string>)).toEqual({ fault, field })
  })

  it('keeps a plate or VIN we cannot read as it was typed', () => {
    expect(read({ plate: 'b-mo 218', vin: 'too short' })).toMatchObject({
      thing: { kind: 'vehicle', name: 'B-MO 218', plate: 'B-MO 218', vin: 'too short' },
    })
  })

  it.each([
    ['VW', 'Golf', 'VW Golf'],
    ['VW', 'VW Golf', 'VW Golf'],
    ['Tesla', '', 'Tesla'],
    ['', 'Golf', 'Golf'],
  ])('calls a thing by its make and model: %s, %s', (make, thing, name) => {
    expect(read({ plate: 'B-MO 218', make, thing })).toMatchObject({ thing: { kind: 'vehicle', name } })
  })

  it('is read or refused, whatever stands in it, and never breaks', () => {
    const cells = fc.array(fc.string({ unit: 'binary', maxLength: 300 }), {
      minLength: TARGETS.length,
      maxLength: TARGETS.length,
    })
    fc.assert(
      fc.property(cells, (line) => {
        const row = readRow(line, TARGETS, 'DE')
        if (isFault(row)) expect(row.fault).toMatch(/^[a-z_]+$/)
        else expect(sameText(row)).toBe(sameText(readRow(line, TARGETS, 'DE') as typeof row))
      }),
    )
  })

  it('is the same line however the columns are ordered', () => {
    const a = read({ name: 'Marta', email: 'a@x.example b@x.example' })
    const b = read({ email: 'b@x.example; a@x.example', name: ' Marta ' })
    expect(sameText(a as never)).toBe(sameText(b as never))
  })

  it('names a thing that is one with another by its VIN, its plate, else its name', () => {
    const golf = { name: 'Golf', plate: 'B-MO 218', vin: null }
    expect(sameThing(golf, { name: 'White Golf', plate: 'b mo218', vin: null })).toBe(true)
    expect(sameThing(golf, { name: 'Golf', plate: 'B-MO 219', vin: null })).toBe(false)
    expect(sameThing(golf, { name: 'Golf', plate: null, vin: null })).toBe(false)
    expect(
      sameThing({ name: 'Boiler', plate: null, vin: null }, { name: 'boiler', plate: null, vin: null }),
    ).toBe(true)
  })
})
