import { vi } from 'vitest'
import { logCall } from '../../contract/channels.ts'
import * as contract from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import * as people from '../../contract/people.ts'
import * as promises from '../../contract/promises.ts'
import { wakeScreens } from '../events/live.ts'
import { SOON } from '../world/soon.ts'
import { makeWorld, type World } from '../world/world.ts'
import { countLines } from './routes-live.ts'

async function withPage(world: World) {
  const marta = await world.owner.call(people.addPerson, { body: { name: 'Marta Okafor' } })
  const link = await world.owner.call(contract.makePageLink, { params: { personId: marta.id } })
  return { marta, link, token: link.url.split('/').at(-1)! }
}
const lineOf = (world: World, token: string) => world.fetch(`/api/public/page/${token}/live`)

/** Reads a line up to the next of some events, and gives back its name. */
async function hear(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  ...names: string[]
): Promise<string | undefined> {
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return undefined
    const heard = /event: (\w+)/.exec(new TextDecoder().decode(value))?.[1]
    if (heard && names.includes(heard)) return heard
  }
}

describe('the customer’s own page', () => {
  it('hears at once that something happened to its person, and never what', async () => {
    const world = await makeWorld()
    const { marta, token } = await withPage(world)
    const reader = (await lineOf(world, token)).body!.getReader()
    expect(await hear(reader, 'ready')).toBe('ready')
    await world.owner.call(promises.makePromise, {
      body: { text: 'Ana calls Marta', due: '2026-11-23T11:00:00Z', toPersonId: marta.id },
    })
    wakeScreens(world.workspaceId)
    expect(await hear(reader, 'news')).toBe('news')
    await reader.cancel()
  })

  it('ends its line when the link is taken back, and opens none for one that was', async () => {
    const world = await makeWorld()
    const { link, token } = await withPage(world)
    const reader = (await lineOf(world, token)).body!.getReader()
    await hear(reader, 'ready')
    await world.owner.call(contract.revokePageLink, { params: { linkId: link.id as never } })
    wakeScreens(world.workspaceId)
    expect(await hear(reader, 'gone')).toBe('gone')
    expect(await hear(reader, 'news')).toBeUndefined()
    expect((await lineOf(world, token)).status).toBe(410)
    expect((await lineOf(world, `${token.slice(0, -4)}AAAA`)).status).toBe(404)
  })

  it('keeps only a few lines of one link open, and lets go of those that are left', async () => {
    const world = await makeWorld()
    const { link, token } = await withPage(world)
    const readers = []
    for (let i = 0; i < 6; i++) {
      const reader = (await lineOf(world, token)).body!.getReader()
      await hear(reader, 'ready')
      readers.push(reader)
    }
    expect((await lineOf(world, token)).status).toBe(429)
    for (const reader of readers) await reader.cancel()
    await vi.waitFor(() => expect(countLines(link.id)).toBe(0), SOON)
    expect((await lineOf(world, token)).status).toBe(200)
  })

  it('hears nothing of what colleagues do among themselves, and keeps no line for who asks only for its head', async () => {
    const world = await makeWorld()
    const { marta, link, token } = await withPage(world)
    const call = { personId: marta.id, direction: 'in' as const, summary: 'She calls again.' }
    const { id: conversationId } = await world.owner.call(logCall, { body: call })
    const reader = (await lineOf(world, token)).body!.getReader()
    await hear(reader, 'ready')
    await world.owner.call(talks.writeNote, { params: { conversationId }, body: { text: 'Between us.' } })
    await world.owner.call(talks.assignConversation, {
      params: { conversationId },
      body: { memberId: world.owner.memberId },
    })
    wakeScreens(world.workspaceId)
    await world.owner.call(contract.revokePageLink, { params: { linkId: link.id as never } })
    wakeScreens(world.workspaceId)
    expect(await hear(reader, 'news', 'gone')).toBe('gone')
    const other = await withPage(world)
    await world.fetch(`/api/public/page/${other.token}/live`, { method: 'HEAD' })
    expect(countLines(other.link.id)).toBe(0)
  })

  it('shows each conversation with its own words, the oldest first, and no call we wrote down ourselves', async () => {
    const world = await makeWorld()
    const { marta, token } = await withPage(world)
    await world.owner.call(logCall, { body: { personId: marta.id, direction: 'in', summary: 'Our note' } })
    const say = (text: string, conversationId?: string) =>
      world.anybody(contract.writeFromPage, {
        params: { token },
        body: { text, ...(conversationId ? { conversationId: conversationId as never } : {}) },
      })
    const first = (await say('About the brakes.')).conversations[0]!
    world.at('2026-11-23T09:20:00Z')
    await say('About the tyres.')
    world.at('2026-11-23T09:30:00Z')
    const page = await say('They squeak.', first.id)
    expect(page.conversations.map((t) => t.messages.map((m) => m.text))).toEqual([
      ['About the brakes.', 'They squeak.'],
      ['About the tyres.'],
    ])
  })

  it('takes the same word once, however often a bad line sends it', async () => {
    const world = await makeWorld()
    const { token } = await withPage(world)
    const body = { id: world.services.newId<'message'>(), text: 'Are you there?' }
    await world.anybody(contract.writeFromPage, { params: { token }, body })
    const page = await world.anybody(contract.writeFromPage, { params: { token }, body })
    expect(page.conversations.map((t) => t.messages.map((m) => m.text))).toEqual([['Are you there?']])
  })
})

it('agrees the same next contact once, however often it is sent [S4-19]', async () => {
  const world = await makeWorld()
  const { marta } = await withPage(world)
  const params = { personId: marta.id }
  const id = world.services.newId<'next_contact'>()
  const body = { id, what: 'Winter tyres', due: '2026-11-24T09:00:00Z', told: true }
  await world.owner.call(contract.setNextContact, { params, body })
  expect((await world.owner.call(contract.setNextContact, { params, body })).id).toBe(id)
  expect((await world.owner.call(contract.listNextContacts, { params })).items).toHaveLength(1)
})
