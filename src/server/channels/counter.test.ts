import * as contract from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import * as counter from '../../contract/counter.ts'
import { addForm, listForms, readPublicForm, submitPublicForm } from '../../contract/forms.ts'
import * as people from '../../contract/people.ts'
import { readToday } from '../../contract/today.ts'
import { makeWorld } from '../world/world.ts'

describe('the counter', () => {
  it('takes somebody in with one press and no account, and shows them to all nearby without blame [S4-10] [S2-06]', async () => {
    const world = await makeWorld()
    const tom = await world.join('Tom Technician', 'member', 'technician')
    const arrival = await world.owner.call(counter.someoneIsHere, { body: { note: 'with a child' } })
    expect(arrival).toMatchObject({
      person: null,
      note: 'with a child',
      state: 'waiting',
      needsGreeting: false,
    })
    world.at('2026-11-23T09:16:00Z')
    const seen = await tom.call(counter.readCounter)
    expect(seen.arrivals).toMatchObject([{ note: 'with a child', needsGreeting: true, with: null }])
    const today = await tom.call(readToday)
    expect(today.groups.now[0]).toMatchObject({ kind: 'arrival', why: [{ code: 'arrival_overlooked' }] })
  })

  it('takes one’s own greeting back, and that somebody has gone, and nothing a colleague did since', async () => {
    const world = await makeWorld()
    const tom = await world.join('Tom Technician', 'member', 'technician')
    const { conversationId } = await world.owner.call(counter.someoneIsHere, { body: {} })
    const params = { conversationId }
    const undo = (act: 'greet' | 'left', by = world.owner) =>
      by.call(counter.undoArrivalAct, { params, body: { act } })
    await world.owner.call(counter.greetArrival, { params, body: { serve: true } })
    expect(await undo('greet')).toMatchObject({ state: 'waiting', greetedBy: null, with: null })
    await world.owner.call(counter.declineHelp, { params })
    expect(await undo('greet')).toMatchObject({ state: 'waiting', leaveInPeace: false })
    await world.owner.call(counter.arrivalLeft, { params })
    expect((await world.owner.call(counter.readCounter)).arrivals).toEqual([])
    expect(await undo('left')).toMatchObject({ state: 'waiting' })
    await world.owner.call(counter.greetArrival, { params, body: {} })
    await tom.call(counter.serveArrival, { params })
    const overtaken = { problem: { code: 'changed_meanwhile' } }
    await expect(undo('greet')).rejects.toMatchObject(overtaken)
    await expect(undo('greet', tom)).rejects.toMatchObject(overtaken)
  })

  it('lets a technician greet in one act [S1-05]', async () => {
    const world = await makeWorld()
    const tom = await world.join('Tom Technician', 'member', 'technician')
    const { conversationId } = await world.owner.call(counter.someoneIsHere, { body: {} })
    const greeted = await tom.call(counter.greetArrival, {
      params: { conversationId },
      body: { serve: true },
    })
    expect(greeted).toMatchObject({
      state: 'being_served',
      greetedBy: { name: 'Tom Technician' },
      with: { name: 'Tom Technician' },
    })
  })

  it('leaves somebody in peace who is just looking, for this visit, until they ask [S4-14] [S4-29]', async () => {
    const { owner } = await makeWorld()
    const { conversationId } = await owner.call(counter.someoneIsHere, { body: {} })
    const params = { params: { conversationId } }
    const looking = await owner.call(counter.declineHelp, params)
    expect(looking).toMatchObject({ state: 'looking', leaveInPeace: true })
    expect((await owner.call(readToday)).groups.now).toEqual([])
    expect(await owner.call(counter.askForHelp, params)).toMatchObject({ state: 'being_served' })
  })

  it('shows how to say the name and what is open before one greets [S4-11]', async () => {
    const { owner } = await makeWorld()
    const { id: personId } = await owner.call(people.addPerson, {
      body: { name: 'Tomás Brandt', sayName: 'toh-MAHS', approach: 'greet_only' },
    })
    const arrival = await owner.call(counter.someoneIsHere, { body: { personId } })
    expect(arrival.person).toMatchObject({
      name: 'Tomás Brandt',
      sayName: 'toh-MAHS',
      approach: 'greet_only',
    })
  })

  it('names an arrival later, and keeps the visit on the person’s timeline [S0-06]', async () => {
    const { owner } = await makeWorld()
    const { conversationId } = await owner.call(counter.someoneIsHere, { body: {} })
    const named = await owner.call(counter.nameArrival, {
      params: { conversationId },
      body: { newPersonName: 'Giulia Verdi', intent: 'exploring' },
    })
    expect(named.person?.name).toBe('Giulia Verdi')
    await owner.call(talks.closeConversation, { params: { conversationId }, body: {} })
    const { items } = await owner.call(talks.readTimeline, { params: { personId: named.person!.id } })
    expect(items.map((e) => e.kind)).toContain('conversation.closed')
    expect((await owner.call(counter.readCounter)).arrivals).toEqual([])
  })

  it('says the same arrival once when a capture syncs twice [S3-25]', async () => {
    const world = await makeWorld()
    const id = world.services.newId<'conversation'>()
    await world.owner.call(counter.someoneIsHere, { body: { id } })
    await world.owner.call(counter.someoneIsHere, { body: { id } })
    expect((await world.owner.call(counter.readCounter)).arrivals).toHaveLength(1)
  })
})

