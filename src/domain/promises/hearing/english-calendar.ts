import type { Weekday } from '../../shared/time.ts'
import type { DayMeaning } from '../due.ts'
import type { Found } from './due-words-grammar.ts'

/** The days of the week, from Monday. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** The source of a pattern for a month, whole or short. */
export const month =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
/** The source of a pattern for a day of the week, whole or short. */
export const weekday =
  'mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?'

/** The day of the week that a name says, 1 for Monday. */
export function weekdayOf(name: string): Weekday {
  return (weekdays.findIndex((w) => w.startsWith(name.slice(0, 3))) + 1) as Weekday
}

/** The month that a name says, 1 for January. */
export function monthOf(name: string): number {
  return months.indexOf(name.slice(0, 3)) + 1
}

/** A day found among words about time. */
export function day(meaning: DayMeaning): Found {
  return { is: 'day', day: meaning }
}

/** Days of the year that have a name and never move. */
export const feast = {
  pattern: /christmas (?:day|eve)\b|boxing day\b|new year'?s (?:day|eve)\b/y,
  /** The date that a name says. */
  dateOf: (name: string): { month: number; day: number } => {
    if (name.startsWith('new')) return name.endsWith('eve') ? { month: 12, day: 31 } : { month: 1, day: 1 }
    return { month: 12, day: name.startsWith('box') ? 26 : name.endsWith('eve') ? 24 : 25 }
  },
}
