import fc from 'fast-check'
import * as talks from '../../contract/conversations.ts'
import { listMailboxes } from '../../contract/mailboxes.ts'
import { listPeople } from '../../contract/people.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { openDatabase } from '../db/database.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'
import { receiveAll, receiveRaw } from './mail-in.ts'

/** A desk, and a second server over the same database, as it is where two processes serve. */
async function twoServers() {
  const world = await makeWorld()
  const desk = await makeDesk(world)
  const other = openDatabase(world.services.appUrl, 6)
  const servers = [world.services, { ...world.services, db: other }]
  const receive = async (nth: number, raw: string) => {
    const services = servers[nth % 2]!
    const act = { ...world.act(), db: services.db, actor: { kind: 'system', id: null } as const }
    const arrived = { mailboxId: desk.id, source: 'post', arrivedAt: null, from: null } as const
    return (await receiveRaw(services, act, { ...arrived, raw: Buffer.from(raw) })).row
  }
  return { world, desk, receive, close: () => other.close() }
}

const figures = async ({ world }: Pick<Awaited<ReturnType<typeof twoServers>>, 'world'>) =>
  (await world.owner.call(listMailboxes)).items[0]?.receipts

describe('mails that come in the same moment', () => {
  it('to one conversation, in any order and through two servers, all go into it; a new sender of several is one person', async () => {
    const answers = fc.array(
      fc.record({ who: fc.constantFrom('marta', 'ben', 'ida'), also: fc.array(fc.nat(9), { maxLength: 3 }) }),
      { minLength: 2, maxLength: 7 },
    )
    const strangers = fc.array(fc.integer({ min: 2, max: 3 }), { maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(answers, strangers, fc.infiniteStream(fc.nat()), async (said, firsts, chance) => {
        const house = await twoServers()
        try {
          const cc = 'Ben <ben@x.example>, Ida <ida@x.example>'
          const root = await house.receive(0, letter({ from: 'marta@x.example', cc, id: '<root@x.example>' }))
          const ids = said.map((_, n) => `<answer-${n}@x.example>`)
          const thread = said.map(({ who, also }, n) => {
            const named = also.flatMap((a) => (ids[a] && a !== n ? [ids[a]] : []))
            const references = ['<root@x.example>', ...named].join(' ')
            return letter({ from: `${who}@x.example`, id: ids[n]!, references, subject: `Re: ${n}` })
          })
          const new_ = firsts.flatMap((many, n) =>
            Array.from({ length: many }, () => letter({ from: `New ${n} <new${n}@y.example>` })),
          )
          const all = [...thread, ...new_].map((raw) => ({ raw, place: chance.next().value! }))
          const mixed = all.toSorted((a, b) => a.place - b.place)
          const rows = await Promise.all(mixed.map(({ raw }, n) => house.receive(n, raw)))
          expect(rows.map((r) => r.state)).toEqual(rows.map(() => 'filed'))
          const into = rows.filter((_, n) => thread.includes(mixed[n]!.raw)).map((r) => r.conversationId)
          expect(new Set(into)).toEqual(new Set([root.conversationId]))
          const { items } = await house.world.owner.call(listPeople, { query: {} })
          const names = ['marta', ...said.map((s) => s.who)].filter((n, i, a) => a.indexOf(n) === i)
          expect(items).toHaveLength(names.length + firsts.length)
          const whole = rows.length + 1
          expect(await figures(house)).toMatchObject({ fetched: whole, filed: whole, waiting: 0, doubled: 0 })
        } finally {
          await house.close()
        }
      }),
      { numRuns: 8 },
    )
  }, 120_000)

  it('and are one mail that came on two ways, are filed once', async () => {
    const house = await twoServers()
    const raw = letter({ id: '<one@x.example>' })
    const ways = ['', 'X-Way: a\r\n', 'X-Way: b\r\n', 'X-Way: c\r\n']
    const rows = await Promise.all([...ways, ...ways].map((way, n) => house.receive(n, way + raw)))
    expect(rows.map((r) => r.state).toSorted()).toEqual([...Array(7).fill('doubled'), 'filed'])
    const { items } = await house.world.owner.call(talks.listConversations, { query: { view: 'all' } })
    expect(items).toHaveLength(1)
    expect(await figures(house)).toMatchObject({ fetched: 8, filed: 1, doubled: 7, waiting: 0 })
    await house.close()
  })

  it('are all filed, though one of them can never be, and is kept', async () => {
    const house = await twoServers()
    const letters = Array.from({ length: 6 }, (_, n) => letter({ from: `p${n}@x.example` }))
    letters.splice(3, 0, 'Subject: Nobody wrote this\r\n\r\nwords\r\n')
    const rows = await Promise.all(letters.map((raw) => house.receive(0, raw)))
    expect(rows.map((r) => r.state)).toEqual(letters.map((_, n) => (n === 3 ? 'kept' : 'filed')))
    await house.close()
  })
})

describe('mails that are fetched together', () => {
  async function fetched() {
    const world = await makeWorld()
    const imap = { host: '127.0.0.1', port: 1143, tls: false }
    const desk = await makeDesk(world, { imap, username: 'desk', password: 'secret', fetch: 'all' })
    const act = { ...world.act(), actor: { kind: 'system', id: null } as const }
    const { version } = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('mailboxes').select('version').where('id', '=', desk.id).executeTakeFirstOrThrow(),
    )
    const at = (raws: readonly string[], from = 1) =>
      raws.map((raw, n) => ({
        ...{ mailboxId: desk.id, raw: Buffer.from(raw), source: 'imap' as const, arrivedAt: null },
        from: { position: { uidValidity: 7, uid: from + n }, version },
      }))
    const stands = async () =>
      await world.services.db.read(world.workspaceId, (db) =>
        db.selectFrom('mailboxes').select(['uidValidity', 'lastUid']).where('id', '=', desk.id).execute(),
      )
    return {
      world,
      desk,
      at,
      stands,
      fetch: (list: ReturnType<typeof at>) => receiveAll(world.services, act, list),
    }
  }

  it('move the place behind the last of them, and are known when they are fetched again', async () => {
    const { world, at, stands, fetch } = await fetched()
    const letters = Array.from({ length: 5 }, (_, n) => letter({ from: `p${n}@x.example` }))
    await fetch(at(letters))
    expect(await stands()).toEqual([{ uidValidity: 7, lastUid: 5 }])
    await fetch(at([...letters, letter()]))
    expect(await stands()).toEqual([{ uidValidity: 7, lastUid: 6 }])
    expect(await figures({ world })).toMatchObject({ fetched: 6, filed: 6, doubled: 0, waiting: 0 })
  })

  it('and came in the same second, stand in the order in which they came, however long it takes to enter them', async () => {
    const { world, at } = await fetched()
    const [id, references] = ['<first@x.example>', '<first@x.example>']
    const letters = [
      letter({ id, subject: 'Two questions', text: 'When does the hedge come?' }),
      ...['And the bill?', 'Have you apple trees too?'].map((text, n) =>
        letter({ id: `<more-${n}@x.example>`, references, subject: 'Re: Two questions', text }),
      ),
    ]
    const second = new Date(Math.floor(world.services.clock() / 1000) * 1000).toISOString() as Instant
    const act = { ...world.act(), actor: { kind: 'system', id: null } as const }
    let reads = 0
    // As on a real machine: time goes on between two looks at the clock.
    const services = { ...world.services, clock: () => world.services.clock() + reads++ * 40 }
    await receiveAll(
      services,
      act,
      at(letters).map((one) => ({ ...one, arrivedAt: second })),
    )
    const { items } = await world.owner.call(talks.listConversations, { query: { view: 'all' } })
    expect(items.map((c) => c.lastLine)).toEqual(['Have you apple trees too?'])
    const params = { conversationId: items[0]!.id }
    const thread = await world.owner.call(talks.listMessages, { params, query: {} })
    expect(thread.items.map((m) => [m.text.trim(), m.at])).toEqual([
      ['When does the hedge come?', second],
      ['And the bill?', second],
      ['Have you apple trees too?', second],
    ])
  })

  it('and are the same bytes twice, are one conversation, and the second names it', async () => {
    const { world, at, stands, fetch } = await fetched()
    const twice = letter()
    await fetch(at([letter({ from: 'a@x.example' }), twice, twice, letter({ from: 'b@x.example' })]))
    expect(await stands()).toEqual([{ uidValidity: 7, lastUid: 4 }])
    expect(await figures({ world })).toMatchObject({ fetched: 4, filed: 3, doubled: 1 })
    const rows = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('inboundMails').select(['state', 'conversationId']).where('uid', 'in', [2, 3]).execute(),
    )
    expect(new Set(rows.map((r) => r.conversationId)).size).toBe(1)
    expect(rows[0]?.conversationId).not.toBeNull()
  })

  it('answer each other, and stand in one conversation in their order', async () => {
    const { world, desk, at, fetch } = await fetched()
    const ids = Array.from({ length: 6 }, (_, n) => `<t${n}@x.example>`)
    await fetch(
      at(
        ids.map((id, n) =>
          letter({ id, text: `word ${n}`, ...(n > 0 ? { references: ids.slice(0, n).join(' ') } : {}) }),
        ),
      ),
    )
    const { items } = await world.owner.call(talks.listConversations, { query: { view: 'all' } })
    expect(items).toHaveLength(1)
    expect((await desk.messages(items[0]!.id)).map((m) => m.text.trim())).toEqual(
      ids.map((_, n) => `word ${n}`),
    )
  })
})
