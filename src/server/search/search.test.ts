import * as channels from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import * as people from '../../contract/people.ts'
import { search } from '../../contract/search.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'
import { searchConversations } from './store.ts'

type Hit = Awaited<ReturnType<typeof find>>['items'][number]

const find = (as: Caller, q: string, more: { after?: string; limit?: number } = {}) =>
  as.call(search, { query: { q, ...more } })
const lit = (hit: Hit | undefined) => hit?.excerpt.filter((p) => p.lit).map((p) => p.text)

async function call(as: Caller, summary: string, personId?: string) {
  return await as.call(channels.logCall, {
    body: { direction: 'in', summary, ...(personId && { personId: personId as never }) },
  })
}

async function said(summary: string) {
  const world = await makeWorld()
  return { world, talk: await call(world.owner, summary) }
}

async function addMarta(world: World) {
  const { owner } = world
  const marta = await owner.call(people.addPerson, {
    body: { name: 'Marta Huber', handles: [{ kind: 'phone', value: '0171 5550142' }] },
  })
  await owner.call(people.addThing, {
    params: { personId: marta.id },
    body: { kind: 'vehicle', name: 'White Golf', plate: 'B-MO 218', vin: 'WVWZZZ1KZ6W000042', note: null },
  })
  return marta
}

describe('words', () => {
  it.each([
    ['Die Häuser am See', 'haus'],
    ['Das Haus am See', 'Häuser'],
    ['Er wohnt in der Lindenstraße', 'lindenstrasse'],
    ['Er wohnt in der Lindenstrasse', 'Lindenstraße'],
    ['Herr Müller rief an', 'mueller'],
    ['Herr Müller rief an', 'muller'],
    ['Herr Mueller rief an', 'Müller'],
    ['The brakes squealed badly', 'brake'],
    ['He was running late', 'run'],
    ['Ein Café in Köln', 'cafe koln'],
    ['Rechnungen für die Bremsbeläge', 'rechnung'],
    ['The gearbox whines', 'gearb'],
    ['Invoice RE-2026/0815 is wrong', '0815'],
    ['Шум в двигателе', 'шум'],
    ['The value of the car', 'values'],
  ])('“%s” is found by “%s”', async (summary, q) => {
    const { world, talk } = await said(summary)
    const { items } = await find(world.owner, q)
    expect(items.map((i) => i.conversation.id)).toEqual([talk.id])
    expect(lit(items[0])!.length).toBeGreaterThan(0)
  })

  it('have to be there, every one, and only the last may be a beginning', async () => {
    const { world } = await said('The gearbox of the golf whines')
    expect((await find(world.owner, 'golf gearbox')).items).toHaveLength(1)
    expect((await find(world.owner, 'golf brake')).items).toEqual([])
    expect((await find(world.owner, 'gear golf')).items).toEqual([])
    expect((await find(world.owner, 'golf gear')).items).toHaveLength(1)
  })

  it('are lit in the words around them, with who said it and when', async () => {
    const { world, talk } = await said(
      `${'Nothing. '.repeat(60)}The brakes squeal. ${'Nothing. '.repeat(60)}`,
    )
    const [hit] = (await find(world.owner, 'brake')).items
    expect(hit).toMatchObject({ foundBy: 'message', author: 'Olga Brandt', conversation: { id: talk.id } })
    expect(lit(hit)).toEqual(['brakes'])
    expect(hit!.excerpt.map((p) => p.text).join('')).toMatch(/^… .*The brakes squeal\..* …$/)
  })

  it('of a note, of a subject and of the name of a file are found, and it is said which', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    const mail = await desk.post(letter({ subject: 'Winter tyres', text: 'Please see below.' }))
    const params = { conversationId: mail.conversationId! }
    await world.owner.call(talks.writeNote, { params, body: { text: 'Ask Jonas about the chains.' } })
    expect((await find(world.owner, 'chain')).items).toMatchObject([{ foundBy: 'note' }])
    expect((await find(world.owner, 'tyre')).items).toMatchObject([{ foundBy: 'subject' }])
    await world.owner.call(talks.nameConversation, { params, body: { subject: 'About the roof rack' } })
    const [hit] = (await find(world.owner, 'rack')).items
    expect(hit).toMatchObject({ foundBy: 'subject', messageId: null })
    expect(lit(hit)).toEqual(['rack'])
  })

  it('of a file’s name lead to the message that carries it', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    const mail = await desk.post(withFile('Kostenvoranschlag-Golf.pdf'))
    await desk.post(letter({ from: 'Ben <ben@posteo.example>' }))
    const { items } = await find(world.owner, 'kostenvoranschlag')
    expect(items).toMatchObject([{ foundBy: 'file', conversation: { id: mail.conversationId } }])
    expect(items[0]!.excerpt.map((p) => p.text).join('')).toBe('Kostenvoranschlag-Golf.pdf')
    const withFiles = (await find(world.owner, 'has:file')).items
    expect(withFiles.map((i) => i.conversation.id)).toEqual([mail.conversationId])
  })

  it('taken back before they left are not found', async () => {
    const world = await makeWorld()
    const smtp = { host: '127.0.0.1', port: 2525, tls: false }
    const desk = await makeDesk(world, { smtp })
    const { conversationId } = await desk.post(letter())
    const params = { conversationId: conversationId! }
    const sent = await world.owner.call(channels.sendReply, { params, body: { text: 'Hippopotamus.' } })
    expect((await find(world.owner, 'hippopotamus')).items).toHaveLength(1)
    await world.owner.call(channels.undoSend, { params: { messageId: sent.message.id } })
    expect((await find(world.owner, 'hippopotamus')).items).toEqual([])
  })
})

