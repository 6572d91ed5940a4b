import { sendReply } from '../../contract/channels.ts'
import { listConversations } from '../../contract/conversations.ts'
import { changeMailbox, checkMailbox } from '../../contract/mailboxes.ts'
import { listNotices } from '../../contract/notices.ts'
import { plus } from '../../domain/shared/time.ts'
import type { NoToken } from '../mail/faults.ts'
import { findDovecot, startDovecot, type TestDovecot } from '../mail/testing/dovecot.ts'
import { startOAuth, type TestOAuth } from '../mail/testing/oauth.ts'
import { startSmtp, type TestSmtp } from '../mail/testing/smtp.ts'
import { hearAll } from '../world/hear.ts'
import { letter } from '../world/mail-desk.ts'
import { addSignedInBox, firstBox, setUpProvider, signInBox } from '../world/mail-sign-in.ts'
import { SOON } from '../world/soon.ts'
import { makeWorld, type World } from '../world/world.ts'
import { carryDueMail } from './jobs.ts'
import { giveBackGrants } from './jobs-mail-grants.ts'
import { keepMailbox } from './mail-in-watch.ts'
import { tokensOf } from './mailboxes-tokens.ts'

const absent = findDovecot() === null
const reason = 'Dovecot is not installed (apt-get install -y dovecot-imapd)'
if (absent && process.env.CI) it('skips nothing in CI', () => expect.fail(reason))

let oauth: TestOAuth
let world: World
const running: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  oauth = await startOAuth()
  world = await makeWorld()
  await setUpProvider(world, oauth)
})
afterEach(async () => {
  for (const stop of running.splice(0).toReversed()) await stop()
  await oauth.stop()
})

type BoxId = Awaited<ReturnType<typeof addSignedInBox>>
const NOWHERE = { host: '127.0.0.1', port: 1, tls: false }
const token = (id: BoxId, refused?: string) => tokensOf(world.services, world.workspaceId, id)(refused)
const fault = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (e: NoToken) => e.fault.code,
  )
const later = (minutes: number) => world.at(plus(world.now(), { minutes }))
const giveBack = () => giveBackGrants.run(world.act(), world.services)
const renewals = () => oauth.asked.filter((grant) => grant === 'refresh_token').length

async function signedIn(settings: Parameters<typeof addSignedInBox>[1] = { smtp: NOWHERE }): Promise<BoxId> {
  const id = await addSignedInBox(world, settings)
  expect(await signInBox(world, oauth, id)).toMatchObject({ fault: null })
  return id
}

async function change(id: BoxId, more: object) {
  const { address, displayName, imap, smtp, username, version, caPem } = await firstBox(world)
  const body = { siteId: world.siteId, address, displayName, imap, smtp, username, caPem, version, ...more }
  return await world.owner.call(changeMailbox, { params: { mailboxId: id }, body })
}

