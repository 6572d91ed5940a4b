import { changePreferences, changeWorkspace, readSession } from '../../contract/accounts.ts'
import * as contact from '../../contract/contact.ts'
import * as door from '../../contract/door.ts'
import { listInboundMails } from '../../contract/inbound.ts'
import { inviteMember } from '../../contract/invitations.ts'
import { checkMailbox } from '../../contract/mailboxes.ts'
import * as people from '../../contract/people.ts'
import * as promises from '../../contract/promises.ts'
import en from '../../words/en.json' with { type: 'json' }
import { languagesOf, loadLanguages } from '../../words/languages.ts'
import { marked } from '../../words/testing/compare.ts'
import { carryDueMail } from '../channels/jobs.ts'
import { startSmtp, type TestSmtp } from '../mail/testing/smtp.ts'
import { hearAll } from './hear.ts'
import { letter, makeDesk } from './mail-desk.ts'
import { makeWorld, type World } from './world.ts'

/** English with a mark at every sentence, and days as Germans write them: what lacks the mark was not said in it. */
const STRANGE = { locale: 'xx', dates: 'de-DE', words: marked(en) }

let server: TestSmtp
beforeAll(async () => {
  server = await startSmtp()
})
afterAll(() => server.stop())

/** A desk with a mailbox that sends; the house speaks English and one more language. */
async function house() {
  const world = await makeWorld()
  Object.assign(world.services, {
    languages: languagesOf([{ locale: 'en', dates: 'en-GB', words: en }, STRANGE]),
  })
  const desk = await makeDesk(world, {
    smtp: { host: server.host, port: server.port, tls: false },
    username: 'desk@servus.example',
    password: 'correct horse',
  })
  return { world, desk }
}
afterEach(async () => {
  const { services } = await makeWorld()
  Object.assign(services, { languages: await loadLanguages() })
})

async function speakInTheHouse(world: World, language: string) {
  const { current } = await world.owner.call(readSession)
  return await world.owner.call(changeWorkspace, { body: { language, version: current!.workspace.version } })
}

/** What somebody reads when a server does not answer. */
async function trouble(world: World, who = world.owner): Promise<string> {
  const body = {
    ...{ siteId: world.siteId, address: 'x@y.example', displayName: 'X', username: 'x', password: 'y' },
    ...{ imap: null, smtp: { host: '127.0.0.1', port: 1, tls: false } },
  }
  return (await who.call(checkMailbox, { body })).smtp!.reason!
}