describe('a call', () => {
  it('is logged in one act, knows the caller by number, and makes a promise on the way', async () => {
    const { owner } = await makeWorld()
    const marta = await owner.call(people.addPerson, {
      body: { name: 'Marta Okafor', handles: [{ kind: 'phone', value: '0171 5550142' }] },
    })
    const call = await owner.call(contract.logCall, {
      body: {
        direction: 'in',
        telephone: '+49 171 555 0142',
        summary: 'Noise when braking, worse in the rain.',
        promises: [{ text: 'Olga calls Marta', saidAs: 'by noon', due: '2026-11-23T11:00:00Z' }],
      },
    })
    expect(call.person).toMatchObject({ id: marta.id })
    expect(call.promise).toMatchObject({ due: '2026-11-23T11:00:00.000Z' })
    expect(call.state).toBe('answered')
  })

  it('of somebody new makes them known by name and number', async () => {
    const { owner } = await makeWorld()
    const call = await owner.call(contract.logCall, {
      body: {
        direction: 'in',
        name: 'Ole Berg',
        telephone: '0172 5550199',
        summary: 'Asks for winter tyres.',
      },
    })
    expect(call.personCard).toMatchObject({ name: 'Ole Berg', telephones: ['0172 5550199'] })
  })
})

describe('the web form', () => {
  const open = async (world: Awaited<ReturnType<typeof makeWorld>>) => {
    const form = await world.owner.call(addForm, {
      body: { siteId: world.siteId, name: 'Write to us', intro: '', thanks: 'Thank you.' },
    })
    const formKey = form.url.split('/').at(-1)!
    const { opened } = await world.anybody(readPublicForm, { params: { formKey } })
    world.at('2026-11-23T09:13:00Z')
    return { formKey, opened }
  }
  const entry = {
    name: 'Jonas Lind',
    email: 'jonas@lind.example',
    telephone: '',
    message: 'Any news of the gearbox?',
    website: '',
  }

  it('brings a person and their words into the inbox', async () => {
    const world = await makeWorld()
    const { formKey, opened } = await open(world)
    const reply = await world.anybody(submitPublicForm, {
      params: { formKey },
      body: { ...entry, opened },
    })
    expect(reply.reference).toMatch(/^\w{3}-\w{3}$/)
    const { items } = await world.owner.call(talks.listConversations, { query: { view: 'waiting' } })
    expect(items).toMatchObject([
      { subject: 'Any news of the gearbox?', channel: 'form', person: { name: 'Jonas Lind' } },
    ])
  })

  it('answers the same whether an address is known or not, and adds nothing to somebody known', async () => {
    const world = await makeWorld()
    const jonas = await world.owner.call(people.addPerson, {
      body: { name: 'Jonas Lind', handles: [{ kind: 'email', value: entry.email }] },
    })
    const { formKey, opened } = await open(world)
    const eve = { ...entry, telephone: '0172 5550666', opened }
    const [known, unknown] = [
      await world.anybody(submitPublicForm, { params: { formKey }, body: eve }),
      await world.anybody(submitPublicForm, {
        params: { formKey },
        body: { ...eve, email: 'new@lind.example' },
      }),
    ]
    expect(Object.keys(known)).toEqual(Object.keys(unknown))
    const after = await world.owner.call(people.readPerson, { params: { personId: jonas.id } })
    expect(after.handles.map((h) => h.kind)).toEqual(['email'])
  })

  it('takes in at once what a browser filled in within a second', async () => {
    const world = await makeWorld()
    const { formKey } = await open(world)
    const { opened } = await world.anybody(readPublicForm, { params: { formKey } })
    const body = { ...entry, opened }
    const reply = await world.anybody(submitPublicForm, { params: { formKey }, body })
    expect(reply).toMatchObject({ held: false })
    expect(
      (await world.owner.call(talks.listConversations, { query: { view: 'waiting' } })).items,
    ).toHaveLength(1)
  })

  it('is there once when it is made twice with the same id', async () => {
    const world = await makeWorld()
    const id = world.services.newId<'form'>()
    const body = { id, siteId: world.siteId, name: 'Write to us', intro: '', thanks: 'Thank you.' }
    await world.owner.call(addForm, { body })
    expect((await world.owner.call(addForm, { body })).id).toBe(id)
    expect((await world.owner.call(listForms)).items).toHaveLength(1)
  })

  it('holds back what looks like a machine’s, says so, and lets it in by hand, with nothing lost', async () => {
    const world = await makeWorld()
    const { formKey, opened } = await open(world)
    const reply = await world.anybody(submitPublicForm, {
      params: { formKey },
      body: { ...entry, opened, website: 'https://spam.example' },
    })
    expect(reply).toMatchObject({ held: true })
    expect((await world.owner.call(talks.listConversations, { query: { view: 'waiting' } })).items).toEqual(
      [],
    )
    const { items } = await world.owner.call(talks.listConversations, { query: { view: 'held' } })
    const released = await world.owner.call(talks.releaseHeld, { params: { conversationId: items[0]!.id } })
    expect(released).toMatchObject({ state: 'waiting', person: { name: 'Jonas Lind' } })
  })

  it('names the field when there is no way to answer', async () => {
    const world = await makeWorld()
    const { formKey, opened } = await open(world)
    await expect(
      world.anybody(submitPublicForm, {
        params: { formKey },
        body: { ...entry, email: '', opened },
      }),
    ).rejects.toMatchObject({ status: 400, problem: { field: 'email' } })
  })
})
