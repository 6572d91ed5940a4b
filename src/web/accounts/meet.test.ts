import fc from 'fast-check'
import { meet, partOf, same, withPart } from './meet.ts'

const value = fc.constantFrom('', 'a', 'b', 'c')
const values = fc.record({
  name: value,
  note: value,
  sensitive: fc.boolean(),
  hours: fc.dictionary(fc.constantFrom('1', '2', '3'), value),
  members: fc.uniqueArray(fc.constantFrom('luis', 'mia', 'ole')),
})

describe('two people who change one thing', () => {
  it('of different fields, days or members both keep what they changed, without being asked', () => {
    const base = { name: 'Desk', hours: { 1: '8', 2: '8' }, members: ['luis'] }
    const mine = { ...base, hours: { 1: '9', 2: '8' }, members: ['luis', 'mia'] }
    const theirs = { name: 'Front desk', hours: { 1: '8' }, members: ['luis', 'ole'] }
    const met = meet<typeof base>(base, mine, theirs as typeof base)
    expect(met.values).toEqual({ name: 'Front desk', hours: { 1: '9' }, members: ['luis', 'mia', 'ole'] })
    expect(met.rows.filter((row) => row.both)).toEqual([])
    expect(met.rows.map((row) => row.path)).toEqual(['name', 'hours/2', 'members/ole'])
  })

  it('of the same field keep their own until somebody chooses, and either can be chosen', () => {
    const { values, rows } = meet({ name: 'A' }, { name: 'Mine' }, { name: 'Theirs' })
    expect(values).toEqual({ name: 'Mine' })
    expect(rows).toEqual([
      { path: 'name', field: 'name', sub: null, mine: 'Mine', theirs: 'Theirs', both: true },
    ])
  })

  it('lose nothing: every change stands in what is kept, or beside what it was changed to', () => {
    fc.assert(
      fc.property(values, values, values, (base, mine, theirs) => {
        const met = meet(base, mine, theirs)
        const clash = new Set(met.rows.filter((row) => row.both).map((row) => row.path))
        for (const [field, sub] of everyPart([base, mine, theirs])) {
          const at = (v: typeof base) => partOf(v, { field, sub })
          const kept = at(met.values)
          if (!same(at(mine), at(base))) expect(kept).toEqual(at(mine))
          const path = sub === null ? field : `${field}/${sub}`
          if (!same(at(theirs), at(base)) && !clash.has(path)) expect(kept).toEqual(at(theirs))
        }
        for (const row of met.rows.filter((r) => r.both)) {
          const taken = withPart(met.values, row.field, row.sub, row.theirs)
          expect(partOf(taken, row)).toEqual(row.theirs)
          expect(same(partOf(withPart(taken, row.field, row.sub, row.mine), row), row.mine)).toBe(true)
        }
      }),
    )
  })
})

type Some = { hours: object; members: string[] }
function everyPart(all: readonly Some[]): [string, string | null][] {
  const keys = (of: (v: Some) => string[]) => [...new Set(all.flatMap(of))]
  return [
    ...['name', 'note', 'sensitive'].map((field) => [field, null] as [string, null]),
    ...keys((v) => Object.keys(v.hours)).map((sub) => ['hours', sub] as [string, string]),
    ...keys((v) => v.members).map((sub) => ['members', sub] as [string, string]),
  ]
}
