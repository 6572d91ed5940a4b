import { describe, expect, it } from 'vitest'
import { changeBelieved } from '../../contract/believed.ts'
import { sendReply } from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import * as people from '../../contract/people.ts'
import { replyAddress } from '../mail/reply-token.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'

const FIRST = '<first@posteo.example>'
const DESK = 'desk@nordlicht.example'

async function begun(first: Parameters<typeof letter>[0] = {}) {
  const world = await makeWorld()
  const smtp = { host: '127.0.0.1', port: 2525, tls: false }
  const desk = await makeDesk(world, { smtp })
  const { conversationId } = await desk.post(letter({ id: FIRST, ...first }))
  const { reference, person } = await desk.read(conversationId)
  const tokenOf = (id: string, address = DESK) =>
    replyAddress(address, id, world.services.secret.key('reply address'))!
  return { world, desk, id: conversationId!, reference, person: person!, tokenOf }
}

/** What we answered, with the Message-ID it left under. */
async function answered({ world, id }: Pick<Awaited<ReturnType<typeof begun>>, 'world' | 'id'>) {
  world.at('2026-11-23T10:30:00Z')
  const body = { text: 'We look at it on Tuesday.' }
  const { message } = await world.owner.call(sendReply, { params: { conversationId: id }, body })
  const { mailId } = await world.services.db.read(world.workspaceId, (db) =>
    db.selectFrom('messages').select('mailId').where('id', '=', message.id).executeTakeFirstOrThrow(),
  )
  world.at('2026-11-23T11:00:00Z')
  return mailId!
}

describe('an answer', () => {
  it('stays where it belongs when its subject was changed', async () => {
    const { desk, id } = await begun()
    const got = await desk.post(letter({ inReplyTo: FIRST, references: FIRST, subject: 'Something else' }))
    expect(got).toMatchObject({ conversationId: id, whyHere: { code: 'references' } })
  })

  it('is found by the reference in its subject when a program cut its References, under marks of any language', async () => {
    const { desk, id, reference } = await begun()
    const marks = [
      'RE[2]:',
      'AW: WG: Antw:',
      'SV: VS:',
      'Fwd: Re:',
      '回复：',
      'НА:',
      'רד:',
      '회신:',
      'Re : TR :',
    ]
    for (const mark of marks) {
      const got = await desk.post(letter({ subject: `${mark} The noise in front [${reference}]` }))
      expect([mark, got.conversationId, got.whyHere?.code]).toEqual([mark, id, 'subject_reference'])
    }
  })

  it('with neither References nor a reference begins anew, also under the same subject', async () => {
    const { desk, id } = await begun()
    const got = await desk.post(letter({ subject: 'Re: The noise in front' }))
    expect(got.whyHere?.code).toBe('known_sender')
    expect(got.conversationId).not.toBe(id)
    expect((await desk.read(got.conversationId)).subject).toBe('The noise in front')
  })

  it('under an address of theirs we do not know begins anew, with the link suggested', async () => {
    const { desk, id, reference } = await begun()
    const got = await desk.post(letter({ from: 'Marta Okafor <m.okafor@gmail.example>', inReplyTo: FIRST }))
    expect(got.conversationId).not.toBe(id)
    expect(got.whyHere).toMatchObject({
      code: 'sender_not_in_conversation',
      values: { conversationId: id, reference },
    })
  })

  it('of somebody they wrote to in the same breath takes part; the conversation stays theirs', async () => {
    const { desk, id, person } = await begun({ cc: 'Ben <ben@posteo.example>' })
    const got = await desk.post(
      letter({ from: 'Ben <ben@posteo.example>', to: `marta@posteo.example, ${DESK}`, inReplyTo: FIRST }),
    )
    expect(got).toMatchObject({ conversationId: id, whyHere: { code: 'references' } })
    expect((await desk.read(id)).person?.id).toBe(person.id)
    const [marta, ben] = await desk.messages(id)
    expect([marta?.author.name, ben?.author.name]).toEqual(['Marta Okafor', 'Ben'])
    expect(ben?.author.id).not.toBe(person.id)
  })

  it('makes somebody a person who stood on the copy only once they write', async () => {
    const { world, desk } = await begun({ cc: 'Ben <ben@posteo.example>' })
    const known = async () =>
      (await world.owner.call(people.listPeople, { query: {} })).items.map((p) => p.name)
    expect(await known()).toEqual(['Marta Okafor'])
    await desk.post(letter({ from: 'Ben <ben@posteo.example>', inReplyTo: FIRST }))
    expect((await known()).sort()).toEqual(['Ben', 'Marta Okafor'])
  })

  it('of somebody it was forwarded to, token and all, begins anew', async () => {
    const { desk, id, tokenOf } = await begun()
    const got = await desk.post(
      letter({ from: 'Eve <eve@elsewhere.example>', to: tokenOf(id), subject: 'Fwd: The noise in front' }),
    )
    expect(got.conversationId).not.toBe(id)
    expect(got.whyHere).toMatchObject({ code: 'sender_not_in_conversation', values: { conversationId: id } })
  })

  it('of one of us from outside is filed where it belongs, and is no customer’s', async () => {
    const { world, desk, id } = await begun()
    const believe = { params: { mailboxId: desk.id }, body: { servers: ['mx.nordlicht.example'] } }
    await world.owner.call(changeBelieved, believe)
    const got = await desk.post(
      letter({ from: `Desk <${DESK}>`, to: 'marta@posteo.example', inReplyTo: FIRST }),
    )
    expect(got.conversationId).toBe(id)
    expect((await desk.messages(id)).map((m) => m.direction)).toEqual(['in', 'out'])
  })
})

