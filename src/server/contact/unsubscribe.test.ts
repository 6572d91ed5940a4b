import * as channels from '../../contract/channels.ts'
import * as door from '../../contract/door.ts'
import * as contract from '../../contract/unsubscribe.ts'
import { carryDueMail } from '../channels/jobs.ts'
import { hearAll } from '../world/hear.ts'
import { pass, promised, today } from '../world/promised-by-mail.ts'
import type { World } from '../world/world.ts'
import { unsubscribeToken } from './actions-unsubscribe.ts'

const HOUSE = 'https://help.nordlicht.example'

/** What the worker does at a moment in a house with an address of its own, and what left. */
async function leaves(world: World, server: { received: { raw: Uint8Array }[] }, moment: string) {
  world.at(moment)
  await hearAll(world)
  world.at(new Date(Date.parse(moment) + 30_000).toISOString())
  await carryDueMail({ ...world.services, publicUrl: () => HOUSE })
  return headersOf(server)
}

/** The lines above a mail, unfolded, by their names in small letters. */
function headersOf(server: { received: { raw: Uint8Array }[] }): Record<string, string> {
  const [head = ''] = Buffer.from(server.received.at(-1)!.raw).toString('latin1').split('\r\n\r\n')
  const lines = head.replace(/\r\n(?=[ \t])/g, '').split('\r\n')
  return Object.fromEntries(
    lines.map((l) => [l.slice(0, l.indexOf(':')).toLowerCase(), l.slice(l.indexOf(':') + 1).trim()]),
  )
}

const press = (world: World, path: string, body = 'List-Unsubscribe=One-Click', type = FORM) =>
  world.fetch(path, { method: 'POST', headers: { 'content-type': type }, body })
const FORM = 'application/x-www-form-urlencoded'

/** Marta was told by mail how a promise stands; the address in that mail which ends such mail. */
async function told() {
  const house = await promised()
  await house.tell()
  const headers = await leaves(house.world, house.server, '2026-11-23T09:20:00Z')
  const url = /^<(\S+)>$/.exec(headers['list-unsubscribe'] ?? '')?.[1] ?? ''
  const path = url.slice(HOUSE.length)
  const switches = async () =>
    (await house.world.anybody(door.readSwitches, { params: { token: house.token } })).switches
  const promisesByMail = async () =>
    (await switches()).find((s) => s.name === 'promises' && s.channel === 'email')?.on
  return { ...house, headers, url, path, switches, promisesByMail }
}

describe('mail said by ourselves', () => {
  it('says where it ends, by one press (RFC 8058)', async () => {
    const { headers, url } = await told()
    expect(url).toMatch(/^https:\/\/help\.nordlicht\.example\/u\/[\w.-]+$/)
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
  })

  it('promises no single press over a line anybody can read', async () => {
    const { world, server, tell } = await promised()
    await tell()
    await pass(world, '2026-11-23T09:20:00Z')
    const headers = headersOf(server)
    expect(headers['list-unsubscribe']).toMatch(/^<http:\/\/localhost\/u\//)
    expect(headers['list-unsubscribe-post']).toBe(undefined)
  })

  it('is what it ends, and ordinary replies are not', async () => {
    const { world, server, conversationId, headers } = await told()
    expect(headers['list-unsubscribe']).toBeDefined()
    const params = { conversationId }
    await world.owner.call(channels.sendReply, { params, body: { text: 'An answer.' } })
    const reply = await leaves(world, server, '2026-11-23T09:30:00Z')
    expect([reply['list-unsubscribe'], reply['list-unsubscribe-post']]).toEqual([undefined, undefined])
  })
})

describe('the link of such a mail', () => {
  it('ends that kind of mail at one press, as the switch on their own page, and doing it twice is doing it once', async () => {
    const { world, server, path, tell, personId, switches, promisesByMail } = await told()
    const others = (await switches()).filter((s) => s.name !== 'promises')
    expect(await promisesByMail()).toBe(true)
    for (let n = 0; n < 2; n++) expect((await press(world, path)).status).toBe(200)
    expect(await promisesByMail()).toBe(false)
    expect((await switches()).filter((s) => s.name !== 'promises')).toEqual(others)
    const { steps } = await world.owner.call(door.readContact, { params: { personId } })
    expect(steps.filter((s) => s.how === 'unsubscribe')).toMatchObject([
      { switch: 'promises', channel: 'email', state: 'withdrawn', by: null },
    ])
    const before = server.received.length
    await tell({ text: 'The part is here.' })
    await pass(world, '2026-11-23T10:20:00Z')
    expect(server.received).toHaveLength(before)
    expect(await today(world), 'somebody calls instead').toContainEqual(
      expect.objectContaining({ kind: 'not_told' }),
    )
  })

  it('takes the press as forms of both kinds, and nothing else', async () => {
    const { world, path, promisesByMail } = await told()
    for (const [body, type] of [
      ['', FORM],
      ['List-Unsubscribe=Maybe', FORM],
      ['{"List-Unsubscribe":"One-Click"}', 'application/json'],
    ] as const)
      expect((await press(world, path, body, type)).status, body).toBe(400)
    expect(await promisesByMail()).toBe(true)
    const parts =
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
    expect((await press(world, path, parts, 'multipart/form-data; boundary=b')).status).toBe(200)
    expect(await promisesByMail()).toBe(false)
  })

  it('ends nothing when it is only looked at: scanners follow every link', async () => {
    const { world, path, promisesByMail } = await told()
    const token = path.split('/').at(-1)!
    for (const method of ['GET', 'HEAD']) await world.fetch(path, { method })
    expect(await world.anybody(contract.readUnsubscribe, { params: { token } })).toEqual({
      ...{ name: 'promises', on: true, language: 'en' },
      workspaceName: expect.any(String),
    })
    expect(await promisesByMail()).toBe(true)
  })

  it('has a page that ends it, and gives it back to who pressed by mistake', async () => {
    const { world, path, promisesByMail } = await told()
    const params = { token: path.split('/').at(-1)! }
    expect(await world.anybody(contract.unsubscribe, { params, body: { on: false } })).toMatchObject({
      on: false,
    })
    expect(await promisesByMail()).toBe(false)
    world.at('2026-11-23T09:25:00Z')
    expect(await world.anybody(contract.unsubscribe, { params, body: { on: true } })).toMatchObject({
      on: true,
    })
    expect(await promisesByMail()).toBe(true)
  })

  it('is signed for one person and one kind of mail: nobody makes it another', async () => {
    const { world, path } = await told()
    const [ids, , signature] = path.split('/').at(-1)!.split('.')
    const { secret } = world.services
    const nobody = unsubscribeToken(secret, world.workspaceId, world.services.newId<'person'>(), 'promises')
    for (const token of [`${ids}.offers.${signature}`, `${ids}.promises.${'A'.repeat(22)}`, 'x', nobody])
      expect((await press(world, `/u/${token}`)).status, token).toBe(404)
  })

  it('is throttled: who presses on and on is asked to wait', async () => {
    const { world, path } = await told()
    const statuses: number[] = []
    for (let n = 0; n < 40; n++) statuses.push((await press(world, path)).status)
    expect(statuses.filter((s) => s === 429)).toHaveLength(10)
  })
})
