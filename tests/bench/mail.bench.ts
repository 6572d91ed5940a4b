import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { it } from 'vitest'
import { receiveAll, receiveRaw } from '../../src/server/channels/mail-in.ts'
import { type Desk, makeDesk } from '../../src/server/world/mail-desk.ts'
import { ownCluster } from '../../src/server/world/own-cluster.ts'
import { makeWorld, type World } from '../../src/server/world/world.ts'
import { DESK, storyOf } from '../replay/stories.ts'

const MAILS = Number(process.env.BENCH_MAILS ?? 2000)
/** How many the fetcher hands over together. */
const FETCHED = 24
/** For how many bare inserts one mail took before mails were filed together (commit 7179fa3, this bench, docs/decisions/0049). */
const BEFORE = { alone: 52, 'four at once': 31 }

/** From the bytes of a mail to filed and searchable, beside a bare committed insert of the same bytes. */
it('mail comes in', async () => {
  const world = await makeWorld()
  const desk = await makeDesk(world, { address: DESK })
  let story = 1
  const more = (count: number) => {
    const list: Uint8Array[] = []
    while (list.length < count) list.push(...storyOf(story++, 1).letters.map((l) => l.raw))
    return list.slice(0, count)
  }
  const bare = await bareInserts(world, more(MAILS))
  const file = filer(world, desk)
  await perSecond(more(MAILS / 10), 4, ([raw]) => file.one(raw!))
  const alone = await perSecond(more(MAILS), 1, ([raw]) => file.one(raw!))
  const four = await perSecond(more(MAILS), 4, ([raw]) => file.one(raw!))
  const fetched = await perSecond(more(MAILS), 1, (raws) => file.many(raws), FETCHED)
  console.log(`a bare committed insert: ${bare.toFixed(0)} a second`)
  for (const [name, rate] of [
    ['alone', alone],
    ['four at once', four],
    [`fetched, ${FETCHED} together`, fetched],
  ] as const) {
    const before = BEFORE[name as keyof typeof BEFORE]
    const then = before ? ` (before: for ${before})` : ''
    console.log(
      `mails filed, ${name}: ${rate.toFixed(0)} a second, 1 for ${(bare / rate).toFixed(1)} inserts${then}`,
    )
  }
}, 600_000)

async function bareInserts(world: World, raws: readonly Uint8Array[]): Promise<number> {
  const { pathname } = new URL(world.services.appUrl)
  const client = new Client({
    connectionString: Object.assign(new URL(ownCluster().ownerUrl), { pathname }).href,
  })
  await client.connect()
  await client.query('create table bare (id uuid primary key, raw bytea not null)')
  const rate = await perSecond(raws, 1, async ([raw]) => {
    await client.query('insert into bare values ($1, $2)', [randomUUID(), raw])
  })
  await client.query('drop table bare')
  await client.end()
  return rate
}

function filer({ services, act }: World, { id }: Desk) {
  const frame = { ...act(), actor: { kind: 'system', id: null } as const }
  const arrived = (raw: Uint8Array) =>
    ({ mailboxId: id, raw, source: 'imap', arrivedAt: null, from: null }) as const
  return {
    one: async (raw: Uint8Array) => void (await receiveRaw(services, frame, arrived(raw))),
    many: (raws: readonly Uint8Array[]) => receiveAll(services, frame, raws.map(arrived)),
  }
}

async function perSecond(
  raws: readonly Uint8Array[],
  atOnce: number,
  work: (raws: readonly Uint8Array[]) => Promise<void>,
  together = 1,
): Promise<number> {
  const left = [...raws]
  const from = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left.length > 0) await work(left.splice(0, together))
    }),
  )
  return raws.length / ((performance.now() - from) / 1000)
}
