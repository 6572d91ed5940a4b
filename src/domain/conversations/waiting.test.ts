import { expect, it } from 'vitest'
import { instant } from '../shared/time.ts'
import { waiting } from './waiting.ts'

const [nine, ten, eleven] = ['09', '10', '11'].map((h) => instant(`2026-11-21T${h}:00:00Z`)) as [
  never,
  never,
  never,
]
const nobody = { for: 'nobody', since: null }
const came = {
  arrivedAt: nine,
  lastInAt: null,
  lastOutAt: null,
  snoozedUntil: null,
  wokeAt: null,
  closedAt: null,
  leftAt: null,
  helpDeclinedAt: null,
  assigneeId: null,
}

it('is for us while somebody who came or wrote has no answer [S3-20]', () => {
  expect(waiting(came, eleven)).toEqual({ for: 'us', since: nine })
  expect(waiting({ ...came, lastInAt: ten }, eleven)).toEqual({ for: 'us', since: ten })
  expect(waiting({ ...came, lastOutAt: nine, lastInAt: ten }, eleven)).toEqual({ for: 'us', since: ten })
})

it('is for them once we answered', () => {
  expect(waiting({ ...came, lastInAt: nine, lastOutAt: ten }, eleven)).toEqual({ for: 'them', since: ten })
})

it('is for nobody while asleep, closed, left or just looking', () => {
  expect(waiting({ ...came, lastInAt: nine, snoozedUntil: eleven }, ten)).toEqual(nobody)
  expect(waiting({ ...came, lastInAt: nine, snoozedUntil: ten }, eleven)).toMatchObject({ for: 'us' })
  expect(waiting({ ...came, closedAt: ten }, eleven)).toEqual(nobody)
  expect(waiting({ ...came, leftAt: ten }, eleven)).toEqual(nobody)
  expect(waiting({ ...came, helpDeclinedAt: ten }, eleven)).toEqual(nobody)
  expect(waiting({ ...came, helpDeclinedAt: nine, lastInAt: ten }, eleven)).toMatchObject({ for: 'us' })
})

it('is for us again once what we answered has slept its time, until we answer anew (freescout-help-desk/freescout#1374)', () => {
  const slept = { ...came, lastInAt: nine, lastOutAt: nine, wokeAt: ten }
  expect(waiting(slept, eleven)).toEqual({ for: 'us', since: ten })
  expect(waiting({ ...slept, lastOutAt: eleven }, eleven)).toEqual({ for: 'them', since: eleven })
})