describe('the token of a mailbox', () => {
  it('is used while it is good, renewed before it ends, and once for all who ask at the same time', async () => {
    const id = await signedIn()
    const first = await token(id)
    expect(oauth.whose(first)).toBe('desk@servus.example')
    later(57)
    expect(await token(id)).toBe(first)
    later(2)
    const asked = await Promise.all(Array.from({ length: 6 }, () => token(id)))
    expect(new Set(asked).size).toBe(1)
    expect(asked[0]).not.toBe(first)
    expect(renewals()).toBe(1)
    expect(await Promise.all([token(id, asked[0]), token(id, asked[0])])).toHaveLength(2)
    expect(renewals()).toBe(2)
  })

  it('is renewed by somebody else when whoever renewed it was killed, with what stands written', async () => {
    const id = await signedIn()
    later(60)
    oauth.fail('silent')
    const killed = fault(token(id))
    await expect.poll(renewals, SOON).toBe(1)
    // Its holder says nothing any more: after its minute the turn is another's.
    oauth.fail(null)
    later(2)
    const good = await token(id)
    expect(oauth.whose(good)).toBe('desk@servus.example')
    oauth.letGo()
    await killed
    expect(await token(id)).toBe(good)
  })

  it('survives an answer that was lost on its way', async () => {
    const id = await signedIn()
    later(60)
    oauth.fail('lost')
    expect(await fault(token(id))).toBe('provider_away')
    oauth.fail(null)
    later(1)
    expect(oauth.whose(await token(id))).toBe('desk@servus.example')
  })

  it('is not asked for all the time while its provider is away, and is had again by itself', async () => {
    const id = await signedIn()
    later(60)
    oauth.fail('down')
    for (let n = 0; n < 5; n++) expect(await fault(token(id))).toBe('provider_away')
    expect(renewals()).toBe(1)
    world.at(plus(world.now(), { seconds: 11 }))
    expect(await fault(token(id))).toBe('provider_away')
    world.at(plus(world.now(), { seconds: 11 }))
    expect(await fault(token(id))).toBe('provider_away')
    expect(renewals()).toBe(2)
    oauth.fail(null)
    later(1)
    expect(oauth.whose(await token(id))).toBe('desk@servus.example')
    expect(await firstBox(world)).toMatchObject({ state: 'off' })
  })

  it('is not to be had once it was taken back: somebody is told, once, and can sign in again', async () => {
    const id = await signedIn()
    oauth.takeBack()
    const bad = await token(id)
    expect(await fault(token(id, bad))).toBe('sign_in_needed')
    expect(await fault(token(id))).toBe('sign_in_needed')
    expect(await firstBox(world)).toMatchObject({ state: 'sign_in' })
    await hearAll(world)
    const { items } = await world.owner.call(listNotices, { query: {} })
    expect(items).toMatchObject([{ kind: 'mail_amiss', data: { as: 'sign_in', book: id } }])
    expect(await signInBox(world, oauth, id)).toMatchObject({ fault: null })
    expect(oauth.whose(await token(id))).toBe('desk@servus.example')
    expect(await firstBox(world)).toMatchObject({ state: 'off' })
  })

  it('goes to no server it was not given for', async () => {
    const id = await signedIn()
    const smtp = { host: 'thief.example', port: 465, tls: true }
    const input = { siteId: world.siteId, address: 'desk@servus.example', displayName: 'Desk' }
    const body = { ...input, imap: null, smtp, username: null, mailboxId: id }
    const tried = await world.owner.call(checkMailbox, { body })
    expect(tried.smtp).toEqual({ ok: false, reason: expect.stringContaining('Sign in first') })
    expect(await change(id, { smtp })).toMatchObject({ state: 'sign_in' })
    expect(await fault(token(id))).toBe('sign_in_needed')
    await change(id, { smtp: NOWHERE })
    expect(oauth.whose(await token(id))).toBe('desk@servus.example')
  })

  it('is given back when its mailbox is disconnected and stays so, or gets a password', async () => {
    const id = await signedIn()
    await change(id, { archived: true })
    await giveBack()
    await change(id, { archived: false })
    later(30)
    await giveBack()
    expect(oauth.asked).not.toContain('revoke')
    expect(await firstBox(world)).toMatchObject({ state: 'off', signedInAs: 'desk@servus.example' })
    await change(id, { archived: true })
    later(11)
    oauth.fail('down')
    await giveBack()
    expect(oauth.asked).toContain('revoke')
    oauth.fail(null)
    const grants = () =>
      world.services.db.read(world.workspaceId, (db) => db.selectFrom('mailGrants').selectAll().execute())
    expect(await grants()).toHaveLength(1)
    later(10)
    await giveBack()
    expect(await grants()).toEqual([])
    await change(id, { archived: false })
    expect(await firstBox(world)).toMatchObject({ state: 'sign_in', signedInAs: null })
  })
})

