import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as talks from '../../contract/conversations.ts'
import { readEnclosed } from '../../contract/enclosed.ts'
import { readOriginal, readReceiptOriginal } from '../../contract/original.ts'
import { listReceipts } from '../../contract/receipts.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld, type World } from '../world/world.ts'

async function arrived(raw: string | Uint8Array) {
  const world = await makeWorld()
  const desk = await makeDesk(world)
  const receipt = await desk.post(raw)
  const at = { params: { messageId: receipt.messageId! } }
  return { world, desk, receipt, at, raw: `/api/messages/${receipt.messageId}/raw` }
}

const statusOf = async (world: World, path: string) => {
  const reply = await world.fetch(path, {
    as: world.owner,
    headers: { 'servus-workspace': world.workspaceId },
  })
  return [reply.status, reply.ok ? '' : ((await reply.json()) as { code: string }).code]
}

/** Writes other bytes where a file is kept. */
function damage(world: World, sha256: string): void {
  const dir = join(world.services.config.dataDir, 'blobs')
  writeFileSync(join(dir, sha256.slice(0, 2), sha256.slice(2)), 'other bytes')
}

describe('the original of a mail', () => {
  it('is its header as people read it, the way it came, and its source', async () => {
    const raw = letter({
      subject: '=?utf-8?q?Gr=C3=BC=C3=9Fe?=',
      more: [
        'Received: from laptop by mx.posteo.example; Mon, 23 Nov 2026 10:00:01 +0100',
        'Authentication-Results: mx.nordlicht.example; dmarc=pass header.from=posteo.example',
      ],
      text: '<script>alert(1)</script>',
    })
    const { world, at } = await arrived(raw)
    const shown = await world.owner.call(readOriginal, at)
    expect(shown.headers).toContainEqual({ name: 'subject', value: 'Grüße' })
    expect(shown.path).toEqual([{ from: 'laptop', by: 'mx.posteo.example', at: '2026-11-23T09:00:01.000Z' }])
    expect(shown.authentication[0]?.results).toMatchObject([{ method: 'dmarc', result: 'pass' }])
    expect(shown.source).toEqual({ text: raw, from: 0, next: null })
    expect(shown.size).toBe(Buffer.byteLength(raw))
  })

  it('is read part by part where it is large, and nothing of it is left out or twice', async () => {
    const raw = letter({
      text: Array.from({ length: 9000 }, (_, n) => `Zeile ${n} mit ä und 字`).join('\r\n'),
    })
    const { world, at } = await arrived(raw)
    let text = ''
    for (let from: number | null = 0; from !== null; ) {
      const { source }: { source: { text: string; next: number | null } } = await world.owner.call(
        readOriginal,
        {
          ...at,
          query: { from },
        },
      )
      expect(source.text.length).toBeLessThanOrEqual(64 * 1024)
      text += source.text
      from = source.next
    }
    expect(text).toBe(raw)
  })

  it('is downloaded as bytes that nothing runs of', async () => {
    const { world, raw } = await arrived(letter())
    const reply = await world.fetch(raw, {
      as: world.owner,
      headers: { 'servus-workspace': world.workspaceId },
    })
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename="[^"]+\.eml"/)
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(reply.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
  })

  it('that is lost or changed on the disk is said to be so, wherever it is asked for', async () => {
    const { world, desk, receipt, at, raw } = await arrived(letter())
    const { items } = await world.owner.call(listReceipts, { params: { mailboxId: desk.id }, query: {} })
    const line = { params: { inboundId: items[0]!.id as never } }
    damage(world, receipt.sha256)
    expect(await statusOf(world, raw)).toEqual([410, 'file_damaged'])
    await expect(world.owner.call(readOriginal, at)).rejects.toThrow('file_damaged')
    await expect(world.owner.call(readReceiptOriginal, line)).rejects.toThrow('file_damaged')
    await world.services.blobs.delete(receipt.sha256)
    expect(await statusOf(world, raw)).toEqual([410, 'file_lost'])
    await expect(world.owner.call(readOriginal, at)).rejects.toThrow('file_lost')
    await expect(world.owner.call(readReceiptOriginal, line)).rejects.toThrow('file_lost')
  })

  it('that is an attachment which is lost or changed is no fault of the server either', async () => {
    const file = new URL('../../../tests/fixtures/mail/invitation-google.eml', import.meta.url)
    const { world, desk, receipt } = await arrived(readFileSync(file))
    const [message] = await desk.messages(receipt.conversationId)
    const params = { attachmentId: message!.attachments[0]!.id as never }
    const sha256 = receipt.understood!.attachments[0]!.sha256
    damage(world, sha256)
    await expect(world.owner.call(readEnclosed, { params })).rejects.toThrow('file_damaged')
    await world.services.blobs.delete(sha256)
    await expect(world.owner.call(readEnclosed, { params })).rejects.toThrow('file_lost')
    expect(await statusOf(world, `/api/attachments/${params.attachmentId}/content`)).toEqual([
      410,
      'file_lost',
    ])
  })

  it('of a sensitive conversation is not there for whoever may not read that, from the message and from the book', async () => {
    const { world, desk, receipt, at, raw } = await arrived(letter())
    const { items } = await world.owner.call(listReceipts, { params: { mailboxId: desk.id }, query: {} })
    const luis = await world.join('Luis Serves')
    const params = { conversationId: receipt.conversationId! }
    await luis.call(talks.assignConversation, { params, body: { memberId: luis.memberId } })
    await luis.call(talks.nameConversation, { params, body: { sensitive: true } })
    await expect(world.owner.call(readOriginal, at)).rejects.toThrow('not_found')
    const line = { params: { inboundId: items[0]!.id as never } }
    await expect(world.owner.call(readReceiptOriginal, line)).rejects.toThrow('not_found')
    expect(await statusOf(world, raw)).toEqual([404, 'not_found'])
    expect((await luis.call(readOriginal, at)).source.text).toContain('It clatters')
  })
})
