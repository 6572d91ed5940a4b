import * as talks from '../../contract/conversations.ts'
import { listNotices } from '../../contract/notices.ts'
import { checkReceipts, listReceipts, readReceiptBook } from '../../contract/receipts.ts'
import { flush } from '../db/flush.ts'
import { openFolder } from '../mail/imap.ts'
import { findDovecot, startDovecot, type TestDovecot } from '../mail/testing/dovecot.ts'
import { hearAll } from '../world/hear.ts'
import { type Desk, letter, makeDesk } from '../world/mail-desk.ts'
import { SOON } from '../world/soon.ts'
import { makeWorld, type World } from '../world/world.ts'
import { checkDue } from './mail-in-check.ts'
import { keepMailbox } from './mail-in-watch.ts'
import { updatePosition } from './store-mailboxes.ts'

const absent = findDovecot() === null
const reason = 'Dovecot is not installed (apt-get install -y dovecot-imapd)'
const running: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0).toReversed()) await stop()
})

async function look(world: World, { id }: Desk) {
  const params = { mailboxId: id }
  await world.owner.call(checkReceipts, { params })
  await checkDue(world.services, undefined, world.workspaceId)
  return (await world.owner.call(readReceiptBook, { params })).check
}

async function lineOf(world: World, { id }: Desk) {
  const { items } = await world.owner.call(listReceipts, { params: { mailboxId: id }, query: {} })
  return items[0]!
}

async function change(world: World, sql: string) {
  await world.services.db.pool.query(
    `begin; set local app.workspace = '${world.workspaceId}'; ${sql}; commit`,
  )
}

const toldOf = async (world: World) => {
  await hearAll(world)
  const { items } = await world.owner.call(listNotices, { query: {} })
  return items.filter((n) => n.kind === 'mail_amiss').length
}

describe('the look whether a receipt book is true', () => {
  it('finds nothing amiss where every line has its original and its message', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    const raw = letter()
    for (const one of [raw, raw, 'Subject: Nobody\r\n\r\nwords\r\n']) await desk.post(one)
    const found = await look(world, desk)
    expect(found).toMatchObject({ outcome: 'balanced', underWay: null, differsSince: null })
    expect(found.findings).toMatchObject({ originals: 2, server: null })
    expect(await toldOf(world)).toBe(0)
  })

  it('tells of a lost and of a changed original, once, to those who look after mailboxes, until it is mended', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    const [one, two] = [letter({ subject: 'One' }), letter({ subject: 'Two' })]
    const [first, second] = [await desk.post(one), await desk.post(two)]
    await world.services.blobs.delete(first.sha256)
    const found = await look(world, desk)
    expect(found).toMatchObject({
      outcome: 'differs',
      findings: { lost: { count: 1 }, damaged: { count: 0 } },
    })
    expect(found.lines).toMatchObject([{ subject: 'One', sender: 'marta@posteo.example' }])
    expect(await toldOf(world)).toBe(1)
    await world.services.blobs.delete(second.sha256)
    expect((await look(world, desk)).findings?.lost.count).toBe(2)
    expect(await toldOf(world)).toBe(1)
    for (const raw of [one, two]) await world.services.blobs.put(Buffer.from(raw))
    expect(await look(world, desk)).toMatchObject({ outcome: 'balanced', differsSince: null, lines: [] })
    const kinds = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('events').select('kind').where('kind', 'like', 'receipts.%').orderBy('id').execute(),
    )
    expect(kinds.map((e) => e.kind).filter((k) => k !== 'receipts.check_asked')).toEqual([
      'receipts.differ',
      'receipts.checked',
      'receipts.agree',
    ])
  })

  it('finds a line whose message is gone, and a message no line accounts for', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    await desk.post(letter())
    await change(world, `update inbound_mails set message_id = '${world.services.newId()}'`)
    const { outcome, findings } = await look(world, desk)
    expect(outcome).toBe('differs')
    expect(findings).toMatchObject({ gone: { count: 1 }, unaccounted: { count: 1 } })
  })

  it('is taken by one of two workers, comes by itself after an hour, and again an hour later', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    await desk.post(letter())
    const book = () => world.owner.call(readReceiptBook, { params: { mailboxId: desk.id } })
    await checkDue(world.services, undefined, world.workspaceId)
    expect((await book()).check.checkedAt).toBeNull()
    world.at('2026-11-23T10:30:00Z')
    const both = [1, 2].map(() => checkDue(world.services, undefined, world.workspaceId))
    await Promise.all(both)
    const first = (await book()).check
    expect(first).toMatchObject({ outcome: 'balanced', findings: { originals: 1 } })
    await checkDue(world.services, undefined, world.workspaceId)
    expect((await book()).check.checkedAt).toBe(first.checkedAt)
    world.at('2026-11-23T11:31:00Z')
    await checkDue(world.services, undefined, world.workspaceId)
    expect((await book()).check.checkedAt).not.toBe(first.checkedAt)
  })
})