describe.skipIf(absent)(`a mailbox signed in at its provider${absent ? ` [skipped: ${reason}]` : ''}`, () => {
  let mail: TestDovecot
  let smtp: TestSmtp
  beforeEach(async () => {
    mail = await startDovecot({ introspectUrl: oauth.introspectUrl })
    smtp = await startSmtp({ whose: oauth.whose })
    running.push(
      () => mail.stop(),
      () => smtp.stop(),
    )
  })
  const servers = () => ({
    imap: { host: mail.host, port: mail.imapPort, tls: true },
    smtp: { host: smtp.host, port: smtp.port, tls: false },
    caPem: mail.caPem,
  })
  const watch = (id: BoxId) => {
    const over = new AbortController()
    const limits = { pacing: { firstRetry: 20, longestRetry: 100, refusedRetry: 100 } }
    const done = keepMailbox(world.services, world.workspaceId, id, over.signal, limits)
    const stop = async () => {
      over.abort()
      await done
    }
    running.push(stop)
    return stop
  }
  const subjects = async () =>
    (await world.owner.call(listConversations, { query: { view: 'all' } })).items
      .map((c) => c.subject)
      .toSorted()
  const state = async () => (await firstBox(world)).state

  it('brings mail and sends it, over the end of its token and over a sign-in that was taken back', async () => {
    const id = await signedIn(servers())
    const check = { ...servers(), siteId: world.siteId, address: 'desk@servus.example', displayName: 'Desk' }
    const body = { ...check, username: null, mailboxId: id }
    expect(await world.owner.call(checkMailbox, { body })).toEqual({
      imap: { ok: true, reason: null },
      smtp: { ok: true, reason: null },
    })
    await mail.deliver(letter({ subject: 'one' }))
    const first = watch(id)
    await expect.poll(subjects, SOON).toEqual(['one'])
    await first()
    oauth.expire()
    await mail.deliver(letter({ subject: 'two' }))
    const second = watch(id)
    await expect.poll(subjects, SOON).toEqual(['one', 'two'])
    expect(renewals()).toBe(1)
    await second()

    oauth.expire()
    const { items } = await world.owner.call(listConversations, { query: { view: 'all' } })
    const conversationId = items[0]!.id
    await world.owner.call(sendReply, { params: { conversationId }, body: { text: 'We will look at it.' } })
    later(1)
    await carryDueMail(world.services)
    expect(smtp.received).toHaveLength(1)

    oauth.takeBack()
    await mail.deliver(letter({ subject: 'three' }))
    const third = watch(id)
    await expect.poll(state, SOON).toBe('sign_in')
    await world.owner.call(sendReply, { params: { conversationId }, body: { text: 'It is mended.' } })
    later(1)
    await carryDueMail(world.services)
    expect(smtp.received).toHaveLength(1)
    await third()
    expect(await signInBox(world, oauth, id)).toMatchObject({ fault: null })
    await carryDueMail(world.services)
    expect(smtp.received).toHaveLength(2)
    watch(id)
    await expect.poll(subjects, SOON).toEqual(['one', 'three', 'two'])
    await expect.poll(state, SOON).toBe('ready')
    expect((await firstBox(world)).receipts).toMatchObject({ fetched: 3, filed: 3, doubled: 0 })
  })

  it('had a password before and has one after, and its book goes on in between', async () => {
    const password = { username: mail.user, password: mail.pass }
    const id = await addSignedInBox(world, { ...servers(), ...password, provider: null })
    await mail.deliver(letter({ subject: 'one' }))
    const first = watch(id)
    await expect.poll(subjects, SOON).toEqual(['one'])
    await first()
    expect(await change(id, { provider: 'google' })).toMatchObject({ state: 'sign_in', hasPassword: false })
    await mail.deliver(letter({ subject: 'two' }))
    expect(await signInBox(world, oauth, id)).toMatchObject({ fault: null })
    const second = watch(id)
    await expect.poll(subjects, SOON).toEqual(['one', 'two'])
    await second()
    await expect(change(id, { provider: null })).rejects.toMatchObject({ problem: { field: 'password' } })
    expect(await change(id, { provider: null, ...password })).toMatchObject({
      provider: null,
      hasPassword: true,
    })
    await mail.deliver(letter({ subject: 'three' }))
    watch(id)
    await expect.poll(subjects, SOON).toEqual(['one', 'three', 'two'])
    expect((await firstBox(world)).receipts).toEqual({
      ...{ fetched: 3, filed: 3, kept: 0, junk: 0, doubled: 0, waiting: 0 },
    })
    await giveBack()
    expect(oauth.asked).toContain('revoke')
  })
})
