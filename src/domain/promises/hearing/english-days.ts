import type { Weekday } from '../../shared/time.ts'
import type { Found, Rule } from './due-words-grammar.ts'
import { day, feast, month, monthOf, weekday, weekdayOf, weekdays } from './english-calendar.ts'
import { farDays } from './english-far-days.ts'
import { amount, numberOf, stands } from './english-numbers.ts'

const soon: Rule = [
  /(?:as soon as (?:possible|(?:i|we) can|we're able)|asap|very soon|soon(?!er| as)|shortly|right away|straight ?away|immediately|at once|in due course|in no time|later on|later(?! than| today| this| tomorrow)|in (?:just )?a (?:moment|minute|second|sec|bit|while|little while|few \w+)|(?:in|within|over) the (?:next|coming) few \w+|in the (?:next|coming) (?:days|weeks|hours)|within a few \w+)\b/y,
  () => ({ is: 'whole', meaning: { is: 'vague' } }),
]

const span: Rule = [
  new RegExp(
    `(?:(in|within|inside|over)\\s+)?(?:(?:about|around|roughly|approximately|at most|just|under|less than|no more than|the next|the coming|another)\\s+)*(${amount})(?:\\s*(?:-|–|to|or)\\s*(${amount}))?\\s*(working|business|opening|open|office|week)?\\s*(minutes?|mins?|hours?(?: and a half)?|hrs?|h|days?|weeks?|fortnight)\\b(?:'s?)?(?: or (two|three)\\b)?(\\s+(?:time|from now))?`,
    'y',
  ),
  ([, within, low, high, kind, unit, orMore, fromNow], { typed, before }) => {
    const isAsked = /\b(?:give|gives|need|needs) (?:me |us )?(?:just |about |another )?$/.test(before)
    if (!within && !fromNow && !typed && !isAsked) return null
    const count = numberOf(orMore ?? high ?? low!) + (unit!.endsWith('half') ? 0.5 : 0)
    if (unit!.startsWith('m')) return { is: 'whole', meaning: { is: 'span', minutes: count } }
    if (unit!.startsWith('h')) {
      const minutes = Math.round(count * 60)
      return { is: 'whole', meaning: { is: kind && kind !== 'week' ? 'open_span' : 'span', minutes } }
    }
    if (unit!.startsWith('d')) {
      if (low === 'the') return { is: 'day', day: { is: 'in_days', days: 0 } }
      return { is: 'day', day: { is: kind ? 'in_working_days' : 'in_days', days: Math.ceil(count) } }
    }
    if (low === 'the') return null
    return { is: 'day', day: { is: 'in_days', days: Math.round((unit === 'fortnight' ? 2 : 1) * count * 7) } }
  },
]

/** "I'll ring you back in ten": minutes. */
const minutes: Rule = [
  /in (five|ten|fifteen|twenty|thirty|5|10|15|20|30)\b/y,
  ([, count], { after }) =>
    stands.test(after) ? { is: 'whole', meaning: { is: 'span', minutes: numberOf(count!) } } : null,
]

/** What is over: heard, so that it can be asked back. */
const gone: readonly Rule[] = [
  [/(?:the )?day before yesterday\b(?!'s)/y, () => day({ is: 'in_days', days: -2 })],
  [/yesterday\b(?!'s)/y, () => day({ is: 'in_days', days: -1 })],
  [
    /last night\b(?!'s)/y,
    () => ({
      is: 'whole',
      meaning: {
        is: 'moment',
        day: { is: 'in_days', days: -1 },
        time: { is: 'part', part: 'evening' },
        rolls: false,
      },
    }),
  ],
  [
    new RegExp(`(?:last|this past) (${weekday})\\b(?!'s| (?:of|in)\\b)`, 'y'),
    ([, name]) => day({ is: 'weekday', weekday: weekdayOf(name!), which: 'last' }),
  ],
  [/last week\b(?!'s|end)/y, () => day({ is: 'week', week: -1, weekday: 5 })],
  [/last month\b(?!'s)/y, () => day({ is: 'month_end', month: -1 })],
  [
    new RegExp(`(${amount}) (minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago\\b`, 'y'),
    ([, count, unit]) => {
      const each = minutesIn[unit!.slice(0, 2)]!
      return { is: 'whole', meaning: { is: 'span', minutes: -Math.round(numberOf(count!) * each) } }
    },
  ],
  [
    /(?:earlier (?:today|this \w+)|just now|(?:a (?:moment|while)|some time|a few \w+) ago)\b/y,
    () => ({ is: 'whole', meaning: { is: 'span', minutes: 0 } }),
  ],
]
/** By the first letters of a unit of time. */
const minutesIn: Readonly<Record<string, number>> = {
  ...{ mi: 1, ho: 60, hr: 60, da: 1440, we: 10_080, mo: 43_200, ye: 525_600 },
}

const named: readonly Rule[] = [
  [/(?:the )?day after tomorrow\b/y, () => day({ is: 'in_days', days: 2 })],
  [/(?:tomorrow|tmrw?|tmw)\b(?!'s)/y, () => day({ is: 'in_days', days: 1 })],
  [/(?:(?:later|sometime|some time|still) )?today\b(?!'s)/y, () => day({ is: 'in_days', days: 0 })],
  [
    /(?:close|end) of (?:business|play)|(?:the |our |my )?end of (?:the |my |our )?(?:business |working )?day\b(?!s)|eod\b|cob\b|closing(?: time)?\b|we (?:close|shut)\b/y,
    () => ({ is: 'time', time: { is: 'closing' } }),
  ],
  [
    /(?:(early|beginning of|start of|mid-?|middle of|end of|later|late|during|in the course of)\s*)?(?:(this|next|the coming|the) (?:working |business )?week)\b(?!end|'s)/y,
    ([, when, which]) => {
      if (which === 'the' && when !== 'end of' && when !== 'in the course of') return null
      const at: Weekday = /^(?:early|beg|start)/.test(when ?? '') ? 2 : /^mid/.test(when ?? '') ? 3 : 5
      const week = which === 'next' || which === 'the coming' ? 1 : 0
      return day({ is: 'week', week, weekday: at, ...(!when && { whole: true }) })
    },
  ],
  [/(?:the )?(?:week's end|end of week)\b/y, () => day({ is: 'week', week: 0, weekday: 5 })],
  [
    /the weekend\b/y,
    (_, { before }) => (/\b(?:by|before)\s+$/.test(before) ? day({ is: 'week', week: 0, weekday: 5 }) : null),
  ],
  [/after the weekend\b/y, () => day({ is: 'week', week: 1, weekday: 1 })],
  [new RegExp(`(?:the )?end of (${month})\\b`, 'y'), ([, m]) => day({ is: 'end_of', month: monthOf(m!) })],
  [
    /(?:calendar )?(?:week|cw|wk) ?(\d{1,2})\b/y,
    ([, n]) => (+n! >= 1 && +n! <= 53 ? day({ is: 'iso_week', number: +n! }) : null),
  ],
  [/(?:the )?(?:end of (?:the |this )?month|month'?s? end)\b/y, () => day({ is: 'month_end', month: 0 })],
  [/(?:the )?(?:end of (?:the |this )?year|year's end)\b/y, () => day({ is: 'end_of', month: 12 })],
  [/(?:the )?end of next month\b/y, () => day({ is: 'month_end', month: 1 })],
]

const dates: readonly Rule[] = [
  [feast.pattern, ([name]) => dated(feast.dateOf(name))],
  [/(\d{4})-(\d\d)-(\d\d)(?!\d)/y, ([, y, m, d]) => dated({ year: +y!, month: +m!, day: +d! })],
  [
    new RegExp(`(?:the )?(\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of)? (${month})\\b\\.?(?:,? (\\d{4}))?`, 'y'),
    ([, d, m, y]) => dated({ day: +d!, month: monthOf(m!), ...(y ? { year: +y } : {}) }),
  ],
  [
    new RegExp(`(${month})\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,? (\\d{4}))?`, 'y'),
    ([, m, d, y]) => dated({ day: +d!, month: monthOf(m!), ...(y ? { year: +y } : {}) }),
  ],
  [
    /(\d{1,2})\.(\d{1,2})\.(\d{4})?(?!\d)/y,
    ([, d, m, y]) =>
      +m! <= 12 && +m! > 0 ? dated({ day: +d!, month: +m!, ...(y ? { year: +y } : {}) }) : null,
  ],
  [
    /(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d\d))?(?![\d/])/y,
    ([, a, b, y], { before, typed, near }) => {
      if (!typed && near?.is !== 'day' && !/\b(?:by|on|before|until|till|the)\s+$/.test(before)) return null
      const year = y ? { year: y.length === 2 ? 2000 + +y : +y } : {}
      const dayFirst = +b! <= 12 ? [{ day: +a!, month: +b!, ...year }] : []
      const monthFirst = +a! <= 12 && a !== b ? [{ day: +b!, month: +a!, ...year }] : []
      return dated(...dayFirst, ...monthFirst)
    },
  ],
  [
    /(?:the )?(\d{1,2})(?:st|nd|rd|th)\b/y,
    ([, d], { after }) =>
      stands.test(after) && !whichOne.test(after) && +d! <= 31 ? dated({ day: +d! }) : null,
  ],
  [
    new RegExp(
      `(?:(this|next|coming|this coming|the coming) )?(${weekday})\\b(?!'s)\\.?(?: (this|next|last) week\\b)?`,
      'y',
    ),
    ([, which, name, week], { before, typed }) => {
      if (/\b(?:first|second|third|fourth|\d(?:st|nd|rd|th))\s+$/.test(before)) return null
      const at = weekdayOf(name!)
      const short = !weekdays.includes(name!)
      if (short && !typed && !which && !/\b(?:by|on|before|until|till|next|this)\s+$/.test(before))
        return null
      if (week) return day({ is: 'week', week: weeksOff[week]!, weekday: at })
      return day({
        is: 'weekday',
        weekday: at,
        which: which === 'this' || which === 'next' ? which : 'coming',
      })
    },
  ],
]

/** How English says days, dates, weeks and spans of time; earlier rules go first. */
export const dayRules: readonly Rule[] = [soon, ...gone, ...farDays, ...named, span, minutes, ...dates]

/** "The 1st Monday": which one of them, no day of a month. */
const whichOne = new RegExp(`^ (?:${weekday})\\b`)
const weeksOff: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1 }

function dated(...all: { year?: number; month?: number; day: number }[]): Found | null {
  // Of a month that is named any number was meant as a day: "32 March" is asked back.
  const isDay = (d: { month?: number; day: number }) => d.day >= 1 && (d.day <= 31 || d.month !== undefined)
  const sound = all.filter((d) => isDay(d) && (d.month ?? 1) >= 1 && (d.month ?? 1) <= 12)
  return sound.length > 0 ? day({ is: 'date', dates: sound }) : null
}
