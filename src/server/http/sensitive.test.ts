import * as channels from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import { readCounter, someoneIsHere } from '../../contract/counter.ts'
import { listEvents } from '../../contract/happenings.ts'
import * as people from '../../contract/people.ts'
import * as promises from '../../contract/promises.ts'
import { readToday } from '../../contract/today.ts'
import { hearAll } from '../world/hear.ts'
import { makeWorld, type World } from '../world/world.ts'

/** Luis speaks with Jonas about something sensitive; Mia serves there too and has no part in it. */
async function secretTalk() {
  const world = await makeWorld()
  const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
  const jonas = await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
  const talk = await luis.call(channels.logCall, {
    body: { personId: jonas.id, direction: 'in', summary: 'A secret.' },
  })
  const params = { conversationId: talk.id }
  await luis.call(talks.assignConversation, { params, body: { memberId: luis.memberId } })
  await luis.call(talks.nameConversation, { params, body: { sensitive: true } })
  await luis.call(talks.writeNote, { params, body: { text: 'Between us.' } })
  const promise = await luis.call(promises.makePromise, {
    body: { text: 'Luis brings the result', due: '2026-11-23T15:00:00Z', conversationId: talk.id },
  })
  await luis.call(contact.setNextContact, {
    params: { personId: jonas.id },
    body: { what: 'The result', due: '2026-11-23T14:00:00Z', told: true, conversationId: talk.id },
  })
  return { world, luis, mia, jonas, talk, promise }
}

describe('of a sensitive conversation [S4-12]', () => {
  it('the events of its person tell nothing to those who may not read it', async () => {
    const { luis, mia, jonas, talk } = await secretTalk()
    const query = { personId: jonas.id }
    const seen = await mia.call(listEvents, { query })
    expect(seen.items.map((e) => e.kind)).toEqual(['person.created'])
    expect(JSON.stringify(seen)).not.toContain(talk.id)
    const known = (await luis.call(listEvents, { query })).items.map((e) => e.kind)
    expect(known).toEqual(expect.arrayContaining(['note.written', 'next_contact.set', 'promise.made']))
  })

  it('the events of its promise tell nothing, but to whoever owes it', async () => {
    const { luis, mia, promise } = await secretTalk()
    const query = { promiseId: promise.id }
    expect((await mia.call(listEvents, { query })).items).toEqual([])
    expect((await luis.call(listEvents, { query })).items).toHaveLength(1)
  })

  it('the audit trail says who did something and when, and not about whom', async () => {
    const { world, jonas, talk } = await secretTalk()
    const { items } = await world.owner.call(listEvents, { query: { limit: 100 } })
    const note = items.find((e) => e.kind === 'note.written')!
    expect(note).toMatchObject({ actor: { name: 'Luis Ortega' }, subjects: {}, data: {}, about: null })
    expect(JSON.stringify(items)).not.toContain(talk.id)
    expect(JSON.stringify(items.filter((e) => e.kind !== 'person.created'))).not.toContain(jonas.id)
  })

  it('the live line says only that something happened', async () => {
    const { world, luis, mia, jonas, talk } = await secretTalk()
    await hearAll(world)
    const heardBy = async (as: typeof mia) => {
      const reply = await world.fetch(`/api/live?workspace=${world.workspaceId}`, {
        as,
        headers: { 'last-event-id': `-9000000000.${'0'.repeat(8)}-0000-0000-0000-000000000000` },
      })
      return await firstNews(reply)
    }
    const mine = await heardBy(luis)
    expect(mine).toContain(talk.id)
    expect(mine).toContain('note.written')
    const hers = await heardBy(mia)
    expect(hers).toContain('person.created')
    expect(hers).not.toContain(talk.id)
    expect(hers).not.toMatch(/note\.written|promise\.made|next_contact/)
    expect(hers.split('\n').filter((l) => l.includes(jonas.id)).length).toBeLessThanOrEqual(1)
    expect(hers).toContain('{"kind":"conversation.changed","subjects":{}}')
  })

  it('what comes next is read by those who help in it, and by nobody at the counter', async () => {
    const { luis, mia, jonas } = await secretTalk()
    const params = { personId: jonas.id }
    expect((await mia.call(contact.listNextContacts, { params })).items).toEqual([])
    const [next] = (await luis.call(contact.listNextContacts, { params })).items
    expect(next).toMatchObject({ what: 'The result' })
    const done = { params: { nextContactId: next!.id as never } }
    await expect(mia.call(contact.finishNextContact, done)).rejects.toMatchObject({ status: 404 })
    for (const somebody of [luis, mia]) {
      const { expected } = await somebody.call(readCounter)
      expect(expected).toMatchObject([{ person: { name: 'Jonas Lind' }, what: '', lastTime: null }])
    }
    await luis.call(contact.finishNextContact, done)
  })

  it('the card at the counter and the line on Today bear no note', async () => {
    const { world, luis, mia } = await secretTalk()
    const { conversationId } = await luis.call(someoneIsHere, { body: { note: 'About the debt' } })
    await world.owner.call(talks.nameConversation, { params: { conversationId }, body: { sensitive: true } })
    for (const somebody of [luis, mia, world.owner]) {
      const { arrivals } = await somebody.call(readCounter)
      expect(arrivals.map((a) => a.note)).toEqual([''])
    }
    expect(JSON.stringify(await mia.call(readToday))).not.toContain('debt')
  })
})

describe('a line that comes back after a long time', () => {
  it('begins at the newest: its screens are read anew in any case', async () => {
    const world = await makeWorld()
    await writeMany(world, 1001)
    const reply = await world.fetch(`/api/live?workspace=${world.workspaceId}`, {
      as: world.owner,
      headers: { 'last-event-id': `1.${'0'.repeat(8)}-0000-0000-0000-000000000000` },
    })
    const lines = reply.body!.getReader()
    const ready = new TextDecoder().decode((await lines.read()).value)
    await lines.cancel()
    expect(ready).toContain('event: ready')
    expect(ready).not.toContain('id: 1.')
  })
})

async function writeMany(world: World, count: number): Promise<void> {
  const client = await world.services.db.pool.connect()
  await client.query(`begin; set local app.workspace = '${world.workspaceId}'`)
  await client.query(
    `insert into events (workspace_id, id, kind, version, subjects, actor_kind, at, data)
     select $1, gen_random_uuid(), 'member.changed', 1, '{}', 'system', now(), '{}' from generate_series(1, $2::int)`,
    [world.workspaceId, count],
  )
  await client.query('commit')
  client.release()
}

async function firstNews(reply: Response): Promise<string> {
  const lines = reply.body!.getReader()
  let text = ''
  while (!/event: news\n[\s\S]*\n\n/.test(text)) text += new TextDecoder().decode((await lines.read()).value)
  await lines.cancel()
  return text
}
