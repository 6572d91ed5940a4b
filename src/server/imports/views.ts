import type { Columns } from '../../domain/imports/columns.ts'
import { guessByCells, guessColumns, looksLikeHeadings } from '../../domain/imports/columns.ts'
import { actsOf, countsOf } from '../../domain/imports/import.ts'
import { isFault } from '../../domain/imports/rows.ts'
import { choiceFor, type TwinReason } from '../../domain/imports/twins.ts'
import { thingInWords } from '../../domain/people/thing-words.ts'
import type { ConversationId, MemberId, PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { sayKept } from '../../words/kept.ts'
import type { Language } from '../../words/languages.ts'
import * as accounts from '../accounts/store.ts'
import { findMailbox } from '../channels/store-mailboxes.ts'
import { listReadable } from '../conversations/store-views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type CsvForm, type CsvRecord, readCsv } from '../files/csv.ts'
import type { Asked } from '../http/route.ts'
import { countryOf } from '../people/actions.ts'
import { namesOf } from '../people/views.ts'
import { importOf, readForm, unreadable } from './actions.ts'
import { type ReadLine, readLines, saidIn } from './actions-people.ts'
import { TwinLooker } from './jobs-people.ts'
import type * as store from './store.ts'
import { importFile } from './store-files.ts'
import { listLines } from './store-lines.ts'
import { countStaying, listStaying } from './store-made.ts'

/** How many lines are shown before anything is brought. */
const PREVIEW = 20
const SAMPLES = 3
const PAGE = 50

/** One import as the API shows it. */
export async function showImport(db: Reader, { words }: Language, row: store.StoredImport) {
  const { settings, problem, state, position } = row
  const [member] = (await accounts.listMembers(db)).filter((m) => m.id === row.askedBy)
  const mailbox = settings.mailboxId ? await findMailbox(db, settings.mailboxId) : null
  // Before it starts the figures are those of the look through the file.
  const before = state === 'checking' || state === 'checked'
  const twins = before ? row.same : 0
  return {
    ...{ id: row.id, kind: row.kind, name: row.name, state },
    askedBy: { id: row.askedBy as MemberId, name: member?.name ?? '' },
    ...{ size: row.size, received: row.received, read: position.byte ?? 0 },
    counts: countsOf(before ? { ...row, same: 0 } : row),
    ...{ twins, twinsAre: settings.twins ?? ('same' as const) },
    mailbox: mailbox && { id: mailbox.id, address: mailbox.address },
    folders: [...(settings.folders ?? [])],
    problem: problem && {
      code: problem.code,
      line: 'line' in problem ? problem.line : null,
      reason: problem.code === 'mail' ? sayKept(words, problem.reason) : null,
    },
    undoLeft: state === 'undoing' ? (position.undo ?? row.ledger) : 0,
    stayed: state === 'undone' || state === 'undoing' ? await countStaying(db, row.id) : 0,
    acts: actsOf(row),
    fileUntil: row.fileUntil,
    ...{ createdAt: row.createdAt, finishedAt: row.finishedAt, version: row.version },
  }
}

/** The columns of a file, with samples and what each seems to hold. @throws Refused `file_unreadable`. */
export async function showColumns(asked: Asked, id: store.ImportId) {
  const { settings } = await fileOf(asked, id)
  const form = settings.form ?? (await readForm(asked, id))
  const [first, ...more] = await headOf(asked, id, form, SAMPLES + 1)
  if (!first) throw new Refused(refuse('file_unreadable', { values: { fault: 'empty', line: 0 } }))
  const headings = settings.headings ?? looksLikeHeadings(first.cells)
  const samples = headings ? more : [first, ...more.slice(0, SAMPLES - 1)]
  const guessed =
    settings.columns ?? (headings ? guessColumns(first.cells) : guessByCells(samples.map((r) => r.cells)))
  return {
    ...{ encoding: form.encoding, delimiter: form.delimiter },
    headings,
    columns: first.cells.map((cell, at) => ({
      heading: headings ? cell.trim().slice(0, 200) : '',
      samples: samples.map((r) => (r.cells[at] ?? '').slice(0, 100)),
      target: guessed[at] ?? null,
    })),
  }
}

/** The first lines of a file as they would become. @throws Refused `file_unreadable`. */
export async function showPreview(
  asked: Asked,
  id: store.ImportId,
  input: { columns: Columns; headings: boolean },
) {
  const { settings } = await fileOf(asked, id)
  const form = settings.form ?? (await readForm(asked, id))
  const records = await headOf(asked, id, form, PREVIEW + 1)
  const lines = readLines(records, { ...settings, ...input, form }, await countryOf(asked)).slice(0, PREVIEW)
  const found = await new TwinLooker().look(asked, lines)
  const names = await asked.db.read(asked.workspaceId, (db) =>
    namesOf(
      db,
      found.map((f) => f.personId),
    ),
  )
  const rows = lines.map((read) => {
    const twin = found.find((f) => f.kind === 'twin' && f.line === read.line)
    return {
      ...shownRow(read, input.columns),
      twin: twin
        ? {
            reason: twin.reason as TwinReason,
            name: (twin.personId && names.get(twin.personId)) || '',
            line: twin.sameLine,
            becomes: choiceFor(twin.reason as TwinReason, null, settings.twins ?? 'same'),
          }
        : null,
    }
  })
  return { rows }
}

function shownRow({ line, cells, row, name: called }: ReadLine, columns: Columns) {
  if (isFault(row)) {
    const none = {
      handles: [],
      languages: [],
      household: null,
      organisation: null,
      knownSince: null,
      thing: null,
      goodToKnow: '',
      externalId: null,
    }
    return {
      line,
      name: called,
      ...none,
      fault: { reason: row.fault, field: row.field, said: saidIn(cells, columns, row.field) },
    }
  }
  const { name, languages, household, organisation, knownSince, goodToKnow, externalId, thing } = row
  return {
    ...{
      line,
      name,
      languages: [...languages],
      household,
      organisation,
      knownSince,
      goodToKnow,
      externalId,
      fault: null,
    },
    handles: row.handles.map((h) => ({ kind: h.kind, shown: h.shown })),
    thing: thing && thingInWords(thing),
  }
}

/** A page of the lines of a file that cannot be taken, or that name somebody known. */
export async function showLines(
  asked: Asked,
  id: store.ImportId,
  query: { kind: 'failed' | 'twin'; after?: string | undefined; limit?: number | undefined },
) {
  const { settings } = await importOf(asked, id)
  const after = Number(readKey(query.after, 1)?.[0] ?? 0)
  const limit = query.limit ?? PAGE
  return await asked.db.read(asked.workspaceId, async (db) => {
    const rows = await listLines(db, id, query.kind, after, limit + 1)
    const { items, next } = pageOf(rows, limit, (l) => writeKey(l.line))
    const names = await namesOf(
      db,
      items.map((l) => l.personId),
    )
    return {
      next,
      items: items.map(({ personId, cells, kind: _, ...l }) => ({
        ...l,
        said: saidIn(cells ?? [], settings.columns ?? [], l.field),
        person: personId ? { id: personId, name: names.get(personId) ?? '' } : null,
        becomes:
          query.kind === 'twin'
            ? choiceFor(l.reason as TwinReason, l.choice, settings.twins ?? 'same')
            : null,
      })),
    }
  })
}

/** A page of what stayed after an import was taken back. */
export async function showStayed(
  asked: Asked,
  id: store.ImportId,
  query: { after?: string | undefined; limit?: number | undefined },
) {
  await importOf(asked, id)
  const after = Number(readKey(query.after, 1)?.[0] ?? 0)
  const limit = query.limit ?? PAGE
  return await asked.db.read(asked.workspaceId, async (db) => {
    const rows = await listStaying(db, id, after, limit + 1)
    const { items, next } = pageOf(rows, limit, (e) => writeKey(e.nth))
    const personOf = (e: (typeof items)[number]) =>
      e.kind === 'person' || e.kind === 'field'
        ? (e.id as PersonId)
        : e.kind === 'message' || e.kind === 'talk'
          ? null
          : (e.about as PersonId | null)
    const talkOf = (e: (typeof items)[number]) =>
      e.kind === 'conversation' || e.kind === 'talk'
        ? (e.id as ConversationId)
        : e.kind === 'message'
          ? (e.about as ConversationId)
          : null
    const names = await namesOf(db, items.map(personOf))
    const talks = await listReadable(db, items.map(talkOf), asked.member)
    return {
      next,
      items: items.map((e) => {
        const [person, talk] = [personOf(e), talkOf(e)]
        const seen = talk ? (talks.get(talk) as { subject?: string } | undefined) : undefined
        return {
          ...{ nth: e.nth, kind: e.kind, why: e.stays ?? '' },
          person: person && names.has(person) ? { id: person, name: names.get(person)! } : null,
          conversation: talk && seen ? { id: talk, subject: seen.subject ?? '' } : null,
        }
      }),
    }
  })
}

async function fileOf(asked: Asked, id: store.ImportId) {
  const row = await importOf(asked, id)
  if (row.kind !== 'people' || row.state === 'uploading')
    throw new Refused(refuse('import_not_now', { values: { state: row.state } }))
  return row
}

async function headOf(asked: Asked, id: store.ImportId, form: CsvForm, most: number): Promise<CsvRecord[]> {
  const records: CsvRecord[] = []
  try {
    for await (const record of readCsv(importFile(asked.services.config, asked.workspaceId, id), form)) {
      if (record.cells.some((c) => c.trim() !== '')) records.push(record)
      if (records.length === most) break
    }
  } catch (e) {
    throw unreadable(e)
  }
  return records
}
