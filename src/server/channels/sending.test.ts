import { changeBelieved } from '../../contract/believed.ts'
import * as channels from '../../contract/channels.ts'
import { makePageLink } from '../../contract/contact.ts'
import type { InputOf } from '../../contract/endpoint.ts'
import { addMailbox, changeMailbox } from '../../contract/mailboxes.ts'
import { changePerson, readPerson } from '../../contract/people.ts'
import { planReply } from '../../contract/planned.ts'
import * as contract from '../../contract/sending.ts'
import { tickAll } from '../jobs/worker.ts'
import { parseMail, type UnderstoodMail } from '../mail/parse.ts'
import { replyAddress } from '../mail/reply-token.ts'
import { startSmtp, type TestSmtp } from '../mail/testing/smtp.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'
import { carryDueMail } from './jobs.ts'

const running: TestSmtp[] = []
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})

type Sending = Omit<InputOf<typeof contract.changeSending>['body'], 'version'>

/** A desk that sends through a real server. */
async function desks() {
  const server = await startSmtp()
  running.push(server)
  const world = await makeWorld()
  const smtp = { host: server.host, port: server.port, tls: false }
  const login = { username: 'desk@servus.example', password: 'correct horse' }
  const desk = await makeDesk(world, { smtp, ...login })
  const params = { mailboxId: desk.id }
  const set = async (change: Partial<Sending>) => {
    const now = await world.owner.call(contract.readSending, { params })
    return await world.owner.call(contract.changeSending, { params, body: { ...now, ...change } })
  }
  const sign = async (signature: Record<string, string>) => {
    const { version } = await world.owner.call(contract.readMySignature)
    return await world.owner.call(contract.changeMySignature, { body: { signature, version } })
  }
  const reply = async (
    receipt: { conversationId: unknown },
    body: Partial<InputOf<typeof channels.sendReply>['body']> = {},
  ) =>
    await world.owner.call(channels.sendReply, {
      params: { conversationId: receipt.conversationId as never },
      body: { text: 'We will look at it.', ...body },
    })
  const sent = async () => {
    world.at(new Date(Date.parse(world.now()) + 30_000).toISOString())
    await carryDueMail(world.services)
    return (await parseMail(server.received.at(-1)!.raw)) as UnderstoodMail
  }
  return { world, server, desk, set, sign, reply, sent, params, smtp, login }
}

