import { changeMember, listMembers } from '../../contract/accounts.ts'
import { beginBulk } from '../../contract/bulk.ts'
import { logCall, sendReply } from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import * as contract from '../../contract/notices.ts'
import * as people from '../../contract/people.ts'
import * as promises from '../../contract/promises.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { carryDueMail } from '../channels/jobs.ts'
import { parseMail, type UnderstoodMail } from '../mail/parse.ts'
import { startSmtp, type TestSmtp } from '../mail/testing/smtp.ts'
import { isSignedBy, startPushService } from '../push/testing/push-service.ts'
import { hearAll } from '../world/hear.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'
import { carryDueNotices } from './jobs.ts'

let smtp: TestSmtp
let push: Awaited<ReturnType<typeof startPushService>>
beforeAll(async () => {
  ;[smtp, push] = [await startSmtp(), await startPushService()]
})
afterAll(async () => {
  await smtp.stop()
  await push.stop()
})
beforeEach(() => {
  smtp.received.length = 0
  push.got.length = 0
  push.answer(201)
})

/** Jonas Lind asks about his gearbox; Ana calls Luis by name in a note. */
async function scene({ mailbox = true } = {}) {
  const world = await makeWorld()
  if (mailbox)
    await makeDesk(world, {
      smtp: { host: smtp.host, port: smtp.port, tls: false },
      username: 'desk@servus.example',
      password: 'correct horse',
    })
  const [ana, luis] = [await world.join('Ana Ruiz'), await world.join('Luis Ortega')]
  const jonas = await ana.call(people.addPerson, { body: { name: 'Jonas Lind' } })
  const talk = await ana.call(logCall, {
    body: { personId: jonas.id, direction: 'in', summary: 'Any news of the gearbox?' },
  })
  const params = { conversationId: talk.id }
  const call = () => ana.call(talks.writeNote, { params, body: { text: '@Luis the gearbox of Jonas' } })
  return { world, ana, luis, jonas, talk, params, call }
}

async function wants(
  who: Caller,
  choice: Partial<{ inApp: boolean; mail: 'off' | 'at_once' | 'digest'; push: boolean }>,
) {
  await who.call(contract.chooseNotice, {
    params: { kind: 'mention' },
    body: { inApp: true, mail: 'off', push: false, ...choice },
  })
}

async function carryAt(world: World, moment?: string) {
  if (moment) world.at(moment)
  await hearAll(world)
  await carryDueNotices(world.services)
  await carryDueMail(world.services)
}

async function device(who: Caller, label = 'Firefox on Linux') {
  const browser = push.subscribe()
  const added = await who.call(contract.addDevice, { body: { ...browser, label } })
  return { ...browser, id: added.id, path: new URL(browser.endpoint).pathname }
}

async function mails() {
  const parsed = await Promise.all(smtp.received.map((m) => parseMail(m.raw)))
  return (parsed as UnderstoodMail[]).map((m) => ({ subject: m.subject, text: m.text }))
}

