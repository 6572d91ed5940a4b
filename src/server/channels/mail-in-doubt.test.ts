import * as believed from '../../contract/believed.ts'
import { listJunk } from '../../contract/junk.ts'
import * as mailboxes from '../../contract/mailboxes.ts'
import { listPeople, readPerson } from '../../contract/people.ts'
import { hearStop } from '../contact/actions-door-consent.ts'
import { replyAddress } from '../mail/reply-token.ts'
import { type Letter, letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'

const OURS = 'mx.nordlicht.example'
const says = (what: string, server = OURS) => `Authentication-Results: ${server}; ${what}`
const FAILS = says('dmarc=fail (p=REJECT) header.from=posteo.example')

async function scene(servers: string[] = [OURS]) {
  const world = await makeWorld()
  const desk = await makeDesk(world, {
    smtp: { host: 'smtp.nordlicht.example', port: 465, tls: true },
    username: 'desk',
    password: 'secret',
  })
  const params = { mailboxId: desk.id }
  const believe = (names: string[]) =>
    world.owner.call(believed.changeBelieved, { params, body: { servers: names } })
  if (servers.length > 0) await believe(servers)
  const seen = () => world.owner.call(believed.readBelieved, { params })
  const forged = (more: Letter = {}) => desk.post(letter({ ...more, more: [FAILS, ...(more.more ?? [])] }))
  return { world, desk, believe, seen, forged }
}

describe('a mail that may not be from whom it names', () => {
  it('is filed as theirs under a mark that says so, here and before one answers it', async () => {
    const { desk, forged } = await scene()
    const real = await desk.post(letter({ subject: 'Brakes' }))
    const { conversationId } = await forged({ subject: 'My new account' })
    expect(conversationId).not.toBe(real.conversationId)
    const doubt = { code: 'dmarc', policy: 'reject', domain: 'posteo.example', server: OURS }
    expect(await desk.messages(conversationId)).toMatchObject([{ doubt, author: { kind: 'person' } }])
    const talk = await desk.read(conversationId)
    expect(talk.person?.name).toBe('Marta Okafor')
    expect(talk.replyTo).toMatchObject({
      doubt,
      marks: [{ address: 'marta@posteo.example', why: 'in_doubt' }],
    })
    expect((await desk.read(real.conversationId)).replyTo).toMatchObject({ doubt: null, marks: [] })
    expect(await desk.messages(real.conversationId)).toMatchObject([{ doubt: null }])
  })

  it('goes into no conversation by what it refers to, or by a reference in its subject, and says where it points', async () => {
    const { desk, forged } = await scene()
    const { conversationId } = await desk.post(letter({ id: '<brakes@posteo.example>' }))
    const { reference } = await desk.read(conversationId)
    const byId = await forged({ inReplyTo: '<brakes@posteo.example>' })
    const bySubject = await forged({ subject: `Re: brakes [${reference}]` })
    for (const one of [byId, bySubject]) {
      expect(one.conversationId).not.toBe(conversationId)
      expect((await desk.read(one.conversationId)).suggestedLink).toMatchObject({ id: conversationId })
    }
    expect((await desk.post(letter({ inReplyTo: '<brakes@posteo.example>' }))).conversationId).toBe(
      conversationId,
    )
  })

  it('goes into the conversation whose signed address it answers, marked there too', async () => {
    const { world, desk, forged } = await scene()
    const { conversationId } = await desk.post(letter())
    const to = replyAddress(
      'desk@nordlicht.example',
      conversationId!,
      world.services.secret.key('reply address'),
    )
    const { conversationId: into } = await forged({ to: to!, subject: 'Re: The noise in front' })
    expect(into).toBe(conversationId)
    expect((await desk.messages(conversationId)).at(-1)).toMatchObject({ doubt: { code: 'dmarc' } })
  })

  it('brings nobody in who is named in it, teaches nothing about the person, and stops nothing', async () => {
    const { world, desk, forged } = await scene()
    await desk.post(letter({ from: 'marta@posteo.example' }))
    const [before] = (await world.owner.call(listPeople, { query: {} })).items
    const { conversationId, messageId } = await forged({
      cc: 'eve@evil.example',
      id: '<f@posteo.example>',
      text: 'STOP',
    })
    const eve = await desk.post(letter({ from: 'eve@evil.example', inReplyTo: '<f@posteo.example>' }))
    expect(eve.conversationId).not.toBe(conversationId)
    const params = { personId: before!.id }
    expect((await world.owner.call(readPerson, { params })).name).toBe(before!.name)
    await hearStop(world.act(), { messageId: messageId as never, conversationId: conversationId! })
    const kinds = await world.services.db.read(world.workspaceId, (db) =>
      db
        .selectFrom('consents')
        .select('state')
        .where('personId', '=', before!.id as never)
        .execute(),
    )
    expect(kinds).toEqual([])
  })

  it('does not speak as ourselves under our own address', async () => {
    const { world, desk, forged } = await scene()
    const { conversationId } = await desk.post(letter({ id: '<b@posteo.example>' }))
    await forged({ from: 'Boss <desk@nordlicht.example>', inReplyTo: '<b@posteo.example>', text: 'Pay him.' })
    expect(await desk.messages(conversationId)).toHaveLength(1)
    expect((await world.owner.call(listJunk, { query: {} })).items).toMatchObject([
      { why: { code: 'junk_dmarc' } },
    ])
  })

  it('is marked under our own address, and never ours, while nobody’s word counts yet', async () => {
    const { world, desk, believe } = await scene([])
    const { conversationId } = await desk.post(letter({ id: '<b@posteo.example>' }))
    const boss = (more: Letter = {}) =>
      letter({
        ...{ from: 'Boss <desk@nordlicht.example>', inReplyTo: '<b@posteo.example>', text: 'Pay him.' },
        ...more,
      })
    const forged = await desk.post(boss())
    expect(forged.conversationId).not.toBe(conversationId)
    expect(await desk.messages(forged.conversationId)).toMatchObject([
      { direction: 'in', doubt: { code: 'own_address', domain: 'nordlicht.example', server: '' } },
    ])
    const talk = await desk.read(forged.conversationId)
    expect(talk).toMatchObject({ person: null, suggestedLink: { id: conversationId } })
    expect(talk.replyTo.to, 'ourselves are never answered').toEqual([])
    const alone = await desk.post(boss({ inReplyTo: '<nothing@x.example>' }))
    expect(alone.whyHere).toMatchObject({ code: 'says_us' })
    const key = world.services.secret.key('reply address')
    const to = replyAddress('desk@nordlicht.example', conversationId!, key)!
    await desk.post(boss({ to, subject: 'Re: The noise in front' }))
    expect((await desk.messages(conversationId)).map((m) => m.direction)).not.toContain('out')
    await believe([OURS])
    const own = await desk.post(boss())
    expect(own.conversationId).toBe(conversationId)
    expect((await desk.messages(conversationId)).at(-1)).toMatchObject({ direction: 'out', doubt: null })
  })

  it('is a stranger’s in junk where their domain asks for that, and marked where it does not', async () => {
    const { world, desk } = await scene()
    const from = (name: string, policy: string) =>
      letter({ from: `${name}@bank.example`, subject: policy, more: [says(`dmarc=fail (p=${policy})`)] })
    await desk.post(from('a', 'REJECT'))
    await desk.post(from('b', 'QUARANTINE'))
    const { conversationId } = await desk.post(from('c', 'NONE'))
    expect((await world.owner.call(listJunk, { query: {} })).items.map((j) => j.subject)).toEqual([
      'QUARANTINE',
      'REJECT',
    ])
    expect(await desk.messages(conversationId)).toMatchObject([{ doubt: { policy: 'none' } }])
  })
})

describe('whose word about senders counts', () => {
  it('is nobody’s until somebody says so; the servers that stand on top of mails are proposed', async () => {
    const { world, desk, believe, seen, forged } = await scene([])
    const { conversationId } = await forged()
    expect(await desk.messages(conversationId)).toMatchObject([{ doubt: null }])
    await forged()
    await desk.post(letter({ more: [says('dmarc=pass', 'mx.evil.example')] }))
    await desk.post(letter())
    expect(await seen()).toEqual({
      servers: [],
      seen: [
        { server: OURS, mails: 2, likely: true },
        { server: 'mx.evil.example', mails: 1, likely: false },
      ],
      mails: 4,
    })
    expect((await believe([` ${OURS.toUpperCase()} `, OURS])).servers).toEqual([OURS])
    expect(await desk.messages((await forged()).conversationId)).toMatchObject([{ doubt: { server: OURS } }])
    await expect(believe(['not a name'])).rejects.toThrow('servers')
    const ben = await world.join('Ben Adeyemi')
    await expect(ben.call(believed.readBelieved, { params: { mailboxId: desk.id } })).rejects.toThrow(
      'not_allowed',
    )
  })

  it('ends with the server mail is fetched from: another one signs by another name', async () => {
    const { world, desk, seen } = await scene()
    const [box] = (await world.owner.call(mailboxes.listMailboxes)).items
    await world.owner.call(mailboxes.changeMailbox, {
      params: { mailboxId: desk.id },
      body: {
        ...{ siteId: world.siteId, address: box!.address, displayName: box!.displayName, smtp: box!.smtp },
        ...{
          imap: { host: 'imap.other.example', port: 993, tls: true },
          username: 'desk',
          password: 'x',
          version: box!.version,
        },
      },
    })
    expect((await seen()).servers).toEqual([])
  })
})
