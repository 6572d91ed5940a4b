import { describe, expect, it } from 'vitest'
import type { PersonId } from '../shared/ids.ts'
import { type Comparable, compareRecords } from './duplicates.ts'
import type { HandleKind } from './handles.ts'
import { compareNames } from './name-likeness.ts'

const of = (
  name: string,
  more: Partial<Omit<Comparable, 'handles'>> & { at?: string[] } = {},
): Comparable => {
  const { at = [], ...rest } = more
  const handles = at.map((value) => ({
    kind: (value.includes('@') ? 'email' : 'phone') as HandleKind,
    value,
  }))
  return { id: name as PersonId, name, handles, marks: [], householdIds: [], ...rest }
}

describe('two names', () => {
  it('are the same in any order, case and accents, alike with a slip, an umlaut, a short form or a middle name, else different', () => {
    for (const [a, b, likeness] of [
      ['Marta Huber', 'HUBER, Marta', 'same'],
      ['Jürgen Müller', 'Juergen Mueller', 'same'],
      ['René Groß', 'Rene Gross', 'same'],
      ['Marta Huber', 'Marta Hubre', 'alike'],
      ['Marta Huber', 'Martha Huber', 'alike'],
      ['Alex Weber', 'Alexander Weber', 'alike'],
      ['Bob Miller', 'Robert Miller', 'alike'],
      ['Anna Maria Keller', 'Anna Keller', 'alike'],
      ['Anna', 'Anna', 'alike'],
      ['Anna Keller', 'Anna Weber', 'different'],
      ['Anna Keller', 'Hanna Keller', 'alike'],
      ['Eva Braun', 'Ida Braun', 'different'],
      ['Anna', 'Anna Keller', 'different'],
      ['', 'Anna Keller', 'different'],
    ] as const)
      expect([a, b, compareNames(a, b), compareNames(b, a)]).toEqual([a, b, likeness, likeness])
  })
})

describe('who may be one person', () => {
  it('is proposed with its reasons, the surest first', () => {
    const marta = of('Marta Huber', { at: ['marta@huber.example', '+491715550142'] })
    const say = (b: Comparable) => compareRecords(marta, b)?.reasons ?? null
    expect(say(of('', { at: ['marta@huber.example'] }))).toEqual(['same_handle', 'same_domain'])
    expect(say(of('Huber Marta', { at: ['+491715550142'] }))).toEqual(['same_handle', 'same_name'])
    expect(say(of('Marta Huber', { at: ['+431715550142'] }))).toEqual(['same_number', 'same_name'])
    expect(say(of('Marta Huber', { at: ['info@huber.example'] }))).toEqual(['same_name', 'same_domain'])
    expect(say(of('Martha Huber', { at: ['+498990142'] }))).toEqual(['alike_name', 'same_ending'])
    const car = { marks: ['B-MO 218'] }
    expect(compareRecords(of('Ole Berg', car), of('Ole Berg', { marks: ['b mo218'] }))?.reasons).toEqual([
      'same_vehicle',
      'same_name',
    ])
    const home = { householdIds: ['h'] }
    expect(compareRecords(of('Ole Berg', home), of('Ole Bergh', home))?.reasons).toEqual([
      'alike_name',
      'same_household',
    ])
  })

  it('is never proposed of a name alone, nor of a family or a firm with names of their own [S0-06]', () => {
    expect(compareRecords(of('Ole Berg'), of('Ole Berg'))).toBeNull()
    const shared = { at: ['info@berg.example', '+491715550142'], householdIds: ['h'], marks: ['B-MO 218'] }
    expect(compareRecords(of('Anna Berg', shared), of('Ole Berg', shared))).toBeNull()
    const gmail = (n: number) => ({ at: [`m${n}@gmail.com`] })
    expect(compareRecords(of('Marta Huber', gmail(1)), of('Marta Huber', gmail(2)))).toBeNull()
  })
})
