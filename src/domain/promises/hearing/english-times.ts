import { clock, type DayPart } from '../due.ts'
import type { Found, Rule } from './due-words-grammar.ts'
import { hourWord, numberOf, stands } from './english-numbers.ts'

const half = String.raw`a\.?m\b\.?|p\.?m\b\.?`
const time = String.raw`(\d{1,2}|${hourWord})(?:[:.]([0-5]\d)|\s+(thirty|fifteen|forty-five))?(?:\s*(${half})|\s*(o'clock))?`
const deadline =
  /(?:\b(?:by|before|until|till|til|than|latest|within|to|at|around|about|after|from|between|@)|~)\s*(?:about |around |roughly )?$/

/** How English says times of day; earlier rules go first. */
export const timeRules: readonly Rule[] = [
  [
    /(?:12 )?(?:noon|midday)\b|lunch(?: ?time)?\b/y,
    (_, { before }) => (/\bafter\s+$/.test(before) ? part('afternoon') : at(12)),
  ],
  [/midnight\b/y, () => at(24)],
  [
    new RegExp(
      `(half|quarter|${hourWord}|\\d{1,2}) (past|to|before) (${hourWord}|\\d{1,2})(?:\\s*(${half}))?(?![\\d:])`,
      'y',
    ),
    ([, minutes, side, hour, pm]) => {
      const past = minutes === 'half' ? 30 : minutes === 'quarter' ? 15 : numberOf(minutes!)
      if (side === 'before' && minutes !== 'quarter') return null
      const h = numberOf(hour!)
      return side === 'past' ? oclock(h, past, pm) : oclock(h === 1 ? 12 : h - 1, 60 - past, pm)
    },
  ],
  [
    // British: "half one" is 13:30 or 1:30.
    new RegExp(`half (${hourWord})(?:\\s*(${half}))?(?![\\w:])(?! (?:hours?|days?|weeks?))`, 'y'),
    ([, h, pm]) => oclock(numberOf(h!), 30, pm),
  ],
  [
    new RegExp(`(?:(between|from) )?${time}\\s*(?:-|–|to|and|or)\\s*${time}`, 'y'),
    ([, opener, , , , firstHalf, , hour, minutes, words, pm, exact], place) => {
      if (!opener && !pm && !exact && !deadline.test(place.before)) return null
      if (!opener && !firstHalf && !pm && !exact && !stands.test(place.after)) return null
      return oclock(numberOf(hour!), minutesOf(minutes, words), pm)
    },
  ],
  [
    new RegExp(time, 'y'),
    ([whole, hour, minutes, words, pm, exact], { before, after, typed, near }) => {
      const said = numberOf(hour!)
      const colon = whole.includes(':')
      if (colon && /^\d\d:/.test(whole) && !pm) {
        const meant = typed || deadline.test(before) || near?.is === 'day'
        return at(said, Number(minutes)) ?? (meant ? noHour : null)
      }
      if (pm || exact || colon) return oclock(said, minutesOf(minutes, words), pm)
      const afterDay = near?.is === 'day' && /^\d/.test(hour!)
      if (!typed && !deadline.test(before) && !afterDay)
        return /^\s+(?:this|tomorrow|in the|tonight)\b/.test(after) && !/^\d/.test(hour!)
          ? daytimeOnly(said, after)
          : null
      if (/^h(?:rs)?\b/.test(after.trimStart())) return said <= 24 ? at(said) : null
      return stands.test(after) ? oclock(said, minutesOf(minutes, words), undefined) : null
    },
  ],
  [/h(?:rs)?\b/y, (_, { near }) => (near?.is === 'time' ? near : null)],
  [/first thing(?: in the morning)?\b/y, () => part('morning', true)],
  [/(?:tonight|this evening)\b/y, () => part('evening')],
  [/this (morning|afternoon)\b/y, ([, name]) => part(name as DayPart)],
  [
    /(?:(?:in|during|over) )?the (?:early |late |end of the |course of the )?(morning|afternoon|evening)\b/y,
    ([, name]) => part(name as DayPart, true),
  ],
  [
    /(?:early |late )?(morning|afternoon|evening|night)\b/y,
    ([, name], { near, typed }) =>
      near?.is === 'day' || typed ? part((name === 'night' ? 'evening' : name) as DayPart) : null,
  ],
  [/early\b/y, (_, { after }) => (/^ (?:tomorrow|on )/.test(after) ? part('morning') : null)],
]

const noHour: Found = { is: 'time', time: { is: 'none' } }

function minutesOf(digits: string | undefined, words: string | undefined): number {
  return digits ? Number(digits) : words ? numberOf(words) : 0
}

function part(name: DayPart, rolls = false): Found {
  return { is: 'time', time: { is: 'part', part: name }, rolls }
}

function at(hour: number, minute = 0): Found | null {
  return hour * 60 + minute <= 1440 && minute < 60
    ? { is: 'time', time: { is: 'clock', time: clock(hour, minute) } }
    : null
}

function oclock(hour: number, minute: number, pm: string | undefined): Found | null {
  if (pm) return hour >= 1 && hour <= 12 ? at((hour % 12) + (pm.startsWith('p') ? 12 : 0), minute) : null
  if (hour > 12) return at(hour, minute)
  return hour >= 1 ? { is: 'time', time: { is: 'bare', hour, minute } } : null
}

function daytimeOnly(hour: number, after: string): Found | null {
  return /^\s+(?:this|in the|tomorrow) (?:morning|afternoon|evening)|^\s+tonight/.test(after)
    ? oclock(hour, 0, undefined)
    : null
}
