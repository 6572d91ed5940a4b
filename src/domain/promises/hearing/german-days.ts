import type { Weekday } from '../../shared/time.ts'
import type { Found, Rule } from './due-words-grammar.ts'
import { day, feasts, month, monthOf, part, weekday, weekdayOf } from './german-calendar.ts'
import { farDays } from './german-far-days.ts'
import { amount, numberOf } from './german-numbers.ts'

/** Behind a preposition a short name of a weekday is one. */
const dayFollows = /\b(?:bis|am|ab|vor|zum|nae?chste[nr]?|kommende[nr]?|diese[nr]?)\s+$/

const soon: Rule = [
  /(?:so (?:bald|schnell|rasch|fruh|zeitnah) wie (?:(?:nur |irgend )?moglich|es geht|wir konnen|ich kann)|schnellst ?moglich|baldmoglichst|fruhest ?moglich|asap|in kue?rze|(?:sehr |schon |ganz )?bald(?! wie)|demnae?chst|zeitnah|umgehend|unverzue?glich|sofort|gleich(?= (?!morgen|heute|am |nach|vor|um|mal ))|gleich(?=\s*[.!,;]|\s*$)|gleich nachher|nachher|spae?ter(?! als)|in (?:den |der )?(?:nae?chsten|kommenden) (?:(?:paar )?tagen|zeit|wochen|stunden)|im lauf(?:e)? der (?:nae?chsten )?(?:tage|wochen)|dieser tage|die tage|in ein paar \w+|in wenigen \w+|in einigen \w+|einen moment|einen augenblick|in einem moment)\b/y,
  () => ({ is: 'whole', meaning: { is: 'vague' } }),
]

const span: Rule = [
  new RegExp(
    `(?:(in|binnen|innerhalb(?: von)?)\\s+)?(?:(?:etwa|circa|ca\\.?|ungefae?hr|rund|hochstens|maximal|spae?testens|den nae?chsten|der nae?chsten|nae?chsten|gut|knapp)\\s+)*(${amount})(?:\\s*(?:-|–|bis(?: zu)?|oder|,)\\s*(${amount}))?[\\s-]*(werk|arbeits|geschafts|bank|wochen|oe?ffnungs|geschae?fts|arbeits|bue?ro|betriebs|viertel|dreiviertel)?(minuten?|min\\.?|stunden?|std\\.?|h|tage?[sn]?|wochen?)(?![a-z])(\\s+(?:spae?ter|ab (?:jetzt|heute)|brauche? (?:ich|wir)|dann))?`,
    'y',
  ),
  ([, within, low, high, kind, unit, behind], { typed, before }) => {
    if (
      !within &&
      !behind &&
      !typed &&
      !/\b(?:spatestens nach|nach spatestens|(?:brauchen? (?:ich |wir )?|(?:gib|gebt|geben sie) (?:mir|uns) )(?:noch |etwa |ca\.? )?)\s*$/.test(
        before,
      )
    )
      return null
    const count = numberOf(high ?? low!)
    if (unit!.startsWith('mi')) return { is: 'whole', meaning: { is: 'span', minutes: count } }
    if (/^(?:st|h)/.test(unit!)) {
      const quarter = kind === 'viertel' ? 0.25 : kind === 'dreiviertel' ? 0.75 : 1
      const minutes = Math.round(count * quarter * 60)
      return { is: 'whole', meaning: { is: kind && quarter === 1 ? 'open_span' : 'span', minutes } }
    }
    if (low === 'der' && !within) return null
    if (unit!.startsWith('t'))
      return day({ is: kind ? 'in_working_days' : 'in_days', days: Math.ceil(count) })
    return day({ is: 'in_days', days: Math.round(count * 7) })
  },
]

