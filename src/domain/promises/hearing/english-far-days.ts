import type { Weekday } from '../../shared/time.ts'
import type { DayMeaning } from '../due.ts'
import type { Rule } from './due-words-grammar.ts'
import { day, weekday, weekdayOf } from './english-calendar.ts'
import { amount, numberOf } from './english-numbers.ts'

const from = `(?:(this|next) )?(${weekday}|today|tomorrow)`
const weeks = `(${amount}) (?:full )?(weeks?|fortnights?)`
const weekSaid = '(?:(this|next) week|(?:the )?week after next)'

/** Days counted in weeks from another day ("Monday week", "a week on Monday", "the Monday after next"). */
export const farDays: readonly Rule[] = [
  [
    new RegExp(`${from} (week|fortnight)\\b(?!'s| ?\\d)`, 'y'),
    ([, which, name, unit]) => weeksOn(unit === 'week' ? 1 : 2, dayOf(name!, which)),
  ],
  [
    new RegExp(`${from} (?:in )?${weeks}\\b(?!'s| ago)`, 'y'),
    ([, which, name, count, unit]) =>
      count === 'the' ? null : weeksOn(countOf(count!, unit!), dayOf(name!, which)),
  ],
  [
    new RegExp(`(?:(in|within) )?${weeks} (?:(on|from|after) )?${from}\\b(?!'s)`, 'y'),
    ([, within, count, unit, link, which, name]) => {
      if (count === 'the') return null
      const start = dayOf(name!, which)
      const n = countOf(count!, unit!)
      // "In a week on Monday": the Monday of that week, or a week after the next one.
      if (within && link !== 'from' && link !== 'after' && start.is === 'weekday')
        return day({
          is: 'either',
          days: [
            { is: 'week', week: n, weekday: start.weekday },
            { is: 'weeks_on', weeks: n, from: start },
          ],
        })
      return weeksOn(n, start)
    },
  ],
  [
    new RegExp(`(${weekday}) after next\\b(?! week)`, 'y'),
    ([, name]) => weeksOn(1, { is: 'weekday', weekday: weekdayOf(name!), which: 'next' }),
  ],
  [
    new RegExp(`${weekSaid},? (?:on )?(${weekday})\\b(?!'s)`, 'y'),
    ([, which, name]) =>
      day({ is: 'week', week: which === 'this' ? 0 : which ? 1 : 2, weekday: weekdayOf(name!) }),
  ],
  [
    /(?:(early|beginning of|start of|mid-?|middle of|end of|later?)\s*)?(?:the )?week after next\b/y,
    ([, when]) => {
      const at: Weekday = /^(?:early|beg|start)/.test(when ?? '') ? 2 : /^mid/.test(when ?? '') ? 3 : 5
      return day({ is: 'week', week: 2, weekday: at, ...(!when && { whole: true }) })
    },
  ],
]

function weeksOn(count: number, start: DayMeaning) {
  return day({ is: 'weeks_on', weeks: count, from: start })
}

function countOf(count: string, unit: string): number {
  return Math.round(numberOf(count) * (unit.startsWith('f') ? 2 : 1))
}

function dayOf(name: string, which: string | undefined): DayMeaning {
  if (name === 'today' || name === 'tomorrow') return { is: 'in_days', days: name === 'today' ? 0 : 1 }
  const said = which === 'this' || which === 'next' ? which : 'coming'
  return { is: 'weekday', weekday: weekdayOf(name), which: said }
}