describe('the signed reply address', () => {
  it('survives servers that change the case of an address, and comes from the envelope too', async () => {
    const { desk, id, tokenOf } = await begun()
    const token = tokenOf(id)
    const as = { subject: 'No reference at all' }
    for (const raw of [
      letter({ ...as, to: token.toUpperCase() }),
      letter({ ...as, to: `"Nordlicht" <${token}>` }),
      letter({ ...as, to: 'somebody@posteo.example', cc: `x@posteo.example, ${token}` }),
      letter({ ...as, to: 'undisclosed-recipients:;', more: [`Delivered-To: ${token}`] }),
    ])
      expect(await desk.post(raw)).toMatchObject({ conversationId: id, whyHere: { code: 'reply_token' } })
  })

  it('forged, cut, of another address or of another workspace is none', async () => {
    const { desk, id, tokenOf, world } = await begun()
    const token = tokenOf(id)
    const elsewhere = tokenOf(world.services.newId<'conversation'>())
    const other = await begun()
    const forged = token.replace(/\+(.)/, (_, a: string) => `+${a === 'a' ? 'b' : 'a'}`)
    const wrong = [
      forged,
      token.replace(/.@/, '@'),
      token.replace('@', 'a@'),
      tokenOf(id, 'sales@nordlicht.example').replace('sales', 'desk'),
      elsewhere,
      other.tokenOf(other.id),
    ]
    for (const to of wrong) {
      const got = await desk.post(letter({ to, subject: 'Re: Something' }))
      expect([to, got.whyHere?.code]).toEqual([to, 'known_sender'])
      expect(got.conversationId).not.toBe(id)
    }
  })

  it('lost on the way to a server that knows no plus, leaves References to find it by', async () => {
    const all = await begun()
    const ours = await answered(all)
    const got = await all.desk.post(letter({ to: DESK, inReplyTo: ours }))
    expect(got).toMatchObject({ conversationId: all.id, whyHere: { code: 'references' } })
  })
})

describe('a reference that is not the sender’s', () => {
  it('in the subject begins a new conversation, with the link suggested', async () => {
    const { desk, id, reference } = await begun()
    const got = await desk.post(
      letter({ from: 'Tom <tom@other.example>', subject: `Re: Invoice [${reference}]` }),
    )
    expect(got.conversationId).not.toBe(id)
    expect(got.whyHere).toMatchObject({ code: 'sender_not_in_conversation', values: { reference } })
  })

  it('quoted in the words alone says nothing', async () => {
    const { desk, reference } = await begun()
    const got = await desk.post(
      letter({
        from: 'Tom <tom@other.example>',
        text: `My neighbour has [${reference}].\r\n> Re: [${reference}]`,
      }),
    )
    expect(got.whyHere?.code).toBe('new_sender')
  })

  it('beside References of their own does not lead them away', async () => {
    const { desk, id } = await begun()
    const toms = await desk.post(letter({ id: '<toms@other.example>', from: 'Tom <tom@other.example>' }))
    const { reference } = await desk.read(toms.conversationId)
    const got = await desk.post(
      letter({ references: `<toms@other.example> ${FIRST}`, subject: `Re: [${reference}]` }),
    )
    expect(got).toMatchObject({ conversationId: id, whyHere: { code: 'references' } })
  })

  it('that names nothing is passed over', async () => {
    const { desk } = await begun()
    const got = await desk.post(letter({ subject: 'Re: [CCC-CCC]' }))
    expect(got.whyHere?.code).toBe('known_sender')
  })
})

