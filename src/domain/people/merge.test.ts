import { describe, expect, it } from 'vitest'
import type { PersonId } from '../shared/ids.ts'
import { instant } from '../shared/time.ts'
import {
  branchOf,
  changeInEach,
  type Known,
  knownOfOthers,
  type Merged,
  merge,
  rootOf,
  unite,
  unmerge,
} from './merge.ts'

const id = (name: string) => name as PersonId
const record = (name: string, into: string | null = null): Merged => ({
  id: id(name),
  mergedInto: into === null ? null : id(into),
  mergedAt: into === null ? null : instant('2026-11-21T09:00:00Z'),
})
const known = (name: string, more: Partial<Known> = {}): Known => ({
  ...{ id: id(name), name, sayName: null, languages: [], approach: 'welcome', goodToKnow: '' },
  ...{ accessNeeds: null, sensitive: false, knownSince: null, lastSeenAt: null },
  ...more,
})

describe('merging two records of one person', () => {
  it('is a pointer, and takes along what was merged into the other before', () => {
    const records = [record('a'), record('b'), record('c', 'b')]
    expect(merge(records, id('a'), id('b'))).toEqual({ rootId: 'a', ids: ['b', 'c'] })
    expect(rootOf([record('a'), record('b', 'a'), record('c', 'b')], id('c'))).toBe('a')
    expect(branchOf([record('a'), record('b', 'a'), record('c', 'b')], id('a'))).toEqual(['a', 'b', 'c'])
  })

  it('is refused for a record and itself, and for one that stands for itself no more, so that no circle can come about', () => {
    const records = [record('a'), record('b', 'a'), record('c')]
    expect(merge(records, id('a'), id('a'))).toEqual({ refused: 'same_person' })
    expect(merge(records, id('b'), id('a'))).toEqual({ refused: 'already_merged' })
    expect(merge(records, id('c'), id('b'))).toEqual({ refused: 'already_merged' })
    expect(merge(records, id('b'), id('c'))).toEqual({ refused: 'already_merged' })
  })

  it('is undone one at a time, with what had been merged into it before', () => {
    const records = [record('a'), record('b', 'a'), record('c', 'b'), record('d', 'a')]
    expect(unmerge(records, id('b'))).toEqual({ rootId: 'b', ids: ['b', 'c'] })
    expect(unmerge(records, id('a'))).toEqual({ refused: 'not_merged' })
  })

  it('reads as one what is known of both: the name of the one that stays, and whatever is more careful', () => {
    const a = known('Lena Huber', {
      languages: ['de'],
      knownSince: '2019-01-01' as never,
      goodToKnow: 'Tea.',
    })
    const b = known('L. Huber', {
      ...{ languages: ['de', 'it'], approach: 'ask', sensitive: true, sayName: 'LEH-na' },
      ...{ knownSince: '2012-05-01' as never, goodToKnow: 'Has a dog.', accessNeeds: 'A ramp.' },
    })
    const one = { name: 'Lena Huber', approach: 'ask', sensitive: true, languages: ['de', 'it'] }
    expect(unite(a, [b])).toMatchObject({ ...one, knownSince: '2012-05-01', goodToKnow: 'Tea.' })
    expect(knownOfOthers(a, [b])).toEqual([b])
    expect(unite(known('', { sayName: null }), [b])).toMatchObject({ name: 'L. Huber', sayName: 'LEH-na' })
  })

  it('lets somebody change what is said of all, and leaves with each what nobody touched', () => {
    const a = known('Lena', { languages: ['de'] })
    const b = known('Leni', { languages: ['it'], approach: 'ask' })
    const same = { approach: 'ask', languages: ['de', 'it'], name: 'Lena' } as const
    expect(changeInEach([a, b], same)).toEqual([{}, {}])
    expect(changeInEach([a, b], { approach: 'welcome' })).toEqual([
      { approach: 'welcome' },
      { approach: 'welcome' },
    ])
    expect(changeInEach([a, b], { languages: ['de', 'en'] })).toEqual([
      { languages: ['de', 'en'] },
      { languages: [] },
    ])
    expect(changeInEach([a, b], { name: 'Lena Huber', goodToKnow: 'Tea.' })).toEqual([
      { name: 'Lena Huber', goodToKnow: 'Tea.' },
      {},
    ])
  })
})
