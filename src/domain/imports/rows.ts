import { type Handle, normaliseHandle } from '../people/handles.ts'
import { createPerson } from '../people/person.ts'
import { searchWords } from '../people/search-keys.ts'
import { normalisePlate, normaliseVin } from '../people/vehicle-marks.ts'
import type { PersonId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { addDays, type LocalDate } from '../shared/time.ts'
import type { Columns, Target } from './columns.ts'

/** What a line of a file says of a person. */
export type Row = {
  readonly name: string
  readonly sayName: string | null
  readonly languages: readonly string[]
  readonly goodToKnow: string
  readonly accessNeeds: string | null
  readonly knownSince: LocalDate | null
  readonly handles: readonly Handle[]
  readonly household: string | null
  readonly organisation: string | null
  readonly role: string | null
  readonly thing: RowThing | null
  readonly externalId: string | null
}
export type RowThing = {
  readonly kind: 'vehicle' | 'other'
  readonly name: string
  readonly plate: string | null
  readonly vin: string | null
}

/** Why a line cannot be taken, and which column is to blame. */
export const ROW_FAULTS = [
  'quote_open',
  'line_too_long',
  'nobody',
  'odd_letters',
  'email_unreadable',
  'phone_unreadable',
  'language_unknown',
  'date_unreadable',
  'too_long',
  'too_many',
] as const
export type RowFault = { readonly fault: (typeof ROW_FAULTS)[number]; readonly field: Target | null }

/** The longest text each target holds. */
const LONGEST: Partial<Record<Target, number>> = {
  role: 200,
  household: 200,
  organisation: 200,
  make: 200,
  thing: 200,
  plate: 40,
  vin: 40,
  externalId: 200,
}
/** More ways to reach one person than this are a file read wrongly. */
const MOST_HANDLES = 20

/** Whether a line was refused. */
export function isFault(row: Row | RowFault): row is RowFault {
  return 'fault' in row
}

/**
 * Reads a line. `country`: ISO code for telephones without theirs. Several addresses may stand in one cell, between `;` `,` or
 * blanks. Gives back the first fault, so that nothing of a line is lost in silence.
 */
export function readRow(cells: readonly string[], columns: Columns, country: string): Row | RowFault {
  const cellsOf = (target: Target) =>
    columns
      .flatMap((one, at) => (one === target ? [(cells[at] ?? '').normalize('NFC').trim()] : []))
      .filter((c) => c !== '')
  const cell = (target: Target) => cellsOf(target)[0] ?? ''
  for (const [at, target] of columns.entries())
    if (target && /[\p{Cc}\p{Cs}\uFFFD]/u.test((cells[at] ?? '').replace(/[\t\r\n]/g, ' ')))
      return no('odd_letters', target)
  for (const [target, most] of Object.entries(LONGEST) as [Target, number][])
    if (cell(target).length > most) return no('too_long', target)
  const handles: Handle[] = []
  for (const kind of ['email', 'phone'] as const)
    for (const raw of cellsOf(kind).flatMap(kind === 'email' ? addressesIn : telephonesIn)) {
      const handle = normaliseHandle(kind, raw, country)
      if (isRefusal(handle)) return no(`${kind}_unreadable`, kind)
      if (!handles.some((h) => h.kind === kind && h.value === handle.value)) handles.push(handle)
    }
  if (handles.length > MOST_HANDLES) return no('too_many', handles.at(-1)!.kind as Target)
  const languages = languagesIn(cell('language'))
  if (!languages) return no('language_unknown', 'language')
  const knownSince = cell('knownSince') === '' ? null : dateIn(cell('knownSince'))
  if (knownSince === undefined) return no('date_unreadable', 'knownSince')
  const name = cell('name') || [cell('firstName'), cell('lastName')].filter((w) => w !== '').join(' ')
  const text = (target: Target) => cell(target) || null
  const fields = {
    name,
    sayName: text('sayName'),
    languages,
    goodToKnow: cell('goodToKnow'),
    accessNeeds: text('accessNeeds'),
  }
  const person = createPerson('' as PersonId, fields)
  if (isRefusal(person)) return no('too_long', (person.field as Target | undefined) ?? null)
  const called = calledBy(cell('make'), cell('thing'))
  if (called.length > 200) return no('too_long', 'thing')
  const thing = thingOf(cell('plate'), cell('vin'), called)
  const externalId = text('externalId')
  if (person.name === '' && handles.length === 0 && thing === null) return no('nobody', null)
  return {
    ...{
      name: person.name,
      sayName: person.sayName,
      languages: person.languages,
      goodToKnow: person.goodToKnow,
    },
    ...{ accessNeeds: person.accessNeeds, knownSince, handles, thing, externalId },
    ...{ household: text('household'), organisation: text('organisation'), role: text('role') },
  }
}

/** A line as one text: the same of two lines that say the same, however their file is laid out. */
export function sameText(row: Row): string {
  const { handles, thing, ...rest } = row
  const marks = thing && [thing.kind, thing.name, thing.plate, thing.vin]
  return JSON.stringify([
    ...Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)),
    handles.map((h) => [h.kind, h.value]).sort(),
    marks,
  ])
}

