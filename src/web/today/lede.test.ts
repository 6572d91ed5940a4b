import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import en from '../../words/en.json' with { type: 'json' }
import { ledeOf } from './lede.ts'
import type { Today, TodayItem } from './why.ts'

const t = createTranslator({ locale: 'en', messages: en, namespace: 'today' }) as never
const words = { t, locale: 'en', sayBy: (at: string) => `by ${at.slice(11, 16)}` }
const item = (kind: TodayItem['kind'], more: Partial<TodayItem> = {}) =>
  ({
    ...{ kind, key: kind, at: '2026-11-23T10:00:00.000Z', care: 'none', mine: true, colleague: null },
    person: { id: 'marta', name: 'Marta Okafor' },
    ...more,
  }) as TodayItem
const says = (groups: Partial<Today['groups']>, more: Today['more'] = []) =>
  ledeOf({ groups: { now: [], next: [], moment: [], ...groups }, more }, words)
const covered = (more: Partial<TodayItem> = {}) => item('stands_in', { mine: false, ...more })

describe('the first sentence of Today [S1-31]', () => {
  it('says who is here, who waits, and whom somebody should hear from', () => {
    expect(says({ now: [item('arrival'), item('conversation'), item('woken'), item('promise')] })).toBe(
      'One person is at the counter, two are waiting for an answer, and you promised Marta something by 10:00.',
    )
    expect(says({ next: [item('update')] })).toBe('Marta should hear from you by 10:00.')
    expect(says({ now: [item('promise', { care: 'late' })] })).toBe('Marta was to hear from us by 10:00.')
  })

  it('says whose yes a colleague waits for, and who waits for the word on one', () => {
    const ask = (colleague: string, more = {}) => item('yes_asked', { colleague, ...more })
    expect(says({ now: [ask('Ana Lima'), item('conversation')] })).toBe(
      'Ana waits for your yes and one person is waiting for an answer.',
    )
    expect(says({ now: [ask('Ana Lima'), ask('Ben Adeyemi'), item('promise')] })).toBe(
      'Two colleagues wait for your yes and you promised Marta something by 10:00.',
    )
    expect(says({ now: [ask('Ana Lima'), ask('Ana Lima', { key: 'another' })] })).toBe(
      'Ana waits for your yes.',
    )
    // Somebody else is asked by now.
    expect(says({ now: [ask('Ana Lima', { mine: false })] })).toBe(
      'Nobody is waiting. What comes next stands below.',
    )
    expect(says({ now: [item('yes_answered', { care: 'late' })] })).toBe('Marta waits for your word.')
  })

  it('says that more wait than stand there', () => {
    const now = Array.from({ length: 200 }, () => item('conversation'))
    expect(says({ now }, [{ group: 'now', of: 'waiting', count: null }])).toBe(
      '200+ people are waiting for an answer.',
    )
    expect(says({ now }, [{ group: 'now', of: 'late', count: 3 }])).toBe(
      '200 people are waiting for an answer.',
    )
  })

  it('says of what one stands in for that they should hear from us, not from the one who looks [S2-25]', () => {
    expect(says({ next: [covered()] })).toBe('Marta should hear from us by 10:00.')
    expect(says({ now: [covered({ care: 'late' })] })).toBe('Marta was to hear from us by 10:00.')
    // A promise between colleagues names the one it was made to.
    expect(says({ next: [covered({ person: null, colleague: 'Dina Koch' })] })).toBe(
      'Dina should hear from us by 10:00.',
    )
  })

  it('names what presses first, be it one’s own or what one stands in for [S2-25]', () => {
    const own = item('promise', { person: { id: 'jonas', name: 'Jonas Lind' } as never })
    expect(says({ now: [covered(), own] })).toBe('Marta should hear from us by 10:00.')
    expect(says({ now: [own, covered()] })).toBe('You promised Jonas something by 10:00.')
    // What comes later gives way to who waits now.
    expect(says({ now: [item('conversation')], next: [covered()] })).toBe(
      'One person is waiting for an answer.',
    )
  })

  it('is calm where nobody waits, and silent where nothing stands there', () => {
    expect(says({ next: [item('next_contact')] })).toBe('Nobody is waiting. What comes next stands below.')
    expect(says({ moment: [item('loose_end')] })).toBe('Nobody is waiting.')
    expect(says({})).toBeUndefined()
  })
})