describe('a notice by mail', () => {
  it('leaves when nobody read it for five minutes, and names no customer and none of their words', async () => {
    const { world, luis, call, talk } = await scene()
    await wants(luis, { mail: 'at_once' })
    await call()
    await carryAt(world)
    await carryAt(world, '2026-11-23T09:16:00Z')
    expect(await mails()).toEqual([])
    await carryAt(world, '2026-11-23T09:17:00Z')
    await carryAt(world, '2026-11-23T09:18:00Z')
    const [mail, ...more] = await mails()
    expect(more).toEqual([])
    expect(smtp.received[0]!.to).toEqual([expect.stringMatching(/^luis\.ortega/)])
    expect(mail!.subject).toBe('Ana Ruiz called you by name in a note')
    expect(mail!.text).toContain(`http://localhost/conversations/${talk.id}`)
    expect(JSON.stringify(mail)).not.toMatch(/Jonas|gearbox/)
  })

  it('does not leave when it was read in the app by then', async () => {
    const { world, luis, call, talk } = await scene()
    await wants(luis, { mail: 'at_once' })
    await call()
    await carryAt(world)
    await luis.call(contract.markNoticesRead, { body: { conversationId: talk.id } })
    await carryAt(world, '2026-11-23T09:30:00Z')
    expect(await mails()).toEqual([])
  })

  it('gathers in one letter a day at the chosen time', async () => {
    const { world, luis, call } = await scene()
    await wants(luis, { inApp: false, mail: 'digest' })
    await luis.call(contract.chooseNoticeTimes, {
      body: { quietFrom: null, quietTo: null, digestAt: '17:00', version: 0 },
    })
    for (let n = 0; n < 3; n++) await call()
    await carryAt(world, '2026-11-23T15:59:00Z')
    expect(await mails()).toEqual([])
    await carryAt(world, '2026-11-23T16:00:00Z')
    const [digest, ...more] = await mails()
    expect(more).toEqual([])
    expect(digest!.text.match(/called you by name/g)).toHaveLength(3)
    expect((await luis.call(contract.listNotices)).items).toEqual([])
  })

  it('waits for whoever is on a break also while others get theirs', async () => {
    const { world, ana, luis, params, call } = await scene()
    const mia = await world.join('Mia Meier')
    for (const who of [luis, mia]) await wants(who, { mail: 'at_once' })
    await call()
    await ana.call(talks.writeNote, { params, body: { text: '@Mia you know gearboxes' } })
    await carryAt(world)
    await luis.call(contract.startBreak)
    await carryAt(world, '2026-11-23T09:17:00Z')
    expect(smtp.received.map((m) => m.to)).toEqual([[expect.stringMatching(/^mia\.meier/)]])
    await luis.call(contract.endBreak)
    await carryAt(world, '2026-11-23T09:20:00Z')
    expect(smtp.received).toHaveLength(2)
  })

  it('waits in quiet hours and on a break', async () => {
    const { world, luis, call } = await scene()
    await wants(luis, { mail: 'at_once' })
    await luis.call(contract.chooseNoticeTimes, {
      body: { quietFrom: '10:00', quietTo: '11:00', digestAt: '08:00', version: 0 },
    })
    await call()
    await carryAt(world, '2026-11-23T09:59:00Z')
    expect(await mails()).toEqual([])
    await luis.call(contract.startBreak)
    await carryAt(world, '2026-11-23T10:05:00Z')
    expect(await mails()).toEqual([])
    await luis.call(contract.endBreak)
    await carryAt(world)
    expect(await mails()).toHaveLength(1)
  })

  it('waits too where the quiet hours were chosen after it was told', async () => {
    const { world, luis, call } = await scene()
    await wants(luis, { mail: 'at_once' })
    await call()
    await carryAt(world)
    await luis.call(contract.chooseNoticeTimes, {
      body: { quietFrom: '10:00', quietTo: '11:00', digestAt: '08:00', version: 0 },
    })
    await carryAt(world, '2026-11-23T09:20:00Z')
    expect(await mails()).toEqual([])
    await carryAt(world, '2026-11-23T10:00:00Z')
    expect(await mails()).toHaveLength(1)
  })

  it('goes to nobody whose access has ended, nor about what they may no longer read', async () => {
    const { world, ana, luis, call, params } = await scene()
    await wants(luis, { mail: 'at_once' })
    await call()
    await carryAt(world)
    await ana.call(talks.assignConversation, { params, body: { memberId: ana.memberId } })
    await ana.call(talks.nameConversation, { params, body: { sensitive: true } })
    await carryAt(world, '2026-11-23T09:20:00Z')
    expect(await mails()).toEqual([])
    await ana.call(talks.nameConversation, { params, body: { sensitive: false } })
    await call()
    await carryAt(world)
    const { items } = await world.owner.call(listMembers)
    const { version } = items.find((m) => m.id === luis.memberId)!
    await world.owner.call(changeMember, {
      params: { memberId: luis.memberId },
      body: { endsAt: world.now(), version },
    })
    await carryAt(world, '2026-11-23T09:40:00Z')
    expect(await mails()).toEqual([])
  })

  it('is said to be impossible where no mailbox can send', async () => {
    const { world, luis, call } = await scene({ mailbox: false })
    expect((await luis.call(contract.readNoticeSettings)).canMail).toBe(false)
    await wants(luis, { mail: 'at_once' })
    await call()
    await carryAt(world, '2026-11-23T09:20:00Z')
    expect((await luis.call(contract.listNotices)).items).toHaveLength(1)
  })
})

