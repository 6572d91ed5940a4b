import { Client } from 'pg'
import { it } from 'vitest'
import { search } from '../../src/contract/search.ts'
import { loosenKeys } from '../../src/server/backup/tables.ts'
import { insertRow } from '../../src/server/db/testing/rows.ts'
import { ownCluster } from '../../src/server/world/own-cluster.ts'
import { makeWorld, type World } from '../../src/server/world/world.ts'
import { measure, say } from './measure.ts'

const PERSONS = 10_000
const CONVERSATIONS = 10_000
const MESSAGES = 100_000

/** What is searched for, and how many of the 100,000 messages have it. */
const QUESTIONS: readonly (readonly [string, string])[] = [
  ['a common word (every second message)', 'hello'],
  ['a word of one message in a hundred', 'gearbox'],
  ['a rare word (ten messages)', 'unicorn'],
  ['a word nobody ever said', 'xylophone'],
  ['a rare and a common word', 'unicorn hello'],
  ['two words, of one in fifty each', 'clutch brake'],
  ['the beginning of a rare word', 'unic'],
  ['the beginning of many words', 'w'],
  ['a common word, those of one member', 'hello owner:luis'],
  ['a common word, of one person', 'hello from:person77'],
  ['a common word, snoozed (none)', 'hello is:snoozed'],
  ['a common word, a week of last year', 'hello after:2025-11-01 before:2025-11-08'],
  ['only filters', 'channel:phone is:closed'],
  ['a plate', 'B-MO 4711'],
  ['a name with a slip of the finger', 'Schneidre Huntre'],
]

it('Search', async () => {
  const world = await makeWorld()
  await seed(world)
  const bare = await measure(300, () =>
    world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('messages').select('id').orderBy('at', 'desc').orderBy('id', 'desc').limit(26).execute(),
    ),
  )
  say('the newest 26 messages, bare', bare)
  const ask = (q: string, after?: string) =>
    world.owner.call(search, { query: { q, ...(after && { after }) } })
  for (const [name, q] of QUESTIONS) {
    const page = await ask(q)
    const found = `${page.people.length} people, ${page.items.length}${page.next ? '+' : ''} conversations`
    say(`${name} (${found})`, await measure(60, () => ask(q)), bare, 'a bare select')
    if (page.next) say('  its next page', await measure(30, () => ask(q, page.next!)), bare, 'a bare select')
  }
}, 600_000)

async function seed(world: World): Promise<void> {
  const luis = await world.join('Luis Ortega')
  const name = `/test_${process.env.VITEST_POOL_ID ?? '1'}_${process.pid}`
  const url = Object.assign(new URL(ownCluster().ownerUrl), { pathname: name })
  const owner = new Client({ connectionString: url.href, options: '-c timezone=UTC' })
  await owner.connect()
  const workspace_id = `'${world.workspaceId}'::uuid`
  const id = (kind: string, n = 'n') => `md5('${kind}' || (${n})::text)::uuid`
  const now = `'${world.now()}'::timestamptz`
  // Five years of them.
  const at = `${now} - n * interval '26 minutes'`
  const talkAt = `${now} - n * interval '260 minutes'`
  // Sixty words of a language of 4,000, the more frequent ones more often.
  const text = `(select string_agg('w' || (4000 * power(('x' || substr(md5(n || ' ' || k), 1, 8))::bit(32)::bigint / 4294967296.0, 3))::int, ' ')
      from generate_series(1, 60) k)
    || case when n % 2 = 0 then ' hello' else '' end || case when n % 100 = 7 then ' gearbox' else '' end
    || case when n % 50 = 3 then ' clutch' else '' end || case when n % 49 = 3 then ' brake' else '' end
    || case when n % 10000 = 9998 then ' unicorn' else '' end`
  await loosenKeys(owner)
  const rows: Record<string, [number, Record<string, string>]> = {
    persons: [
      PERSONS,
      {
        id: id('person'),
        name: `case when n = 4711 then 'Schneider Hunter' else 'Person' || n || ' Test' end`,
        approach: `'welcome'`,
      },
    ],
    person_keys: [
      PERSONS,
      {
        person_id: id('person'),
        key: `unnest(array['person' || n, 'test', 'bmo' || n, '~test', '~tes', '~tst', '~est', '~tet']
          || case when n = 4711 then array['~schneidr', '~schneidre', '~hunte', '~huntr'] else '{}' end)`,
      },
    ],
    conversations: [
      CONVERSATIONS,
      {
        ...{ id: id('conversation'), reference: `'B' || n`, person_id: id('person') },
        ...{ site_id: `'${world.siteId}'::uuid`, sensitive: 'n % 50 = 0', subject: `'About w' || n % 4000` },
        channel: `case when n % 5 = 0 then 'phone' else 'email' end`,
        ...{ arrived_at: talkAt, last_activity_at: talkAt, last_line: `'w'` },
        closed_at: `case when n > 1000 then ${talkAt} end`,
        assignee_id: `case when n % 100 = 1 then '${luis.memberId}'::uuid end`,
      },
    ],
    messages: [
      MESSAGES,
      {
        ...{
          id: id('message'),
          conversation_id: id('conversation', `1 + n / 10`),
          channel: `'email'`,
          at,
          text,
        },
        ...{ direction: `case when n % 2 = 0 then 'in' else 'out' end`, subject: `'About w' || n % 4000` },
        recipients: `'{"from": [], "to": [], "cc": []}'::jsonb`,
      },
    ],
    attachments: [
      MESSAGES / 10,
      { id: id('attachment'), message_id: id('message', 'n * 10'), name: `'Offer-' || n || '.pdf'` },
    ],
  }
  await owner.query('begin')
  for (const [table, [count, given]] of Object.entries(rows)) {
    const from = performance.now()
    const row = { workspace_id, ...given }
    await insertRow(owner, `public.${table}`, row, `from generate_series(1, ${count}) n`)
    console.log(`${count} ${table} written in ${((performance.now() - from) / 1000).toFixed(1)} s`)
  }
  await owner.query('commit')
  await owner.query('vacuum analyze')
  await owner.end()
}
