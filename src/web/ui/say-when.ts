/** How a person would say it: `at` today 14:00 · `short` 14:00, Thu · `by` by Friday 17:00 · `day` tomorrow, Friday, 12 November. */
export type WhenForm = 'at' | 'short' | 'by' | 'day'

/** Where and in which tongue it is said. `zone` is an IANA time zone, `dates` the locale whose order of day and month is used. */
export type WhenPlace = { now: string; zone: string; dates: string }

/** The parts of the sentence; `day` is absent where it is today. The words stand in `words/` under `ui.when`. */
export type WhenParts = { day: 'today' | 'yesterday' | 'tomorrow' | 'named'; named: string; time: string }

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let found = formatters.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options)
    formatters.set(key, found)
  }
  return found
}

function calendarDay(instant: Date, zone: string): { number: number; year: number } {
  const parts = formatter('en', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(instant)
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value)
  return { number: Date.UTC(part('year'), part('month') - 1, part('day')) / 86_400_000, year: part('year') }
}

/** Takes an instant apart into day and clock time as one says them at a place. */
export function whenParts(at: string, form: WhenForm, { now, zone, dates }: WhenPlace): WhenParts {
  const instant = new Date(at)
  const then = calendarDay(instant, zone)
  const today = calendarDay(new Date(now), zone)
  const days = then.number - today.number
  const time = formatter(dates, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(instant)
  const near = { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' } as const
  const day = near[String(days) as keyof typeof near] ?? 'named'
  const options: Intl.DateTimeFormatOptions =
    Math.abs(days) < 7
      ? { weekday: form === 'short' ? 'short' : 'long' }
      : {
          day: 'numeric',
          month: form === 'day' ? 'long' : 'short',
          ...(then.year !== today.year && { year: 'numeric' }),
        }
  return { day, named: formatter(dates, { timeZone: zone, ...options }).format(instant), time }
}

/** The exact instant with its zone, for those who want to know: "Friday 21 November 2025, 14:00 CET (Europe/Berlin)". */
export function exactly(at: string, { zone, dates }: Pick<WhenPlace, 'zone' | 'dates'>): string {
  const said = formatter(dates, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(new Date(at))
  return `${said} (${zone})`
}
