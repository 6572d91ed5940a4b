import { randomUUID } from 'node:crypto'
import { it } from 'vitest'
import { receiveRaw } from '../../src/server/channels/mail-in.ts'
import { makeDesk } from '../../src/server/world/mail-desk.ts'
import { makeWorld } from '../../src/server/world/world.ts'
import { DESK, storyOf } from '../replay/stories.ts'

const MAILS = Number(process.env.BENCH_MAILS ?? 2000)

/** From the bytes of a mail to filed and searchable, alone and four at once, beside a bare committed insert of the same bytes. */
it('mail comes in', async () => {
  const world = await makeWorld()
  const desk = await makeDesk(world, { address: DESK })
  const raws = (from: number) => {
    const list: Uint8Array[] = []
    for (let t = from; list.length < MAILS; t++) list.push(...storyOf(t, 1).letters.map((l) => l.raw))
    return list.slice(0, MAILS)
  }
  const client = await world.services.db.pool.connect()
  await client.query('create temporary table bare (id uuid primary key, raw bytea not null)')
  const bare = await perSecond(raws(1), 1, async (raw) => {
    await client.query('insert into bare values ($1, $2)', [randomUUID(), raw])
  })
  client.release(true)
  const act = { ...world.act(), actor: { kind: 'system', id: null } as const }
  const file = async (raw: Uint8Array) => {
    await receiveRaw(world.services, act, {
      mailboxId: desk.id,
      raw,
      source: 'imap',
      arrivedAt: null,
      from: null,
    })
  }
  const alone = await perSecond(raws(1), 1, file)
  const four = await perSecond(raws(MAILS), 4, file)
  console.log(`a bare committed insert: ${bare.toFixed(0)} a second`)
  for (const [name, rate] of [['alone', alone] as const, ['four at once', four] as const])
    console.log(
      `mails filed, ${name}: ${rate.toFixed(0)} a second, 1 for ${(bare / rate).toFixed(1)} inserts`,
    )
}, 600_000)

async function perSecond(
  raws: readonly Uint8Array[],
  atOnce: number,
  work: (raw: Uint8Array) => Promise<void>,
): Promise<number> {
  const left = [...raws].reverse()
  const from = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let raw = left.pop(); raw; raw = left.pop()) await work(raw)
    }),
  )
  return raws.length / ((performance.now() - from) / 1000)
}
