import { isFault } from '../../domain/imports/rows.ts'
import { fittingNames, type Known } from '../../domain/imports/twins.ts'
import type { Act } from '../db/flush.ts'
import { type CsvForm, type CsvRecord, readCsv } from '../files/csv.ts'
import { countryOf } from '../people/actions.ts'
import {
  failedLine,
  keysOf,
  openBook,
  planPeople,
  type ReadLine,
  type Ref,
  readLines,
  twinOfRow,
} from './actions-people.ts'
import type { Job } from './jobs-saver.ts'
import { deleteLines, type ImportLine, insertLines, listChoices } from './store-lines.ts'

/** How many lines are settled together. */
const BATCH = 500

/** Reads a file through without bringing anybody: what cannot be read, and whom we know already. */
export async function checkPeople({ saver, path, signal }: Job): Promise<void> {
  const { settings, id } = saver.row
  await saver.save({ total: 0, failed: 0 }, { writes: [deleteLines(id)], events: [] })
  const country = await countryOf(saver.act)
  const looker = new TwinLooker()
  let [total, failed, twins] = [0, 0, 0]
  for await (const records of batchesOf(path, settings.form!, 0)) {
    signal.throwIfAborted()
    const lines = readLines(records, settings, country)
    const found = await looker.look(saver.act, lines)
    total += lines.length
    failed += found.filter((l) => l.kind === 'failed').length
    twins += found.filter((l) => l.kind === 'twin').length
    const writes = insertLines(saver.act.workspaceId, id, found)
    await saver.save({ total, failed, attempts: 0 }, { writes, events: [] })
  }
  await saver.save({ state: 'checked', claimedUntil: null, problem: null, total, failed, same: twins })
}

/** Brings the people of a file, from where it came to. */
export async function bringPeople({ saver, path, signal }: Job): Promise<void> {
  const { settings, id } = saver.row
  const country = await countryOf(saver.act)
  for await (const records of batchesOf(path, settings.form!, saver.row.position.line ?? 0)) {
    signal.throwIfAborted()
    const lines = readLines(records, settings, country)
    const [from, to] = [records[0]!.line, records.at(-1)!.line]
    const { db, workspaceId } = saver.act
    const choices = await db.read(workspaceId, (reader) => listChoices(reader, id, from, to))
    await saver.batch((act, row) => planPeople(act, row, lines, choices), { position: { line: to } })
  }
}

/** The records of a file behind a line, so many at a time. */
async function* batchesOf(path: string, form: CsvForm, behind: number): AsyncGenerator<CsvRecord[]> {
  let batch: CsvRecord[] = []
  for await (const record of readCsv(path, form)) {
    if (record.line <= behind) continue
    batch.push(record)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Looks for people we know, here and further up in the file. */
export class TwinLooker {
  private readonly byHandle = new Map<string, Known<Ref>[]>()
  private readonly byKey = new Map<string, { line: number; name: string }>()

  /** What of these lines cannot be read, and which are somebody known. */
  async look(act: Act, lines: readonly ReadLine[]): Promise<ImportLine[]> {
    const { book, brought } = await act.db.read(act.workspaceId, (db) => openBook(act, db, lines))
    return lines.flatMap((read) => {
      const { row, line } = read
      if (isFault(row)) return [failedLine(read)]
      const before = (key: string) => {
        const id = brought.get(key)
        return id ? (book.find(id) ?? null) : null
      }
      const earlier = row.handles.flatMap((h) => this.byHandle.get(`${h.kind} ${h.value}`) ?? [])
      const twin = twinOfRow(row, book, before, earlier) ?? this.sameLine(row)
      this.remember(line, row)
      if (!twin) return []
      const known = twin.ref.personId ? book.find(twin.ref.personId) : null
      const name = row.name || row.handles[0]?.shown || known?.name || ''
      const common = { field: null, choice: null, cells: null, kind: 'twin' as const, reason: twin.reason }
      return [{ ...common, line, name, personId: twin.ref.personId, sameLine: twin.ref.line }]
    })
  }

  private sameLine(row: Parameters<typeof keysOf>[0]) {
    const { own, external } = keysOf(row)
    const numbered = external ? this.byKey.get(external) : undefined
    const same = this.byKey.get(own) ?? (numbered && fittingNames(numbered.name, row.name) ? numbered : null)
    return same
      ? { ref: { personId: null, line: same.line } as const, reason: 'brought_before' as const }
      : null
  }

  private remember(line: number, row: Parameters<typeof keysOf>[0]): void {
    const known: Known<Ref> = { ref: { personId: null, line }, name: row.name, handles: row.handles }
    for (const h of row.handles) {
      const key = `${h.kind} ${h.value}`
      const all = this.byHandle.get(key)
      if (all) all.push(known)
      else this.byHandle.set(key, [known])
    }
    for (const key of Object.values(keysOf(row)))
      if (key && !this.byKey.has(key)) this.byKey.set(key, { line, name: row.name })
  }
}