describe('a word that reached nobody', () => {
  it('is told to whoever wrote it', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world, {
      smtp: { host: smtp.host, port: smtp.port, tls: false },
      username: 'desk@servus.example',
      password: 'correct horse',
    })
    const ana = await world.join('Ana Ruiz')
    const first = await desk.post(letter({ id: '<first@posteo.example>', subject: 'Noise' }))
    const params = { conversationId: first.conversationId! }
    world.at('2026-11-23T09:12:20Z')
    await ana.call(sendReply, { params, body: { text: 'We will look at it.' } })
    smtp.failWith((s) => (s.at === 'recipient' ? { code: 550, words: '5.1.1 No such user' } : null))
    await carryAt(world, '2026-11-23T09:13:00Z')
    await hearAll(world)
    smtp.failWith(null)
    expect((await ana.call(contract.listNotices)).items).toMatchObject([
      { kind: 'not_told', by: null, conversation: { id: params.conversationId } },
    ])
  })
})

describe('a notice by push', () => {
  it('reaches the browser, encrypted for it and signed by us, and tells no more than it must', async () => {
    const { world, luis, talk, params } = await scene()
    const browser = await device(luis)
    const made = await luis.call(promises.makePromise, {
      body: { text: 'Luis calls Jonas', due: '2026-11-23T11:00:00Z', ...params },
    })
    await carryAt(world, '2026-11-23T10:45:00Z')
    await carryAt(world)
    expect(push.got).toMatchObject([
      {
        path: browser.path,
        message: { title: 'Servus', body: 'A promise of yours is due at 12:00', url: `/promises/${made.id}` },
      },
    ])
    expect(JSON.stringify(push.got[0]!.message)).not.toMatch(/Jonas|gearbox/)
    const { publicKey } = await luis.call(contract.readPushKey)
    const { authorization, 'content-encoding': encoding } = push.got[0]!.headers
    expect(encoding).toBe('aes128gcm')
    expect(isSignedBy(authorization!, publicKey, push.origin)).toBe(true)
    expect(talk.id).toBeTruthy()
  })

  it('goes to every device once, also when one of them has to wait', async () => {
    const { world, luis, call } = await scene()
    await wants(luis, { push: true })
    const [first, second] = [await device(luis), await device(luis, 'Phone')]
    push.answer(503)
    await call()
    await carryAt(world)
    expect(push.got).toEqual([])
    push.answer(201)
    await carryAt(world, '2026-11-23T09:12:30Z')
    expect(push.got).toEqual([])
    await carryAt(world, '2026-11-23T09:13:00Z')
    await carryAt(world, '2026-11-23T09:30:00Z')
    expect(push.got.map((g) => g.path).sort()).toEqual([first.path, second.path].sort())
    expect(push.got[0]!.headers.topic).toBe(push.got[1]!.headers.topic)
  })

  it('lets a device go that its push service no longer knows', async () => {
    const { world, luis, call } = await scene()
    await wants(luis, { push: true })
    await device(luis)
    push.answer(410)
    await call()
    await carryAt(world)
    expect((await luis.call(contract.readNoticeSettings)).devices).toEqual([])
  })

  it('is given up after some tries, and not asked for ever', async () => {
    const { world, luis, call } = await scene()
    await wants(luis, { push: true })
    await device(luis)
    push.answer(500)
    await call()
    for (const moment of ['09:12', '09:14', '09:20', '09:40', '11:00', '15:00', '22:00'])
      await carryAt(world, `2026-11-23T${moment}:00Z`)
    push.answer(201)
    await carryAt(world, '2026-11-24T09:00:00Z')
    expect(push.got).toEqual([])
    expect((await luis.call(contract.readNoticeSettings)).devices).toHaveLength(1)
  })

  it('waits in quiet hours and on a break, and is dropped when it was read by then', async () => {
    const { world, luis, call } = await scene()
    await wants(luis, { push: true })
    await device(luis)
    await luis.call(contract.startBreak)
    await call()
    await carryAt(world, '2026-11-23T09:30:00Z')
    expect(push.got).toEqual([])
    await luis.call(contract.endBreak)
    await carryAt(world)
    expect(push.got).toHaveLength(1)
    await luis.call(contract.chooseNoticeTimes, {
      body: { quietFrom: '10:00', quietTo: '11:00', digestAt: '08:00', version: 0 },
    })
    await call()
    await carryAt(world)
    expect(push.got).toHaveLength(1)
    const [unread] = (await luis.call(contract.listNotices)).items
    await luis.call(contract.markNoticesRead, { body: { upTo: unread!.id } })
    await carryAt(world, '2026-11-23T10:00:00Z')
    expect(push.got).toHaveLength(1)
  })

  it('goes to no address inside, and the keys of a device are shown to nobody', async () => {
    const { luis, ana } = await scene()
    const browser = push.subscribe()
    for (const endpoint of ['https://10.0.0.1/x', 'https://localhost/x', 'http://push.example/x'])
      await expect(
        luis.call(contract.addDevice, { body: { ...browser, endpoint, label: 'x' } }),
      ).rejects.toMatchObject({ problem: { field: 'endpoint' } })
    await expect(
      luis.call(contract.addDevice, { body: { ...browser, auth: 'short', label: 'x' } }),
    ).rejects.toMatchObject({ status: 400 })
    const mine = await device(luis)
    const shown = JSON.stringify(await luis.call(contract.readNoticeSettings))
    expect(shown).not.toContain(mine.p256dh)
    await expect(ana.call(contract.removeDevice, { params: { deviceId: mine.id } })).rejects.toMatchObject({
      status: 404,
    })
    await luis.call(contract.removeDevice, { params: { deviceId: mine.id } })
    expect((await luis.call(contract.readNoticeSettings)).devices).toEqual([])
  })

  it('rings for many given in one act a few times, not for each, and tells of each', async () => {
    const { world, ana, luis } = await scene({ mailbox: false })
    await luis.call(contract.chooseNotice, {
      params: { kind: 'assigned' },
      body: { inApp: true, mail: 'off', push: true },
    })
    await device(luis)
    const conversationIds: ConversationId[] = []
    for (let n = 0; n < 6; n++)
      conversationIds.push(
        (await ana.call(logCall, { body: { direction: 'in', summary: `Matter ${n}` } })).id,
      )
    const act = { kind: 'assign' as const, memberId: luis.memberId }
    await ana.call(beginBulk, { body: { act, conversationIds } })
    await carryAt(world)
    expect(push.got).toHaveLength(3)
    expect((await luis.call(contract.listNotices)).items).toHaveLength(6)
  })

  it('has keys made once, the private one sealed', async () => {
    const { world, luis, ana } = await scene()
    const [a, b] = await Promise.all([luis.call(contract.readPushKey), ana.call(contract.readPushKey)])
    expect(a).toEqual(b)
    const { rows } = await world.services.db.pool.query('select private_key from jobs.push_keys')
    expect(rows).toHaveLength(1)
    expect(rows[0].private_key.length).toBeGreaterThan(43 + 28 - 1)
  })
})
