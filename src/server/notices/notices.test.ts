import * as accounts from '../../contract/accounts.ts'
import { logCall } from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import { offerHandover } from '../../contract/handovers.ts'
import { listEvents } from '../../contract/happenings.ts'
import * as contract from '../../contract/notices.ts'
import * as people from '../../contract/people.ts'
import * as promises from '../../contract/promises.ts'
import { hearAll } from '../world/hear.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'

async function scene() {
  const world = await makeWorld()
  const [ana, luis] = [await world.join('Ana Ruiz'), await world.join('Luis Ortega')]
  const jonas = await ana.call(people.addPerson, { body: { name: 'Jonas Lind' } })
  const talk = await ana.call(logCall, {
    body: { personId: jonas.id, direction: 'in', summary: 'Any news of the gearbox?' },
  })
  return { world, ana, luis, jonas, talk, params: { conversationId: talk.id } }
}

async function bell(world: World, who: Caller) {
  await hearAll(world)
  const { items } = await who.call(contract.listNotices)
  return items
}
const kinds = (items: Awaited<ReturnType<typeof bell>>) => items.map((n) => n.kind)

describe('a notice', () => {
  it('tells a colleague that a note calls them by name, and leads there', async () => {
    const { world, ana, luis, params, talk } = await scene()
    await ana.call(talks.writeNote, { params, body: { text: '@Luis can you look at the gearbox? @ana' } })
    expect(await bell(world, luis)).toMatchObject([
      { kind: 'mention', by: { name: 'Ana Ruiz' }, conversation: { id: talk.id }, readAt: null },
    ])
    expect(await bell(world, ana)).toEqual([])
    const { items } = await world.owner.call(listEvents, { query: { conversationId: talk.id } })
    const note = items.find((e) => e.kind === 'note.written')!
    expect(note.data).toMatchObject({ mentions: expect.arrayContaining([luis.memberId]) })
    expect(JSON.stringify(note.data)).not.toContain('Luis')
  })

  it('tells of what is mine: given to me, answered, offered to me or my team, never what I did myself', async () => {
    const { world, ana, luis, params, jonas } = await scene()
    await ana.call(talks.assignConversation, { params, body: { memberId: ana.memberId } })
    expect(await bell(world, ana)).toEqual([])
    await ana.call(talks.assignConversation, { params, body: { memberId: luis.memberId } })
    expect(kinds(await bell(world, luis))).toEqual(['assigned'])
    const link = await ana.call(contact.makePageLink, { params: { personId: jonas.id } })
    const token = link.url.split('/').at(-1)!
    for (const text of ['Hello?', 'Is anybody there?'])
      await world.anybody(contact.writeFromPage, { params: { token }, body: { text, ...params } })
    const answered = (await bell(world, luis)).filter((n) => n.kind === 'answered')
    // The newest stands for the ones before it.
    expect(answered).toMatchObject([
      { readAt: null, person: { name: 'Jonas Lind' } },
      { readAt: expect.any(String) },
    ])
    const team = await world.owner.call(accounts.addTeam, {
      body: { name: 'Workshop', memberIds: [ana.memberId, luis.memberId] },
    })
    await luis.call(offerHandover, {
      params,
      body: { toTeamId: team.id, told: 'He waits for a call.' },
    })
    expect(kinds(await bell(world, ana))).toEqual(['handover'])
    expect(kinds(await bell(world, luis))).not.toContain('handover')
  })

  it('tells of what I promised: given to me, due, and what others did to it', async () => {
    const { world, ana, luis, params } = await scene()
    const made = await ana.call(promises.makePromise, {
      body: {
        text: 'Luis calls Jonas',
        due: '2026-11-23T11:00:00Z',
        ownerId: luis.memberId,
        ...params,
      },
    })
    expect(await bell(world, luis)).toMatchObject([
      { kind: 'promise_given', promise: { id: made.id, text: 'Luis calls Jonas' }, by: { name: 'Ana Ruiz' } },
    ])
    world.at('2026-11-23T10:45:00Z')
    expect(await bell(world, luis)).toMatchObject([
      { kind: 'promise_due', by: null, data: { about: 'promise', due: made.due } },
      {},
    ])
    await ana.call(promises.keepPromise, {
      params: { promiseId: made.id },
      body: { version: made.version },
    })
    expect(kinds(await bell(world, luis))[0]).toBe('promise_changed')
    expect(kinds(await bell(world, ana))).toEqual([])
  })

  it('tells of each thing once, however often a worker hears of it', async () => {
    const { world, ana, luis, params } = await scene()
    await ana.call(talks.writeNote, { params, body: { text: '@Luis' } })
    await Promise.all([hearAll(world), hearAll(world), hearAll(world)])
    expect(await bell(world, luis)).toHaveLength(1)
  })

  it('tells nothing of a sensitive conversation to those who may not read it, nor once they no longer may [S4-12]', async () => {
    const { world, ana, luis, params } = await scene()
    await ana.call(talks.writeNote, { params, body: { text: '@Luis do you know him?' } })
    expect(await bell(world, luis)).toHaveLength(1)
    await ana.call(talks.assignConversation, { params, body: { memberId: ana.memberId } })
    await ana.call(talks.nameConversation, { params, body: { sensitive: true } })
    expect(await bell(world, luis)).toEqual([])
    expect((await luis.call(contract.readBell)).unread).toBe(0)
    await ana.call(talks.writeNote, { params, body: { text: '@Luis this is between us.' } })
    await hearAll(world)
    await ana.call(talks.nameConversation, { params, body: { sensitive: false } })
    expect(await bell(world, luis)).toHaveLength(1)
  })

  it('tells who leads nothing of what was promised in a sensitive conversation', async () => {
    const { world, ana, params } = await scene()
    await ana.call(talks.assignConversation, { params, body: { memberId: ana.memberId } })
    await ana.call(talks.nameConversation, { params, body: { sensitive: true } })
    await ana.call(promises.makePromise, {
      body: { text: 'Ana brings the result', due: '2026-11-23T11:00:00Z', ...params },
    })
    world.at('2026-11-23T12:00:00Z')
    expect(kinds(await bell(world, ana))).toEqual(['promise_due'])
    expect(await bell(world, world.owner)).toEqual([])
  })

  it('is between its reader and their bell: no trail and no other’s line tells of it', async () => {
    const { world, ana, luis, params } = await scene()
    await ana.call(talks.writeNote, { params, body: { text: '@Luis' } })
    await bell(world, luis)
    const { items } = await world.owner.call(listEvents, { query: { limit: 100 } })
    expect(items.map((e) => e.kind)).not.toContain('notice.told')
    const lineOf = async (as: Caller) => {
      const reply = await world.fetch(`/api/live?workspace=${world.workspaceId}`, {
        as,
        headers: { 'last-event-id': `-9000000000.${'0'.repeat(8)}-0000-0000-0000-000000000000` },
      })
      const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
      let said = ''
      while (!said.includes('event: news')) said += (await reader.read()).value
      await reader.cancel()
      return said
    }
    expect(await lineOf(luis)).toContain('notice.told')
    const hers = await lineOf(ana)
    expect(hers).toContain('note.written')
    expect(hers).not.toContain('notice.told')
  })

  it('is read one by one, up to one, or by opening what it is about', async () => {
    const { world, ana, luis, params, jonas } = await scene()
    const other = await ana.call(logCall, {
      body: { personId: jonas.id, direction: 'in', summary: 'And the invoice?' },
    })
    for (const conversationId of [talk(params), other.id, other.id])
      await ana.call(talks.writeNote, { params: { conversationId }, body: { text: '@Luis please' } })
    const [third, second] = await bell(world, luis)
    expect((await luis.call(contract.readBell)).unread).toBe(3)
    await luis.call(contract.markNoticeRead, { params: { noticeId: third!.id } })
    await luis.call(contract.markNoticeRead, { params: { noticeId: third!.id } })
    expect((await luis.call(contract.readBell)).unread).toBe(2)
    await luis.call(contract.markNoticesRead, { body: { conversationId: other.id } })
    expect((await luis.call(contract.readBell)).unread).toBe(1)
    await luis.call(contract.markNoticesRead, { body: { upTo: second!.id } })
    expect((await luis.call(contract.readBell)).unread).toBe(0)
    await expect(
      ana.call(contract.markNoticeRead, { params: { noticeId: third!.id } }),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('comes page by page, the latest first', async () => {
    const { world, ana, luis, params } = await scene()
    for (let n = 0; n < 5; n++) await ana.call(talks.writeNote, { params, body: { text: `@Luis ${n}` } })
    await hearAll(world)
    const first = await luis.call(contract.listNotices, { query: { limit: 3 } })
    const rest = await luis.call(contract.listNotices, { query: { limit: 3, after: first.next! } })
    expect([first.items.length, rest.items.length, rest.next]).toEqual([3, 2, null])
    expect(new Set([...first.items, ...rest.items].map((n) => n.id)).size).toBe(5)
  })

  it('of a kind that is switched off is not made', async () => {
    const { world, ana, luis, params } = await scene()
    const off = { inApp: false, mail: 'off' as const, push: false }
    const shown = await luis.call(contract.chooseNotice, { params: { kind: 'mention' }, body: off })
    expect(shown.choices.find((c) => c.kind === 'mention')).toEqual({ kind: 'mention', ...off })
    await ana.call(talks.writeNote, { params, body: { text: '@Luis' } })
    expect(await bell(world, luis)).toEqual([])
    await luis.call(contract.chooseNotice, { params: { kind: 'mention' }, body: { ...off, inApp: true } })
    await ana.call(talks.writeNote, { params, body: { text: '@Luis again' } })
    expect(await bell(world, luis)).toHaveLength(1)
  })
})

function talk(params: { conversationId: unknown }) {
  return params.conversationId as never
}

describe('how I am told', () => {
  it('lets the second of two windows see the first’s times', async () => {
    const { luis } = await scene()
    const times = { quietFrom: '20:00', quietTo: '07:00', digestAt: '08:30', version: 0 }
    expect(await luis.call(contract.chooseNoticeTimes, { body: times })).toMatchObject({
      ...times,
      version: 1,
    })
    await expect(luis.call(contract.chooseNoticeTimes, { body: times })).rejects.toMatchObject({
      problem: { code: 'changed_meanwhile' },
    })
    await expect(
      luis.call(contract.chooseNoticeTimes, { body: { ...times, quietTo: null, version: 1 } }),
    ).rejects.toMatchObject({ status: 400 })
  })

  it('lets me choose who stands in, somebody else who serves', async () => {
    const { world, luis, ana } = await scene()
    const reader = await world.join('Rea Only', 'read_only')
    const choose = (memberId: Caller['memberId'] | null) =>
      luis.call(contract.chooseBackup, { body: { memberId } })
    expect((await choose(ana.memberId)).backupId).toBe(ana.memberId)
    expect((await choose(null)).backupId).toBeNull()
    await expect(choose(luis.memberId)).rejects.toMatchObject({ problem: { field: 'memberId' } })
    await expect(choose(reader.memberId)).rejects.toMatchObject({ problem: { code: 'access_ended' } })
  })

  it('keeps when I rest to myself: no event, no moment, only whether', async () => {
    const { world, luis } = await scene()
    await luis.call(contract.startBreak)
    expect(await luis.call(contract.readBell)).toEqual({ unread: 0, onBreak: true })
    await luis.call(contract.endBreak)
    expect((await luis.call(contract.readBell)).onBreak).toBe(false)
    const { items } = await world.owner.call(listEvents, { query: { limit: 100 } })
    expect(items.filter((e) => e.kind === 'member.changed')).toEqual([])
    const { items: members } = await world.owner.call(accounts.listMembers)
    expect(JSON.stringify(members)).not.toMatch(/break/i)
  })
})
