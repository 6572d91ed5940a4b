import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Schedule } from '../shared/business-hours.ts'
import type { ConversationId, MemberId, SiteId } from '../shared/ids.ts'
import { instant, plus } from '../shared/time.ts'
import { type Conversation, startConversation } from './conversation.ts'
import { isAsleep, snooze, snoozePresets, wake } from './snooze.ts'

const schedule = {
  zone: 'Europe/Vienna',
  hours: Object.fromEntries([1, 2, 3, 4, 5].map((d) => [d, [{ from: '07:30', to: '18:00' }]])),
  holidays: [{ date: '2026-12-08' }],
} as unknown as Schedule
const presets = (now: string) =>
  Object.fromEntries(snoozePresets(instant(now), schedule).map(({ preset, at }) => [preset, at]))
const now = instant('2026-11-23T10:00:00Z')
const anna = 'anna' as MemberId
const conversation = startConversation({
  id: 'c' as ConversationId,
  reference: 'K7M-4QX',
  siteId: 's' as SiteId,
  channel: 'email',
  arrivedAt: now,
})

describe('snooze presets', () => {
  it('are clock times of the site, tomorrow and Monday when the doors open', () => {
    expect(presets('2026-11-24T09:00:00+01:00')).toEqual({
      in_3_hours: '2026-11-24T11:00:00.000Z',
      this_afternoon: '2026-11-24T12:00:00.000Z',
      tomorrow: '2026-11-25T06:30:00.000Z',
      monday: '2026-11-30T06:30:00.000Z',
    })
  })

  it('leave out what has passed, and Monday when it is tomorrow', () => {
    expect(Object.keys(presets('2026-11-22T15:00:00+01:00'))).toEqual(['in_3_hours', 'tomorrow'])
  })

  it('take 8:00 on a day when the doors stay shut', () => {
    expect(presets('2026-12-07T12:00:00+01:00').tomorrow).toBe('2026-12-08T07:00:00.000Z')
  })

  it('always lie ahead, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 400 }), (minutes) => {
        const at = plus(now, { minutes })
        const times = snoozePresets(at, schedule).map((preset) => preset.at)
        expect(times.every((time) => time > at)).toBe(true)
        expect(times).toEqual([...times].sort())
      }),
    )
  })
})

describe('a snooze', () => {
  const until = plus(now, { hours: 3 })
  const asleep = snooze(conversation, until, anna, now) as Conversation

  it('puts aside until its time', () => {
    expect(isAsleep(asleep, plus(until, { ms: -1 }))).toBe(true)
    expect(isAsleep(asleep, until)).toBe(false)
    expect(wake(asleep, until)).toMatchObject({ snoozedUntil: null, wokeAt: until })
    expect(wake(asleep, plus(until, { minutes: -1 }))).toMatchObject({ snoozedUntil: null, wokeAt: null })
    expect(wake(conversation, until)).toBe(conversation)
  })

  it('is not for the past, nor for a closed conversation', () => {
    expect(snooze(conversation, now, anna, now)).toEqual({ refused: 'snooze_in_past', field: 'until' })
    expect(snooze({ ...conversation, closedAt: now }, until, anna, now)).toEqual({
      refused: 'conversation_closed',
    })
  })
})