describe('the signature below a mail', () => {
  it('is the writer’s and the house’s, once, after the mark, in the language of whoever reads it', async () => {
    const { world, desk, set, sign, reply, sent } = await desks()
    await sign({ en: 'Kind regards\n{{my.name}}', de: 'Mit freundlichen Grüßen\n{{my.name}}' })
    await set({ signature: { en: '{{site.name}}', de: '{{site.name}}\nFax {{site.telephone}}' } })
    const first = await desk.post(letter())
    const { message } = await reply(first)
    expect(message.text).toBe('We will look at it.')
    expect(message.segments).toMatchObject([{ folded: false }, { folded: true }])
    const mail = await sent()
    expect(mail.text).toMatch(/^We will look at it\.\n\n-- \nKind regards\nOlga Brandt\n\n[^\n]+\n?$/)
    expect(mail.text.match(/^-- $/gm)).toHaveLength(1)

    const { person } = await desk.read(first.conversationId)
    const whose = { personId: person!.id }
    const { version } = await world.owner.call(readPerson, { params: whose })
    await world.owner.call(changePerson, { params: whose, body: { languages: ['de'], version } })
    await reply(first, { text: 'Wir sehen es uns an.' })
    const second = await sent()
    expect(second.text).toContain('-- \nMit freundlichen Grüßen\nOlga Brandt')
    expect(second.text, 'the site has no telephone').not.toContain('Fax')
  })

  it('stands in the composer as it will be sent, and can be left out of one reply', async () => {
    const { world, desk, sign, reply, sent } = await desks()
    const first = await desk.post(letter())
    const query = { conversationId: first.conversationId! }
    const head = () => world.owner.call(contract.readLetterhead, { query })
    expect((await head()).signature).toBe(null)
    await sign({ en: 'Olga' })
    expect(await head()).toEqual({
      from: { name: 'Olga Brandt, Nordlicht Service', address: 'desk@nordlicht.example' },
      oneOfSeveral: false,
      signature: 'Olga',
    })
    const { message } = await reply(first, { signature: false })
    expect(message.segments).toEqual([{ text: 'We will look at it.', folded: false }])
    expect((await sent()).text.trim()).toBe('We will look at it.')
  })

  it('goes with what is sent later too, and comes back with nothing that is taken back', async () => {
    const { world, desk, sign, reply, sent } = await desks()
    await sign({ en: 'Olga' })
    const first = await desk.post(letter())
    const params = { conversationId: first.conversationId! }
    await world.owner.call(planReply, {
      params,
      body: {
        text: 'Tomorrow, then.',
        due: new Date(Date.parse(world.now()) + 60_000).toISOString() as never,
      },
    })
    world.at(new Date(Date.parse(world.now()) + 61_000).toISOString())
    await tickAll(world.services)
    expect((await sent()).text).toContain('Tomorrow, then.\n\n-- \nOlga')
    const { message } = await reply(first)
    await world.owner.call(channels.undoSend, { params: { messageId: message.id } })
    const { drafts } = await desk.read(first.conversationId)
    expect(drafts.map((d) => d.text)).toEqual(['We will look at it.'])
  })

  it('is never on the customer’s page, nor in the list, nor unfolded where they quote it', async () => {
    const { world, desk, sign, reply, sent } = await desks()
    await sign({ en: 'Olga Brandt\nThe best garage' })
    const first = await desk.post(letter())
    await reply(first)
    const ours = await sent()
    const { person } = await desk.read(first.conversationId)
    const link = await world.owner.call(makePageLink, { params: { personId: person!.id } })
    const token = link.url.split('/').at(-1)!
    const page = await (await world.fetch(`/api/public/page/${token}`)).json()
    expect(JSON.stringify(page)).toContain('We will look at it.')
    expect(JSON.stringify(page)).not.toContain('The best garage')
    const quoted = ours.text.trimEnd().replace(/^/gm, '> ')
    const answers = [
      `Thank you!\n\nOn Mon, 23 Nov 2026 at 10:12, Olga Brandt, Nordlicht Service <desk@nordlicht.example> wrote:\n${quoted}`,
      `Thank you!\n\n-----Original Message-----\nFrom: Olga Brandt, Nordlicht Service <desk@nordlicht.example>\nSent: Monday, 23 November 2026 10:12\nTo: Marta Okafor <marta@posteo.example>\nSubject: Re: The noise in front\n\n${ours.text}`,
    ]
    for (const text of answers) {
      await desk.post(letter({ text, inReplyTo: ours.messageId! }))
      const last = (await desk.messages(first.conversationId)).at(-1)!
      const open = last.segments.filter((s) => !s.folded).map((s) => s.text)
      expect(open.join('').trim()).toBe('Thank you!')
      expect(last.segments.filter((s) => s.text.includes('The best garage'))).toHaveLength(1)
    }
  })

  it('refuses to ask for whom it is written to, and a change over somebody else’s', async () => {
    const { world, set, sign, params } = await desks()
    await expect(sign({ en: 'Dear {{person.first}}' })).rejects.toMatchObject({
      problem: { code: 'unknown_variable' },
    })
    await expect(set({ signature: { en: '{{rank}}' } })).rejects.toMatchObject({
      problem: { code: 'unknown_variable' },
    })
    const now = await world.owner.call(contract.readSending, { params })
    await set({ signature: { en: 'Nordlicht' } })
    const late = world.owner.call(contract.changeSending, { params, body: now })
    await expect(late).rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
  })
})

describe('from whom a mail goes out', () => {
  it('is the person and the house, the first name and the house, or the house alone, as the mailbox is set', async () => {
    const { desk, set, reply, sent } = await desks()
    const first = await desk.post(letter())
    for (const [fromName, name] of [
      ['member_house', 'Olga Brandt, Nordlicht Service'],
      ['first_house', 'Olga, Nordlicht Service'],
      ['house', 'Nordlicht Service'],
    ] as const) {
      await set({ fromName })
      const { message } = await reply(first, { text: `As ${fromName}.` })
      expect(message.recipients.from).toEqual([{ name, address: 'desk@nordlicht.example' }])
      expect((await sent()).from).toEqual({ name, address: 'desk@nordlicht.example' })
    }
  })
})