describe('mails that only look alike', () => {
  it('newsletters of one subject are never joined, whether one sender writes them or many', async () => {
    const { desk } = await begun()
    const from = ['News <news@shop.example>', 'News <news@shop.example>', 'Tom <tom@other.example>']
    const news = { subject: 'November news', more: ['List-Unsubscribe: <https://shop.example/u>'] }
    const got = []
    for (const one of from) got.push(await desk.post(letter({ ...news, from: one })))
    expect(new Set(got.map((g) => g.conversationId)).size).toBe(3)
  })

  it('answers of different people to a newsletter of ours each begin their own', async () => {
    const { desk } = await begun()
    const news = '<news@nordlicht.example>'
    await desk.post(letter({ id: news, from: `Desk <${DESK}>`, to: 'undisclosed-recipients:;' }))
    const got = []
    for (const who of ['tom', 'ida'])
      got.push(await desk.post(letter({ from: `${who} <${who}@other.example>`, inReplyTo: news })))
    expect(new Set(got.map((g) => g.conversationId)).size).toBe(2)
    expect(got.map((g) => g.whyHere?.code)).toEqual([
      'sender_not_in_conversation',
      'sender_not_in_conversation',
    ])
  })

  it('one fetched again after it was posted, with other Received headers, is the same one', async () => {
    const { desk, world } = await begun()
    const raw = letter({ id: '<twice@posteo.example>' })
    const way = (n: number) =>
      `Received: from mx${n}.example by mail.example; Mon, 23 Nov 2026 10:0${n}:00 +0100\r\n`
    const sales = await makeDesk(world, { address: 'sales@nordlicht.example' })
    const first = await desk.post(way(1) + raw)
    const again = await desk.post(way(2) + way(1) + raw)
    const elsewhere = await sales.post(way(3) + raw)
    expect([first.state, again.state, elsewhere.state]).toEqual(['filed', 'doubled', 'doubled'])
    expect([again.conversationId, elsewhere.conversationId]).toEqual(Array(2).fill(first.conversationId))
    expect(await desk.messages(first.conversationId)).toHaveLength(1)
  })

  it('ones without a Message-ID are filed, each once', async () => {
    const { desk } = await begun()
    const [one, two] = [letter({ id: null }), letter({ id: null })]
    const got = [await desk.post(one), await desk.post(two), await desk.post(one)]
    expect(got.map((g) => g.state)).toEqual(['filed', 'filed', 'doubled'])
    expect(got[2]?.conversationId).toBe(got[0]?.conversationId)
  })

  it('a stranger’s under a Message-ID of ours or theirs neither replaces it nor draws answers to it', async () => {
    const { desk, id } = await begun()
    const eve = await desk.post(letter({ id: FIRST, from: 'Eve <eve@elsewhere.example>' }))
    expect(eve.state).toBe('filed')
    expect(eve.conversationId).not.toBe(id)
    expect((await desk.post(letter({ inReplyTo: FIRST }))).conversationId).toBe(id)
  })
})

describe('an answer to a conversation that', () => {
  it('was split follows the message it answers', async () => {
    const { desk, world, id } = await begun()
    await desk.post(letter({ id: '<second@posteo.example>', inReplyTo: FIRST, text: 'And the offer?' }))
    const [, second] = await desk.messages(id)
    const params = { conversationId: id }
    const body = { messageIds: [second!.id] }
    const split = await world.owner.call(talks.splitConversation, { params, body })
    const there = await desk.post(letter({ inReplyTo: '<second@posteo.example>', references: FIRST }))
    const here = await desk.post(letter({ inReplyTo: FIRST }))
    expect([there.conversationId, here.conversationId]).toEqual([split.id, id])
  })

  it('is with somebody whose address was put away is still theirs: they wrote from it', async () => {
    const { desk, world, id, person } = await begun()
    const { handles } = await world.owner.call(people.readPerson, { params: { personId: person.id } })
    await world.owner.call(people.removeHandle, {
      params: { personId: person.id, handleId: handles[0]!.id },
    })
    expect((await desk.post(letter({ inReplyTo: FIRST }))).conversationId).toBe(id)
  })
})
