import type { Weekday } from '../../shared/time.ts'
import type { DayMeaning } from '../due.ts'
import type { Rule } from './due-words-grammar.ts'
import { day, part, weekday, weekdayOf } from './german-calendar.ts'
import { amount, numberOf } from './german-numbers.ts'

const farNext = 'ue?bernae?chste[nrms]?'
/** So many days are so many weeks: "Montag in acht Tagen". */
const asWeeks: Readonly<Record<number, number>> = { 7: 1, 8: 1, 14: 2, 15: 2 }

/** Days counted in weeks from another day ("Montag in einer Woche", "übernächsten Montag"). */
export const farDays: readonly Rule[] = [
  [
    new RegExp(
      `(?:(diese[nrms]?|nae?chste[nrms]?) )?(${weekday}|heute|morgen)(?: (?:in|ue?ber)) (${amount}) (wochen?|tage?n?)\\b`,
      'y',
    ),
    ([, which, name, count, unit]) => {
      const n = numberOf(count!)
      const start = dayOf(name!, which)
      if (unit!.startsWith('w')) return weeksOn(Math.round(n), start)
      const weeks = asWeeks[n]
      // "Heute in acht Tagen" is in a week, for some in eight days.
      if (start.is === 'in_days' && weeks)
        return day({
          is: 'either',
          days: [
            { is: 'in_days', days: start.days + 7 * weeks },
            { is: 'in_days', days: start.days + n },
          ],
        })
      if (start.is === 'in_days') return day({ is: 'in_days', days: start.days + n })
      return weeks ? weeksOn(weeks, start) : null
    },
  ],
  [
    new RegExp(`in (${amount}) wochen? (?:am )?(${weekday})(?=\\b|${part})`, 'y'),
    ([, count, name]) => {
      const weeks = Math.round(numberOf(count!))
      const at = weekdayOf(name!)
      // The Monday of that week, or so many weeks after the next one.
      return day({
        is: 'either',
        days: [
          { is: 'week', week: weeks, weekday: at },
          { is: 'weeks_on', weeks, from: { is: 'weekday', weekday: at, which: 'coming' } },
        ],
      })
    },
  ],
  [
    new RegExp(`${farNext} woche (?:am )?(${weekday})(?=\\b|${part})`, 'y'),
    ([, name]) => day({ is: 'week', week: 2, weekday: weekdayOf(name!) }),
  ],
  [
    new RegExp(`(?:(anfang|mitte|ende|laufe?)(?: der)? )?${farNext} (?:arbeits|kalender)?woche\\b`, 'y'),
    ([, when]) => {
      const at: Weekday = when === 'anfang' ? 2 : when === 'mitte' ? 3 : 5
      return day({ is: 'week', week: 2, weekday: at, ...(!when && { whole: true }) })
    },
  ],
  [
    new RegExp(`${farNext} (${weekday})(?=\\b|${part})`, 'y'),
    ([, name]) => weeksOn(1, { is: 'weekday', weekday: weekdayOf(name!), which: 'next' }),
  ],
]

function weeksOn(count: number, start: DayMeaning) {
  return day({ is: 'weeks_on', weeks: count, from: start })
}

function dayOf(name: string, which: string | undefined): DayMeaning {
  if (name === 'heute' || name === 'morgen') return { is: 'in_days', days: name === 'heute' ? 0 : 1 }
  const said = which?.startsWith('diese') ? 'this' : which ? 'next' : 'coming'
  return { is: 'weekday', weekday: weekdayOf(name), which: said }
}
