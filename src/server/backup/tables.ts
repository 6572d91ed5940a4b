import type { Client } from 'pg'

const SCHEMAS = ['public', 'auth', 'jobs']

/**
 * What a backup leaves out: what each restore writes itself, and what only lasts hours and would bring ended sessions back
 * to life, and who was where just then.
 */
const LEFT_OUT = [
  'jobs.migrations',
  'jobs.cluster',
  'auth.session',
  'auth.verification',
  'auth.rateLimit',
  'auth.spent_code',
  'auth.tries',
  'auth.new_address',
  'public.presences',
]

/** A table and the columns that can be written, in their order. */
export type Table = { readonly name: string; readonly columns: readonly string[] }

/** Every table a backup holds, by name. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname || '.' || c.relname as name,
       array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
     group by n.nspname, c.relname order by 1`,
    [SCHEMAS],
  )
  return rows.filter((t) => !LEFT_OUT.includes(t.name))
}

/** A table's name as SQL wants it. */
export function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
}

/** The columns of a table as SQL wants them. */
export function columnList(table: Table): string {
  return table.columns.map((c) => quoted(c)).join(', ')
}

/** The migrations a database has had, in order; none if it is empty. */
export async function listMigrations(client: Client): Promise<{ name: string; sha256: string }[]> {
  const there = await client.query("select to_regclass('jobs.migrations') is not null as yes")
  if (!there.rows[0]?.yes) return []
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from jobs.migrations order by name',
  )
  return rows
}

/** The names of the workspaces a database holds. */
export async function listWorkspaces(client: Client): Promise<string[]> {
  const there = await client.query("select to_regclass('public.workspaces') is not null as yes")
  if (!there.rows[0]?.yes) return []
  const { rows } = await client.query<{ name: string }>('select name from workspaces order by name')
  return rows.map((r) => r.name)
}

/**
 * Takes hold of the whole database for this transaction: no migration, no reader of events, no reader of tables beside it.
 * @throws Error with one sentence if it holds tables of somebody else.
 */
export async function takeHold(client: Client): Promise<void> {
  await client.query("set local lock_timeout = '20s'")
  await client.query('select pg_advisory_xact_lock(7367767)')
  const foreign = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant')
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') limit 1`,
  )
  if (foreign.rows[0])
    throw new Error(
      `The database also holds a table that is not of Servus (${foreign.rows[0].name}): restore into a database of its own.`,
    )
  const tables = await listTables(client)
  if (tables.length === 0) return
  // A reader that is at work would afterwards save a position of the old log.
  await client.query(
    'select pg_advisory_xact_lock(7367770, hashtext(reader)) from jobs.cursors order by reader',
  )
  await client.query(`lock table ${tables.map((t) => quoted(t.name)).join(', ')} in access exclusive mode`)
}

/** Drops everything of ours. */
export async function dropAll(client: Client): Promise<void> {
  const { rows } = await client.query<{ drop: string }>(
    `select format('drop table %s cascade', c.oid::regclass) as drop from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
         and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     union all
     select format('drop routine %s cascade', p.oid::regprocedure) from pg_proc p
       where p.pronamespace = 'public'::regnamespace
         and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  )
  for (const { drop } of rows) await client.query(drop)
  await client.query('drop schema if exists app, auth, jobs cascade')
}

/** Takes every foreign key of ours away, so that tables can be filled in any order; gives back how to put them back. */
export async function loosenKeys(client: Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select c.conrelid::regclass::text as table, quote_ident(c.conname) as name, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_namespace n on n.oid = c.connamespace
     where c.contype = 'f' and c.conparentid = 0 and n.nspname = any($1)`,
    [SCHEMAS],
  )
  for (const k of rows) await client.query(`alter table ${k.table} drop constraint ${k.name}`)
  return async () => {
    for (const k of rows)
      await client.query(`alter table ${k.table} add constraint ${k.name} ${k.definition}`)
  }
}
