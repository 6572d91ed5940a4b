import { createHash } from 'node:crypto'
import type { Columns } from '../../domain/imports/columns.ts'
import { isBlank, isFault, type Row, type RowFault, readRow, sameText } from '../../domain/imports/rows.ts'
import {
  type Choice,
  choiceFor,
  fittingNames,
  type Known,
  type Twin,
  twinOf,
} from '../../domain/imports/twins.ts'
import type { Handle } from '../../domain/people/handles.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'
import { type Act, type Change, together } from '../db/flush.ts'
import type { CsvRecord } from '../files/csv.ts'
import { type Booked, PersonBook } from './actions-persons.ts'
import type { ImportSettings, StoredImport } from './store.ts'
import type { ImportLine } from './store-lines.ts'
import type { Made } from './store-made.ts'
import { broughtUnder, insertBrought } from './store-people.ts'

/** A line as it was read. */
export type ReadLine = {
  readonly line: number
  readonly cells: readonly string[]
  readonly row: Row | RowFault
  /** What to call it where it cannot be read. */
  readonly name: string
}
/** Who a line may be: somebody known here, or an earlier line of the file. */
export type Ref =
  | { readonly personId: PersonId; readonly line: null }
  | { readonly personId: null; readonly line: number }
/** What a batch comes to. */
export type Planned = {
  readonly change: Change
  readonly made: readonly Made[]
  readonly counts: { made: number; same: number; leftOut: number; failed: number }
  readonly lines: readonly ImportLine[]
}

/** Reads lines by the columns that were settled; blank ones and the headings are left out. */
export function readLines(
  records: readonly CsvRecord[],
  settings: ImportSettings,
  country: string,
): ReadLine[] {
  const columns = settings.columns ?? []
  const named = 1 + (settings.form?.before ?? 0)
  return records
    .filter(({ line, cells, fault }) => !(line === named && settings.headings) && (fault || !isBlank(cells)))
    .map(({ line, cells, fault }) => ({
      line,
      cells,
      row: fault ? { fault, field: null } : readRow(cells, columns, country),
      name: calledIn(cells, columns),
    }))
}

/** By what a line is known again: the line itself, and its number over there. */
export function keysOf(row: Row): { own: string; external: string | null } {
  const own = createHash('sha256').update(sameText(row)).digest('base64url')
  return { own: `row:${own}`, external: row.externalId ? `ext:${row.externalId}` : null }
}

/** Everybody the lines may be about, with who was brought under their keys before. */
export async function openBook(act: Act, db: Reader, lines: readonly ReadLine[]) {
  const rows = lines.flatMap(({ row }) => (isFault(row) ? [] : [row]))
  const keys = rows.flatMap((row) => Object.values(keysOf(row)).filter((k): k is string => k !== null))
  const brought = await broughtUnder(db, [...new Set(keys)])
  const book = new PersonBook(act)
  await book.open(db, {
    handles: rows.flatMap((r) => r.handles),
    ids: [...new Set(brought.values())],
    households: rows.flatMap((r) => r.household ?? []),
    organisations: rows.flatMap((r) => r.organisation ?? []),
  })
  return { book, brought }
}

type Before = { readonly id: PersonId; readonly name: string }

/** Who a line is about, of those in the book and of earlier lines. */
export function twinOfRow(
  row: Row,
  book: PersonBook,
  before: (key: string) => Before | null,
  earlier: readonly Known<Ref>[] = [],
): Twin<Ref> | null {
  const { own, external } = keysOf(row)
  // Two houses may number their people alike.
  const numbered = external ? before(external) : null
  const same = before(own) ?? (numbered && fittingNames(numbered.name, row.name) ? numbered : null)
  const refOf = (personId: PersonId): Ref => ({ personId, line: null })
  const known = book.having(row.handles).map((k) => ({ ref: refOf(k.id), name: k.name, handles: k.handles }))
  return twinOf<Ref>(row, same ? refOf(same.id) : null, [...known, ...earlier])
}

/** What of a line stands in the columns that hold one thing: its own words, no more of them than one reads at a glance. */
export function saidIn(cells: readonly string[], columns: Columns, field: string | null): string {
  const said = columns.flatMap((one, at) => (one !== null && one === field ? [(cells[at] ?? '').trim()] : []))
  return clean(said.filter((c) => c !== '').join(' · ')).slice(0, 80)
}

/** A line that could not be read, as it is kept. */
export function failedLine({ line, cells, row, name }: ReadLine): ImportLine {
  const { fault, field } = row as RowFault
  const nobody = { personId: null, sameLine: null, choice: null }
  return {
    line,
    kind: 'failed',
    reason: fault,
    field,
    name: clean(name).slice(0, 200),
    ...nobody,
    cells: cells.map(clean),
  }
}

/** What it takes to bring some lines: whom they make, what they add to whom, what is left out. */
export async function planPeople(
  act: Act,
  of: StoredImport,
  lines: readonly ReadLine[],
  choices: ReadonlyMap<number, Choice>,
): Promise<Planned> {
  const { book, brought } = await act.db.read(act.workspaceId, (db) => openBook(act, db, lines))
  const under = new Map<string, PersonId>(brought)
  const before = (key: string) => {
    const id = under.get(key)
    return id ? (book.find(id) ?? null) : null
  }
  const counts = { made: 0, same: 0, leftOut: 0, failed: 0 }
  const fresh: { key: string; personId: PersonId }[] = []
  const failed: ImportLine[] = []
  for (const read of lines) {
    const { row, line } = read
    if (isFault(row)) {
      counts.failed += 1
      failed.push(failedLine(read))
      continue
    }
    const twin = twinOfRow(row, book, before)
    const choice = twin
      ? choiceFor(twin.reason, choices.get(line) ?? null, of.settings.twins ?? 'same')
      : 'new'
    if (choice === 'leave') {
      counts.leftOut += 1
      continue
    }
    const known = twin && choice === 'same' ? book.find(twin.ref.personId!) : null
    const one = known ?? book.make(row, row.handles, 'typed')
    if (known) addTo(book, known, row)
    addAround(book, one, row)
    counts[known ? 'same' : 'made'] += 1
    for (const key of Object.values(keysOf(row)))
      if (key && !under.has(key)) {
        under.set(key, one.id)
        fresh.push({ key, personId: one.id })
      }
  }
  const { change, made } = book.change(of.id)
  const keys = { writes: insertBrought(act.workspaceId, of.id, fresh), events: [] }
  return { change: together(change, keys), made, counts, lines: failed }
}

function addTo(book: PersonBook, one: Booked, row: Row): void {
  book.fill(one, row)
  book.addHandles(one, row.handles as readonly Handle[], 'typed')
}

function addAround(book: PersonBook, one: Booked, row: Row): void {
  if (row.thing) book.addThing(one, row.thing, null)
  if (row.household) book.join(one, 'household', row.household, row.organisation ? null : row.role)
  if (row.organisation) book.join(one, 'organisation', row.organisation, row.role)
}

// What the database cannot hold; the file that is mended is the one people have.
function clean(cell: string): string {
  return cell.replaceAll('\u0000', '').toWellFormed()
}

function calledIn(cells: readonly string[], columns: Columns): string {
  const of = (...targets: string[]) =>
    cells.filter((c, at) => targets.includes(columns[at] ?? '') && c.trim() !== '').join(' ')
  return (
    of('name') ||
    of('firstName', 'lastName') ||
    of('email', 'phone') ||
    cells.find((c) => c.trim() !== '') ||
    ''
  )
}
