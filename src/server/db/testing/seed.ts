import type { Client } from 'pg'
import { loosenKeys } from '../../backup/tables.ts'
import { insertWorkspace } from './clone.ts'

/** How many persons, conversations and promises a large workspace has; messages and events are more. */
export const MANY = 20_000

/** One id in a thousand, made from its number, so that rows can point at each other without being read first. */
const idOf = (kind: string, n: string) => `md5('${kind}' || (${n})::text)::uuid`

/** The id of the nth of a kind in the large workspace. */
export async function seededId(owner: Client, kind: string, n: number): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(`select ${idOf(kind, String(n))} as id`)
  return rows[0]!.id
}

/**
 * A workspace that has been in use for years: 20,000 persons, conversations and promises, of which few are still open, 40,000
 * messages, 60,000 events. By SQL, because it would take an hour through the actions.
 */
export async function seedLargeWorkspace(owner: Client) {
  const { workspaceId, siteId, memberId } = await insertWorkspace(owner)
  const other = await insertWorkspace(owner)
  const w = `'${workspaceId}'::uuid`
  const me = `'${memberId}'::uuid`
  const at = "'2026-11-23T09:00Z'::timestamptz - n * interval '7 minutes'"
  // The newest thousand are still open: of them some wait at the counter, sleep, are held back, are ours.
  const open = 'n <= 1000'
  const series = `generate_series(1, ${MANY}) n`
  const statements = [
    `insert into persons select ${w}, ${idOf('person', 'n')}, 'Person ' || n, null, '{}', 'welcome', '', null, false, null,
       case when n % 10 = 0 then null else ${at} end, ${at}, 1 from ${series}`,
    `insert into handles select ${w}, ${idOf('handle', 'n')}, ${idOf('person', 'n')}, 'email', 'p' || n || '@example.com', 'p' || n || '@example.com',
       null, 'typed', ${at}, null, 1 from ${series}`,
    `insert into person_keys select ${w}, k, ${idOf('person', 'n')} from ${series}, unnest(array['person', 'n' || n, 'p' || n || '@example.com']) k`,
    `insert into things select ${w}, ${idOf('thing', 'n')}, 'vehicle', 'Car ' || n, null, null, null, ${at}, 1 from ${series}`,
    `insert into thing_holders select ${w}, ${idOf('thing', 'n')}, ${idOf('person', 'n')}, null from ${series}`,
    `insert into households (workspace_id, id, name, created_at, version) select ${w}, ${idOf('household', 'n')}, 'Family ' || n, ${at}, 1 from ${series}`,
    `insert into household_members select ${w}, ${idOf('household', 'n')}, ${idOf('person', 'n')}, null from ${series}`,
    `insert into conversations (workspace_id, id, reference, person_id, site_id, subject, channel, sensitive, arrived_at, assignee_id,
       snoozed_until, snoozed_by, closed_at, closed_by, reopens_id, held_because, last_in_at, last_out_at, last_activity_at, last_line, created_at, version)
     select ${w}, ${idOf('conversation', 'n')}, 'R' || n, ${idOf('person', 'n')}, '${siteId}', 'About ' || n,
       case when ${open} and n % 50 = 0 then 'walk_in' else 'email' end, n % 20 = 0, ${at},
       case when n % 10 = 1 then ${me} end,
       case when ${open} and n % 10 = 2 then now() + interval '10 years' end, null,
       case when ${open} then null else ${at} end, null,
       case when n % 100 = 3 then ${idOf('conversation', 'n + 1')} end,
       case when ${open} and n % 40 = 5 then 'newsletter' end,
       ${at}, case when n % 3 = 0 then ${at} end, ${at}, 'Hello', ${at}, 1 from generate_series(${MANY}, 1, -1) n`,
    `insert into messages (workspace_id, id, conversation_id, direction, channel, person_id, member_id, automatic, text, recipients, mail_id, at, created_at)
     select ${w}, ${idOf('message', 'n')}, ${idOf('conversation', `1 + n % ${MANY}`)}, case when n % 2 = 0 then 'in' else 'out' end, 'email',
       null, case when n % 2 = 1 then ${me} end, false, repeat('word ', 60), '{"from": [], "to": [], "cc": []}', '<' || n || '@example.com>', ${at}, ${at}
     from generate_series(1, ${2 * MANY}) n`,
    `insert into attachments select ${w}, ${idOf('attachment', 'n')}, ${idOf('message', 'n')}, 'a.pdf', 'application/pdf', 1, '', null, false, null, ${at}
     from ${series}`,
    `insert into outbox (workspace_id, id, message_id, mailbox_id, purpose, envelope_from, envelope_to, content, state, attempts, next_attempt_at, created_at)
     select ${w}, ${idOf('outbox', 'n')}, ${idOf('message', '2 * n - 1')}, null, 'reply', '', '{}', '{}', case when n <= 20 then 'queued' else 'sent' end, 0, ${at}, ${at}
     from ${series}`,
    `insert into handovers (workspace_id, id, conversation_id, from_member_id, to_member_id, told, offered_at, accepted_at, version)
     select ${w}, ${idOf('handover', 'n')}, ${idOf('conversation', 'n')}, ${me}, ${me}, '', ${at}, case when n > 20 then ${at} end, 1 from ${series}`,
    `insert into promises (workspace_id, id, to_person_id, owner_id, conversation_id, text, original_due, due, next_update_due, made_at, made_by, kept_at, successor_of, version)
     select ${w}, ${idOf('promise', 'n')}, ${idOf('person', 'n')}, ${me}, ${idOf('conversation', 'n')}, 'Call', ${at}, ${at}, ${at}, ${at}, ${me},
       case when n > 500 then ${at} end, case when n % 100 = 3 then ${idOf('promise', 'n + 1')} end, 1 from generate_series(${MANY}, 1, -1) n`,
    `insert into needs (workspace_id, id, conversation_id, words, priority, promise_id, created_at, version)
     select ${w}, ${idOf('need', 'n')}, ${idOf('conversation', 'n')}, 'A car', 1, ${idOf('promise', 'n')}, ${at}, 1 from ${series}`,
    `insert into progress_updates (workspace_id, id, promise_id, kind, text, said_by, told_by, at)
     select ${w}, ${idOf('update', 'n')}, ${idOf('promise', 'n')}, 'progress', 'Soon', ${me}, 'page', ${at} from ${series}`,
    `insert into next_contacts (workspace_id, id, person_id, conversation_id, what, due, told, owner_id, set_at, done_at, version)
     select ${w}, ${idOf('next', 'n')}, ${idOf('person', 'n')}, ${idOf('conversation', 'n')}, 'Call', ${at}, true, ${me}, ${at}, case when n > 300 then ${at} end, 1 from ${series}`,
    `insert into page_links select ${w}, ${idOf('link', 'n')}, ${idOf('person', 'n')}, null, ${at}, null, null from ${series}`,
    `insert into events (workspace_id, id, tx, kind, version, person_id, conversation_id, promise_id, subjects, actor_kind, at, data)
     select ${w}, ${idOf('event', 'n')}, -n, case n % 3 when 0 then 'message.received' when 1 then 'promise.made' else 'member.signed_in' end, 1,
       ${idOf('person', 'n / 3')}, ${idOf('conversation', 'n / 3')}, case when n % 3 = 1 then ${idOf('promise', 'n / 3')} end, '{}', 'system', ${at}, '{}'
     from generate_series(1, ${3 * MANY}) n`,
  ]
  // Nobody looks at the keys here, and checking them takes most of the time.
  await loosenKeys(owner)
  await owner.query('begin')
  for (const statement of statements) await owner.query(statement)
  await owner.query('commit')
  await owner.query('analyze')
  return { workspaceId, siteId, memberId, other: other.workspaceId }
}
