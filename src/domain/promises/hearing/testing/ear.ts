import type { Schedule } from '../../../shared/business-hours.ts'
import {
  atLocal,
  type Instant,
  type LocalDate,
  type LocalTime,
  localParts,
  type TimeZone,
} from '../../../shared/time.ts'
import type { Due } from '../../due.ts'
import { type HeardPromise, hearPromises } from '../heard.ts'

/** A place where somebody types, at a moment: what they say is heard with its clock and its opening hours. */
export type Ear = {
  readonly schedule: Schedule
  readonly now: Instant
  readonly at: (date: string, time: string) => Instant
  /** A moment as the place reads it: "11-18 12:00". */
  readonly local: (moment: Instant) => string
  /** What is heard in mail to Marta from a house with a Tom and a Mia. */
  readonly hear: (text: string, moment?: Instant) => HeardPromise[]
  /** What was heard, readable: "call Marta | by noon | 11-18 12:00"; `or` stands between two meanings. */
  readonly heard: (text: string, moment?: Instant, or?: string) => string[]
  /** When each promise falls due that is heard in a text to nobody known; `ask` is what is asked back. */
  readonly dues: (text: string) => string[]
}

function ear(zone: string, saturday: string, holidays: string[], date: string, time: string): Ear {
  const weekday = [{ from: '08:00', to: '18:00' }]
  const schedule = {
    zone: zone as TimeZone,
    hours: {
      1: weekday,
      2: weekday,
      3: weekday,
      4: weekday,
      5: weekday,
      6: [{ from: '09:00', to: saturday }],
    },
    holidays: holidays.map((day) => ({ date: day as LocalDate })),
  } as unknown as Schedule
  const at = (day: string, clock: string) => atLocal(day as LocalDate, clock as LocalTime, schedule.zone)
  const now = at(date, time)
  const local = (moment: Instant) => {
    const { date, time } = localParts(moment, schedule.zone)
    return `${date.slice(5)} ${time}`
  }
  const hear = (text: string, moment = now) =>
    hearPromises(text, { now: moment, schedule, toName: 'Marta', ourNames: ['Tom', 'Mia'] })
  const when = (due: Due, or: string): string => {
    if (due.kind === 'ambiguous') return due.options.map(local).join(` ${or} `)
    if (due.kind === 'open' || due.kind === 'impossible') return due.kind
    return `${due.kind === 'past' ? 'past ' : ''}${local(due.instant)}`
  }
  return {
    schedule,
    now,
    at,
    local,
    hear,
    heard: (text, moment = now, or = 'or') =>
      hear(text, moment).map(({ what, saidAs, due }) => `${what} | ${saidAs ?? '–'} | ${when(due, or)}`),
    dues: (text) =>
      hearPromises(text, { now, schedule }).map(({ due }) => {
        if (due.kind !== 'at') return due.kind === 'open' ? 'open' : 'ask'
        return local(due.instant)
      }),
  }
}

/** In Vienna on a Wednesday, 9:15. The 8th of December is a holiday. */
export const vienna = ear('Europe/Vienna', '12:00', ['2026-12-08'], '2026-11-18', '09:15')

/** In Berlin on a Wednesday, 10:20. */
export const berlin = ear('Europe/Berlin', '13:00', [], '2026-03-18', '10:20')
