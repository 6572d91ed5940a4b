import type { z } from 'zod'
import { api } from '../../contract/api.ts'
import * as bulk from '../../contract/bulk.ts'
import { logCall } from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import { mergeConversations } from '../../contract/merging.ts'
import { search } from '../../contract/search.ts'
import { addTag } from '../../contract/tags.ts'
import { bulkNow } from '../conversations/jobs-bulk.ts'
import { writeKey } from '../db/keyset.ts'
import { makeWorld } from '../world/world.ts'

const NOWHERE = '01a200c6-007a-7000-8000-018af9ae0b4b'

describe('what was tried against lists', () => {
  it('a key of a page that nobody gave is refused or finds something, and is no fault of ours', async () => {
    const { owner, fetch, workspaceId } = await makeWorld()
    const talk = await owner.call(logCall, { body: { name: 'Ole', direction: 'in', summary: 'Tyres.' } })
    const paged = api.filter(
      (e) => e.method === 'get' && 'after' in ((e.query as z.ZodObject | undefined)?.shape ?? {}),
    )
    expect(paged.length).toBeGreaterThan(10)
    const parts = ['x', '\u0000', 1e300, null]
    const faults: string[] = []
    for (const e of paged)
      for (const part of parts)
        for (let n = 1; n <= 4; n++) {
          const path = e.path.replace(/\{conversationId\}/g, talk.id).replace(/\{\w+\}/g, NOWHERE)
          const query = new URLSearchParams({ after: writeKey(...Array(n).fill(part)) })
          if (e.name === 'search') query.set('q', 'tyres')
          if (e.name === 'listConversations') query.set('view', 'all')
          const headers = { 'servus-workspace': workspaceId }
          const { status } = await fetch(`/api${path}?${query}`, { as: owner, headers })
          if (status >= 500) faults.push(`${e.name} ${JSON.stringify(part)} ${n}`)
        }
    expect(faults).toEqual([])
  })

  it('what was merged into a conversation one may not read is not counted by the pages of a search', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const talk = async (subject: string) => {
      const { id } = await luis.call(logCall, { body: { direction: 'in', summary: 'x' } })
      await luis.call(talks.nameConversation, { params: { conversationId: id }, body: { subject } })
      return { conversationId: id }
    }
    const [root, one, two] = [await talk('Root'), await talk('Oncology'), await talk('Oncology')]
    await luis.call(mergeConversations, {
      params: root,
      body: { from: [one.conversationId, two.conversationId] },
    })
    expect((await mia.call(search, { query: { q: 'oncology' } })).items).toHaveLength(1)
    await luis.call(talks.assignConversation, { params: root, body: { memberId: luis.memberId } })
    await luis.call(talks.nameConversation, { params: root, body: { sensitive: true } })
    expect(await mia.call(search, { query: { q: 'oncology', limit: 1 } })).toMatchObject({
      items: [],
      next: null,
    })
  })

  it('many at once name nothing of another workspace, and harm nobody who comes after', async () => {
    const [theirs, ours] = [await makeWorld(), await makeWorld()]
    const talk = await theirs.owner.call(logCall, { body: { direction: 'in', summary: 'Tyres.' } })
    const tag = await theirs.owner.call(addTag, { body: { name: 'Tyres' } })
    const mine = await ours.owner.call(logCall, { body: { direction: 'in', summary: 'Oil.' } })
    const acts = [
      { act: { kind: 'close' }, conversationIds: [talk.id, NOWHERE] },
      { act: { kind: 'tag', add: [tag.id] }, conversationIds: [mine.id] },
      { act: { kind: 'assign', memberId: theirs.owner.memberId }, conversationIds: [mine.id] },
      { act: { kind: 'close' }, view: { view: 'all', narrowed: `person:${NOWHERE}` } },
    ]
    for (const body of acts) {
      const said = await ours.owner.call(bulk.beginBulk, { body: body as never }).then(
        (b) => b.stayed === b.total,
        (e) => e.status < 500,
      )
      expect(said, JSON.stringify(body)).toBe(true)
    }
    await bulkNow(ours.services)
    expect(
      (await ours.owner.call(talks.readConversation, { params: { conversationId: mine.id } })).tags,
    ).toEqual([])
  })
})