describe('the lines of a receipt book', () => {
  it('are found by state, reason, words and day, page by page', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    const brakes = letter({ subject: 'Brakes 100%', from: 'Zoe <zoe@mail.example>' })
    for (const raw of [brakes, brakes, letter({ subject: 'Tyres' }), 'Subject: Nobody\r\n\r\nwords\r\n'])
      await desk.post(raw)
    const params = { mailboxId: desk.id }
    const found = async (query: object) =>
      (await world.owner.call(listReceipts, { params, query })).items.map((l) => `${l.subject} ${l.state}`)
    expect((await found({})).toSorted()).toEqual([
      'Brakes 100% doubled',
      'Brakes 100% filed',
      'Nobody kept',
      'Tyres filed',
    ])
    expect(await found({ q: '100%' })).toHaveLength(2)
    expect(await found({ q: 'ZOE@' })).toHaveLength(2)
    expect(await found({ q: '%' })).toHaveLength(2)
    expect(await found({ state: 'doubled' })).toEqual(['Brakes 100% doubled'])
    expect(await found({ reason: 'same_bytes' })).toEqual(['Brakes 100% doubled'])
    expect(await found({ reason: 'names_no_sender' })).toEqual(['Nobody kept'])
    expect(await found({ day: '2026-11-23' })).toHaveLength(4)
    expect(await found({ day: '2026-11-22' })).toHaveLength(0)
    const first = await world.owner.call(listReceipts, { params, query: { limit: 3 } })
    const rest = await world.owner.call(listReceipts, { params, query: { limit: 3, after: first.next! } })
    expect(new Set([...first.items, ...rest.items].map((l) => l.id)).size).toBe(4)
    const { figures, reasons } = await world.owner.call(readReceiptBook, { params })
    expect(figures).toEqual({ fetched: 4, filed: 2, kept: 1, junk: 0, doubled: 1, waiting: 0 })
    expect(reasons).toContainEqual({ state: 'kept', reason: 'names_no_sender', count: 1 })
  })

  it('say nothing of a sensitive conversation to whoever may not read it, and words do not find them', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    const { conversationId } = await desk.post(letter({ subject: 'Oncology' }))
    const luis = await world.join('Luis Serves')
    const params = { conversationId: conversationId! }
    await luis.call(talks.assignConversation, { params, body: { memberId: luis.memberId } })
    await luis.call(talks.nameConversation, { params, body: { sensitive: true } })
    const line = await lineOf(world, desk)
    expect(line).toMatchObject({
      hidden: true,
      subject: null,
      sender: null,
      conversationId: null,
      hasRaw: false,
    })
    const at = { params: { mailboxId: desk.id } }
    expect((await world.owner.call(listReceipts, { ...at, query: { q: 'Onco' } })).items).toEqual([])
  })
})