/** Whether a row of cells holds nothing at all. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

function no(fault: RowFault['fault'], field: Target | null): RowFault {
  return { fault, field }
}

function addressesIn(cell: string): string[] {
  return cell
    .split(/[;,\s]+/)
    .map((w) => w.replace(/^(?:mailto:|<)|>$/gi, ''))
    .filter((w) => w !== '')
}

// No blank parts telephones: it stands inside them.
function telephonesIn(cell: string): string[] {
  return cell
    .split(/\s*[;,|\n]\s*|\s+(?=\+)|\s+:::\s+/)
    .map((w) => w.trim())
    .filter((w) => w !== '')
}

const LANGUAGES: Readonly<Record<string, string>> = {
  ...{
    german: 'de',
    deutsch: 'de',
    english: 'en',
    englisch: 'en',
    french: 'fr',
    franzosisch: 'fr',
    francais: 'fr',
  },
  ...{
    italian: 'it',
    italienisch: 'it',
    spanish: 'es',
    spanisch: 'es',
    dutch: 'nl',
    niederlandisch: 'nl',
    polish: 'pl',
  },
  ...{
    polnisch: 'pl',
    turkish: 'tr',
    turkisch: 'tr',
    russian: 'ru',
    russisch: 'ru',
    ukrainian: 'uk',
    ukrainisch: 'uk',
  },
  ...{
    arabic: 'ar',
    arabisch: 'ar',
    czech: 'cs',
    tschechisch: 'cs',
    croatian: 'hr',
    kroatisch: 'hr',
    hungarian: 'hu',
  },
  ...{
    ungarisch: 'hu',
    portuguese: 'pt',
    portugiesisch: 'pt',
    romanian: 'ro',
    rumanisch: 'ro',
    chinese: 'zh',
    chinesisch: 'zh',
  },
}

function languagesIn(cell: string): string[] | null {
  const found = cell
    .split(/[;,/|\s]+/)
    .filter((w) => w !== '')
    .map((word) => {
      const named = LANGUAGES[searchWords(word).join('')]
      if (named) return named
      const code = word.replace('_', '-')
      return /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$/.test(code)
        ? code.replace(/^[A-Za-z]+/, (l) => l.toLowerCase())
        : null
    })
  return found.every((one) => one !== null) ? [...new Set(found)] : null
}

/**
 * A day as files have it, also with a time behind it: 2024-03-01, 1.3.2024, 1.3.24 (as Excel reads it, 1950 to 2049), 01/03/2024 where
 * the day cannot be a month, and 45352, the days by which Excel counts.
 */
function dateIn(text: string): LocalDate | undefined {
  const iso = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T\s].*)?$/.exec(text)
  const german = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:\s.*)?$/.exec(text)
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s.*)?$/.exec(text)
  if (/^[1-9]\d{4}(?:[.,]\d+)?$/.test(text)) return dayOfExcel(Number.parseInt(text, 10))
  if (iso) return day(Number(iso[1]), Number(iso[3]), Number(iso[4]))
  if (german) return day(yearIn(german[3]!), Number(german[2]), Number(german[1]))
  if (!slashed) return /^\d{4}$/.test(text) ? day(Number(text), 1, 1) : undefined
  const [a, b] = [Number(slashed[1]), Number(slashed[2])]
  // 03/04/2024 is two days, and nobody can tell which.
  if (a <= 12 && b <= 12 && a !== b) return undefined
  return a > 12 ? day(Number(slashed[3]), b, a) : day(Number(slashed[3]), a, b)
}

function yearIn(text: string): number {
  const n = Number(text)
  return text.length === 4 ? n : n < 50 ? 2000 + n : 1900 + n
}

/** Excel counts the days from 1899-12-30, behind a leap day in 1900 that never was. */
function dayOfExcel(n: number): LocalDate | undefined {
  return addDays('1899-12-30' as LocalDate, n)
}

function day(y: number, m: number, d: number): LocalDate | undefined {
  const days = [
    31,
    y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ]
  if (y < 1900 || y > 2200 || m < 1 || m > 12 || d < 1 || d > days[m - 1]!) return undefined
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}` as LocalDate
}

/** "VW" and "Golf" are a VW Golf; "VW" and "VW Golf" too. */
function calledBy(make: string, model: string): string {
  const [said, known] = [model.toLowerCase(), make.toLowerCase()]
  return said === known || said.startsWith(`${known} `)
    ? model
    : [make, model].filter((w) => w !== '').join(' ')
}

// A plate or VIN we cannot read is kept as typed: the world has more kinds than the rule.
function thingOf(plate: string, vin: string, called: string): RowThing | null {
  if (plate === '' && vin === '' && called === '') return null
  const readPlate = plate === '' ? null : isRefusal(normalisePlate(plate)) ? plate : plate.toUpperCase()
  const read = vin === '' ? null : normaliseVin(vin)
  const readVin = isRefusal(read) ? vin : read
  return {
    kind: plate || vin ? 'vehicle' : 'other',
    name: called || readPlate || readVin || '',
    plate: readPlate,
    vin: readVin,
  }
}

/** Whether two things are one: the same VIN or plate, else the same name where neither has a mark. */
export function sameThing(
  a: Pick<RowThing, 'name' | 'plate' | 'vin'>,
  b: Pick<RowThing, 'name' | 'plate' | 'vin'>,
): boolean {
  const mark = (raw: string | null) => raw?.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '') || null
  if (mark(a.vin) && mark(b.vin)) return mark(a.vin) === mark(b.vin)
  if (mark(a.plate) && mark(b.plate)) return mark(a.plate) === mark(b.plate)
  const unmarked = (t: typeof a) => !t.plate && !t.vin
  return unmarked(a) && unmarked(b) && a.name.toLowerCase() === b.name.toLowerCase()
}