describe('a list of what was found', () => {
  it('shows the newest first, each conversation once, page by page', async () => {
    const world = await makeWorld()
    const made: string[] = []
    for (let n = 0; n < 7; n++) {
      world.at(`2026-11-23T09:${20 + n}:00Z`)
      const talk = await call(world.owner, `Hello number ${n}`)
      await world.owner.call(talks.writeNote, {
        params: { conversationId: talk.id },
        body: { text: 'hello again' },
      })
      made.unshift(talk.id)
    }
    const got: string[] = []
    let after: string | undefined
    do {
      const page = await find(world.owner, 'hello', { limit: 3, ...(after && { after }) })
      got.push(...page.items.map((i) => i.conversation.id))
      after = page.next ?? undefined
    } while (after)
    expect(got).toEqual(made)
  })

  it('is narrowed by whose it is, by way, state, owner, site and time', async () => {
    const world = await makeWorld()
    const { owner } = world
    const [marta, luis] = [await addMarta(world), await world.join('Luis Ortega')]
    const hers = await call(owner, 'Hello from Marta', marta.id)
    world.at('2026-11-24T09:00:00Z')
    const desk = await makeDesk(world)
    const mail = await desk.post(
      letter({ from: 'Ben <ben@posteo.example>', text: 'Hello there', date: null }),
    )
    const params = { conversationId: mail.conversationId! }
    await owner.call(talks.assignConversation, { params, body: { memberId: luis.memberId } })
    await owner.call(talks.closeConversation, { params: { conversationId: hers.id }, body: {} })
    const ids = async (q: string, as = owner) => (await find(as, q)).items.map((i) => i.conversation.id)
    expect(await ids('hello')).toEqual([mail.conversationId, hers.id])
    for (const [q, wanted] of [
      ['from:huber', hers.id],
      ['from:"marta huber"', hers.id],
      ['from:hubr', hers.id],
      ['from:0171/5550142', hers.id],
      ['channel:mail', mail.conversationId],
      ['channel:phone', hers.id],
      ['is:closed', hers.id],
      ['is:open', mail.conversationId],
      ['owner:luis', mail.conversationId],
      ['before:2026-11-24', hers.id],
      ['after:24.11.2026', mail.conversationId],
    ] as const) {
      expect(await ids(`hello ${q}`), q).toEqual([wanted])
      expect(await ids(q), `${q} alone`).toEqual([wanted])
    }
    expect(await ids('hello owner:me', luis)).toEqual([mail.conversationId])
    expect(await ids('hello is:snoozed')).toEqual([])
    expect(await ids('hello from:nobodyofthisname')).toEqual([])
    const said = await find(owner, 'hello owner:zoe before:soon')
    expect(said.notUnderstood).toEqual(['before:soon', 'owner:zoe'])
  })

  it('is empty for an empty question', async () => {
    const { world } = await said('Hello')
    for (const q of ['', '   ', '!!!', '""'])
      expect(await find(world.owner, q)).toMatchObject({ items: [], people: [], next: null })
  })
})

