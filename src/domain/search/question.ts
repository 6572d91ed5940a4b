import { isValidDate, type LocalDate } from '../shared/time.ts'

export const CHANNEL_WORDS = {
  mail: 'email',
  form: 'form',
  phone: 'phone',
  counter: 'walk_in',
  page: 'page',
  chat: 'chat',
} as const
export const STATE_WORDS = ['open', 'snoozed', 'closed'] as const

/** What narrows a search, as it was written: whose, by which way, how it stands, when. Names are looked up by whoever searches. */
export type SearchFilters = {
  /** part of the name, an address, a telephone of the person */
  readonly from?: string
  /** `me`, `nobody`, or part of a colleague's name */
  readonly owner?: string
  readonly channel?: keyof typeof CHANNEL_WORDS
  readonly is?: (typeof STATE_WORDS)[number]
  /** the first day that counts, in the zone of whoever asks */
  readonly after?: LocalDate
  /** the first day that counts no more */
  readonly before?: LocalDate
  readonly has?: 'file'
  readonly site?: string
  readonly tag?: string
}
export type FilterName = keyof SearchFilters

/** A question: the words looked for, what narrows it, and what of it looked like a filter and was none. */
export type SearchQuestion = {
  readonly words: string
  readonly filters: SearchFilters
  readonly notUnderstood: readonly string[]
}

/** Every filter as it is written before its colon, in the order in which screens show them. */
export const FILTER_NAMES: readonly FilterName[] = [
  'from',
  'owner',
  'channel',
  'is',
  'after',
  'before',
  'has',
  'site',
  'tag',
]

/** `from:"Marta Huber"`: a filter, a colon, a word or words in quotes; before it a blank or nothing. */
const WRITTEN = new RegExp(
  `(^|\\s)(${FILTER_NAMES.join('|')}):(?:["“„]([^"”“]*)["”“]|(\\S+))(?=\\s|$)`,
  'giu',
)

/** Takes a question apart. The last of two filters of a name counts; what a filter cannot mean is given back as not understood. */
export function readQuestion(question: string): SearchQuestion {
  const filters: Partial<Record<FilterName, string>> = {}
  const notUnderstood: string[] = []
  const words = question.replace(WRITTEN, (whole, _before, name: string, quoted?: string, bare?: string) => {
    const filter = name.toLowerCase() as FilterName
    const value = meant(filter, (quoted ?? bare ?? '').replace(/\s+/g, ' ').trim())
    if (value === null) notUnderstood.push(whole.trim())
    else filters[filter] = value
    return ' '
  })
  return { words: words.replace(/\s+/g, ' ').trim(), filters: filters as SearchFilters, notUnderstood }
}

/** Writes a question with one filter changed, or with `null` without it; the words stay as they are. */
export function withFilter(question: string, name: FilterName, value: string | null): string {
  const without = question.replace(WRITTEN, (whole, _before, of: string) =>
    of.toLowerCase() === name ? ' ' : whole,
  )
  const kept = without.replace(/\s+/g, ' ').trim()
  if (value === null) return kept
  const clean = value
    .replace(/["“”„]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  const written = `${name}:${/\s/.test(clean) ? `"${clean}"` : clean}`
  return kept ? `${kept} ${written}` : written
}

/** The words of a question without any of its filters. */
export function withoutFilters(question: string): string {
  return readQuestion(question).words
}

function meant(name: FilterName, value: string): string | null {
  const low = value.toLowerCase()
  switch (name) {
    case 'channel':
      return low in CHANNEL_WORDS ? low : null
    case 'is':
      return (STATE_WORDS as readonly string[]).includes(low) ? low : null
    case 'has':
      return low === 'file' ? low : null
    case 'after':
    case 'before':
      return dayOf(low)
    default:
      return value === '' ? null : value
  }
}

// 2026-11-01, or 1.11.2026 as Germans write it.
function dayOf(text: string): LocalDate | null {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  const iso = german ? `${german[3]}-${german[2]!.padStart(2, '0')}-${german[1]!.padStart(2, '0')}` : text
  return isValidDate(iso) ? iso : null
}
