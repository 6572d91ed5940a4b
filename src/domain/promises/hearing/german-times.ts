import { clock, type DayPart } from '../due.ts'
import type { Found, Rule } from './due-words-grammar.ts'
import { counted, hourWord, numberOf } from './german-numbers.ts'

const hour = `\\d{1,2}|${hourWord}`
const time = `(${hour})(?:[:.]([0-5]\\d))?(?:\\s*(uhr|h\\b)(?:\\s*([0-5]?\\d)(?!\\d|\\.))?)?`
const opener =
  /\b(?:um|bis|gegen|vor|ab|nach|spae?testens|punkt|zwischen|von|so|schlag|kurz nach|kurz vor|oder|und)\s+$/
const partOfDay = '(?:\\s+(morgens|frue?h|vormittags?|mittags?|nachmittags?|abends?|in der frue?h))?(?![a-z])'

/** How German says times of day; earlier rules go first. */
export const timeRules: readonly Rule[] = [
  [/(?:zwolf uhr )?mittags?\b(?! ?(?:essen|pause))/y, () => at(12)],
  [
    /(?:dem |der )?mittags?(?:essen|pause)\b/y,
    (_, { before }) => (/\bnach\s+$/.test(before) ? part('afternoon') : at(12)),
  ],
  [/mitternacht\b/y, () => at(24)],
  [
    new RegExp(`(funf|fuenf|zehn|zwanzig|5|10|20) (vor|nach) (halb )?(${hour})(?: uhr)?${partOfDay}`, 'y'),
    ([, minutes, side, half, h, day]) => {
      const shift = (side === 'vor' ? -1 : 1) * numberOf(minutes!) + (half ? -30 : 0)
      return around(numberOf(h!), shift, day)
    },
  ],
  [
    new RegExp(`(viertel|dreiviertel|halb) (vor |nach )?(${hour})(?: uhr)?${partOfDay}`, 'y'),
    ([, word, side, h, day]) => {
      const hourSaid = numberOf(h!)
      if (side) return word === 'viertel' ? around(hourSaid, side === 'vor ' ? -15 : 15, day) : null
      return around(hourSaid, word === 'halb' ? -30 : word === 'viertel' ? -45 : -15, day)
    },
  ],
  [
    new RegExp(`(?:(zwischen|von) )?${time}\\s*(?:-|–|bis|und|oder)\\s*${time}${partOfDay}`, 'y'),
    ([whole, opening, , , , , h, minutes, exact, after, day], place) => {
      if (counted.test(place.after) || /^\d{1,2}\.\d{1,2}\s*[-–]/.test(whole)) return null
      if (!opening && !exact && !day && !opener.test(place.before)) return null
      return oclock(numberOf(h!), Number(minutes ?? after ?? 0), day)
    },
  ],
  [
    new RegExp(`${time}${partOfDay}`, 'y'),
    ([whole, h, colon, exact, after, day], { before, after: behind, typed, near }) => {
      if (counted.test(behind) || (/^\./.test(behind) && /\d$/.test(whole) && /^\.\d/.test(behind)))
        return null
      const said = numberOf(h!)
      const minutes = Number(colon ?? after ?? 0)
      const opened = /\b(?:um|bis|gegen|vor|ab|nach|spae?testens|punkt|so)\s+$/.test(before)
      const isTime = exact || ((opened || typed) && whole.includes(':'))
      if (said > 24 || said * 60 + minutes > 1440) return isTime ? noHour : null
      if (/^\d\d[:.]/.test(whole) && !day) return at(said, minutes)
      if (exact || day || whole.includes(':')) return oclock(said, minutes, day)
      const afterDay = near?.is === 'day' && /^\d/.test(h!)
      if (!typed && !opened && !afterDay) return null
      return oclock(said, minutes, undefined)
    },
  ],
  [/(?:in der |am |ganz |gleich )?(?:frue?h(?:e)?)\b(?! genug)/y, (_, place) => ofDay('morning', place)],
  [/morgens?\b/y, (_, { near }) => (near?.is === 'day' ? part('morning') : null)],
  [/(?:am )?(?:fruhen |spaten )?vormittags?\b/y, (_, place) => ofDay('morning', place)],
  [/(?:am )?(?:fruhen |spaten )?nachmittags?\b/y, (_, place) => ofDay('afternoon', place)],
  [/nacht\b/y, (_, { near }) => (near?.is === 'day' ? part('evening') : null)],
  [/(?:am )?(?:fruhen |spaten )?abends?\b/y, (_, place) => ofDay('evening', place)],
]

const noHour: Found = { is: 'time', time: { is: 'none' } }

/** Beside a day its part; alone only as "am Nachmittag", "bis Abend". */
function ofDay(
  name: DayPart,
  { before, near, typed }: { before: string; near: { is: string } | null; typed: boolean },
): Found | null {
  if (near?.is === 'day' || typed) return part(name)
  return /\b(?:am|bis|bis zum|im laufe des|im lauf des|gegen|noch|in der|ganz)\s+$/.test(before)
    ? part(name, true)
    : null
}

function part(name: DayPart, rolls = false): Found {
  return { is: 'time', time: { is: 'part', part: name }, rolls }
}

function at(hourOfDay: number, minute = 0): Found | null {
  return hourOfDay * 60 + minute <= 1440 && minute < 60
    ? { is: 'time', time: { is: 'clock', time: clock(hourOfDay, minute) } }
    : null
}

/** So many minutes from an hour: "viertel nach drei". */
function around(hourSaid: number, minutes: number, day: string | undefined): Found | null {
  const all = (hourSaid % 12) * 60 + minutes
  const total = hourSaid > 12 ? hourSaid * 60 + minutes : all < 60 ? all + 720 : all
  return oclock(Math.floor(total / 60), total % 60, day)
}

function oclock(hourSaid: number, minute: number, day: string | undefined): Found | null {
  if (day) {
    const early = /^(?:morgens|fr|vorm|in)/.test(day)
    const late = !early && hourSaid < 12 && !(day.startsWith('mittag') && hourSaid >= 10)
    return at(late ? hourSaid + 12 : hourSaid, minute)
  }
  if (hourSaid > 12 || hourSaid === 0) return at(hourSaid, minute)
  return hourSaid >= 1 ? { is: 'time', time: { is: 'bare', hour: hourSaid, minute } } : null
}