const last = '(?:letzte|vergangene|vorige)'
/** What is over: heard, so that it can be asked back. */
const gone: readonly Rule[] = [
  [/vorgestern\b/y, () => day({ is: 'in_days', days: -2 })],
  [/gestern\b/y, () => day({ is: 'in_days', days: -1 })],
  [
    new RegExp(`(?:am )?${last}[nr]? (${weekday})(?=\\b|${part})(?! (?:im|in|des)\\b)`, 'y'),
    ([, name]) => day({ is: 'weekday', weekday: weekdayOf(name!), which: 'last' }),
  ],
  [new RegExp(`${last}[nr]? woche\\b`, 'y'), () => day({ is: 'week', week: -1, weekday: 5 })],
  [new RegExp(`${last}[nm] monat\\b`, 'y'), () => day({ is: 'month_end', month: -1 })],
  [
    new RegExp(
      `vor (?:etwa |ca\\.? |rund |ungefae?hr |gut |knapp )?(${amount})[\\s-]*(viertel)?(minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?)(?![a-z])`,
      'y',
    ),
    ([, count, quarter, unit]) => {
      const each = minutesIn[unit!.slice(0, 2)]! * (quarter ? 0.25 : 1)
      return over(-Math.round(numberOf(count!) * each))
    },
  ],
  [/(?:vorhin|vor kurzem|vor (?:ein paar|einigen|wenigen) \w+)\b/y, () => over(0)],
]
/** By the first letters of a unit of time. */
const minutesIn: Readonly<Record<string, number>> = {
  ...{ mi: 1, st: 60, ta: 1440, wo: 10_080, mo: 43_200, ja: 525_600 },
}

const named: readonly Rule[] = [
  [/ue?bermorgen/y, () => day({ is: 'in_days', days: 2 })],
  [
    /morgen(?=\b|fruh|vormittag|mittag|nachmittag|abend)/y,
    (_, { before, near }) =>
      /\b(?:guten|schonen|gute|am|jeden|den|einen|jeder)\s+$/.test(before) || (near && isDay(near))
        ? null
        : day({ is: 'in_days', days: 1 }),
  ],
  [/(?:noch )?heute\b/y, () => day({ is: 'in_days', days: 0 })],
  [
    /(?:(?:ende|laufe?) des (?:heutigen )?(?:(?:werk|arbeits|geschafts)?tag(?:e?s))|tagesende|feierabend|(?:geschae?fts|laden|dienst|betriebs|bue?ro|praxis|tages)schluss|geschaftsschlus|ladenschlus|dienstschlus|betriebsschlus|buroschlus|wir (?:zumachen|schliesen|schliessen))\b/y,
    () => ({ is: 'time', time: { is: 'closing' } }),
  ],
  [
    /(?:(anfang|mitte|ende|laufe?)(?: der)? )?(diese[rn]?|nae?chste[rn]?|kommende[rn]?|folgende[rn]?|darauffolgende[rn]?|der) (?:arbeits|kalender)?woche\b/y,
    ([, when, which]) => {
      if (which === 'der' && !when) return null
      const at: Weekday = when === 'anfang' ? 2 : when === 'mitte' ? 3 : 5
      const week = /^(?:diese|der)/.test(which!) ? 0 : 1
      return day({ is: 'week', week, weekday: at, ...(!when && { whole: true }) })
    },
  ],
  [
    /wochenende\b/y,
    (_, { before }) => {
      if (/\bnach (?:dem )?$/.test(before)) return null
      return /\b(?:bis|vor|bis zum|vor dem|spatestens zum|zum)\s+$/.test(before)
        ? day({ is: 'week', week: 0, weekday: 5 })
        : null
    },
  ],
  [/nach dem wochenende\b/y, () => day({ is: 'week', week: 1, weekday: 1 })],
  [
    /(?:kw|kalenderwoche)\.? ?(\d{1,2})\b/y,
    ([, n]) => (+n! >= 1 && +n! <= 53 ? day({ is: 'iso_week', number: +n! }) : null),
  ],
  [
    /(\d{1,2})\. (?:kw|kalenderwoche)\b/y,
    ([, n]) => (+n! >= 1 && +n! <= 53 ? day({ is: 'iso_week', number: +n! }) : null),
  ],
  [
    /(?:monatsende|ende (?:des|dieses) monats|ende des laufenden monats|ultimo)\b/y,
    () => day({ is: 'month_end', month: 0 }),
  ],
  [/(?:jahresende|ende (?:des|dieses) jahres)\b/y, () => day({ is: 'end_of', month: 12 })],
  [/ende (?:des )?nae?chsten? monats\b/y, () => day({ is: 'month_end', month: 1 })],
  [new RegExp(`ende (${month})\\b`, 'y'), ([, m]) => day({ is: 'end_of', month: monthOf(m!) })],
]