describe('a person', () => {
  it.each([
    'marta',
    'huber marta',
    'b mo 218',
    'BMO218',
    'B-MO 218',
    '000042',
    'WVWZZZ1KZ6W000042',
    '+49 171 555 01 42',
    '0171/5550142',
    '0142',
  ])('is found by “%s”', async (q) => {
    const world = await makeWorld()
    await addMarta(world)
    await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
    const { people: found, similar } = await find(world.owner, q)
    expect(found.map((p) => p.name)).toEqual(['Marta Huber'])
    expect(similar).toBe(false)
  })

  it.each(['Marta Hubr', 'Matra Huber', 'huberr', 'Martha Huber', 'hubre'])(
    'is found by a name with a slip of the finger, “%s”, and it is said that it is only similar',
    async (q) => {
      const world = await makeWorld()
      await addMarta(world)
      await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
      expect(await find(world.owner, q)).toMatchObject({ people: [{ name: 'Marta Huber' }], similar: true })
    },
  )

  it.each([
    ['Jörg Müller', 'mueller'],
    ['Jörg Müller', 'muller joerg'],
    ['Jörg Mueller', 'Müller'],
    ['Jörg Mueller', 'jorg muller'],
    ['Änne Groß', 'gross aenne'],
  ])('%s is found by “%s”', async (name, q) => {
    const world = await makeWorld()
    await world.owner.call(people.addPerson, { body: { name } })
    expect(await find(world.owner, q)).toMatchObject({ people: [{ name }], similar: false })
  })

  it('and a conversation by the reference that was read out stand first', async () => {
    const { world, talk } = await said('Something else')
    for (const q of [talk.reference, talk.reference.toLowerCase().replace('-', ' '), `[${talk.reference}]`]) {
      const { items } = await find(world.owner, q)
      expect(items).toMatchObject([{ foundBy: 'reference', conversation: { id: talk.id } }])
    }
  })
})

describe('what one may not read [S4-12]', () => {
  it('is not found, not counted and not shown, neither by its words nor its name, file or reference', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const talk = await call(luis, 'The diagnosis is secret')
    const params = { conversationId: talk.id }
    await luis.call(talks.assignConversation, { params, body: { memberId: luis.memberId } })
    await luis.call(talks.nameConversation, { params, body: { subject: 'Oncology', sensitive: true } })
    const questions = [
      'diagnosis',
      'oncology',
      talk.reference,
      'channel:phone',
      'owner:luis',
      'diagnosis is:open',
    ]
    for (const q of questions) {
      expect(
        (await find(luis, q)).items.map((i) => i.conversation.id),
        q,
      ).toEqual([talk.id])
      for (const stranger of [mia, world.owner])
        expect(await find(stranger, q), q).toMatchObject({ items: [], next: null })
    }
  })

  it('is nothing of another workspace', async () => {
    const [here, there] = [await said('An aardvark'), await makeWorld()]
    expect((await find(here.world.owner, 'aardvark')).items).toHaveLength(1)
    expect((await find(there.owner, 'aardvark')).items).toEqual([])
    const foreign = { words: ['aardvark'], narrowed: {}, viewer: here.world.act().member, now: there.now() }
    await expect(
      there.services.db.read(there.workspaceId, (db) =>
        searchConversations(db, here.world.workspaceId, foreign, null, 10),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })
})

describe('what nobody should type', () => {
  it.each([
    `'`,
    `"`,
    `' or 1=1 --`,
    `:*`,
    `a:*`,
    `foo & bar | !baz`,
    `\\`,
    `(((`,
    `%_%`,
    '<->',
    `$1`,
    '\u202e',
    '😀',
    'from:',
    'from:""',
    `from:"`,
    `tag:'`,
  ])('“%s” gives an answer and harms nothing', async (q) => {
    const { world, talk } = await said('Hello foo bar baz')
    expect((await find(world.owner, q)).items.length).toBeLessThan(2)
    expect((await find(world.owner, 'hello')).items.map((i) => i.conversation.id)).toEqual([talk.id])
  })

  it('of ten thousand letters is refused, of a thousand answered; a NUL finds nothing', async () => {
    const { world } = await said('Hello')
    await expect(find(world.owner, 'x'.repeat(10_000))).rejects.toMatchObject({ status: 400 })
    expect((await find(world.owner, 'hello '.repeat(160))).items).toHaveLength(1)
    expect((await find(world.owner, 'x'.repeat(1000))).items).toEqual([])
    expect((await find(world.owner, 'hel\u0000lo')).items).toEqual([])
    await expect(find(world.owner, 'hello', { after: 'nonsense' })).rejects.toMatchObject({ status: 400 })
  })

  it('a letter of many thousand different words is taken in and found by its beginning', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    const words = Array.from({ length: 60_000 }, (_, n) => `wort${n.toString(36)}`).join(' ')
    expect(await desk.post(letter({ text: words }))).toMatchObject({ state: 'filed' })
    expect((await find(world.owner, 'wort7')).items).toHaveLength(1)
  })
})

function withFile(name: string): string {
  const plain = letter({ text: 'See the file.' })
  const [head, body] = plain.split('\r\n\r\n') as [string, string]
  return `${head.replace('text/plain; charset=utf-8', 'multipart/mixed; boundary="b"')}\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n${body}\r\n--b\r\nContent-Type: application/pdf; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n--b--\r\n`
}
