import { utimes } from 'node:fs/promises'
import { listMembers } from '../../contract/accounts.ts'
import { changeBelieved } from '../../contract/believed.ts'
import * as talks from '../../contract/conversations.ts'
import * as junk from '../../contract/junk.ts'
import { listMailboxes } from '../../contract/mailboxes.ts'
import { listNotices } from '../../contract/notices.ts'
import { readReceiptOriginal } from '../../contract/original.ts'
import { listPeople } from '../../contract/people.ts'
import { makePromise } from '../../contract/promises.ts'
import { sha256Of } from '../files/blobs.ts'
import { hearAll } from '../world/hear.ts'
import { type Letter, letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'
import { eraseOldJunk } from './actions-junk.ts'

async function scene() {
  const world = await makeWorld()
  const desk = await makeDesk(world)
  const params = { mailboxId: desk.id }
  await world.owner.call(changeBelieved, { params, body: { servers: ['mx.nordlicht.example'] } })
  const list = async () => (await world.owner.call(junk.listJunk, { query: {} })).items
  const open = async () =>
    (await world.owner.call(talks.listConversations, { query: { view: 'all' } })).items.map((c) => c.subject)
  const people = async () => (await world.owner.call(listPeople, { query: {} })).items.length
  const book = async () => (await world.owner.call(listMailboxes)).items[0]!.receipts
  return { world, desk, list, open, people, book }
}

const spam = (more: Letter = {}) =>
  letter({ from: 'Prize <win@prize.example>', subject: 'You won', ...more, more: ['X-Spam-Flag: YES'] })
const forged = (more: Letter = {}) =>
  letter({
    ...more,
    more: ['Authentication-Results: mx.nordlicht.example; dmarc=fail (p=REJECT) header.from=posteo.example'],
  })

describe('junk', () => {
  it('makes nobody, begins nothing, tells nobody and counts nowhere, and says why it is there', async () => {
    const { world, desk, list, open, people, book } = await scene()
    const before = await people()
    expect(await desk.post(spam())).toMatchObject({ state: 'junk', conversationId: null })
    await desk.post(forged({ from: 'Bank <no@bank.example>', subject: 'Your account' }))
    expect(await list()).toMatchObject([
      { subject: 'Your account', why: { code: 'junk_dmarc', values: { policy: 'reject' } } },
      { subject: 'You won', sender: 'win@prize.example', why: { code: 'junk_filter' } },
    ])
    expect(await open()).toEqual([])
    expect(await people()).toBe(before)
    await hearAll(world)
    expect((await world.owner.call(listNotices, { query: {} })).items).toEqual([])
    expect(await world.owner.call(talks.countConversations)).toMatchObject({ waiting: 0, toLookAt: 0 })
    expect(await book()).toEqual({ fetched: 2, filed: 0, kept: 0, junk: 2, doubled: 0, waiting: 0 })
  })

  it('is never a customer’s mail by a machine’s word, nor a stranger’s answer to us', async () => {
    const { desk, list, open } = await scene()
    await desk.post(letter({ subject: 'Brakes', id: '<brakes@posteo.example>' }))
    await desk.post(forged({ subject: 'Once more' }))
    await desk.post(spam({ from: 'Marta Okafor <marta@posteo.example>', subject: 'Cheap tyres?' }))
    expect(await list()).toEqual([])
    expect((await open()).toSorted()).toEqual(['Brakes', 'Cheap tyres?', 'Once more'])
  })

  it('fetched back comes in as if it had come that way, once, with its files', async () => {
    const { world, desk, list, open, people, book } = await scene()
    const before = await people()
    const file = Buffer.from('%PDF-1.4 prize')
    const [head] = spam().split('\r\n\r\n')
    const raw = `${head!.replace('Content-Type: text/plain; charset=utf-8', 'Content-Type: multipart/mixed; boundary=b')}\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nCall me by Friday.\r\n--b\r\nContent-Type: application/pdf; name="a.pdf"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${file.toString('base64')}\r\n--b--\r\n`
    await desk.post(raw)
    expect(await world.services.blobs.has(sha256Of(file))).toBe(false)
    const [held] = await list()
    const params = { inboundId: held!.id as never }
    expect((await world.owner.call(readReceiptOriginal, { params })).source.text).toContain('You won')
    const [one, two] = [
      await world.owner.call(junk.fetchBackJunk, { params }),
      await world.owner.call(junk.fetchBackJunk, { params }),
    ]
    expect(one).toMatchObject({ state: 'filed', block: null })
    expect(two).toEqual(one)
    expect(await open()).toEqual(['You won'])
    expect(await people()).toBe(before + 1)
    expect((await desk.messages(one.conversationId))[0]).toMatchObject({
      whyHere: { code: 'new_sender' },
      attachments: [{ name: 'a.pdf' }],
    })
    expect(await list()).toEqual([])
    expect(await book()).toMatchObject({ fetched: 1, filed: 1, junk: 0 })
    await desk.post(spam({ subject: 'Again' }))
    expect(await open()).toContain('Again')
  })

  it('is all that comes from whom the house blocks, by address or domain, until they are blocked no more', async () => {
    const { world, desk, list, open } = await scene()
    await desk.post(letter({ subject: 'Before' }))
    const body = { value: ' @Posteo.example', reason: 'floods us' }
    const block = await world.owner.call(junk.addBlock, { body })
    expect(block).toMatchObject({ kind: 'domain', value: 'posteo.example', reason: 'floods us', by: {} })
    expect(block.wasThere).toBe(false)
    expect(await world.owner.call(junk.addBlock, { body })).toMatchObject({ id: block.id, wasThere: true })
    await desk.post(letter({ subject: 'Blocked' }))
    await desk.post(letter({ subject: 'Other', from: 'x@notposteo.example' }))
    expect(await list()).toMatchObject([
      { subject: 'Blocked', why: { code: 'junk_blocked', values: { block: 'posteo.example' } } },
    ])
    const params = { blockId: block.id as never }
    await world.owner.call(junk.removeBlock, { params })
    await desk.post(letter({ subject: 'Free' }))
    await world.owner.call(junk.restoreBlock, { params })
    await desk.post(letter({ subject: 'Blocked again' }))
    expect((await list()).map((j) => j.subject)).toEqual(['Blocked again', 'Blocked'])
    expect((await open()).toSorted()).toEqual(['Before', 'Free', 'Other'])
    await expect(world.owner.call(junk.addBlock, { body: { value: 'com', reason: '' } })).rejects.toThrow(
      'value',
    )
    const [again] = await list()
    const back = { params: { inboundId: again!.id as never } }
    expect(await world.owner.call(junk.fetchBackJunk, back), 'it is blocked still').toMatchObject({
      block: { id: block.id, value: 'posteo.example' },
    })
  })

  it('says what a block held back, is found by its words, and reaches below a domain without the domain itself', async () => {
    const { world, desk, list, open } = await scene()
    const block = (value: string, reason = '') => world.owner.call(junk.addBlock, { body: { value, reason } })
    const blocks = async (q = '') => (await world.owner.call(junk.listBlocks, { query: { q } })).items
    await block('*.prize.example', 'lotteries')
    await block('offers@shop.example')
    await desk.post(letter({ from: 'a@mail.prize.example', subject: 'Below' }))
    await desk.post(letter({ from: 'a@deep.mail.prize.example', subject: 'Deeper' }))
    await desk.post(letter({ from: 'a@prize.example', subject: 'Itself' }))
    expect((await list()).map((j) => j.subject)).toEqual(['Deeper', 'Below'])
    expect(await open()).toEqual(['Itself'])
    expect(await blocks('LOTTER')).toMatchObject([
      { value: '*.prize.example', caught: 2, lastCaughtAt: expect.any(String) },
    ])
    expect(await blocks()).toMatchObject([
      { value: 'offers@shop.example', caught: 0, lastCaughtAt: null },
      {},
    ])
    expect(await blocks('nothing')).toEqual([])
    const of = async (address: string) =>
      (await world.owner.call(junk.listBlocks, { query: { of: address } })).items.map((b) => b.value)
    expect(await of('Win@Deep.mail.PRIZE.example')).toEqual(['*.prize.example'])
    expect(await of('win@prize.example')).toEqual([])
    await block('win@deep.prize.example')
    expect(await of('win@deep.prize.example'), 'the narrowest').toEqual(['win@deep.prize.example'])
  })

  it('is never our own people’s mail, and asks before it is that of somebody to whom a promise is open', async () => {
    const { world, desk, open } = await scene()
    const ben = await world.join('Ben Adeyemi')
    const { items } = await world.owner.call(listMembers)
    const address = items.find((m) => m.id === ben.memberId)!.email
    const house = address.slice(address.lastIndexOf('@') + 1)
    const block = (value: string, anyway = false) =>
      world.owner.call(junk.addBlock, { body: { value, anyway } })
    await expect(block(house)).rejects.toThrow('block_catches')
    await block(house, true)
    await desk.post(letter({ from: address, subject: 'From home' }))
    expect(await open()).toEqual(['From home'])
    const { conversationId } = await desk.post(letter({ subject: 'Brakes' }))
    await block('elsewhere.example')
    const due = '2026-11-24T10:00:00Z'
    const body = { text: 'Olga calls', due, conversationId: conversationId! }
    await world.owner.call(makePromise, { body })
    await expect(block('posteo.example')).rejects.toThrow('block_catches')
    await expect(block('marta@posteo.example')).rejects.toThrow('block_catches')
    expect(await block('notposteo.example')).toMatchObject({ kind: 'domain' })
    expect(await block('marta@posteo.example', true)).toMatchObject({ kind: 'address' })
  })

  it('is erased after as many days as the house keeps it, its original too, while the line stays in the sum', async () => {
    const { world, desk, list, book } = await scene()
    const [first, second] = [spam(), spam({ subject: 'Kept elsewhere' })]
    const receipts = [await desk.post(first), await desk.post(second)]
    const other = await scene()
    await other.desk.post(second)
    await world.owner.call(junk.keepJunkFor, { body: { days: 10 } })
    // Files that were written within the hour are somebody's who has not yet said so.
    const long = new Date(Date.now() - 7_200_000)
    const place = (sha: string) => `${world.services.config.dataDir}/blobs/${sha.slice(0, 2)}/${sha.slice(2)}`
    for (const { sha256 } of receipts) await utimes(place(sha256), long, long)
    const erase = () => eraseOldJunk({ ...world.act(), actor: { kind: 'system', id: null } }, world.services)
    world.at('2026-12-03T08:00:00Z')
    await erase()
    expect(await list()).toHaveLength(2)
    world.at('2026-12-03T10:00:00Z')
    await erase()
    expect(await list()).toEqual([])
    expect(await book()).toMatchObject({ fetched: 2, junk: 2 })
    expect(await world.services.blobs.has(receipts[0]!.sha256)).toBe(false)
  })
})