describe('another address of a mailbox', () => {
  it('is answered from, where they wrote to it, and never answered to', async () => {
    const { server, desk, set, reply, sent } = await desks()
    await set({ aliases: ['Tyres@nordlicht.example'] })
    const first = await desk.post(
      letter({ to: 'tyres@nordlicht.example, Ben <ben@posteo.example>', cc: 'desk@nordlicht.example' }),
    )
    const talk = await desk.read(first.conversationId)
    expect(talk.replyTo).toMatchObject({
      to: [{ address: 'marta@posteo.example' }],
      cc: [{ address: 'ben@posteo.example' }],
    })
    const { message } = await reply(first)
    expect((await sent()).from).toEqual({
      name: 'Olga Brandt, Nordlicht Service',
      address: 'tyres@nordlicht.example',
    })
    expect(server.received.at(-1)?.from).toBe('tyres@nordlicht.example')
    const back = await desk.post(
      letter({ to: 'tyres@nordlicht.example', inReplyTo: `<${message.id}@nordlicht.example>` }),
    )
    expect(back.conversationId).toBe(first.conversationId)
  })

  it('is ours: what comes under it is our own word, and a reply address made of it finds its conversation', async () => {
    const { world, desk, set } = await desks()
    await set({ aliases: ['tyres@nordlicht.example'] })
    const first = await desk.post(letter())
    const key = world.services.secret.key('reply address')
    const to = replyAddress('tyres@nordlicht.example', first.conversationId!, key)!
    const back = await desk.post(letter({ to, subject: 'Quite another subject' }))
    expect(back.conversationId).toBe(first.conversationId)
    const believe = { params: { mailboxId: desk.id }, body: { servers: ['mx.nordlicht.example'] } }
    await world.owner.call(changeBelieved, believe)
    const own = await desk.post(letter({ from: 'tyres@nordlicht.example', to: 'marta@posteo.example' }))
    expect((await desk.messages(own.conversationId)).at(-1)).toMatchObject({ direction: 'out' })
  })

  it('is one mailbox’s: whose it is already is said, until that mailbox is closed', async () => {
    const { world, set, smtp, login } = await desks()
    await set({ aliases: ['tyres@nordlicht.example', 'hello@nordlicht.example'] })
    const body = {
      ...{ siteId: world.siteId, displayName: 'Tyres', imap: null, smtp, ...login },
    }
    const taken = world.owner.call(addMailbox, { body: { ...body, address: 'Tyres@nordlicht.example' } })
    await expect(taken).rejects.toMatchObject({ problem: { code: 'address_used' } })
    const other = await world.owner.call(addMailbox, {
      body: { ...body, address: 'wheels@nordlicht.example' },
    })
    const ofOther = { mailboxId: other.id }
    const give = (aliases: string[]) =>
      world.owner.call(contract.changeSending, {
        params: ofOther,
        body: { fromName: 'house', aliases, signature: {}, version: 0 },
      })
    for (const address of ['tyres@nordlicht.example', 'desk@nordlicht.example', 'wheels@nordlicht.example'])
      await expect(give([address]), address).rejects.toMatchObject({ problem: { code: 'address_used' } })
    await expect(give(['not an address'])).rejects.toMatchObject({ problem: { code: 'invalid_input' } })
    expect((await set({ aliases: ['hello@nordlicht.example'] })).aliases).toEqual(['hello@nordlicht.example'])
    expect((await give(['tyres@nordlicht.example'])).aliases).toEqual(['tyres@nordlicht.example'])
    const { version, address } = other
    await world.owner.call(changeMailbox, {
      params: ofOther,
      body: { ...body, address, version, archived: true },
    })
    const both = ['hello@nordlicht.example', 'tyres@nordlicht.example']
    expect((await set({ aliases: both })).aliases).toEqual(both)
  })
})

describe('the address answers come to', () => {
  it('is the mailbox itself, until somebody says that its server delivers more', async () => {
    const { desk, reply, sent } = await desks()
    await reply(await desk.post(letter()))
    expect((await sent()).replyTo).toEqual([])
  })

  it('names the conversation, so that an answer without any other mark finds it, also from an alias', async () => {
    const { world, desk, set, reply, sent } = await desks()
    await set({ plusReplies: true, aliases: ['tyres@nordlicht.example'] })
    const first = await desk.post(letter({ to: 'tyres@nordlicht.example' }))
    const query = { conversationId: first.conversationId! }
    expect(await world.owner.call(contract.readLetterhead, { query })).toMatchObject({
      ...{ from: { address: 'tyres@nordlicht.example' }, oneOfSeveral: true },
    })
    await reply(first)
    const mail = await sent()
    const [at] = mail.replyTo
    expect(at).toMatchObject({
      name: mail.from?.name,
      address: expect.stringMatching(/^tyres\+[a-z2-7]{40}@/),
    })
    const bare = { to: at!.address.toUpperCase(), subject: 'Something else', text: 'Yes please.' }
    expect(await desk.post(letter(bare))).toMatchObject({
      conversationId: first.conversationId,
      whyHere: { code: 'reply_token' },
    })
    // Whoever takes no part in it does not get in by an address that was passed on.
    const got = await desk.post(letter({ ...bare, from: 'Eve <eve@else.example>' }))
    expect(got.conversationId).not.toBe(first.conversationId)
    // An answer is never written to it.
    expect((await desk.read(first.conversationId)).replyTo.to).toMatchObject([
      { address: 'marta@posteo.example' },
    ])
    await set({ signature: {} })
    await reply(first)
    expect((await sent()).replyTo).toMatchObject([{ address: at!.address }])
  })
})
