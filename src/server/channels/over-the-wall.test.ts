import { readFileSync } from 'node:fs'
import * as channels from '../../contract/channels.ts'
import { addBlock } from '../../contract/junk.ts'
import { listMailboxes } from '../../contract/mailboxes.ts'
import { listOutbox } from '../../contract/outbox.ts'
import { listReceipts } from '../../contract/receipts.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'

const INVITATION = new URL('../../../tests/fixtures/mail/invitation-google.eml', import.meta.url)

describe('mail of another workspace', () => {
  it('is not there, whatever of it is named: no mailbox, line, original, file, block or mail that waits', async () => {
    const [theirs, ours] = [await makeWorld(), await makeWorld()]
    await makeDesk(ours)
    const smtp = { host: '127.0.0.1', port: 1, tls: false }
    const desk = await makeDesk(theirs, { smtp, username: 'desk', password: 'correct horse' })
    const { conversationId, messageId } = await desk.post(readFileSync(INVITATION))
    const junk = await desk.post(letter({ from: 'Prize <win@prize.example>', more: ['X-Spam-Flag: YES'] }))
    expect(junk.state).toBe('junk')
    const talk = { params: { conversationId: conversationId! } }
    await theirs.owner.call(channels.sendReply, { ...talk, body: { text: 'Gladly.' } })
    const [message] = await desk.messages(conversationId)
    const block = await theirs.owner.call(addBlock, { body: { value: 'prize.example' } })
    const at = { params: { mailboxId: desk.id }, query: {} }
    const lines = (await theirs.owner.call(listReceipts, at)).items
    const line = (state: string) => lines.find((l) => l.state === state)!.id
    const [waits] = (await theirs.owner.call(listOutbox, { query: {} })).items
    const version = (await theirs.owner.call(listMailboxes)).items[0]!.version
    const box = {
      ...{ siteId: ours.siteId, address: 'x@y.example', displayName: 'X', imap: null, smtp: null },
      ...{ username: null, version },
    }
    const file = message!.attachments[0]!.id
    const tried: [string, string, object?][] = [
      ['PUT', `/mailboxes/${desk.id}`, box],
      ['POST', '/mailboxes/check', { ...box, mailboxId: desk.id, smtp }],
      ['POST', `/mailboxes/${desk.id}/post-token`],
      ['POST', `/mailboxes/${desk.id}/sign-in`],
      ['GET', `/mailboxes/${desk.id}/receipt-book`],
      ['GET', `/mailboxes/${desk.id}/receipts`],
      ['POST', `/mailboxes/${desk.id}/receipt-book/check`],
      ['GET', `/mailboxes/${desk.id}/believed`],
      ['PUT', `/mailboxes/${desk.id}/believed`, { servers: ['mx.thief.example'] }],
      ['GET', `/mailboxes/${desk.id}/sending`],
      ['PUT', `/mailboxes/${desk.id}/sending`, { fromName: 'house', aliases: [], signature: {}, version }],
      ['POST', `/mailboxes/${desk.id}/look-back`],
      ['POST', `/inbound-mails/${line('filed')}/retry`],
      ['POST', `/inbound-mails/${line('filed')}/looked-at`],
      ['GET', `/inbound-mails/${line('junk')}/original`],
      ['GET', `/inbound-mails/${line('junk')}/raw`],
      ['GET', `/messages/${messageId}/original`],
      ['GET', `/messages/${messageId}/raw`],
      ['GET', `/messages/${messageId}/html`],
      ['GET', `/attachments/${file}/inside`],
      ['GET', `/attachments/${file}/content`],
      ['POST', `/junk/${line('junk')}/fetch-back`],
      ['POST', `/conversations/${conversationId}/junk`, { anyway: true }],
      ['POST', `/conversations/${conversationId}/not-junk`],
      ['POST', `/conversations/${conversationId}/refile`, { to: null }],
      ['POST', `/conversations/${conversationId}/passed-on`, { messageId }],
      ['POST', `/messages/${messageId}/suggested-link`, { declined: true }],
      ['POST', `/messages/${waits!.id}/retry-send`],
      ['POST', `/messages/${waits!.id}/undo-send`],
      ['POST', `/outbox/${waits!.id}/retry`],
      ['POST', `/outbox/${waits!.id}/given-up`],
      ['DELETE', `/blocks/${block.id}`],
      ['POST', `/blocks/${block.id}/restore`],
    ]
    for (const [method, path, body] of tried) {
      const sent = method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }
      const headers = { 'content-type': 'application/json' }
      const reply = await ours.fetch(`/api${path}`, { as: ours.owner, method, headers, ...sent })
      const said = (await reply.json()) as { code?: string }
      expect([reply.status, said.code], `${method} ${path}`).toEqual([404, 'not_found'])
    }
    expect((await theirs.owner.call(listMailboxes)).items).toMatchObject([{ id: desk.id, version }])
    expect((await theirs.owner.call(listReceipts, at)).items).toEqual(lines)
  })
})
