import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { insertWorkspace } from '../../db/testing/clone.ts'
import { insertRow, text } from '../../db/testing/rows.ts'
import { folderBlobs, sha256Of } from '../../files/blobs.ts'
import { listTables, quoted } from '../tables.ts'

/** What is hard to carry: what COPY escapes, what looks like its marks, every plane of Unicode. */
const HARD = [
  'a\tb\nc\r\nd\\e\\N\\.',
  '\\N',
  '\\.',
  '',
  ' ',
  '\u0001\u007f',
  'Grüße 🙂 שלום \u{1F9D1}\u200d\u{1F527}',
]

/** Fills a database with what is hard to carry: escapes, bytes, arrays, rows that point at later rows, a circle of tables. */
export async function fillHard(owner: Client): Promise<string> {
  const { workspaceId, siteId, memberId } = await insertWorkspace(owner)
  const id = (n: number) => `'00000000-0000-7000-8000-${String(n).padStart(12, '0')}'::uuid`
  const now = "'2026-11-23T09:12:00.123Z'::timestamptz"
  const put = (table: string, row: Record<string, string>) =>
    insertRow(owner, table, { workspace_id: `'${workspaceId}'`, ...row })
  const hard = `array[${HARD.map(text).join(', ')}]`
  for (const [i, words] of HARD.entries())
    await put('public.persons', {
      ...{ id: id(i), name: text(words), languages: hard, approach: `'welcome'`, good_to_know: text(words) },
      ...{ known_since: `'2020-02-29'`, created_at: now },
    })
  await put('public.households', { id: id(1), name: "'Ärger & Söhne'" })
  await put('public.mailboxes', {
    id: id(1),
    site_id: `'${siteId}'`,
    secret: "'\\x005c0aff'",
    state: `'off'`,
  })
  const talk = { person_id: id(0), site_id: `'${siteId}'`, channel: `'email'` }
  for (let n = 1; n < 10; n++) await put('public.conversations', { id: id(n), ...talk })
  // The first of them carries on the last.
  for (let n = 1; n < 9; n++)
    await owner.query(`update conversations set reopens_id = ${id(n + 1)} where id = ${id(n)}`)
  const promise = {
    to_person_id: id(1),
    owner_id: `'${memberId}'`,
    made_by: `'${memberId}'`,
    conversation_id: id(1),
  }
  await put('public.promises', { id: id(1), ...promise })
  await put('public.needs', { id: id(1), conversation_id: id(1), promise_id: id(1), words: text(HARD[0]!) })
  await insertRow(owner, 'auth.user', { id: "'u1'" })
  await insertRow(owner, 'auth.session', { userId: "'u1'" })
  for (let n = 1; n <= 5; n++)
    await put('public.events', { id: id(n), actor_kind: `'system'`, subjects: `'{"a": "\\n"}'::jsonb` })
  await owner.query(
    "insert into jobs.cursors select 'half', tx, id, now() from events order by tx, id offset 2 limit 1",
  )
  return workspaceId
}

/** Puts blobs into a folder: none at all, small, larger than any buffer; and one that the disk has damaged since. */
export async function fillBlobs(dir: string): Promise<{ whole: string[]; damaged: string }> {
  const store = folderBlobs(dir)
  const contents = [
    Buffer.alloc(0),
    Buffer.from('From: a@example.com\r\n\r\nHello'),
    Buffer.alloc(3_000_001, 7),
    Buffer.from('soon gone'),
  ]
  const names: string[] = []
  for (const content of contents) names.push((await store.put(content)).sha256)
  const damaged = names.pop()!
  writeFileSync(join(dir, damaged.slice(0, 2), damaged.slice(2)), 'soon gome')
  mkdirSync(join(dir, 'tmp'), { recursive: true })
  writeFileSync(join(dir, 'tmp', 'half-written'), 'x')
  return { whole: names, damaged }
}

/** The names of the blobs in a folder whose bytes are what they are named by. */
export function wholeBlobs(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && f.name.length === 62)
    .map((f) => ({ name: f.parentPath.slice(-2) + f.name, bytes: readFileSync(join(f.parentPath, f.name)) }))
    .filter((f) => sha256Of(f.bytes) === f.name)
    .map((f) => f.name)
    .sort()
}

/** A fingerprint of every table's content. Positions in the event log are left out: they are another cluster's. */
export async function fingerprints(owner: Client): Promise<Record<string, string>> {
  const prints: Record<string, string> = {}
  for (const { name } of await listTables(owner)) {
    const without =
      name === 'public.events' ? " - 'tx'" : name === 'jobs.cursors' ? " - 'tx' - 'event_id'" : ''
    const { rows } = await owner.query<{ line: string }>(
      `select (to_jsonb(t)${without})::text as line from ${quoted(name)} t order by 1`,
    )
    prints[name] = `${rows.length} ${createHash('sha256')
      .update(rows.map((r) => r.line).join('\n'))
      .digest('hex')}`
  }
  return prints
}

/** Everything that keeps the tables in order (PostgreSQL 18 also calls each NOT NULL a constraint): constraints, indexes, policies, grants, functions; a line each. */
export async function structure(owner: Client): Promise<string[]> {
  const { rows } = await owner.query<{ line: string }>(
    `select conrelid::regclass || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
       where connamespace = 'public'::regnamespace and contype <> 'n'
     union select indexdef from pg_indexes where schemaname in ('public', 'auth', 'jobs')
     union select tablename || ' ' || policyname || ' ' || qual from pg_policies
     union select table_schema || '.' || table_name || ' ' || privilege_type from information_schema.role_table_grants where grantee = 'servus_app'
     union select oid::regprocedure || ' ' || md5(prosrc) from pg_proc where pronamespace::regnamespace::text in ('app', 'auth', 'jobs')
     order by 1`,
  )
  return rows.map((r) => r.line)
}
