import { expect, it } from 'vitest'
import type { PersonId } from '../shared/ids.ts'
import { instant, plus } from '../shared/time.ts'
import { type Matter, mergeReasons } from './merge-proposals.ts'

const monday = instant('2026-11-23T09:00:00Z')
const matter = (more: Partial<Matter> = {}): Matter => ({
  personId: 'marta' as PersonId,
  subject: 'The brakes squeal',
  arrivedAt: monday,
  lastActivityAt: monday,
  closedAt: null,
  leftAt: null,
  ...more,
})
const after = (days: number, more: Partial<Matter> = {}) =>
  matter({ arrivedAt: plus(monday, { days }), lastActivityAt: plus(monday, { days }), ...more })

it('proposes two open conversations of one person with the same subject, though weeks lie between', () => {
  expect(mergeReasons(matter(), after(20, { subject: 'RE: AW: the Brakes squeal [K7M-4QX]' }))).toEqual([
    'same_subject',
  ])
  expect(mergeReasons(matter(), after(90))).toEqual([])
})

it('knows a subject that is nearly the same, accents and short words aside', () => {
  const a = matter({ subject: 'Réparation du frein avant' })
  expect(mergeReasons(a, after(9, { subject: 'Frein avant: quelle reparation?' }))).toEqual([
    'similar_subject',
  ])
  expect(mergeReasons(a, after(9, { subject: 'Frein' }))).toEqual([])
})

it('proposes what began within days of the other’s last word', () => {
  const other = after(2, { subject: 'A question' })
  expect(mergeReasons(matter(), other)).toEqual(['close_in_time'])
  expect(mergeReasons(other, matter())).toEqual(['close_in_time'])
  expect(mergeReasons(matter(), after(4, { subject: 'A question' }))).toEqual([])
})

it('proposes nothing of different people, of nobody known, or of what is closed', () => {
  expect(mergeReasons(matter(), matter({ personId: 'ben' as PersonId }))).toEqual([])
  expect(mergeReasons(matter({ personId: null }), matter({ personId: null }))).toEqual([])
  expect(mergeReasons(matter(), matter({ closedAt: monday }))).toEqual([])
  expect(mergeReasons(matter(), matter({ leftAt: monday }))).toEqual([])
})
