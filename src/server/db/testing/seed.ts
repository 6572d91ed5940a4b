import type { Client } from 'pg'
import { loosenKeys } from '../../backup/tables.ts'
import { insertWorkspace } from './clone.ts'
import { insertRow } from './rows.ts'

/** How many persons, conversations and promises a large workspace has; messages and events are more. */
export const MANY = 20_000

// Made from the number, so that rows can point at each other without being read first.
const idOf = (kind: string, n: string) => `md5('${kind}' || (${n})::text)::uuid`

/** What is seldom, and long ago: a way, a mailbox, a tag, a language. */
const SELDOM = 'n > 15000 and n % 500 = 7'

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
  const made = await insertWorkspace(owner)
  const me = `'${made.memberId}'::uuid`
  const at = "'2026-11-23T09:00Z'::timestamptz - n * interval '7 minutes'"
  const person_id = idOf('person', 'n')
  const conversation_id = idOf('conversation', 'n')
  const until = (count: number, value: string) => `case when n <= ${count} then ${value} end`
  const after = (count: number) => `case when n > ${count} then ${at} end`
  const tables: Record<string, [kind: string | null, given: Record<string, string>, count?: number]> = {
    persons: [
      'person',
      {
        name: `'Person ' || n`,
        languages: `array[case when ${SELDOM} then 'pl' else 'de' end]`,
        approach: `'welcome'`,
        last_seen_at: `case when n % 10 > 0 then ${at} end`,
      },
    ],
    handles: [
      'handle',
      { person_id, kind: `'email'`, value: `'p' || n || '@example.com'`, trust: `'typed'` },
    ],
    person_keys: [
      null,
      { person_id, key: `unnest(array['person', 'n' || n, 'p' || n || '@example.com', '#' || 500000 + n])` },
    ],
    // One in a hundred is gone.
    saved_replies: [
      'reply',
      {
        ...{
          name: `'Reply ' || n`,
          texts: `'{"en": "word"}'::jsonb`,
          words: `app.words('word n' || n)`,
          used: 'n % 100',
        },
        deleted_at: `case when n % 100 = 7 then ${at} end`,
      },
    ],
    things: ['thing', { kind: `'vehicle'` }],
    thing_holders: [null, { thing_id: idOf('thing', 'n'), person_id }],
    households: ['household', { name: `'Family ' || n` }],
    household_members: [null, { household_id: idOf('household', 'n'), person_id }],
    // The newest thousand are still open: some wait at the counter, sleep, are held back, are ours.
    conversations: [
      'conversation',
      {
        ...{ reference: `'R' || n`, person_id, site_id: `'${made.siteId}'::uuid`, sensitive: 'n % 20 = 0' },
        channel: `case when n <= 1000 and n % 50 = 0 then 'walk_in' when ${SELDOM} then 'phone' else 'email' end`,
        mailbox_id: `case when ${SELDOM} then ${idOf('mailbox', '2')} else ${idOf('mailbox', '1')} end`,
        ...{ arrived_at: at, last_in_at: at, last_activity_at: at, closed_at: after(1000) },
        last_out_at: `case when n % 3 = 0 then ${at} end`,
        assignee_id: `case when n % 10 = 1 then ${me} end`,
        snoozed_until: `case when n <= 1000 and n % 10 = 2 then now() + interval '10 years' end`,
        held_because: `case when n <= 1000 and n % 40 = 5 then 'newsletter' end`,
        reopens_id: `case when n % 100 = 3 then ${idOf('conversation', 'n + 1')} end`,
      },
    ],
    conversation_tags: [
      null,
      {
        conversation_id,
        tag_id: `case when ${SELDOM} then ${idOf('tag', '2')} else ${idOf('tag', '1')} end`,
      },
    ],
    messages: [
      'message',
      {
        ...{
          conversation_id: idOf('conversation', `1 + n % ${MANY}`),
          channel: `'email'`,
          at,
          mail_id: `'<' || n || '@example.com>'`,
        },
        ...{
          direction: `case when n % 2 = 0 then 'in' else 'out' end`,
          member_id: `case when n % 2 = 1 then ${me} end`,
        },
        ...{
          text: "repeat('word ', 6) || 'n' || n",
          html: "repeat('word ', 60)",
          recipients: `'{"from": [], "to": [], "cc": []}'::jsonb`,
        },
      },
      2 * MANY,
    ],
    attachments: ['attachment', { message_id: idOf('message', 'n'), name: `'offer-' || n || '.pdf'` }],
    outbox: [
      'outbox',
      { message_id: idOf('message', '2 * n - 1'), state: `case when n <= 20 then 'queued' else 'sent' end` },
    ],
    handovers: [
      'handover',
      { conversation_id, from_member_id: me, to_member_id: me, offered_at: at, accepted_at: after(20) },
    ],
    promises: [
      'promise',
      {
        ...{
          to_person_id: person_id,
          owner_id: me,
          conversation_id,
          original_due: at,
          due: at,
          next_update_due: at,
          made_at: at,
        },
        ...{
          made_by: me,
          kept_at: after(500),
          successor_of: `case when n % 100 = 3 then ${idOf('promise', 'n + 1')} end`,
        },
      },
    ],
    needs: ['need', { conversation_id, promise_id: idOf('promise', 'n') }],
    progress_updates: [
      'update',
      { promise_id: idOf('promise', 'n'), kind: `'progress'`, said_by: me, told_by: `'page'`, at },
    ],
    // Of what was said by ourselves, a hundred words wait for their time.
    consents: ['consent', { person_id, state: `'express'`, how: `'page'`, actor_kind: `'person'`, at }],
    contact_decisions: [
      'decision',
      {
        ...{
          person_id,
          answer: `'allow'`,
          purpose: `case when n % 2 = 0 then 'offer' else 'promise_update' end`,
        },
        ...{ promise_id: idOf('promise', 'n'), update_id: idOf('update', 'n'), at, turn: 'n' },
      },
    ],
    held_words: [
      'update',
      {
        person_id,
        promise_id: idOf('promise', 'n'),
        until: at,
        settled_at: after(100),
        outcome: `case when n > 100 then 'sent' end`,
      },
    ],
    promise_alerts: [
      null,
      {
        promise_id: idOf('promise', 'n'),
        about: `'update'`,
        due: at,
        step: `'owner'`,
        member_id: me,
        told: 'true',
      },
    ],
    // One member has been told of a lot, and has read nearly all of it.
    notices: [
      'notice',
      {
        ...{
          member_id: me,
          kind: `'promise_due'`,
          key: `'promise_due ' || n`,
          promise_id: idOf('promise', 'n'),
        },
        ...{ at, in_app: 'n % 10 > 0', read_at: after(300), mail_due: after(0), mailed_at: after(50) },
        push_due: `case when n <= 20 then ${at} end`,
      },
    ],
    look_backs: ['look', { mailbox_id: idOf('mailbox', '1'), asked_by: me, state: `'done'` }, 3],
    look_back_findings: [
      'finding',
      {
        ...{ look_back_id: idOf('look', '1'), mailbox_id: idOf('mailbox', 'n % 2'), kind: `'promise'` },
        ...{ mail_id: `'<' || n || '@example.com>'`, mail_at: at, settled_at: after(600) },
        outcome: `case when n > 600 then 'dismissed' end`,
      },
    ],
    next_contacts: ['next', { person_id, conversation_id, due: at, owner_id: me, done_at: after(300) }],
    page_links: ['link', { person_id }],
    events: [
      'event',
      {
        ...{
          tx: '-n::bigint',
          at,
          person_id: idOf('person', 'n / 3'),
          conversation_id: idOf('conversation', 'n / 3'),
        },
        kind: `case n % 3 when 0 then 'message.received' when 1 then 'promise.made' else 'member.signed_in' end`,
        promise_id: until(3 * MANY, `case when n % 3 = 1 then ${idOf('promise', 'n / 3')} end`),
        actor_kind: `'system'`,
      },
      3 * MANY,
    ],
  }
  // Nobody looks at the keys here, and checking them takes most of the time.
  await loosenKeys(owner)
  // Each on its own: in one transaction, no reader of events in the whole cluster would get past it.
  for (const [table, [kind, given, count]] of Object.entries(tables)) {
    const id: Record<string, string> = kind ? { id: idOf(kind, 'n') } : {}
    const row = { workspace_id: `'${made.workspaceId}'::uuid`, ...id, ...given }
    await insertRow(owner, `public.${table}`, row, `from generate_series(1, ${count ?? MANY}) n`)
  }
  await owner.query('analyze')
  return made
}