/** Behind a number what it counts or whose it is: "am 1. Montag", "am 25. nächsten Monats". */
const counts =
  /^ (?:(?!(?:vor|nach)?mittag)\w*tag(?:e[ns]?)?\b|mittwoch|sonnabend|advent|weihnacht|oster|pfingst|werktag|quartal|halbjahr|woche|lauf|runde|versuch|teil|(?:des )?(?:u|ue)?(?:ber)?(?:nae?chst|kommend|folgend)\w* monat)/

const dates: readonly Rule[] = [
  ...feasts.map(([pattern, date]): Rule => [pattern, () => dated(date)]),
  [/(\d{4})-(\d\d)-(\d\d)(?!\d)/y, ([, y, m, d]) => dated({ year: +y!, month: +m!, day: +d! })],
  [
    new RegExp(`(\\d{1,2})\\.? ?(${month})\\b\\.?(?: (\\d{4})(?!\\d))?`, 'y'),
    ([, d, m, y]) => dated({ day: +d!, month: monthOf(m!), ...(y ? { year: +y } : {}) }),
  ],
  [
    /(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}|\d\d)(?![\d:]|\.\d| uhr))?(?!\d)/y,
    ([, d, m, y]) =>
      +m! <= 12 && +m! > 0
        ? dated({ day: +d!, month: +m!, ...(y ? { year: y.length === 2 ? 2000 + +y : +y } : {}) })
        : null,
  ],
  [
    /(\d{1,2})\.(?!\d)/y,
    ([, d], { before, after, typed, near }) =>
      +d! <= 31 &&
      (typed ||
        /\b(?:am|zum|den|dem|der|ab|vom|bis)\s+(?:\d{1,2}\. (?:oder|bis|und) )?$/.test(before) ||
        (near !== null && isDay(near))) &&
      !/\b(?:um|gegen|vor|nach)\s+$/.test(before) &&
      !(/\bbis\s+$/.test(before) && after === '') &&
      !counts.test(after) &&
      !/^ ?(?:uhr|stock|etage|mal|seite|rate|mahnung|klasse|og)\b/.test(after)
        ? dated({ day: +d! })
        : null,
  ],
  [
    new RegExp(
      `(?:(diese[nrms]?|nae?chste[nrms]?|kommende[nrms]?) )?(${weekday})(?=\\b|${part})(?: (diese|nae?chste|kommende|letzte|vorige)[rn]? woche\\b)?`,
      'y',
    ),
    ([, which, name, week], { before }) =>
      /(?:\b(?:erste|zweite|dritte|vierte)[nrms]?|\d\.)\s+$/.test(before)
        ? null
        : onWeekday(name!, which, week),
  ],
  [
    /(mo|di|mi|do|fr|sa|so)\b\.?(?![a-z])/y,
    ([, name], { before, after, typed }) =>
      (typed || (dayFollows.test(before) && !/\b(?:so|do)$/.test(name!))) && !/^ wie\b/.test(after)
        ? onWeekday(name!, undefined, undefined)
        : null,
  ],
]

const nextWeekOn: Rule = [
  new RegExp(`(?:nae?chste|kommende|diese) woche (?:am )?(${weekday})(?=\\b|${part})`, 'y'),
  ([whole, name]) => onWeekday(name!, undefined, whole),
]

/** How German says days, dates, weeks and spans of time; earlier rules go first. */
export const dayRules: readonly Rule[] = [soon, nextWeekOn, ...gone, ...farDays, ...named, span, ...dates]

function onWeekday(name: string, which: string | undefined, week: string | undefined): Found {
  const at = weekdayOf(name)
  if (week) {
    const off = week.startsWith('diese') ? 0 : /^(?:letzte|vorige)/.test(week) ? -1 : 1
    return day({ is: 'week', week: off, weekday: at })
  }
  const said = which?.startsWith('diese') ? 'this' : /^na/.test(which ?? '') ? 'next' : 'coming'
  return day({ is: 'weekday', weekday: at, which: said })
}

function over(minutes: number): Found {
  return { is: 'whole', meaning: { is: 'span', minutes } }
}

function isDay(found: Found): boolean {
  return found.is === 'day'
}

function dated(date: { year?: number; month?: number; day: number }): Found | null {
  // Of a month that is named any number was meant as a day: "32. März" is asked back.
  const isDay = date.day >= 1 && (date.day <= 31 || date.month !== undefined)
  const sound = isDay && (date.month ?? 1) >= 1 && (date.month ?? 1) <= 12
  return sound ? day({ is: 'date', dates: [date] }) : null
}
