import type { z } from 'zod'
import { api } from '../../contract/api.ts'
import * as bulk from '../../contract/bulk.ts'
import * as channels from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import { beHere } from '../../contract/here.ts'
import { mergeConversations, unmergeConversation } from '../../contract/merging.ts'
import * as people from '../../contract/people.ts'
import { mergePerson } from '../../contract/people-merge.ts'
import * as promises from '../../contract/promises.ts'
import { addTag, tagConversations } from '../../contract/tags.ts'
import * as views from '../../contract/views.ts'
import { hearAll } from '../world/hear.ts'
import { makeWorld } from '../world/world.ts'

const NOWHERE = '01a200c6-007a-7000-8000-018af9ae0b4b'
/** A word that stands in nothing else. */
const SECRET = 'zebrafish'

/** Luis speaks with Jonas about something for few eyes, in every way one can, merged, parted and merged again. */
async function secretEverywhere() {
  const world = await makeWorld()
  const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
  const add = (name: string) =>
    world.owner.call(people.addPerson, {
      body: { name, handles: [{ kind: 'phone', value: '0171 5550142' }] },
    })
  const [jonas, twin] = [await add('Jonas Lind'), await add('Jonas Lind')]
  const call = (personId: typeof jonas.id, summary: string) =>
    luis.call(channels.logCall, { body: { personId, direction: 'in', summary } })
  const open = await call(jonas.id, 'The appointment on Friday.')
  const [one, two] = [await call(jonas.id, `${SECRET} one`), await call(twin.id, `${SECRET} two`)]
  for (const { id } of [one, two]) {
    const params = { conversationId: id }
    await luis.call(talks.assignConversation, { params, body: { memberId: luis.memberId } })
    await luis.call(talks.nameConversation, { params, body: { subject: `The ${SECRET}`, sensitive: true } })
    await luis.call(talks.writeNote, { params, body: { text: `A note on the ${SECRET}` } })
    await luis.call(talks.saveDraft, { params, body: { kind: 'reply', text: `Dear ${SECRET}` } })
    await luis.call(promises.makePromise, {
      body: { text: `Luis brings the ${SECRET}`, due: '2026-11-23T15:00:00Z', conversationId: id },
    })
    await luis.call(beHere, { body: { tab: world.services.newId(), conversationId: id, writing: true } })
  }
  const tag = await luis.call(addTag, { body: { name: 'Quiet matter' } })
  await luis.call(tagConversations, { body: { conversationIds: [one.id, two.id], add: [tag.id] } })
  await luis.call(bulk.beginBulk, {
    body: {
      ...{ id: world.services.newId<'bulk_act'>(), conversationIds: [one.id, two.id] },
      act: { kind: 'snooze', until: '2026-11-24T08:00:00Z' as never },
    },
  })
  const view = await world.owner.call(views.addView, {
    body: { name: 'All of them', base: 'all', narrowed: `tag:${tag.id}`, of: 'all' },
  })
  const versions = { version: jonas.version, mergedVersion: twin.version }
  await world.owner.call(mergePerson, {
    params: { personId: jonas.id },
    body: { mergedId: twin.id, ...versions },
  })
  await luis.call(mergeConversations, { params: { conversationId: one.id }, body: { from: [two.id] } })
  await luis.call(unmergeConversation, { params: { conversationId: two.id } })
  await luis.call(mergeConversations, { params: { conversationId: two.id }, body: { from: [one.id] } })
  await hearAll(world)
  return { world, luis, mia, jonas, open, secret: [one.id, two.id], view }
}

/** What stands in every list and on every page of the API, read with all that narrows them; by the name of the endpoint. */
async function readAll({ world, jonas, open, secret, view }: Awaited<ReturnType<typeof secretEverywhere>>) {
  const ids: Record<string, readonly string[]> = {
    conversationId: [open.id, ...secret],
    personId: [jonas.id],
    viewId: [view.id],
  }
  return async (as: typeof world.owner) => {
    const found = new Map<string, string>()
    for (const e of api.filter((one) => one.method === 'get' && one.access !== 'public')) {
      const name = /\{(\w+)\}/.exec(e.path)?.[1]
      const shape = Object.keys((e.query as z.ZodObject | undefined)?.shape ?? {})
      const asked: Record<string, readonly string[]> = {
        q: [SECRET, 'jonas'],
        view: ['all', 'snoozed', 'mine'],
        personId: [jonas.id],
        conversationId: secret,
        proposed: ['true'],
      }
      const queries = [
        '',
        ...shape.flatMap((key) =>
          (asked[key] ?? []).map((value) => `?${new URLSearchParams({ [key]: value })}`),
        ),
        ...(shape.includes('q') && shape.includes('view') ? [`?view=all&q=${SECRET}`] : []),
      ]
      for (const id of name ? (ids[name] ?? [NOWHERE]) : [''])
        for (const query of queries) {
          const path = e.path.replace(/\{\w+\}/g, id)
          const reply = await world.fetch(`/api${path}${query}`, {
            ...{ as, headers: { 'servus-workspace': world.workspaceId } },
          })
          expect(reply.status, `${e.name}${query}`).toBeLessThan(500)
          if (reply.headers.get('content-type')?.includes('json'))
            found.set(`${e.name} ${id}${query}`, await reply.text())
        }
    }
    return found
  }
}

it('nothing of a sensitive conversation stands anywhere in the API for somebody who may not read it [S4-12]', async () => {
  const told = await secretEverywhere()
  const read = await readAll(told)
  const telling = (found: Map<string, string>, what: readonly string[]) =>
    [...found].filter(([, text]) => what.some((one) => text.includes(one))).map(([where]) => where)
  expect(telling(await read(told.luis), [SECRET]).length).toBeGreaterThan(8)
  expect(telling(await read(told.mia), [SECRET, ...told.secret])).toEqual([])
})
