import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { insertWorkspace } from '../../db/testing/clone.ts'
import { folderBlobs, sha256Of } from '../../files/blobs.ts'
import { listTables, quoted } from '../tables.ts'

/** What is hard to carry: what COPY escapes, what looks like its marks, every plane of Unicode. */
const HARD = ['a\tb\nc\r\nd\\e\\N\\.', '\\N', '\\.', '', ' ', '\u0001\u007f', 'Grüße 🙂 שלום \u{1F9D1}\u200d\u{1F527}']

/** Fills a database with what is hard to carry: escapes, bytes, arrays, rows that point at later rows, a circle of tables. */
export async function fillHard(owner: Client): Promise<string> {
  const { workspaceId: w, siteId, memberId } = await insertWorkspace(owner)
  const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
  const now = '2026-11-23T09:12:00.123Z'
  for (const [i, text] of HARD.entries())
    await owner.query(
      `insert into persons values ($1, $2, $3, null, $4, 'welcome', $3, null, false, '2020-02-29', null, $5, 1)`,
      [w, id(i), text, HARD, now],
    )
  await owner.query('insert into households (workspace_id, id, name, created_at, version) values ($1, $2, $3, $4, 1)', [w, id(1), 'Ärger & Söhne', now])
  const mailbox = [w, id(1), siteId, 'desk@example.com', 'Desk', Buffer.from([0, 92, 10, 255]), now]
  await owner.query(
    `insert into mailboxes (workspace_id, id, site_id, address, display_name, secret, state, state_at, created_at, version)
     values ($1, $2, $3, $4, $5, $6, 'off', $7, $7, 1)`,
    mailbox,
  )
  // The first of them carries on the last.
  await owner.query(
    `insert into conversations (workspace_id, id, reference, person_id, site_id, subject, channel, sensitive, arrived_at, reopens_id,
       last_activity_at, last_line, created_at, version)
     select $1, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'R' || n, $2, $3, 'S', 'email', false, $4,
       case when n < 9 then ('00000000-0000-7000-8000-' || lpad((n + 1)::text, 12, '0'))::uuid end, $4, 'L', $4, 1
     from generate_series(1, 9) n`,
    [w, id(0), siteId, now],
  )
  await owner.query(
    `insert into promises (workspace_id, id, to_person_id, owner_id, conversation_id, text, original_due, due, made_at, made_by, version)
     values ($1, $2, $2, $3, $2, 'Call', $4, $4, $4, $3, 1)`,
    [w, id(1), memberId, now],
  )
  await owner.query(
    `insert into needs (workspace_id, id, conversation_id, words, priority, promise_id, created_at, version) values ($1, $2, $2, $3, 1, $2, $4, 1)`,
    [w, id(1), HARD[0], now],
  )
  await owner.query(`insert into auth."user" values ('u1', 'Olga', 'o@example.com', true, null, $1, $1)`, [now])
  await owner.query(`insert into auth.session values ('s1', $1, 'token', $1, $1, null, null, 'u1')`, [now])
  for (let n = 1; n <= 5; n++)
    await owner.query(
      `insert into events (workspace_id, id, kind, version, subjects, actor_kind, at, data) values ($1, $2, 'person.created', 1, '{"a": "\\\\n"}', 'system', $3, '{}')`,
      [w, id(n), now],
    )
  await owner.query(`insert into jobs.cursors select 'half', tx, id, $1 from events order by tx, id offset 2 limit 1`, [now])
  return w
}

/** Puts blobs into a folder: none at all, small, larger than any buffer; and one that the disk has damaged since. */
export async function fillBlobs(dir: string): Promise<{ whole: string[]; damaged: string }> {
  const store = folderBlobs(dir)
  const contents = [Buffer.alloc(0), Buffer.from('From: a@example.com\r\n\r\nHello'), Buffer.alloc(3_000_001, 7), Buffer.from('soon gone')]
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
    const without = name === 'public.events' ? " - 'tx'" : name === 'jobs.cursors' ? " - 'tx' - 'event_id'" : ''
    const { rows } = await owner.query<{ line: string }>(
      `select (to_jsonb(t)${without})::text as line from ${quoted(name)} t order by 1`,
    )
    prints[name] = `${rows.length} ${createHash('sha256').update(rows.map((r) => r.line).join('\n')).digest('hex')}`
  }
  return prints
}

/** Everything that keeps the tables in order: constraints, indexes, policies, grants, functions; a line each. */
export async function structure(owner: Client): Promise<string[]> {
  const { rows } = await owner.query<{ line: string }>(
    `select conrelid::regclass || ' ' || pg_get_constraintdef(oid) as line from pg_constraint where connamespace = 'public'::regnamespace
     union select indexdef from pg_indexes where schemaname in ('public', 'auth', 'jobs')
     union select tablename || ' ' || policyname || ' ' || qual from pg_policies
     union select table_schema || '.' || table_name || ' ' || privilege_type from information_schema.role_table_grants where grantee = 'servus_app'
     union select oid::regprocedure || ' ' || md5(prosrc) from pg_proc where pronamespace::regnamespace::text in ('app', 'auth', 'jobs')
     order by 1`,
  )
  return rows.map((r) => r.line)
}