describe.skipIf(absent)(
  `a receipt book against a real Dovecot${absent ? ` [skipped: ${reason}]` : ''}`,
  () => {
    async function scene() {
      const [world, mail] = [await makeWorld(), await startDovecot()]
      running.push(() => mail.stop())
      const imap = { host: mail.host, port: mail.imapPort, tls: true }
      const settings = { imap, username: mail.user, password: mail.pass, caPem: mail.caPem }
      return { world, mail, desk: await makeDesk(world, { ...settings, fetch: 'all' }) }
    }
    const watch = (world: World, { id }: Desk) => {
      const over = new AbortController()
      const done = keepMailbox(world.services, world.workspaceId, id, over.signal)
      const stop = async () => {
        over.abort()
        await done
      }
      running.push(stop)
      return stop
    }
    const filed = async (world: World, { id }: Desk) =>
      (await world.owner.call(readReceiptBook, { params: { mailboxId: id } })).figures.filed
    const numbering = async ({ host, imapPort, user, pass, caPem }: TestDovecot) => {
      const server = { host, port: imapPort, security: 'tls', user, pass, ca: caPem } as const
      const { client, uidValidity } = await openFolder(server, 'INBOX', true)
      client.close()
      return uidValidity
    }

    it('agrees number by number with what the server holds, and says when it was last asked', async () => {
      const { world, mail, desk } = await scene()
      for (const subject of ['one', 'two']) await mail.deliver(letter({ subject }))
      watch(world, desk)
      await expect.poll(() => filed(world, desk), SOON).toBe(2)
      const found = await look(world, desk)
      expect(found).toMatchObject({ outcome: 'balanced', problem: null })
      expect(found.findings?.server).toEqual({ held: 2, known: 2, arriving: 0, broughtIn: 0 })
      const asked = () => world.owner.call(readReceiptBook, { params: { mailboxId: desk.id } })
      await expect.poll(async () => (await asked()).mailbox.lookedAt, SOON).not.toBeNull()
    })

    it('brings in what reading had passed over, and does not go back to read all after it', async () => {
      const { world, mail, desk } = await scene()
      for (const subject of ['one', 'two', 'three']) await mail.deliver(letter({ subject }))
      const uidValidity = await numbering(mail)
      const act = world.act()
      await flush(act, { writes: [updatePosition(desk.id, 1, { uidValidity, uid: 3 })], events: [] })
      const found = await look(world, desk)
      expect(found.outcome).toBe('balanced')
      expect(found.findings?.server).toEqual({ held: 3, known: 3, arriving: 0, broughtIn: 3 })
      expect(await filed(world, desk)).toBe(3)
      const stands = await world.services.db.read(world.workspaceId, (db) =>
        db.selectFrom('mailboxes').select('lastUid').execute(),
      )
      expect(stands).toEqual([{ lastUid: 3 }])
      expect((await look(world, desk)).findings?.server).toMatchObject({ broughtIn: 0 })
    })

    it('knows nothing for sure while the server does not answer, and does not call an alarm off for that', async () => {
      const { world, mail, desk } = await scene()
      await mail.deliver(letter())
      const stop = watch(world, desk)
      await expect.poll(() => filed(world, desk), SOON).toBe(1)
      await stop()
      await mail.stop()
      const found = await look(world, desk)
      expect(found).toMatchObject({ outcome: 'unsure', findings: { server: null } })
      // Whether nothing listens there any more or the line is cut is the machine's to choose.
      expect(found.problem).toContain('127.0.0.1:')
    })

    it('is not compared while the folder is numbered anew, and agrees once that is read', async () => {
      const { world, mail, desk } = await scene()
      await mail.deliver(letter())
      const stop = watch(world, desk)
      await expect.poll(() => filed(world, desk), SOON).toBe(1)
      await stop()
      await mail.renumber()
      expect(await look(world, desk)).toMatchObject({ outcome: 'unsure' })
      watch(world, desk)
      const book = () => world.owner.call(readReceiptBook, { params: { mailboxId: desk.id } })
      await expect.poll(async () => (await book()).figures.doubled, SOON).toBe(1)
      expect((await look(world, desk)).outcome).toBe('balanced')
    })
  },
)
