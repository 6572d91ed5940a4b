import { sql } from 'kysely'
import type { RowFault } from '../../domain/imports/rows.ts'
import type { Choice, TwinReason } from '../../domain/imports/twins.ts'
import type { PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { ImportId } from './store.ts'

export type MailFaultReason = 'too_large' | 'unreadable' | 'no_sender' | 'no_date'
/** A line that could not be taken, or that says whom we know already. Of mails, `line` is which of them it is. */
export type ImportLine = {
  readonly line: number
  readonly kind: 'failed' | 'twin'
  readonly reason: RowFault['fault'] | TwinReason | MailFaultReason
  readonly field: string | null
  readonly name: string
  readonly personId: PersonId | null
  readonly sameLine: number | null
  readonly choice: Choice | null
  readonly cells: readonly string[] | null
}

/** A page of the lines of one kind, in the order of the file. */
export async function listLines(
  db: Reader,
  id: ImportId,
  kind: ImportLine['kind'],
  after: number,
  limit: number,
): Promise<ImportLine[]> {
  const rows = await db
    .selectFrom('importLines')
    .select(['line', 'kind', 'reason', 'field', 'name', 'personId', 'sameLine', 'choice', 'cells'])
    .where('importId', '=', id)
    .where('kind', '=', kind)
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit)
    .execute()
  return rows as unknown as ImportLine[]
}

/** What was chosen for lines of a part of the file. */
export async function listChoices(
  db: Reader,
  id: ImportId,
  from: number,
  to: number,
): Promise<Map<number, Choice>> {
  const rows = await db
    .selectFrom('importLines')
    .select(['line', 'choice'])
    .where('importId', '=', id)
    .where('kind', '=', 'twin')
    .where('choice', 'is not', null)
    .where('line', '>=', from)
    .where('line', '<=', to)
    .execute()
  return new Map(rows.map((r) => [r.line, r.choice as Choice]))
}

/** Keeps lines; one known already is put anew. */
export function insertLines(workspaceId: WorkspaceId, id: ImportId, lines: readonly ImportLine[]): Write[] {
  if (lines.length === 0) return []
  const rows = JSON.stringify(
    lines.map(({ personId, sameLine, ...l }) => ({ ...l, person_id: personId, same_line: sameLine })),
  )
  return [
    {
      query: sql`insert into import_lines
        (workspace_id, import_id, line, kind, reason, field, name, person_id, same_line, choice, cells)
        select ${workspaceId}::uuid, ${id}::uuid, line, kind, reason, field, left(name, 200), person_id, same_line, choice, cells
        from jsonb_to_recordset(${rows}::jsonb) as l(line int, kind text, reason text, field text, name text, person_id uuid,
          same_line int, choice text, cells jsonb)
        on conflict (workspace_id, import_id, line, kind) do update set reason = excluded.reason, field = excluded.field,
          name = excluded.name, person_id = excluded.person_id, same_line = excluded.same_line, cells = excluded.cells`,
    } as unknown as Write,
  ]
}

/** Forgets every line of an import. */
export function deleteLines(id: ImportId): Write {
  return { query: compiler.deleteFrom('importLines').where('importId', '=', id) }
}

/** Writes down what is to become of one line. */
export function chooseLine(id: ImportId, line: number, choice: Choice | null): Write {
  return {
    query: compiler
      .updateTable('importLines')
      .set({ choice })
      .where('importId', '=', id)
      .where('kind', '=', 'twin')
      .where('line', '=', line),
    must: 'not_found',
  }
}
