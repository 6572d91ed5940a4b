import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import * as contract from '../../contract/promises.ts'
import { NOON, promised } from '../world/promised-by-call.ts'
import { makeWorld } from '../world/world.ts'

describe('the customer’s own page', () => {
  it('opens by its link alone, and no more once the link is taken back', async () => {
    const world = await makeWorld()
    const { jonas } = await promised(world)
    const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
    const token = link.url.split('/').at(-1)!
    expect(await world.anybody(contact.readCustomerPage, { params: { token } })).toMatchObject({
      name: 'Jonas Lind',
    })
    const forged = `${token.slice(0, -4)}AAAA`
    await expect(
      world.anybody(contact.readCustomerPage, { params: { token: forged } }),
    ).rejects.toMatchObject({ status: 404 })
    await world.owner.call(contact.revokePageLink, { params: { linkId: link.id as never } })
    await expect(world.anybody(contact.readCustomerPage, { params: { token } })).rejects.toMatchObject({
      problem: { code: 'link_revoked' },
    })
  })

  it('shows a new date beside the first one, and the promise once [S3-21]', async () => {
    const world = await makeWorld()
    const { jonas, promise } = await promised(world)
    const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
    const token = link.url.split('/').at(-1)!
    const read = async () => (await world.anybody(contact.readCustomerPage, { params: { token } })).promises
    expect(await read()).toMatchObject([{ originalDue: NOON, due: NOON }])
    const moving = { reason: 'the part came late', toldCustomer: true, toldBy: 'phone' as const }
    const once = await world.owner.call(contract.movePromise, {
      params: { promiseId: promise.id },
      body: { ...moving, due: '2026-11-23T15:00:00Z', version: promise.version },
    })
    await world.owner.call(contract.movePromise, {
      params: { promiseId: once.id },
      body: { ...moving, due: '2026-11-24T15:00:00Z', version: once.version },
    })
    expect(await read()).toMatchObject([{ originalDue: NOON, due: '2026-11-24T15:00:00.000Z' }])
  })

  it('says how each promise ended: kept, not kept and why, or let go', async () => {
    const world = await makeWorld()
    const { jonas, promise } = await promised(world)
    const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
    const token = link.url.split('/').at(-1)!
    await world.owner.call(contract.breakPromise, {
      params: { promiseId: promise.id },
      body: { why: 'the part is not made any more', version: promise.version },
    })
    const { promises } = await world.anybody(contact.readCustomerPage, { params: { token } })
    expect(promises).toMatchObject([{ state: 'broken', why: 'the part is not made any more' }])
    expect(promises[0]!.settledAt).not.toBeNull()
  })

  it('never shows a note', async () => {
    const world = await makeWorld()
    const { jonas, talk } = await promised(world)
    await world.owner.call(talks.writeNote, {
      params: { conversationId: talk.id },
      body: { text: 'He sounded worried.' },
    })
    const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
    const page = await world.anybody(contact.readCustomerPage, {
      params: { token: link.url.split('/').at(-1)! },
    })
    expect(JSON.stringify(page)).not.toContain('worried')
  })
})
