import { Client } from 'pg'
import { it } from 'vitest'
import { readToday } from '../../src/contract/today.ts'
import type { MemberId } from '../../src/domain/shared/ids.ts'
import { loosenKeys } from '../../src/server/backup/tables.ts'
import { insertRow } from '../../src/server/db/testing/rows.ts'
import { showToday } from '../../src/server/today/views.ts'
import { showAhead } from '../../src/server/today/views-ahead.ts'
import { ownCluster } from '../../src/server/world/own-cluster.ts'
import { makeWorld, type World } from '../../src/server/world/world.ts'
import { measure, say } from './measure.ts'

const MEMBERS = 100
const PROMISES = 50_000
const CONVERSATIONS = 5_000
const PERSONS = 10_000

/** Today as issue 3 asks for it: 100 people on the team, 50,000 open promises, 5,000 open conversations. */
it('Today', async () => {
  const world = await makeWorld()
  const members = await seed(world)
  const mine = () => members[Math.floor(Math.random() * members.length)]!

  const trip = await measure(300, () => world.services.db.read(world.workspaceId, async () => undefined))
  const today = await measure(300, () => showToday(world.act(mine())))
  const ahead = await measure(100, () => showAhead(world.act(mine())))
  const whole = await measure(100, () => world.owner.call(readToday))
  say('one empty transaction', trip)
  say('Today of somebody of the team', today, trip)
  say('The next seven days of somebody of the team', ahead, trip)
  say('Today of the owner, through the API', whole, trip)
}, 300_000)

async function seed(world: World): Promise<MemberId[]> {
  const name = `/test_${process.env.VITEST_POOL_ID ?? '1'}_${process.pid}`
  const url = Object.assign(new URL(ownCluster().ownerUrl), { pathname: name })
  const owner = new Client({ connectionString: url.href, options: '-c timezone=UTC' })
  await owner.connect()
  const w = `'${world.workspaceId}'::uuid`
  const id = (kind: string, n = 'n') => `md5('${kind}' || (${n})::text)::uuid`
  const site_id = `'${world.siteId}'::uuid`
  const now = `'${world.now()}'::timestamptz`
  const member = id('member', `1 + n % ${MEMBERS}`)
  const ahead = `${now} + (n % 43200) * interval '1 minute'`
  await loosenKeys(owner)
  const rows: Record<string, [number, Record<string, string>]> = {
    members: [
      MEMBERS,
      { id: id('member'), site_id, name: `'Member ' || n`, role: `'member'`, job: `'service_advisor'` },
    ],
    persons: [PERSONS, { id: id('person'), name: `'Person ' || n`, approach: `'welcome'` }],
    handles: [
      PERSONS,
      {
        ...{ id: id('handle'), person_id: id('person'), kind: `'phone'`, value: `'+49' || n` },
        ...{ shown: `'+49 ' || n`, trust: `'typed'` },
      },
    ],
    conversations: [
      CONVERSATIONS,
      {
        ...{ id: id('conversation'), reference: `'B' || n`, person_id: id('person'), site_id },
        ...{ channel: `case when n % 500 = 0 then 'walk_in' else 'email' end`, sensitive: 'n % 50 = 0' },
        ...{
          arrived_at: `${now} - n * interval '3 minutes'`,
          last_in_at: `${now} - n * interval '3 minutes'`,
        },
        last_activity_at: `${now} - n * interval '3 minutes'`,
        assignee_id: `case when n % 10 > 0 then ${member} end`,
      },
    ],
    promises: [
      PROMISES,
      {
        ...{ id: id('promise'), to_person_id: id('person', `1 + n % ${PERSONS}`), owner_id: member },
        ...{ text: `'Promise ' || n`, original_due: ahead, due: ahead, made_by: member },
        conversation_id: `case when n % 5 = 0 then ${id('conversation', `1 + n % ${CONVERSATIONS}`)} end`,
        next_update_due: `case when n % 4 = 0 then ${ahead} - interval '1 hour' end`,
        made_at: `${now} - interval '1 day'`,
      },
    ],
  }
  await owner.query('begin')
  for (const [table, [count, given]] of Object.entries(rows))
    await insertRow(
      owner,
      `public.${table}`,
      { workspace_id: w, ...given },
      `from generate_series(1, ${count}) n`,
    )
  await owner.query('commit')
  await owner.query('analyze')
  const { rows: made } = await owner.query<{ id: MemberId }>(
    `select id from members where workspace_id = ${w} and name like 'Member %'`,
  )
  await owner.end()
  return made.map((m) => m.id)
}
