import type { Client } from 'pg'
import { quoted } from '../../backup/tables.ts'

/** A value of each type that is as good as any. */
export const ANY_VALUE: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  text: 'gen_random_uuid()::text',
  jsonb: `'{}'`,
  boolean: 'false',
  integer: '1',
  bigint: '1',
  date: 'now()',
  tsvector: `''`,
  bytea: `''`,
  'text[]': `'{}'`,
  'uuid[]': `'{}'`,
  'integer[]': `'{}'`,
  'timestamp with time zone': 'now()',
}

/** What a workspace has to be. */
export const WORKSPACE = { vocabulary: `'customer'`, country: `'DE'`, clock_ahead_seconds: '0' }

/** The columns of a table that can be written, by name, with their type and whether something must be said. */
export async function columnsOf(owner: Client, table: string) {
  const { rows } = await owner.query<{ name: string; type: string; needed: boolean }>(
    `select attname as name, format_type(atttypid, null) as type, attnotnull and not atthasdef as needed from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  return rows
}

/**
 * The insertion of a row, or with `from` of many: what is not given and has to be there is filled in, so that a column added
 * later breaks no test. The values given are SQL.
 */
export async function insertion(
  owner: Client,
  table: string,
  given: Record<string, string>,
  from = '',
): Promise<string> {
  const columns = (await columnsOf(owner, table)).filter((c) => c.needed || c.name in given)
  const values = columns.map((c) => given[c.name] ?? ANY_VALUE[c.type])
  return `insert into ${quoted(table)} (${columns.map((c) => quoted(c.name)).join(', ')}) select ${values.join(', ')} ${from}`
}

/** Inserts a row (see `insertion`). */
export async function insertRow(
  owner: Client,
  table: string,
  given: Record<string, string>,
  from = '',
): Promise<void> {
  await owner.query(await insertion(owner, table, given, from))
}

/** Text as SQL. */
export function text(s: string): string {
  return `E'${s.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
