import { expect, it } from 'vitest'
import type { MemberId } from '../shared/ids.ts'
import { instant, plus } from '../shared/time.ts'
import { arrivalState, isOverlooked, mayApproach } from './arrival.ts'

const now = instant('2026-11-21T10:00:00Z')
const here = {
  arrivedAt: now,
  greetedAt: null,
  helpDeclinedAt: null,
  assigneeId: null,
  leftAt: null,
  closedAt: null,
}
const looking = { ...here, greetedAt: now, helpDeclinedAt: now }
const served = { ...here, greetedAt: now, assigneeId: 'anna' as MemberId }

it('follows from what happened at the counter [S4-10]', () => {
  const all = [
    here,
    { ...here, greetedAt: now },
    served,
    looking,
    { ...here, leftAt: now },
    { ...served, closedAt: now },
  ]
  expect(all.map(arrivalState)).toEqual(['waiting', 'greeted', 'being_served', 'looking', 'left', 'closed'])
})

it('serves somebody who was looking once they turn to us themselves [S4-14]', () => {
  expect(arrivalState({ ...looking, assigneeId: 'anna' as MemberId })).toBe('being_served')
})

it('leaves alone who is looking, and who asks when they need us [S4-29]', () => {
  expect(mayApproach(here, 'welcome')).toBe(true)
  expect(mayApproach(looking, 'welcome')).toBe(false)
  expect(mayApproach(here, 'ask')).toBe(false)
  expect(mayApproach(here, 'greet_only')).toBe(false)
})

it('tells all nearby when nobody has greeted for as long as the site allows [S4-10]', () => {
  expect(isOverlooked(here, 3, plus(now, { minutes: 3, ms: -1 }))).toBe(false)
  expect(isOverlooked(here, 3, plus(now, { minutes: 3 }))).toBe(true)
  expect(isOverlooked(served, 3, plus(now, { days: 1 }))).toBe(false)
})
