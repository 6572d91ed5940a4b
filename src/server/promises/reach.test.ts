import { expect, it } from 'vitest'
import * as contact from '../../contract/contact.ts'
import { previewContact } from '../../contract/door.ts'
import * as people from '../../contract/people.ts'
import * as contract from '../../contract/promises.ts'
import { parseMail } from '../mail/parse.ts'
import { makeDesk } from '../world/mail-desk.ts'
import { pass, promised as promisedByMail } from '../world/promised-by-mail.ts'
import { makeWorld, type World } from '../world/world.ts'

const noNews = { kind: 'no_progress', text: '', reason: 'the part is late' } as const
const LATER = '2026-11-24T09:30:00Z'

/** Somebody with an address and no conversation, to whom something was promised. */
async function owed(world: World) {
  const helga = await world.owner.call(people.addPerson, {
    body: { name: 'Helga Brandt', handles: [{ kind: 'email', value: 'helga@posteo.example' }] },
  })
  const promise = await world.owner.call(contract.makePromise, {
    body: { text: 'We call Helga', due: '2026-11-27T11:00:00Z', toPersonId: helga.id },
  })
  return { helga, promise, params: { promiseId: promise.id } }
}

it('no word counts as told on a page nobody has a link to (P4) [S3-22]', async () => {
  const world = await makeWorld()
  const { helga, promise, params } = await owed(world)
  const tell = (version: number) =>
    world.owner.call(contract.updatePromise, {
      params,
      body: { ...noNews, nextUpdateDue: LATER, toldBy: 'page', version },
    })
  await expect(tell(promise.version)).rejects.toMatchObject({
    problem: { code: 'no_page_link', field: 'toldBy' },
  })
  expect(await world.owner.call(contract.readPromise, { params })).toMatchObject({
    ...{ updates: [], nextUpdateDue: promise.nextUpdateDue, to: { hasPage: false } },
  })
  const link = await world.owner.call(contact.makePageLink, { params: { personId: helga.id } })
  expect(await tell(promise.version)).toMatchObject({ updates: [{ toldBy: 'page' }], to: { hasPage: true } })
  await world.owner.call(contact.revokePageLink, { params: { linkId: link.id } })
  const { version } = await world.owner.call(contract.readPromise, { params })
  await expect(tell(version)).rejects.toMatchObject({ problem: { code: 'no_page_link' } })
})

it('a new date said on a page nobody has a link to is not told, and one set in silence counts as not kept (P4)', async () => {
  const world = await makeWorld()
  const { promise, params } = await owed(world)
  const move = (toldCustomer: boolean) =>
    world.owner.call(contract.movePromise, {
      params,
      body: {
        ...{ due: '2026-12-04T15:00:00Z', reason: 'the part is late', version: promise.version },
        ...{ toldCustomer, toldBy: 'page' as const },
      },
    })
  await expect(move(true)).rejects.toMatchObject({ problem: { code: 'no_page_link', field: 'toldBy' } })
  expect((await world.owner.call(contract.readPromise, { params })).state).toBe('open')
  await move(false)
  expect((await world.owner.call(contract.readPromise, { params })).state).toBe('broken')
})

it('says beforehand whom a mail goes to, also where there is no conversation yet, and that there is no page', async () => {
  const world = await makeWorld()
  const { params } = await owed(world)
  const preview = () => world.owner.call(previewContact, { params })
  expect(await preview()).toMatchObject({ mailTo: [], hasPage: false })
  await makeDesk(world, { smtp: { host: '127.0.0.1', port: 2525, tls: false } })
  expect(await preview()).toMatchObject({ mailTo: [{ address: 'helga@posteo.example' }], hasPage: false })
})

it('a word about a promise without a conversation leaves as a mail that begins one [S3-22]', async () => {
  const { world, server } = await promisedByMail()
  const { promise, params } = await owed(world)
  await world.owner.call(contract.updatePromise, {
    params,
    body: { ...noNews, nextUpdateDue: LATER, toldBy: 'email', version: promise.version },
  })
  await pass(world, '2026-11-23T09:20:00Z')
  expect(server.received.map((m) => m.to)).toEqual([['helga@posteo.example']])
  const mail = await parseMail(server.received[0]!.raw)
  expect('text' in mail && mail.text).toContain('the part is late')
})
