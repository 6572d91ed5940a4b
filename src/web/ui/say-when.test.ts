import { describe, expect, it } from 'vitest'
import { exactly, type WhenForm, whenParts } from './say-when.ts'

const place = { now: '2026-11-21T10:30:00.000Z', zone: 'Europe/Berlin', dates: 'en-GB' }
const parts = (at: string, form: WhenForm = 'at', more: Partial<typeof place> = {}) => {
  const { day, named, time } = whenParts(at, form, { ...place, ...more })
  return day === 'named' ? `${named} ${time}` : `${day} ${time}`
}

describe('when', () => {
  it('says today, yesterday and tomorrow by the calendar of the site', () => {
    expect(parts('2026-11-21T13:00:00.000Z')).toBe('today 14:00')
    expect(parts('2026-11-20T15:48:00.000Z')).toBe('yesterday 16:48')
    expect(parts('2026-11-21T23:30:00.000Z')).toBe('tomorrow 00:30')
    expect(parts('2026-11-21T23:30:00.000Z', 'at', { zone: 'America/New_York' })).toBe('today 18:30')
  })

  it('names the weekday within a week, the date beyond, the year when it is another', () => {
    expect(parts('2026-11-27T16:00:00.000Z', 'by')).toBe('Friday 17:00')
    expect(parts('2026-11-19T16:00:00.000Z', 'short')).toBe('Thu 17:00')
    expect(parts('2026-11-28T16:00:00.000Z', 'by')).toBe('28 Nov 17:00')
    expect(parts('2025-11-12T16:00:00.000Z', 'short')).toBe('12 Nov 2025 17:00')
  })

  it('counts days rightly over the change of the clocks', () => {
    expect(parts('2026-10-25T23:00:00.000Z', 'at', { now: '2026-10-24T22:30:00.000Z' })).toBe(
      'tomorrow 00:00',
    )
  })

  it('tells the exact instant with its zone', () => {
    expect(exactly('2026-11-21T13:00:00.000Z', place)).toMatch(
      /Saturday,? 21 November 2026.*14:00 CET \(Europe\/Berlin\)/,
    )
  })
})
