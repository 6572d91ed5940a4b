import { changeBelieved } from '../../contract/believed.ts'
import * as talks from '../../contract/conversations.ts'
import * as people from '../../contract/people.ts'
import { sha256Of } from '../files/blobs.ts'
import { replyAddress } from '../mail/reply-token.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'

const FIRST = '<first@posteo.example>'

async function desk() {
  const world = await makeWorld()
  // It can answer by mail: otherwise nobody stands behind "to".
  const smtp = { host: '127.0.0.1', port: 2525, tls: false }
  return { world, desk: await makeDesk(world, { smtp }) }
}

describe('mail that comes in', () => {
  it('begins a conversation of a new person, and its receipt says what was understood [S0-15]', async () => {
    const { world, desk: d } = await desk()
    const raw = letter({
      id: FIRST,
      cc: 'Ben <ben@posteo.example>',
      text: 'It clatters.\r\n\r\nOn Fri, Nov 20, 2026 at 4:12 PM Desk <desk@nordlicht.example> wrote:\r\n> old words\r\n',
    })
    const got = await d.post(raw)
    expect(got).toMatchObject({
      state: 'filed',
      sha256: sha256Of(Buffer.from(raw)),
      whyHere: { code: 'new_sender' },
      understood: {
        messageId: FIRST,
        from: { name: 'Marta Okafor', address: 'marta@posteo.example' },
        cc: [{ name: 'Ben', address: 'ben@posteo.example' }],
        subject: 'The noise in front',
      },
    })
    expect(got.understood?.visibleText).toContain('It clatters.')
    expect(got.understood?.foldedText).toContain('old words')
    const c = await d.read(got.conversationId)
    expect(c).toMatchObject({
      subject: 'The noise in front',
      channel: 'email',
      state: 'waiting',
      person: { name: 'Marta Okafor' },
    })
    expect(c.replyTo).toMatchObject({
      to: [{ address: 'marta@posteo.example' }],
      cc: [{ address: 'ben@posteo.example' }],
    })
    const events = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('events').select('kind').execute(),
    )
    expect(events.map((e) => e.kind)).toEqual(
      expect.arrayContaining(['person.created', 'conversation.started', 'message.received', 'mail.filed']),
    )
  })

  it('knows a person again, under any name they sign with', async () => {
    const { world, desk: d } = await desk()
    await world.owner.call(people.addPerson, {
      body: { name: 'Marta Okafor', handles: [{ kind: 'email', value: 'Marta@Posteo.example' }] },
    })
    const got = await d.post(letter({ from: 'M. <marta@posteo.example>' }))
    expect(got.whyHere).toMatchObject({ code: 'known_sender' })
    expect((await d.read(got.conversationId)).person?.name).toBe('Marta Okafor')
  })

  it('threads a reply by References, by the reply address and by the reference in the subject', async () => {
    const { world, desk: d } = await desk()
    const first = await d.post(letter({ id: FIRST }))
    const { reference } = await d.read(first.conversationId)
    const token = replyAddress(
      'desk@nordlicht.example',
      first.conversationId!,
      world.services.secret.key('reply address'),
    )
    const by = [
      ['references', letter({ inReplyTo: FIRST })],
      ['references', letter({ references: `<unknown@x.example> ${FIRST} <lost@x.example>` })],
      ['reply_token', letter({ to: token! })],
      ['subject_reference', letter({ subject: `AW: Your car [${reference.toLowerCase()}]` })],
    ] as const
    for (const [code, raw] of by) {
      const got = await d.post(raw)
      expect(got.whyHere?.code).toBe(code)
      expect(got.conversationId).toBe(first.conversationId)
    }
    expect(await d.messages(first.conversationId)).toHaveLength(5)
  })

  it('lets a person reply from another address of theirs', async () => {
    const { world, desk: d } = await desk()
    const first = await d.post(letter({ id: FIRST }))
    const { person } = await d.read(first.conversationId)
    await world.owner.call(people.addHandle, {
      params: { personId: person!.id },
      body: { kind: 'email', value: 'marta@work.example' },
    })
    const got = await d.post(letter({ from: 'marta@work.example', inReplyTo: FIRST }))
    expect(got).toMatchObject({ conversationId: first.conversationId, whyHere: { code: 'references' } })
  })

  it('begins a new conversation for a stranger who quotes ours, and suggests the link', async () => {
    const { desk: d } = await desk()
    const first = await d.post(letter({ id: FIRST }))
    const got = await d.post(letter({ from: 'Eve <eve@elsewhere.example>', references: FIRST }))
    expect(got.conversationId).not.toBe(first.conversationId)
    expect(got.whyHere).toMatchObject({
      code: 'sender_not_in_conversation',
      values: { conversationId: first.conversationId },
    })
    expect(await d.messages(first.conversationId)).toHaveLength(1)
  })

  it('carries a closed conversation on in a new one, once, and a second answer follows there', async () => {
    const { world, desk: d } = await desk()
    const first = await d.post(letter({ id: FIRST }))
    await world.owner.call(talks.closeConversation, {
      params: { conversationId: first.conversationId! },
      body: {},
    })
    world.at('2026-11-23T10:00:00Z')
    const again = await d.post(letter({ inReplyTo: FIRST }))
    expect(again.whyHere).toMatchObject({
      code: 'reopened',
      values: { by: 'references', conversationId: first.conversationId },
    })
    expect(await d.read(again.conversationId)).toMatchObject({
      reopens: { id: first.conversationId },
      state: 'waiting',
    })
    expect((await d.post(letter({ inReplyTo: FIRST }))).conversationId).toBe(again.conversationId)
    expect((await d.read(first.conversationId)).state).toBe('closed')
  })

  it('wakes a snoozed conversation, but not by an absence note, which opens nothing either', async () => {
    const { world, desk: d } = await desk()
    const first = await d.post(letter({ id: FIRST }))
    const params = { conversationId: first.conversationId! }
    await world.owner.call(talks.snoozeConversation, { params, body: { until: '2026-11-25T08:00:00Z' } })
    const away = () => letter({ inReplyTo: FIRST, subject: 'Away', more: ['Auto-Submitted: auto-replied'] })
    expect((await d.post(away())).conversationId).toBe(first.conversationId)
    expect((await d.read(first.conversationId)).state).toBe('snoozed')
    await d.post(letter({ inReplyTo: FIRST }))
    expect((await d.read(first.conversationId)).state).toBe('waiting')
    await world.owner.call(talks.closeConversation, { params, body: {} })
    expect((await d.post(away())).conversationId).toBe(first.conversationId)
    expect((await d.read(first.conversationId)).state).toBe('closed')
  })

  it('makes no person of our own address, and the customer of one who wrote through our website’s form', async () => {
    const { world, desk: d } = await desk()
    const believe = { params: { mailboxId: d.id }, body: { servers: ['mx.nordlicht.example'] } }
    await world.owner.call(changeBelieved, believe)
    const ours = await d.post(letter({ from: 'Desk <desk@nordlicht.example>', to: 'a@x.example' }))
    expect(ours.whyHere?.code).toBe('from_us')
    expect((await d.messages(ours.conversationId))[0]).toMatchObject({ direction: 'out' })
    expect((await d.read(ours.conversationId)).person).toBeNull()
    const form = await d.post(
      letter({ from: 'desk@nordlicht.example', more: ['Reply-To: Ida <ida@home.example>'] }),
    )
    expect(form.whyHere).toMatchObject({ code: 'new_sender', values: { via: 'desk@nordlicht.example' } })
    expect(await d.read(form.conversationId)).toMatchObject({
      person: { name: 'Ida' },
      replyTo: { to: [{ address: 'ida@home.example' }] },
    })
  })

  it('files a mail from an address nobody can have, without a person', async () => {
    const { desk: d } = await desk()
    const got = await d.post(letter({ from: 'cron <root@localhost>' }))
    expect(got).toMatchObject({ state: 'filed', whyHere: { code: 'from_machine' } })
    expect((await d.messages(got.conversationId))[0]?.author.name).toBe('cron')
  })

  it('makes one person and one message of what arrives at the same moment', async () => {
    const { world, desk: d } = await desk()
    const sales = await makeDesk(world, { address: 'sales@nordlicht.example' })
    const both = letter({ id: '<both@posteo.example>' })
    const copy = both.replace('MIME-Version', 'X-Way: another\r\nMIME-Version')
    const got = await Promise.all([
      d.post(both),
      sales.post(copy),
      d.post(both),
      d.post(letter()),
      d.post(letter()),
    ])
    expect(got.map((r) => r.state).toSorted()).toEqual(['doubled', 'doubled', 'filed', 'filed', 'filed'])
    const { items } = await world.owner.call(people.listPeople, { query: {} })
    expect(items).toHaveLength(1)
  })
})
