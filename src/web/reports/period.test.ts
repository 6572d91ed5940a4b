import { expect, it } from 'vitest'
import { localParts, type TimeZone } from '../../domain/shared/time.ts'
import { periodOf } from './period.ts'

it('a period begins on a Monday and ends with today in the place’s own time, also over a change of the clocks', () => {
  const { from, to } = periodOf('weeks', '2026-03-30T22:30:00Z', 'Europe/Berlin')
  const berlin = 'Europe/Berlin' as TimeZone
  expect(localParts(to, berlin)).toMatchObject({ date: '2026-04-01', time: '00:00' })
  expect(localParts(from, berlin)).toMatchObject({ date: '2026-03-09', time: '00:00' })
})
