import { expect, it } from 'vitest'
import { instant, type TimeZone } from '../shared/time.ts'
import { awayOf } from './away.ts'

const zone = 'Europe/Berlin' as TimeZone
const now = instant('2026-11-23T10:00:00Z')

it('a colleague who is there is not marked; one who rests is, without since when', () => {
  expect(awayOf({ endsAt: null, rests: false }, now, zone)).toBeNull()
  expect(awayOf({ endsAt: null, rests: true }, now, zone)).toBe('on_break')
})

it('a last day is told on that day in the zone of their place, not before, and nobody is told of who has gone', () => {
  const leaves = { endsAt: instant('2026-11-23T23:00:00Z'), rests: false }
  expect(awayOf(leaves, now, zone)).toBe('leaves_today')
  expect(awayOf(leaves, instant('2026-11-22T22:59:00Z'), zone)).toBeNull()
  expect(awayOf({ endsAt: now, rests: true }, now, zone)).toBeNull()
})
