import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant, type LocalTime, plus, type TimeZone } from '../shared/time.ts'
import { isQuiet, leaving, MAIL_CHOICES, USUAL_CHOICES, USUAL_HABITS } from './notice.ts'

const berlin = 'Europe/Berlin' as TimeZone
const noon = instant('2026-03-18T11:00:00Z')
const night = { ...USUAL_HABITS, quietFrom: '20:00' as LocalTime, quietTo: '07:30' as LocalTime }

describe('when a notice leaves', () => {
  it('is pushed at once and mailed when nobody read it for five minutes', () => {
    expect(leaving(USUAL_CHOICES.not_told, USUAL_HABITS, berlin, noon)).toEqual({
      inApp: true,
      mailAt: plus(noon, { minutes: 5 }),
      digest: false,
      pushAt: noon,
    })
  })

  it('waits for the morning in quiet hours, over midnight too', () => {
    const late = instant('2026-03-18T22:00:00Z')
    const seven = instant('2026-03-19T06:30:00Z')
    expect(leaving(USUAL_CHOICES.not_told, night, berlin, late)).toMatchObject({
      mailAt: seven,
      pushAt: seven,
    })
  })

  it('gathers in a digest at the chosen time of day', () => {
    const digest = { inApp: false, mail: 'digest' as const, push: false }
    expect(leaving(digest, USUAL_HABITS, berlin, noon)).toEqual({
      inApp: false,
      mailAt: instant('2026-03-19T07:00:00Z'),
      digest: true,
      pushAt: null,
    })
  })

  it('never leaves in quiet hours, nor before its time', () => {
    const time = fc
      .integer({ min: 0, max: 47 })
      .map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}` as LocalTime)
    fc.assert(
      fc.property(
        time,
        time,
        time,
        fc.constantFrom(...MAIL_CHOICES),
        fc.integer({ min: 0, max: 400 * 24 * 4 }),
        (quietFrom, quietTo, digestAt, mail, quarters) => {
          const now = plus(noon, { minutes: 15 * quarters })
          const habits = { quietFrom, quietTo, digestAt }
          const { mailAt, pushAt } = leaving({ inApp: true, mail, push: true }, habits, berlin, now)
          for (const at of [mailAt, pushAt]) {
            if (at === null) continue
            expect(at >= now).toBe(true)
            expect(isQuiet(at, habits, berlin)).toBe(false)
          }
          expect(mailAt === null).toBe(mail === 'off')
        },
      ),
    )
  })
})
