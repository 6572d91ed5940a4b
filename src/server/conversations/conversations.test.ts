import { changePreferences } from '../../contract/accounts.ts'
import { logCall, sendReply, startConversation, undoSend } from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as contract from '../../contract/conversations.ts'
import { acceptHandover, offerHandover } from '../../contract/handovers.ts'
import { accountNeed, hearBack, orderNeeds, writeNeed } from '../../contract/needs.ts'
import * as people from '../../contract/people.ts'
import { tickWorkspace } from '../jobs/worker.ts'
import { makeWorld, type World } from '../world/world.ts'

/** Jonas writes on his own page; gives back the conversation and his link. */
async function jonasWrites(world: World, text = 'Any news of the gearbox?') {
  const jonas = await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
  const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
  const token = link.url.split('/').at(-1)!
  await world.anybody(contact.writeFromPage, { params: { token }, body: { text } })
  const { items } = await world.owner.call(contract.listConversations, { query: { view: 'waiting' } })
  return { jonas, token, id: items[0]!.id }
}

describe('a conversation', () => {
  it('is answered and closed in one act, and no stages stand in the way of a simple message [S1-11]', async () => {
    const world = await makeWorld()
    const { id, token } = await jonasWrites(world)
    const before = await world.owner.call(contract.readConversation, { params: { conversationId: id } })
    expect(before).toMatchObject({ state: 'waiting', stages: null, holds: [] })
    const { conversation } = await world.owner.call(sendReply, {
      params: { conversationId: id },
      body: { text: 'It came this morning.', close: true },
    })
    expect(conversation).toMatchObject({
      state: 'closed',
      greetedBy: { name: 'Olga Brandt' },
      assignee: { name: 'Olga Brandt' },
    })
    world.at('2026-11-23T09:12:11Z')
    const page = await world.anybody(contact.readCustomerPage, { params: { token } })
    expect(page.conversations[0]?.messages.map((m) => m.text)).toEqual([
      'Any news of the gearbox?',
      'It came this morning.',
    ])
  })

  it('says that nobody has answered yet, and closes all the same', async () => {
    const world = await makeWorld()
    const { id } = await jonasWrites(world)
    const params = { conversationId: id }
    expect((await world.owner.call(contract.closeConversation, { params, body: {} })).unanswered).toBe(true)
    await world.owner.call(contract.undoClose, { params })
    await world.owner.call(sendReply, { params, body: { text: 'It is here.' } })
    expect((await world.owner.call(contract.closeConversation, { params, body: {} })).unanswered).toBe(false)
  })

  it('is held open by a need nobody accounted for, the customer’s most important first [S1-25] [S4-17]', async () => {
    const world = await makeWorld()
    const { id } = await jonasWrites(world)
    const params = { conversationId: id }
    await world.owner.call(writeNeed, { params, body: { words: 'The noise gone' } })
    const talk = await world.owner.call(writeNeed, {
      params,
      body: { words: 'To know if Sunday is safe' },
    })
    const sunday = talk.needs.find((n) => n.words.includes('Sunday'))!
    const ordered = await world.owner.call(orderNeeds, { params, body: { needIds: [sunday.id] } })
    expect(ordered.needs.map((n) => n.words)).toEqual(['To know if Sunday is safe', 'The noise gone'])
    await expect(world.owner.call(contract.closeConversation, { params, body: {} })).rejects.toMatchObject({
      problem: { code: 'need_unaccounted' },
    })
    await world.owner.call(accountNeed, {
      params: { ...params, needId: sunday.id },
      body: { account: 'met' },
    })
    await world.owner.call(accountNeed, {
      params: { ...params, needId: ordered.needs[1]!.id },
      body: {
        account: 'cannot',
        why: 'we do not service this make',
        direction: 'Garage Süd in Park Street does',
      },
    })
    expect((await world.owner.call(contract.closeConversation, { params, body: {} })).state).toBe('closed')
  })

  it('is reopened by the customer’s next word as a new one, and the old is not edited', async () => {
    const world = await makeWorld()
    const { id, token } = await jonasWrites(world)
    await world.owner.call(contract.closeConversation, { params: { conversationId: id }, body: {} })
    world.at('2026-11-23T09:30:00Z')
    await world.anybody(contact.writeFromPage, {
      params: { token },
      body: { text: 'One more thing…', conversationId: id },
    })
    const { items } = await world.owner.call(contract.listConversations, { query: { view: 'waiting' } })
    const again = await world.owner.call(contract.readConversation, {
      params: { conversationId: items[0]!.id },
    })
    expect(again.reopens?.id).toBe(id)
    expect(
      (await world.owner.call(contract.readConversation, { params: { conversationId: id } })).state,
    ).toBe('closed')
  })

  it('sleeps until its time or a word, whichever comes first', async () => {
    const world = await makeWorld()
    const { id, token } = await jonasWrites(world)
    const params = { conversationId: id }
    const snooze = () =>
      world.owner.call(contract.snoozeConversation, { params, body: { until: '2026-11-23T12:00:00Z' } })
    expect((await snooze()).state).toBe('snoozed')
    world.at('2026-11-23T12:00:00Z')
    await tickWorkspace(world.services, world.workspaceId, world.now())
    expect(await world.owner.call(contract.readConversation, { params })).toMatchObject({
      snoozedUntil: null,
      wokeAt: '2026-11-23T12:00:00.000Z',
    })
    world.at('2026-11-23T09:20:00Z')
    await snooze()
    await world.anybody(contact.writeFromPage, {
      params: { token },
      body: { text: 'Hello?', conversationId: id },
    })
    expect((await world.owner.call(contract.readConversation, { params })).state).toBe('waiting')
  })

  it('is handed over warmly: it stays mine until the other accepts, or says why not [S4-15]', async () => {
    const world = await makeWorld()
    const [luis, mia] = [
      await world.join('Luis Ortega', 'member', 'technician'),
      await world.join('Mia Meier'),
    ]
    const { id } = await jonasWrites(world)
    const params = { conversationId: id }
    await world.owner.call(contract.assignConversation, { params, body: { memberId: world.owner.memberId } })
    const offered = await world.owner.call(offerHandover, {
      params,
      body: { toMemberId: luis.memberId, told: 'He drives to his mother on Sunday.' },
    })
    expect(offered.assignee?.name).toBe('Olga Brandt')
    const handoverId = offered.handovers[0]!.id
    await expect(mia.call(acceptHandover, { params: { handoverId } })).rejects.toMatchObject({
      problem: { code: 'handover_not_yours' },
    })
    expect((await luis.call(acceptHandover, { params: { handoverId } })).assignee?.name).toBe('Luis Ortega')
  })

  it('that is sensitive is read only by those who help in it [S4-12]', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const { id, jonas } = await jonasWrites(world)
    const params = { conversationId: id }
    await luis.call(contract.assignConversation, { params, body: { memberId: luis.memberId } })
    await luis.call(contract.nameConversation, { params, body: { intent: 'sensitive' } })
    await expect(mia.call(contract.readConversation, { params })).rejects.toMatchObject({ status: 404 })
    expect((await mia.call(contract.listConversations, { query: { view: 'all' } })).items).toEqual([])
    expect(
      JSON.stringify(await mia.call(contract.readTimeline, { params: { personId: jonas.id } })),
    ).not.toContain('gearbox')
    expect((await luis.call(contract.readConversation, { params })).sensitive).toBe(true)
  })

  it('keeps what is being written on the server, word by word', async () => {
    const world = await makeWorld()
    const { id } = await jonasWrites(world)
    const params = { conversationId: id }
    await world.owner.call(contract.saveDraft, { params, body: { kind: 'reply', text: 'Dear Jo' } })
    await world.owner.call(contract.saveDraft, { params, body: { kind: 'reply', text: 'Dear Jonas' } })
    expect((await world.owner.call(contract.readConversation, { params })).drafts).toMatchObject([
      { text: 'Dear Jonas', mine: true },
    ])
    await world.owner.call(sendReply, { params, body: { text: 'Dear Jonas, it is here.' } })
    expect((await world.owner.call(contract.readConversation, { params })).drafts).toEqual([])
  })

  it('can be answered on their page only where they have a link that works', async () => {
    const world = await makeWorld()
    const jonas = await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
    const called = await world.owner.call(logCall, {
      body: { personId: jonas.id, direction: 'in', summary: 'Asks about the gearbox.' },
    })
    const params = { conversationId: called.id }
    expect(called.replyTo.by).toBe('no_link')
    const answer = () => world.owner.call(sendReply, { params, body: { text: 'It is here.' } })
    await expect(answer()).rejects.toMatchObject({ problem: { code: 'no_recipient' } })
    const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
    const { conversation } = await answer()
    expect(conversation.replyTo.by).toBe('page')
    world.at('2026-11-23T09:12:11Z')
    const token = link.url.split('/').at(-1)!
    const page = await world.anybody(contact.readCustomerPage, { params: { token } })
    expect(page.conversations[0]?.messages.map((m) => m.text)).toEqual(['It is here.'])
    await world.owner.call(contact.revokePageLink, { params: { linkId: link.id as never } })
    expect((await world.owner.call(contract.readConversation, { params })).replyTo.by).toBe('no_link')
  })

  it('gives ten seconds to take a word back before their page shows it', async () => {
    const world = await makeWorld()
    const { id, token } = await jonasWrites(world)
    const params = { conversationId: id }
    const { message } = await world.owner.call(sendReply, {
      params,
      body: { text: 'It is heer.', close: true },
    })
    expect(message.delivery).toMatchObject({ state: 'queued', undoUntil: '2026-11-23T09:12:10.000Z' })
    const shown = async () =>
      (await world.anybody(contact.readCustomerPage, { params: { token } })).conversations[0]?.messages.map(
        (m) => m.text,
      )
    expect(await shown()).toEqual(['Any news of the gearbox?'])
    await world.owner.call(contract.saveDraft, {
      params,
      body: { kind: 'reply', text: 'And one more thing' },
    })
    const undone = await world.owner.call(undoSend, { params: { messageId: message.id } })
    expect(undone).toMatchObject({
      state: 'waiting',
      assignee: null,
      greetedBy: null,
      drafts: [{ text: 'It is heer.\n\nAnd one more thing', mine: true }],
    })
    const again = await world.owner.call(sendReply, { params, body: { text: 'It is here.' } })
    world.at('2026-11-23T09:12:11Z')
    expect(await shown()).toEqual(['Any news of the gearbox?', 'It is here.'])
    await expect(
      world.owner.call(undoSend, { params: { messageId: again.message.id } }),
    ).rejects.toMatchObject({ problem: { code: 'word_shown' } })
  })

  it('lets each member choose how long: their page shows the word only after that', async () => {
    const world = await makeWorld()
    const { id, token } = await jonasWrites(world)
    const params = { conversationId: id }
    await world.owner.call(changePreferences, { body: { undoSeconds: 30 } })
    const { message } = await world.owner.call(sendReply, { params, body: { text: 'It is here.' } })
    expect(message.delivery?.undoUntil).toBe('2026-11-23T09:12:30.000Z')
    const shown = async () =>
      (await world.anybody(contact.readCustomerPage, { params: { token } })).conversations[0]?.messages.length
    world.at('2026-11-23T09:12:29Z')
    expect(await shown()).toBe(1)
    await world.owner.call(undoSend, { params: { messageId: message.id } })
    await world.owner.call(sendReply, { params, body: { text: 'It is there.' } })
    world.at('2026-11-23T09:13:00Z')
    expect(await shown()).toBe(2)
  })

  it('stays with whom it was given to when a reply is taken back', async () => {
    const world = await makeWorld()
    const { id } = await jonasWrites(world)
    const params = { conversationId: id }
    await world.owner.call(contract.assignConversation, { params, body: { memberId: world.owner.memberId } })
    const { message } = await world.owner.call(sendReply, { params, body: { text: 'It is here.' } })
    const undone = await world.owner.call(undoSend, { params: { messageId: message.id } })
    expect(undone).toMatchObject({ state: 'waiting', assignee: { name: 'Olga Brandt' } })
  })

  it('lets only whoever wrote a reply take it back', async () => {
    const world = await makeWorld()
    const { id } = await jonasWrites(world)
    const mia = await world.join('Mia Meier')
    const { message } = await world.owner.call(sendReply, {
      params: { conversationId: id },
      body: { text: 'It is here.' },
    })
    const params = { messageId: message.id }
    await expect(mia.call(undoSend, { params })).rejects.toMatchObject({ status: 403 })
    expect((await world.owner.call(undoSend, { params })).state).toBe('waiting')
  })

  it('is never taken for one begun before under an id that names somebody else’s', async () => {
    const world = await makeWorld()
    const { id, jonas } = await jonasWrites(world)
    const body = { personId: jonas.id, subject: 'Your gearbox', text: 'It came this morning.' }
    const begin = (by: typeof world.owner, as: typeof id) =>
      by.call(startConversation, { body: { ...body, id: as } })
    await expect(begin(world.owner, id)).rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
    const mine = world.services.newId<'conversation'>()
    expect((await begin(world.owner, mine)).id).toBe(mine)
    expect((await begin(world.owner, mine)).id).toBe(mine)
    await expect(begin(await world.join('Mia Meier'), mine)).rejects.toMatchObject({ status: 409 })
  })

  it('is begun by us, on their page where no mail can go, and closed in the same act', async () => {
    const world = await makeWorld()
    const jonas = await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
    const body = { personId: jonas.id, subject: 'Your gearbox', text: 'It came this morning.', close: true }
    await expect(world.owner.call(startConversation, { body })).rejects.toMatchObject({
      problem: { code: 'no_recipient' },
    })
    const reach = () => world.owner.call(contract.readReach, { params: { personId: jonas.id } })
    expect(await reach()).toMatchObject({ by: 'no_link', hasPage: false })
    await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
    expect(await reach()).toMatchObject({ by: 'page', hasPage: true })
    expect(await world.owner.call(startConversation, { body })).toMatchObject({
      person: { name: 'Jonas Lind' },
      subject: 'Your gearbox',
      channel: 'page',
      state: 'closed',
      assignee: { name: 'Olga Brandt' },
    })
  })

  it('says the same reply once when it is sent twice', async () => {
    const world = await makeWorld()
    const { id } = await jonasWrites(world)
    const body = { id: world.services.newId<'message'>(), text: 'It is here.' }
    await world.owner.call(sendReply, { params: { conversationId: id }, body })
    await world.owner.call(sendReply, { params: { conversationId: id }, body })
    expect(
      (await world.owner.call(contract.listMessages, { params: { conversationId: id } })).items,
    ).toHaveLength(2)
  })

  it('keeps one timeline of a person over every channel [S0-06] [S1-26]', async () => {
    const world = await makeWorld()
    const { jonas } = await jonasWrites(world)
    await world.owner.call(logCall, {
      body: { personId: jonas.id, direction: 'out', summary: 'Told him it is here.' },
    })
    const { items } = await world.owner.call(contract.readTimeline, { params: { personId: jonas.id } })
    expect(items.flatMap((e) => e.message?.text ?? [])).toEqual([
      'Told him it is here.',
      'Any news of the gearbox?',
    ])
  })

  it('is not named anew, nor said to be heard otherwise, over what somebody wrote meanwhile', async () => {
    const world = await makeWorld()
    const { id, jonas } = await jonasWrites(world)
    const params = { conversationId: id }
    const talk = await world.owner.call(contract.readConversation, { params })
    const name = (subject: string, was: string) =>
      world.owner.call(contract.nameConversation, { params, body: { subject, was: { subject: was } } })
    await name('Gearbox', talk.subject)
    await expect(name('Automatic', talk.subject)).rejects.toMatchObject({ status: 409 })
    await name('Automatic', 'Gearbox')
    const whose = { personId: null, was: { personId: null } }
    await expect(world.owner.call(contract.nameConversation, { params, body: whose })).rejects.toMatchObject({
      status: 409,
    })
    const again = { personId: jonas.id, was: { personId: jonas.id } }
    await world.owner.call(contract.nameConversation, { params, body: again })
    const hear = (text: string, was: string | null) =>
      world.owner.call(hearBack, { params, body: { text, confirmed: false, was } })
    await hear('The gearbox slips', null)
    await expect(hear('It grinds', null)).rejects.toMatchObject({ status: 409 })
    expect((await hear('It grinds', 'The gearbox slips')).heardBack?.text).toBe('It grinds')
  })

  it('keeps a draft of two windows of one person: neither is overwritten by the other unseen', async () => {
    const world = await makeWorld()
    const { id } = await jonasWrites(world)
    const params = { conversationId: id }
    const save = (text: string, was?: string) =>
      world.owner.call(contract.saveDraft, {
        params,
        body: { kind: 'reply', text, ...(was === undefined ? {} : { was }) },
      })
    const kept = async () =>
      (await world.owner.call(contract.readConversation, { params })).drafts.map((d) => d.text)
    await save('Dear Jonas', '')
    await expect(save('Hello', '')).rejects.toMatchObject({ status: 409 })
    await expect(save('', '')).rejects.toMatchObject({ status: 409 })
    expect(await kept()).toEqual(['Dear Jonas'])
    await save('Dear Jonas, it is here', 'Dear Jonas')
    await save('Hello\n\nDear Jonas, it is here', '')
    expect(await kept()).toEqual(['Hello\n\nDear Jonas, it is here'])
    await save('', 'Hello\n\nDear Jonas, it is here')
    expect(await kept()).toEqual([])
    await save('Anew', 'what was sent')
  })

  it('lets a reader read and nothing more', async () => {
    const world = await makeWorld()
    const rita = await world.join('Rita Reader', 'read_only')
    const { id } = await jonasWrites(world)
    await rita.call(contract.readConversation, { params: { conversationId: id } })
    await expect(
      rita.call(sendReply, { params: { conversationId: id }, body: { text: 'Hi' } }),
    ).rejects.toMatchObject({ status: 403 })
  })
})
