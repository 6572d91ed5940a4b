import type { Weekday } from '../../shared/time.ts'
import type { DayMeaning } from '../due.ts'
import type { Found } from './due-words-grammar.ts'

const weekdays = ['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so']
const months = ['jan', 'feb', 'mar', 'apr', 'mai', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dez']
/** The source of a pattern for a day of the week. */
export const weekday = 'montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag'
/** The source of a pattern for a month, whole or short. */
export const month =
  'jan(?:uar|ner)?|feb(?:ruar|er)?|mae?rz|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?'
/** The source of a pattern for a part of a day that hangs on its name ("Montagabend"). */
export const part = '(?:fruh|morgen|vormittag|mittag|nachmittag|abend)'

/** The day of the week that a name says, 1 for Monday. */
export function weekdayOf(name: string): Weekday {
  return (weekdays.indexOf(name === 'sonnabend' ? 'sa' : name.slice(0, 2)) + 1) as Weekday
}

/** The month that a name says, 1 for January. */
export function monthOf(name: string): number {
  return months.indexOf(name.replace('mae', 'ma').slice(0, 3)) + 1
}

/** A day found among words about time. */
export function day(meaning: DayMeaning): Found {
  return { is: 'day', day: meaning }
}

/** Days of the year that have a name and never move. */
export const feasts: readonly (readonly [pattern: RegExp, date: { month: number; day: number }])[] = [
  [/(?:an )?heilig(?:er |en )?abend\b/y, { month: 12, day: 24 }],
  [/(?:(?:1\.|erste[nr]?) weihnachts(?:feier)?tag|christtag)\b/y, { month: 12, day: 25 }],
  [/(?:(?:2\.|zweite[nr]?) weihnachts(?:feier)?tag|steff?anitag)\b/y, { month: 12, day: 26 }],
  [/(?:an )?silvester(?:abend)?\b/y, { month: 12, day: 31 }],
  [/(?:an )?neujahr(?:s?tag)?\b/y, { month: 1, day: 1 }],
]
