import { sendReply } from '../../contract/channels.ts'
import { nameConversation } from '../../contract/conversations.ts'
import * as contract from '../../contract/look-back.ts'
import * as people from '../../contract/people.ts'
import * as promises from '../../contract/promises.ts'
import { plus } from '../../domain/shared/time.ts'
import { flush } from '../db/flush.ts'
import { type Cable, layCable } from '../mail/testing/cable.ts'
import { findDovecot, startDovecot, type TestDovecot } from '../mail/testing/dovecot.ts'
import { type Folders, openFolders } from '../mail/testing/folders.ts'
import { type Desk, type Letter, letter, makeDesk } from '../world/mail-desk.ts'
import { SOON } from '../world/soon.ts'
import { makeWorld, type World } from '../world/world.ts'
import { lookBackNow } from './look-back-work.ts'
import * as store from './store-look-back.ts'

const absent = findDovecot() === null
const reason = 'Dovecot is not installed (apt-get install -y dovecot-imapd)'
if (absent && process.env.CI) it('skips nothing in CI', () => expect.fail(reason))

const running: { stop(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.stop()
})

type House = { world: World; mail: TestDovecot; folders: Folders; cable: Cable; desk: Desk }

/** A workspace with a mailbox behind a cable, its server holding what `put` lays there. */
async function house(sent: string | null = 'Sent'): Promise<House> {
  const [world, mail] = [await makeWorld(), await startDovecot()]
  running.push(mail)
  const folders = await openFolders(mail)
  running.push(folders)
  const cable = await layCable(mail.imapPort)
  running.push(cable)
  if (sent) await folders.make(sent)
  const imap = { host: mail.host, port: cable.port, tls: true }
  const smtp = { host: '127.0.0.1', port: 2526, tls: false }
  const login = { imap, smtp, username: mail.user, password: mail.pass, caPem: mail.caPem }
  return { world, mail, folders, cable, desk: await makeDesk(world, login) }
}

const DESK = 'Nordlicht <desk@nordlicht.example>'
const MARTA = 'Marta Okafor <marta@posteo.example>'

async function received(h: House, at: string, l: Letter) {
  await h.folders.put('INBOX', letter({ date: new Date(at).toUTCString(), ...l }), at)
}
async function sent(h: House, at: string, l: Letter, folder = 'Sent') {
  const dated = { from: DESK, to: MARTA, date: new Date(at).toUTCString(), ...l }
  await h.folders.put(folder, letter(dated), at)
}
async function look(h: House, limits = {}) {
  await h.world.owner.call(contract.startLookBack, { params: { mailboxId: h.desk.id } })
  await lookBackNow(h.world.services, limits)
  return await last(h)
}
async function last(h: House) {
  const { items } = await h.world.owner.call(contract.listLookBacks, { query: { mailboxId: h.desk.id } })
  return items[0]!
}
async function findings(h: House, query: object = {}, as = h.world.owner) {
  const all = await as.call(contract.listFindings, { query: { mailboxId: h.desk.id, ...query } })
  return all.items
}

/** What kill -9 leaves behind: still claimed, and read up to a place. */
async function killedAt(world: World, id: Awaited<ReturnType<typeof last>>['id'], uid: number) {
  const act = world.act()
  const row = (await act.db.read(act.workspaceId, (db) => store.findLookBack(db, id)))!
  const { uidValidity } = row.position.sent!
  const left = {
    ...{ state: 'reading' as const, readCount: uid, finishedAt: null, attempts: 1 },
    ...{ position: { sent: { uidValidity, uid } }, claimedUntil: plus(world.now(), { seconds: 45 }) },
  }
  await flush(act, { writes: [store.updateLookBack(row, left)], events: [] })
}