describe('the language', () => {
  it('of one who serves is what they chose, else what the house speaks', async () => {
    const { world } = await house()
    expect(await trouble(world)).toBe(
      'Nothing answers at 127.0.0.1:1. Check the port, or the server may be down.',
    )
    expect(await speakInTheHouse(world, 'xx')).toMatchObject({ language: 'xx' })
    expect(await trouble(world)).toMatch(/^¡Nothing answers/)
    const greta = await world.join('Greta', 'owner', 'manager')
    await greta.call(changePreferences, { body: { language: 'en' } })
    expect(await trouble(world, greta)).toMatch(/^Nothing answers/)
    await greta.call(changePreferences, { body: { language: null } })
    expect(await trouble(world, greta)).toMatch(/^¡Nothing answers/)
  })

  it('of one who serves is a language tag', async () => {
    const { world } = await house()
    await expect(world.owner.call(changePreferences, { body: { language: '<b>' } })).rejects.toMatchObject({
      problem: { code: 'invalid_input', field: 'language' },
    })
    await expect(speakInTheHouse(world, 'no language')).rejects.toMatchObject({ status: 400 })
  })

  it('of what became of a mail is that of whoever reads it, long after it was written down', async () => {
    const { world, desk } = await house()
    await desk.post('From: \r\nSubject: who\r\n\r\nnobody')
    const kept = async () => (await world.owner.call(listInboundMails, { query: {} })).items[0]?.problem
    expect(await kept()).toBe('It names no sender.')
    await world.owner.call(changePreferences, { body: { language: 'xx' } })
    expect(await kept()).toBe('¡It names no sender.')
  })

  it('of an invitation is that of the house', async () => {
    const { world } = await house()
    await speakInTheHouse(world, 'xx')
    server.received.length = 0
    await world.owner.call(inviteMember, {
      body: {
        ...{ name: 'Milo', email: 'milo@example.com', role: 'member', job: 'technician' },
        ...{ siteId: world.siteId, teamIds: [], endsAt: null },
      },
    } as never)
    await carryDueMail(world.services)
    expect(server.received.map((m) => m.raw.toString()).join()).toContain('=C2=A1Hello Milo')
  })

  it('of a customer’s page is the first of theirs that we speak, else the browser’s, else the house’s', async () => {
    const { world } = await house()
    const marta = await world.owner.call(people.addPerson, { body: { name: 'Marta' } })
    const params = { personId: marta.id }
    const link = await world.owner.call(contact.makePageLink, { params })
    const token = link.url.split('/').at(-1)!
    const shownIn = async (wanted?: string) => {
      const headers = wanted ? { 'accept-language': wanted } : undefined
      const reply = await world.fetch(`/api/public/page/${token}`, headers && { headers })
      return ((await reply.json()) as { language: string }).language
    }
    expect(await shownIn()).toBe('en')
    expect(await shownIn('fr, xx-AT;q=0.5')).toBe('xx')
    await speakInTheHouse(world, 'xx')
    expect(await shownIn('fr')).toBe('xx')
    const { version } = await world.owner.call(people.readPerson, { params })
    await world.owner.call(people.changePerson, { params, body: { languages: ['tr', 'en-GB'], version } })
    expect(await shownIn('xx')).toBe('en')
  })

  it('of the words beside a switch is kept with what they chose there', async () => {
    const { world } = await house()
    const marta = await world.owner.call(people.addPerson, { body: { name: 'Marta', languages: ['xx'] } })
    const params = { personId: marta.id }
    const link = await world.owner.call(contact.makePageLink, { params })
    const token = link.url.split('/').at(-1)!
    const body = { name: 'offers' as const, channel: 'email' as const, on: true }
    await world.anybody(door.turnSwitch, { params: { token }, body })
    const known = await world.owner.call(door.readContact, { params })
    expect(JSON.stringify(known)).toContain('¡')
  })

  it('of a word on the way is the customer’s, with the day as they write it, whatever the writer reads', async () => {
    const { world, desk } = await house()
    const { conversationId } = await desk.post(letter({ text: 'Is it safe to drive?' }))
    const params = { personId: (await desk.read(conversationId)).person!.id }
    const { version } = await world.owner.call(people.readPerson, { params })
    await world.owner.call(people.changePerson, { params, body: { languages: ['xx'], version } })
    const promise = await world.owner.call(promises.makePromise, {
      body: { text: 'Olga calls', due: '2026-11-27T11:00:00Z', conversationId: conversationId! },
    })
    const told = await world.owner.call(door.previewContact, { params: { promiseId: promise.id } })
    expect(told.language).toBe('xx')
    server.received.length = 0
    await world.owner.call(promises.updatePromise, {
      params: { promiseId: promise.id },
      body: {
        ...{ kind: 'no_progress', text: '', reason: 'the part is late', toldBy: 'email' },
        ...{ nextUpdateDue: '2026-11-25T09:30:00Z', version: promise.version },
      },
    } as never)
    await hearAll(world)
    world.at('2026-11-23T09:13:00Z')
    await carryDueMail(world.services)
    const mail = server.received.map((m) => m.raw.toString().replace(/=\r?\n/g, '')).join()
    expect(mail).toContain('=C2=A1No news yet about')
    expect(mail).toMatch(/=C2=A1You hear from me again by Mittwoch, 25\. November/)
  })
})
