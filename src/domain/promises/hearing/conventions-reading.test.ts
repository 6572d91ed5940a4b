import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../shared/business-hours.ts'
import { atLocal, instant, type LocalDate, type LocalTime, localParts } from '../../shared/time.ts'
import { hearPromises } from './heard.ts'
import { parseDue } from './parse-due.ts'
import { due, shop, vienna } from './testing/shop.ts'

const wednesday = '2026-11-18 09:15'

describe('to be called by us is a promise of ours [S3-21]', () => {
  it.each([
    ['Expect a call from me on Monday at 11.', '11-23 11:00'],
    ['You can expect a call from me on Monday at 11.', '11-23 11:00'],
    ['You’ll get a quick call from us on Monday at 11.', '11-23 11:00'],
    ["Don't expect a call from me on Monday.", '0 heard'],
    ['Do you expect a call from me on Monday?', '0 heard'],
  ])('%s', (sentence, expected) => {
    expect(due(sentence, wednesday)).toBe(expected)
  })
})

describe('one reading that is over decides nothing: it is said, and the other is asked about [S3-21]', () => {
  const now = atLocal('2026-11-22' as LocalDate, '10:17' as LocalTime, vienna.zone)
  it.each([
    ["I'll send it by 12/11.", '12-11 18:00 ? over 11-12 18:00'],
    ["I'll send it by 12/11/2026.", '12-11 18:00 ? over 11-12 18:00'],
    ["I'll send it on Friday, 12 November.", '11-27 18:00 ? over 11-12 18:00'],
    ["I'll call you today at 9.", '11-22 21:00 ? over 11-22 09:00'],
    ['Ich rufe Sie heute um 9 an.', '11-22 21:00 ? over 11-22 09:00'],
    // What is said with it, or beside it, leaves one reading.
    ["I'll send it by Friday 11/12.", '12-11 18:00'],
    ["I'll send it by Thursday 12/11.", 'past 11-12 18:00'],
    ['Ich schicke es bis 12.11.', 'past 11-12 18:00'],
  ])('%s', (sentence, expected) => {
    const local = (at: string) => {
      const { date, time } = localParts(at as never, vienna.zone)
      return `${date.slice(5)} ${time}`
    }
    const found = hearPromises(sentence, { now, schedule: vienna })[0]!.due
    const over = found.kind === 'ambiguous' && found.over ? ` over ${local(found.over)}` : ''
    const at = found.kind === 'ambiguous' ? found.options : 'instant' in found ? [found.instant] : []
    const said = at.map(local).join(' ? ')
    expect(found.kind === 'at' ? said : found.kind === 'past' ? `past ${said}` : `${said} ?${over}`).toBe(
      expected,
    )
  })

  it('what no calendar has is told from what no clock has', () => {
    const of = (text: string) => parseDue(text, { now, schedule: vienna })
    expect(of('tomorrow 25:00')).toEqual({ kind: 'impossible', of: 'hour' })
    expect(of('morgen um 25 Uhr')).toEqual({ kind: 'impossible', of: 'hour' })
    expect(of('31 February')).toEqual({ kind: 'impossible', of: 'day' })
  })
})

describe('what a date leaves of the words', () => {
  it.each([
    ["I'll call Marta on Monday week.", 'call Marta', 'on Monday week'],
    ['A week on Monday I’ll call Marta.', 'call Marta', 'A week on Monday'],
    ['Ich rufe Marta Montag in einer Woche an.', 'Marta anrufen', 'Montag in einer Woche'],
    ['Ich rufe Marta am 1. Weihnachtstag an.', 'Marta anrufen', 'am 1. Weihnachtstag'],
  ])('%s', (sentence, what, saidAs) => {
    const now = atLocal('2026-11-18' as LocalDate, '09:15' as LocalTime, vienna.zone)
    expect(hearPromises(sentence, { now, schedule: vienna })).toMatchObject([{ what, saidAs }])
  })
})

describe('what only tells of before is no time of a promise', () => {
  it.each([
    ["I'll look at the mail you sent yesterday.", 'open'],
    ["I'll fix what broke last week.", 'open'],
    ["As I said yesterday, I'll call you.", 'open'],
    ["I'll send you the photo from last Friday today.", '11-18 18:00'],
    ["I'll send the figures of last month by Friday.", '11-20 18:00'],
    ['Promised Mrs Lee a call yesterday.', 'open'],
    ['Wie gestern besprochen, rufe ich Sie morgen an.', '11-19 18:00'],
    ['Rückruf gestern zugesagt.', 'open'],
    ['Ich rufe Sie vor zwei an.', '11-18 14:00'],
    ['I called you yesterday.', '0 heard'],
    ['Ich habe Sie gestern angerufen.', '0 heard'],
  ])('%s', (sentence, expected) => {
    expect(due(sentence, wednesday)).toBe(expected)
  })
})

describe('the same words in another place and season', () => {
  const both = (english: string, german: string, said: string, schedule: Schedule) => {
    const found = due(english, said, schedule)
    expect(due(german, said, schedule)).toBe(found)
    return found
  }
  it('count real hours over the change of clocks, and closing by the wall', () => {
    const fourHours = ["I'll call you within 4 hours.", 'Ich rufe Sie in 4 Stunden an.'] as const
    const tomorrow = ["I'll call you tomorrow.", 'Ich rufe Sie morgen an.'] as const
    expect(both(...fourHours, '2026-03-29 00:30', vienna)).toBe('03-29 05:30')
    expect(both(...fourHours, '2026-10-25 00:30', vienna)).toBe('10-25 03:30')
    expect(both(...tomorrow, '2026-03-28 10:00', vienna)).toBe('03-29 17:00')
    expect(both(...tomorrow, '2026-03-29 10:00', vienna)).toBe('03-30 18:00')
  })

  it('are of the day it is at the site', () => {
    // One moment, Wednesday evening in New York and Thursday noon in Auckland.
    const now = instant('2026-11-18T23:30:00Z')
    const end = (zone: string, words: string) => {
      const found = parseDue(words, { now, schedule: shop(zone) })
      return found?.kind === 'at' ? found.instant : found?.kind
    }
    for (const words of ['tomorrow', 'morgen']) {
      expect(end('America/New_York', words)).toBe('2026-11-19T23:00:00.000Z')
      expect(end('Pacific/Auckland', words)).toBe('2026-11-20T05:00:00.000Z')
    }
    for (const words of ['yesterday', 'gestern']) expect(end('Pacific/Auckland', words)).toBe('past')
  })
})