describe.skipIf(absent)(`looking back through a mailbox${absent ? ` [skipped: ${reason}]` : ''}`, () => {
  it('finds what was promised, whether a later word went out, and who had no answer [S3-21]', async () => {
    const h = await house()
    await sent(h, '2026-11-04T09:00:00Z', { subject: 'Your Fabia', text: 'I’ll call you by Friday.' })
    await sent(h, '2026-11-10T09:00:00Z', {
      to: 'Jonas <jonas@lind.example>',
      text: 'We will send you the offer tomorrow.',
    })
    await sent(h, '2026-11-12T09:00:00Z', { to: 'jonas@lind.example', text: 'Here it is. Kind regards' })
    await received(h, '2026-11-11T09:00:00Z', {
      from: 'Priya Nair <priya@nair.example>',
      subject: 'Tyres',
      text: 'Hello,\n\nI saw your offer. Do you have winter tyres?\n\nPriya',
    })
    expect(await look(h)).toMatchObject({
      ...{ state: 'done', readCount: 4, total: 4, sentFolder: 'Sent', oversized: 0, unreadable: 0 },
      found: { promises: 2, withoutLaterWord: 1, unanswered: 1 },
      open: { promises: 2, withoutLaterWord: 1, unanswered: 1 },
    })
    const [tyres, offer, call] = await findings(h)
    expect(tyres).toMatchObject({
      kind: 'unanswered',
      name: 'Priya Nair',
      sentence: 'Do you have winter tyres?',
    })
    expect(offer).toMatchObject({ kind: 'promise', name: 'Jonas', laterWord: true, saidAs: 'tomorrow' })
    expect(call).toMatchObject({
      ...{ name: 'Marta Okafor', address: 'marta@posteo.example', subject: 'Your Fabia', laterWord: false },
      ...{ sentence: 'I’ll call you by Friday.', saidAs: 'by Friday', due: '2026-11-06T17:00:00.000Z' },
      ...{ mailAt: '2026-11-04T09:00:00.000Z', person: null },
    })
    expect(await findings(h, { kind: 'promise', laterWord: 'no' })).toHaveLength(1)
  })

  it('changes nothing on the mail server, sends nothing and files nothing', async () => {
    const h = await house()
    await sent(h, '2026-11-20T09:00:00Z', { text: 'I’ll call you tomorrow.' })
    await received(h, '2026-11-20T09:00:00Z', { text: 'Is it safe?' })
    await look(h)
    expect(await h.folders.flags('INBOX')).toEqual([[]])
    expect(await h.folders.flags('Sent')).toEqual([[]])
    const counted = await h.world.services.db.read(h.world.workspaceId, async (db) =>
      Promise.all(
        (['conversations', 'messages', 'outbox', 'inboundMails', 'persons', 'promises'] as const).map(
          (table) => db.selectFrom(table).select('workspaceId').execute(),
        ),
      ),
    )
    expect(counted.flat()).toEqual([])
  })

  it('hears only our own words: no quote, nothing passed on, not the promises of others', async () => {
    const h = await house()
    await sent(h, '2026-11-18T09:00:00Z', {
      text: 'Thank you for telling us.\n\nOn Tue, 17 Nov 2026 at 10:00, Marta Okafor <marta@posteo.example> wrote:\n> I’ll call you tomorrow.\n',
    })
    await sent(h, '2026-11-18T10:00:00Z', {
      subject: 'Fwd: The part',
      text: 'Please see below.\n\n---------- Forwarded message ---------\nFrom: Supplier <s@parts.example>\nDate: Mon, 16 Nov 2026\nSubject: The part\nTo: desk\n\nWe will send you the part on Friday.\n',
    })
    await received(h, '2026-11-18T11:00:00Z', { text: 'I’ll call you tomorrow.' })
    await received(h, '2026-11-18T12:00:00Z', {
      from: 'Olga <desk@nordlicht.example>',
      to: 'marta@posteo.example',
      text: 'I’ll call you by Friday.',
    })
    await look(h)
    const found = await findings(h, { kind: 'promise' })
    expect(found.map((f) => f.sentence)).toEqual(['I’ll call you by Friday.'])
  })

  it('counts no machine as somebody who waits: newsletters, lists, notices, our own forms, mere thanks', async () => {
    const h = await house()
    const at = '2026-11-18T09:00:00Z'
    await received(h, at, { from: 'n@shop.example', more: ['List-Unsubscribe: <mailto:u@shop.example>'] })
    await received(h, at, { from: 'list@club.example', more: ['List-Id: <club.example>'] })
    await received(h, at, { from: 'away@firm.example', more: ['Auto-Submitted: auto-replied'] })
    await received(h, at, { from: 'no-reply@bank.example' })
    await received(h, at, { from: DESK, more: ['Reply-To: visitor@web.example'] })
    await received(h, at, { from: 'kind@posteo.example', text: 'Perfect, thank you very much!' })
    await received(h, at, { from: MARTA, text: 'Is it ready?' })
    const { found } = await look(h)
    expect(found.unanswered).toBe(1)
  })

  it('counts somebody as answered by another mail of the thread, and by Servus itself', async () => {
    const h = await house()
    await received(h, '2026-11-18T09:00:00Z', { from: MARTA, id: '<ask@x>' })
    await sent(h, '2026-11-18T10:00:00Z', {
      to: 'husband@posteo.example',
      references: '<ask@x>',
      text: 'Yes.',
    })
    await received(h, '2026-11-18T09:00:00Z', { from: 'jonas@lind.example', id: '<jonas@x>' })
    const filed = await h.desk.post(
      letter({ from: 'jonas@lind.example', id: '<jonas@x>', text: 'Is it ready?' }),
    )
    await h.world.owner.call(sendReply, {
      params: { conversationId: filed.conversationId as never },
      body: { text: 'It is ready.', to: [{ address: 'jonas@lind.example' }] },
    })
    expect((await look(h)).found.unanswered).toBe(0)
  })

  it('hears nothing anew in what was written in Servus, where it was listened to as it was written', async () => {
    const h = await house()
    const filed = await h.desk.post(letter({ from: MARTA, id: '<ask@x>', text: 'Is it ready?' }))
    const text = 'I’ll call you tomorrow.'
    await h.world.owner.call(sendReply, {
      params: { conversationId: filed.conversationId as never },
      body: { text, to: [{ address: 'marta@posteo.example' }] },
    })
    const ours = await h.world.services.db.read(h.world.workspaceId, (db) =>
      db.selectFrom('messages').select('mailId').where('direction', '=', 'out').executeTakeFirstOrThrow(),
    )
    await sent(h, '2026-11-23T09:12:00Z', { id: ours.mailId!, text })
    await sent(h, '2026-11-20T09:12:00Z', { id: '<elsewhere@x>', text })
    expect((await look(h)).found.promises).toBe(1)
    expect(await findings(h, { kind: 'promise' })).toMatchObject([{ mailAt: '2026-11-20T09:12:00.000Z' }])
  })

  it('finds the folder of what was sent by its German name, and says so where there is none', async () => {
    const german = await house('Gesendete Elemente')
    await sent(german, '2026-11-20T09:00:00Z', { text: 'I’ll call you tomorrow.' }, 'Gesendete Elemente')
    expect(await look(german)).toMatchObject({ sentFolder: 'Gesendete Elemente', found: { promises: 1 } })
    expect(await look(await house(null))).toMatchObject({ state: 'done', sentFolder: null })
  })

  it('leaves out what is older than 30 days, and counts what is too large or cannot be read', async () => {
    const h = await house()
    await sent(h, '2026-10-01T09:00:00Z', { text: 'I’ll call you tomorrow.' })
    await sent(h, '2026-11-19T09:00:00Z', { text: `I’ll call you tomorrow.\n${'x'.repeat(5000)}` })
    await h.folders.put('INBOX', 'no header at all', '2026-11-19T09:00:00Z')
    await sent(h, '2026-11-20T09:00:00Z', { text: 'I’ll call you tomorrow.' })
    const done = await look(h, { largest: 3000 })
    expect(done).toMatchObject({ state: 'done', oversized: 1, unreadable: 1, found: { promises: 1 } })
  })

  it('goes on by itself where the line was cut, says so meanwhile, and doubles nothing when done again', async () => {
    const h = await house()
    const all = 160
    for (let n = 1; n <= all; n++)
      await sent(h, '2026-11-18T09:00:00Z', { to: `p${n}@x.example`, text: 'I’ll call you tomorrow.' })
    await h.world.owner.call(contract.startLookBack, { params: { mailboxId: h.desk.id } })
    const reading = lookBackNow(h.world.services)
    await expect.poll(async () => (await last(h)).readCount, { ...SOON, interval: 2 }).toBeGreaterThan(0)
    h.cable.pull()
    await reading
    const cut = await last(h)
    expect(cut).toMatchObject({ state: 'reading', problem: expect.stringContaining('closed'), total: all })
    expect(cut.readCount).toBeLessThan(all)
    expect(cut.found.promises).toBe(cut.readCount)
    h.cable.plug()
    h.world.at('2026-11-23T09:20:00Z')
    await lookBackNow(h.world.services)
    expect(await last(h)).toMatchObject({ state: 'done', problem: null, found: { promises: all } })
    expect((await look(h)).found.promises).toBe(all)
  })

  it('is taken over by another worker when the first died on the way, from where it came to', async () => {
    const h = await house()
    for (let n = 1; n <= 25; n++)
      await sent(h, '2026-11-18T09:00:00Z', {
        to: `p${n}@x.example`,
        text: `I’ll call you tomorrow about ${n}.`,
      })
    await h.world.owner.call(contract.startLookBack, { params: { mailboxId: h.desk.id } })
    // As kill -9 leaves it: claimed, read up to the tenth, and its findings kept with that place.
    await lookBackNow(h.world.services)
    await killedAt(h.world, (await last(h)).id, 10)
    await lookBackNow(h.world.services)
    expect(await last(h)).toMatchObject({ state: 'reading', readCount: 10 })
    h.world.at('2026-11-23T09:20:00Z')
    await lookBackNow(h.world.services)
    expect(await last(h)).toMatchObject({ state: 'done', readCount: 25, found: { promises: 25 } })
  })

  it('is one at a time for a mailbox, can be stopped, and keeps what it found', async () => {
    const h = await house()
    await sent(h, '2026-11-20T09:00:00Z', { text: 'I’ll call you tomorrow.' })
    const ask = () => h.world.owner.call(contract.startLookBack, { params: { mailboxId: h.desk.id } })
    const [first, second] = await Promise.all([ask(), ask()])
    expect(second.id).toBe(first.id)
    await h.world.owner.call(contract.stopLookBack, { params: { mailboxId: h.desk.id } })
    await lookBackNow(h.world.services)
    expect(await last(h)).toMatchObject({ state: 'stopped', found: { promises: 0 } })
    expect(await look(h)).toMatchObject({ state: 'done', found: { promises: 1 } })
  })

  it('says what is wrong and ends where a password is refused', async () => {
    const h = await house()
    const imap = { host: h.mail.host, port: h.mail.imapPort, tls: true }
    const login = { imap, username: h.mail.user, password: 'wrong', caPem: h.mail.caPem }
    const desk = await makeDesk(h.world, { ...login, address: 'parts@nordlicht.example' })
    expect(await look({ ...h, desk })).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('refused the name or the password'),
    })
  })

  it('makes a promise of what is confirmed, to a person it adds, and asks for a new date where the old has passed', async () => {
    const h = await house()
    await sent(h, '2026-11-04T09:00:00Z', { text: 'I’ll call you by Friday.' })
    await look(h)
    const [found] = await findings(h)
    const luis = await h.world.join('Luis')
    const params = { findingId: found!.id }
    const body = { text: 'Luis calls you', ownerId: luis.memberId, version: found!.version }
    const late = luis.call(contract.confirmFinding, { params, body: { ...body, due: found!.due! } })
    await expect(late).rejects.toMatchObject({ problem: { code: 'due_in_past' } })
    const due = '2026-11-24T10:00:00.000Z'
    const made = await luis.call(contract.confirmFinding, { params, body: { ...body, due } })
    const promise = await luis.call(promises.readPromise, { params: { promiseId: made.promiseId } })
    expect(promise).toMatchObject({
      ...{ text: 'Luis calls you', due, saidAs: 'by Friday (2026-11-04)', owner: { id: luis.memberId } },
      to: { kind: 'person', name: 'Marta Okafor' },
    })
    // It is measured by the date the sentence named, and says so.
    expect(promise).toMatchObject({ originalDue: found!.due, state: 'open' })
    const person = await luis.call(people.readPerson, { params: { personId: made.personId } })
    expect(person.handles).toMatchObject([{ value: 'marta@posteo.example' }])
    expect(await findings(h)).toEqual([])
    const again = luis.call(contract.confirmFinding, { params, body: { ...body, due } })
    await expect(again).rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
    expect(await last(h)).toMatchObject({ found: { promises: 1 }, open: { promises: 0 } })
  })

  it('lets many go at once, takes that back, and finds nothing dismissed again', async () => {
    const h = await house()
    for (const n of [1, 2, 3])
      await sent(h, `2026-11-1${n}T09:00:00Z`, { to: `p${n}@x.example`, text: 'I’ll call you tomorrow.' })
    await look(h)
    const ids = (await findings(h)).map((f) => f.id)
    const gone = await h.world.owner.call(contract.dismissFindings, { body: { ids } })
    expect(gone.ids.toSorted()).toEqual(ids.toSorted())
    expect(await findings(h)).toEqual([])
    await look(h)
    expect(await findings(h)).toEqual([])
    await h.world.owner.call(contract.restoreFindings, { body: { ids: ids.slice(0, 2) } })
    expect(await findings(h)).toHaveLength(2)
  })

  it('drops somebody who was answered meanwhile, and shows who wrote again once', async () => {
    const h = await house()
    await received(h, '2026-11-18T09:00:00Z', { from: MARTA, text: 'Is it ready?' })
    await received(h, '2026-11-18T09:00:00Z', { from: 'jonas@lind.example', text: 'May I come?' })
    expect((await look(h)).found.unanswered).toBe(2)
    await sent(h, '2026-11-19T09:00:00Z', { to: MARTA, text: 'It is.' })
    await received(h, '2026-11-19T09:00:00Z', { from: 'jonas@lind.example', text: 'Hello? May I come?' })
    expect((await look(h)).found.unanswered).toBe(1)
    expect((await findings(h)).map((f) => f.sentence)).toEqual(['Hello?'])
  })

  it('tells what one mail promised in the order of its words', async () => {
    const h = await house()
    await sent(h, '2026-11-04T09:00:00Z', {
      text: 'I’ll call you tomorrow. Then I’ll send you the invoice by Friday.',
    })
    await look(h)
    expect((await findings(h)).map((f) => f.saidAs)).toEqual(['tomorrow', 'by Friday'])
  })

  it('pages through what it found, the latest mail first', async () => {
    const h = await house()
    for (let n = 1; n <= 7; n++)
      await sent(h, `2026-11-0${n}T09:00:00Z`, { to: `p${n}@x.example`, text: 'I’ll call you tomorrow.' })
    await look(h)
    const query = { mailboxId: h.desk.id, limit: 3 }
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await h.world.owner.call(contract.listFindings, {
        query: { ...query, ...(after ? { after } : {}) },
      })
      seen.push(...page.items.map((f) => f.address[1]!))
      if (!page.next) break
      after = page.next
    }
    expect(seen.join('')).toBe('7654321')
  })

  it('shows nothing of a sensitive conversation to those who do not help in it, nor counts it', async () => {
    const h = await house()
    await sent(h, '2026-11-20T09:00:00Z', { inReplyTo: '<secret@x>', text: 'I’ll call you tomorrow.' })
    const filed = await h.desk.post(letter({ id: '<secret@x>', text: 'It is about my health.' }))
    await look(h)
    const luis = await h.world.join('Luis')
    const [found] = await findings(h, {}, luis)
    expect(found!.conversation).toMatchObject({ id: filed.conversationId })
    const params = { conversationId: filed.conversationId as never }
    await h.world.owner.call(nameConversation, { params, body: { sensitive: true } })
    expect(await findings(h, {}, luis)).toEqual([])
    const { items } = await luis.call(contract.listLookBacks, { query: {} })
    expect(items[0]!.found.promises).toBe(0)
    expect((await luis.call(contract.dismissFindings, { body: { ids: [found!.id] } })).ids).toEqual([])
    const confirm = {
      params: { findingId: found!.id },
      body: { text: 'x', due: '2026-11-24T10:00:00Z', version: 1 },
    }
    await expect(luis.call(contract.confirmFinding, confirm)).rejects.toMatchObject({ status: 404 })
    expect(await findings(h)).toHaveLength(1)
  })

  it('is started by those who look after mailboxes, and confirmed by whoever serves', async () => {
    const h = await house()
    const luis = await h.world.join('Luis')
    const start = luis.call(contract.startLookBack, { params: { mailboxId: h.desk.id } })
    await expect(start).rejects.toMatchObject({ status: 403 })
    const guest = await h.world.join('Guest', 'read_only')
    const dismiss = guest.call(contract.dismissFindings, {
      body: { ids: ['01a200c6-007a-7000-8000-018af9ae0b4b'] },
    })
    await expect(dismiss).rejects.toMatchObject({ status: 403 })
  })
})
