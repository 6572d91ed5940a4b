import { sendReply } from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import * as contract from '../../contract/door.ts'
import * as people from '../../contract/people.ts'
import { tellWord } from '../channels/actions-words.ts'
import { flush } from '../db/flush.ts'
import { hearAll } from '../world/hear.ts'
import { givenBack, letter } from '../world/mail-desk.ts'
import { pass, promised, today } from '../world/promised-by-mail.ts'
import { askDoor } from './actions-door.ts'

const DAY_AFTER_NIGHT = '2026-11-25T08:00:00Z'

describe('the door every word by ourselves passes', () => {
  it('lets a word about a promise out by day, once, and stores by which rule', async () => {
    const { world, server, tell, words, personId } = await promised()
    await tell()
    await pass(world, '2026-11-23T09:20:00Z')
    await pass(world, '2026-11-23T09:25:00Z')
    expect(server.received).toHaveLength(1)
    expect(await words()).toMatchObject([{ state: 'sent', rule: null }])
    const { decisions } = await world.owner.call(contract.readContact, { params: { personId } })
    expect(decisions).toMatchObject([
      { purpose: 'promise_update', channel: 'email', answer: 'allow', rule: 'answering' },
    ])
  })

  it('holds it over night, says when it leaves, and sends it at nine, also to a server that was down then', async () => {
    const { world, server, tell, words, promise } = await promised()
    // A day after her last word nobody answers her any more.
    world.at('2026-11-24T21:30:00Z')
    const params = { promiseId: promise.id }
    const { items } = await world.owner.call(contract.previewContact, { params })
    expect(items).toMatchObject([
      { channel: 'email', answer: 'hold', rule: 'quiet_hours', until: DAY_AFTER_NIGHT.replace('Z', '.000Z') },
      { channel: 'phone' },
    ])
    await tell()
    await pass(world, '2026-11-24T21:31:00Z')
    await pass(world, '2026-11-24T23:00:00Z')
    expect(server.received).toHaveLength(0)
    expect(await words()).toMatchObject([
      { state: 'waits', rule: 'quiet_hours', until: '2026-11-25T08:00:00.000Z' },
    ])
    // It waits for its time: nobody is asked to call.
    expect((await today(world)).filter((l) => l.kind === 'not_told')).toEqual([])
    await pass(world, '2026-11-25T10:40:00Z')
    await pass(world, '2026-11-25T10:45:00Z')
    expect(server.received).toHaveLength(1)
    expect(await words()).toMatchObject([{ state: 'sent' }])
  })

  it('tells a word that waited no more when it was overtaken, and asks to call when its time is past', async () => {
    const { world, server, tell, words } = await promised()
    world.at('2026-11-24T21:30:00Z')
    const none = { kind: 'no_progress' as const, text: '', reason: 'the disc is not here' }
    await tell({ ...none, nextUpdateDue: '2026-11-25T15:00:00Z' })
    await pass(world, '2026-11-24T21:31:00Z')
    await tell({ text: 'The disc has come.' })
    await pass(world, '2026-11-25T08:00:30Z')
    expect(server.received).toHaveLength(1)
    expect(String(server.received[0]!.raw)).toContain('The disc has come.')
    expect(await words()).toMatchObject([{ state: 'dropped' }, { state: 'sent' }])
    world.at('2026-11-25T21:30:00Z')
    await tell({ ...none, nextUpdateDue: '2026-11-26T07:00:00Z' })
    await pass(world, '2026-11-25T21:31:00Z')
    await pass(world, '2026-11-26T08:00:30Z')
    expect(server.received).toHaveLength(1)
    expect(await today(world)).toContainEqual(expect.objectContaining({ kind: 'not_told' }))
  })

  it('writes no mail to whoever switched it off on their page, and asks the owner to call, saying why', async () => {
    const { world, server, tell, words, token, personId, promise } = await promised()
    const off = { name: 'promises' as const, channel: 'email' as const, on: false }
    const page = await world.anybody(contract.turnSwitch, { params: { token }, body: off })
    expect(page.switches).toContainEqual(off)
    const { steps } = await world.owner.call(contract.readContact, { params: { personId } })
    expect(steps).toMatchObject([
      { switch: 'promises', channel: 'email', state: 'withdrawn', how: 'page', by: null },
    ])
    expect(steps[0]?.wording).toContain('Word of what we promised you')
    const { items } = await world.owner.call(contract.previewContact, { params: { promiseId: promise.id } })
    expect(items[0]).toMatchObject({ answer: 'deny', rule: 'withdrawn' })
    await tell()
    await pass(world, '2026-11-23T09:20:00Z')
    expect(server.received).toHaveLength(0)
    expect(await words()).toMatchObject([{ state: 'not_told', rule: 'withdrawn' }])
    expect(await today(world)).toContainEqual(
      expect.objectContaining({
        kind: 'not_told',
        why: expect.arrayContaining([
          expect.objectContaining({
            code: 'not_told',
            values: expect.objectContaining({ rule: 'withdrawn' }),
          }),
        ]),
      }),
    )
    // Switched on again, it does not come late: its owner was asked to call.
    await world.anybody(contract.turnSwitch, { params: { token }, body: { ...off, on: true } })
    const denied = (await words())[0]!.updateId
    await tellWord(world.services, { ...world.act(), now: world.now() }, promise.id, denied)
    await pass(world, '2026-11-23T09:22:00Z')
    expect(server.received).toHaveLength(0)
    await tell({ toldBy: 'phone', text: 'Said on the telephone.' })
    expect((await today(world)).filter((l) => l.kind === 'not_told')).toEqual([])
  })

  it('hears a reply that is nothing but “stop”, from that moment, with one line on the timeline', async () => {
    const { world, desk, personId, conversationId, token } = await promised()
    const offers = { switch: 'offers' as const, channel: 'email' as const, on: true, wording: 'Yes, gladly.' }
    await world.owner.call(contract.recordConsent, {
      params: { personId },
      body: { ...offers, how: 'spoken' },
    })
    const before = await world.anybody(contract.readSwitches, { params: { token } })
    expect(before.switches).toContainEqual({ name: 'offers', channel: 'email', on: true })
    await desk.post(letter({ subject: 'Re: The noise', text: 'Stop.', inReplyTo: '<nobody@x.example>' }))
    await hearAll(world)
    const { switches, steps } = await world.owner.call(contract.readContact, { params: { personId } })
    const on = switches.filter((s) => s.on && s.channel === 'email').map((s) => s.name)
    // What she waits for goes on: she answered no word about a promise with it.
    expect(on).toEqual(['promises', 'visits'])
    expect(steps[0]).toMatchObject({ state: 'withdrawn', how: 'reply', wording: 'Stop.', by: null })
    const { items } = await world.owner.call(talks.readTimeline, { params: { personId } })
    expect(items.filter((e) => e.kind === 'consent.withdrawn')).toHaveLength(1)
    expect(conversationId).toBeTruthy()
  })

  it('ends words about promises too when “stop” answers one, and hears no stop in a sentence', async () => {
    const { world, desk, personId, tell, words } = await promised()
    await tell()
    await pass(world, '2026-11-23T09:20:00Z')
    const [first] = await words()
    const inReplyTo = `<${first?.updateId}@nordlicht.example>`
    await desk.post(letter({ text: 'Please stop the noise!', inReplyTo }))
    await hearAll(world)
    const on = async () =>
      (await world.owner.call(contract.readContact, { params: { personId } })).switches.find(
        (s) => s.name === 'promises' && s.channel === 'email',
      )?.on
    expect(await on()).toBe(true)
    await desk.post(letter({ text: 'STOP', inReplyTo }))
    await hearAll(world)
    expect(await on()).toBe(false)
  })

  it('takes a “stop” for the one who says it, not for somebody else in the same conversation', async () => {
    const { world, desk, personId, conversationId } = await promised()
    const body = { text: 'We look at it.', cc: [{ name: 'Ben', address: 'ben@posteo.example' }] }
    const { message } = await world.owner.call(sendReply, { params: { conversationId }, body })
    await pass(world, '2026-11-23T09:20:00Z')
    const inReplyTo = `<${message.id}@nordlicht.example>`
    const from = 'Ben <ben@posteo.example>'
    const said = await desk.post(letter({ from, text: 'STOP', inReplyTo }))
    expect(said.conversationId).toBe(conversationId)
    await hearAll(world)
    const steps = async (who: typeof personId) =>
      (await world.owner.call(contract.readContact, { params: { personId: who } })).steps
    expect(await steps(personId)).toEqual([])
    const ben = (await world.owner.call(people.listPeople, { query: { q: 'ben@posteo.example' } })).items[0]!
    expect(await steps(ben.id)).toContainEqual(expect.objectContaining({ state: 'withdrawn', how: 'reply' }))
  })

  it('takes neither a mail that came back nor somebody else’s word for theirs: it keeps the night quiet', async () => {
    const { world, server, desk, promise, conversationId } = await promised()
    const body = { text: 'We look at it.', cc: [{ name: 'Ben', address: 'ben@posteo.example' }] }
    world.at('2026-11-24T10:00:00Z')
    const { message } = await world.owner.call(sendReply, { params: { conversationId }, body })
    await pass(world, '2026-11-24T10:01:00Z')
    expect(server.received).toHaveLength(1)
    world.at('2026-11-24T21:00:00Z')
    const inReplyTo = `<${message.id}@nordlicht.example>`
    await desk.post(letter({ from: 'Ben <ben@posteo.example>', text: 'And the tyres?', inReplyTo }))
    const bounce = ['X-Failed-Recipients: marta@posteo.example', 'Auto-Submitted: auto-replied']
    const came = await desk.post(
      letter({
        from: 'mailer-daemon@posteo.example',
        subject: 'Undelivered',
        text: givenBack(world, inReplyTo),
        more: bounce,
      }),
    )
    expect(came.whyHere).toMatchObject({ code: 'bounce' })
    const params = { promiseId: promise.id }
    const { items } = await world.owner.call(contract.previewContact, { params })
    expect(items[0]).toMatchObject({ channel: 'email', answer: 'hold', rule: 'quiet_hours' })
  })

  it('never writes to somebody who wants no contact, and keeps the hours of a place and of who lives elsewhere', async () => {
    const { world, promise, personId } = await promised()
    const preview = async () =>
      (await world.owner.call(contract.previewContact, { params: { promiseId: promise.id } })).items[0]
    const params = { personId }
    await world.owner.call(contract.changeContact, { params, body: { never: 'do_not_contact' } })
    expect(await preview()).toMatchObject({ answer: 'deny', rule: 'do_not_contact' })
    await world.owner.call(contract.changeContact, { params, body: { never: null } })
    world.at('2026-11-24T13:00:00Z')
    expect(await preview()).toMatchObject({ answer: 'allow', rule: 'free_to_say' })
    await world.owner.call(contract.changeContact, { params, body: { timeZone: 'America/Los_Angeles' } })
    expect(await preview()).toMatchObject({ answer: 'hold', until: '2026-11-24T17:00:00.000Z' })
    await world.owner.call(contract.changeContact, { params, body: { anyHour: true } })
    expect(await preview()).toMatchObject({ answer: 'allow' })
    await world.owner.call(contract.changeContact, { params, body: { anyHour: false, timeZone: null } })
    const [site] = (await world.owner.call(contract.listWritingHours)).items
    const hours = { from: '10:00', to: '12:00', quietDays: [3], version: site!.version }
    await world.owner.call(contract.changeWritingHours, { params: { siteId: world.siteId }, body: hours })
    // Tuesday afternoon; Wednesday is quiet: Thursday at ten.
    expect(await preview()).toMatchObject({ answer: 'hold', until: '2026-11-26T09:00:00.000Z' })
    await expect(
      world.owner.call(contract.changeWritingHours, {
        params: { siteId: world.siteId },
        body: { ...hours, from: '20:00', to: '09:00', version: site!.version + 1 },
      }),
    ).rejects.toMatchObject({ status: 400, problem: { errors: [{ field: 'to' }] } })
  })

  it('sends a word said twice by mistake once', async () => {
    const { world, server, tell } = await promised()
    await tell()
    await tell()
    await pass(world, '2026-11-23T09:20:00Z')
    await pass(world, '2026-11-24T09:30:00Z')
    expect(server.received).toHaveLength(1)
    expect((await today(world)).filter((l) => l.kind === 'not_told')).toEqual([])
  })

  it('tells once what was let out just before the server stopped, and what two workers take up at once', async () => {
    const { world, server, tell, personId, promise } = await promised()
    const [first] = (await tell()).updates
    const act = world.act()
    const word = { personId, purpose: 'promise_update', channel: 'email', updateId: first!.id } as const
    const { write } = await act.db.read(act.workspaceId, (db) => askDoor(act, db, word))
    await flush(act, { writes: [write], events: [] })
    await Promise.all(
      [1, 2, 3].map(() => tellWord(world.services, { ...act, now: world.now() }, promise.id, first!.id)),
    )
    await pass(world, '2026-11-23T09:20:00Z')
    expect(server.received).toHaveLength(1)
    const [, second] = (await tell({ text: 'The disc has come.' })).updates.sort((a, b) =>
      a.at < b.at ? -1 : 1,
    )
    await Promise.all(
      [1, 2, 3].map(() => tellWord(world.services, { ...act, now: world.now() }, promise.id, second!.id)),
    )
    await pass(world, '2026-11-23T09:25:00Z')
    expect(server.received).toHaveLength(2)
  })

  it('keeps decisions about what was promised in a sensitive conversation from those who do not help there', async () => {
    const { world, tell, personId, conversationId, promise } = await promised()
    const mia = await world.join('Mia Meier')
    await tell()
    await pass(world, '2026-11-23T09:20:00Z')
    const params = { conversationId }
    await world.owner.call(talks.nameConversation, { params, body: { sensitive: true } })
    const theirs = await mia.call(contract.readContact, { params: { personId } })
    expect(theirs.decisions).toEqual([])
    const about = { params: { promiseId: promise.id } }
    await expect(mia.call(contract.previewContact, about)).rejects.toMatchObject({ status: 404 })
    await expect(mia.call(contract.readWords, about)).rejects.toMatchObject({ status: 404 })
  })

  it('shows the switches only by a link that still works, and of the ways only those there are', async () => {
    const { world, token, personId } = await promised()
    const own = await world.anybody(contract.readSwitches, { params: { token } })
    expect(new Set(own.switches.map((s) => s.channel))).toEqual(new Set(['email']))
    expect(own).toMatchObject({ from: '09:00', to: '20:00', anyHour: false, never: false })
    await world.owner.call(people.addHandle, {
      params: { personId },
      body: { kind: 'phone', value: '+49 30 1234567' },
    })
    const more = await world.anybody(contract.readSwitches, { params: { token } })
    expect(new Set(more.switches.map((s) => s.channel))).toEqual(new Set(['email', 'phone']))
    const [link] = (await world.owner.call(contact.listPageLinks, { params: { personId } })).items
    await world.owner.call(contact.revokePageLink, { params: { linkId: link!.id as never } })
    const body = { name: 'promises' as const, channel: 'email' as const, on: false }
    await expect(world.anybody(contract.turnSwitch, { params: { token }, body })).rejects.toMatchObject({
      problem: { code: 'link_revoked' },
    })
  })
})
