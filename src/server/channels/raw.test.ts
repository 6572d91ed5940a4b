import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as talks from '../../contract/conversations.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { type Caller, makeWorld } from '../world/world.ts'
import { foldQuotes } from './raw-page.ts'

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../tests/fixtures/mail', `${name}.eml`))

async function received(raw: string | Uint8Array) {
  const world = await makeWorld()
  const desk = await makeDesk(world)
  const receipt = await desk.post(raw)
  const get = async (path: string, as: Caller | null = world.owner) =>
    await world.fetch(path, as ? { as, headers: { 'servus-workspace': world.workspaceId } } : {})
  return { world, desk, receipt, get, html: `/api/messages/${receipt.messageId}/html` }
}

function htmlMail(body: string): string {
  return letter()
    .replace('text/plain', 'text/html')
    .replace(/\r\n\r\n[\s\S]*$/, `\r\n\r\n${body}\r\n`)
}

describe('the HTML of a mail', () => {
  it('is shown where nothing of it can run, with what it quotes folded', async () => {
    const { get, html } = await received(fixture('gmail-reply'))
    const reply = await get(html)
    const policy = reply.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/)
    expect(policy).toContain("img-src 'self' data:")
    expect(policy).not.toContain('https:')
    const page = await reply.text()
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).toMatch(
      /Tuesday at nine.*<details class="quote"><summary[^>]*>•••<\/summary><div data-quote="true">.*winter tyres have arrived.*<\/div><\/details>/s,
    )
  })

  it('loads nothing from elsewhere until asked, and runs no script', async () => {
    const body = '<p onclick="x()">Hi<script>alert(1)</script><img src="https://spy.example/p.png"></p>'
    const { get, html } = await received(htmlMail(body))
    const closed = await (await get(html)).text()
    expect(closed).not.toMatch(/<script|onclick| src="https/)
    expect(closed).toContain('data-remote-src="https://spy.example/p.png"')
    const open = await get(`${html}?remote=1`)
    expect(open.headers.get('content-security-policy')).toContain("img-src 'self' data: https:")
    expect(await open.text()).toContain(' src="https://spy.example/p.png"')
  })

  it('shows pictures that came with it, to the frame that carries no cookie', async () => {
    const { get, html, world } = await received(fixture('inline-image'))
    const page = await (await get(html)).text()
    const url = /src="(\/api\/attachments\/[^"]+)"/.exec(page)![1]!.replaceAll('&amp;', '&')
    const picture = await get(url, null)
    expect(picture.status).toBe(200)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff')
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    expect((await get(url.replace(/signed=./, 'signed=_'), null)).status).toBe(404)
    world.at('2026-11-26T09:12:00Z')
    expect((await get(url, null)).status).toBe(404)
  })

  it('folds quotes within quotes, and only them', () => {
    expect(foldQuotes('<div>a<div data-quote="true">b<div>c</div></div></div>')).toBe(
      '<div>a<details class="quote"><summary aria-label="…">•••</summary><div data-quote="true">b<div>c</div></div></details></div>',
    )
  })
})

describe('raw mail and attachments', () => {
  it('are handed over exactly as they came', async () => {
    const raw = fixture('inline-image')
    const { get, receipt, desk } = await received(raw)
    const reply = await get(`/api/messages/${receipt.messageId}/raw`)
    expect(Buffer.from(await reply.arrayBuffer()).equals(raw)).toBe(true)
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment; /)
    const [message] = await desk.messages(receipt.conversationId)
    const file = await get(message!.attachments[0]!.url)
    expect(file.headers.get('content-disposition')).toMatch(/^inline; filename="scratch.png"/)
  })

  it('are not for a stranger, nor for another workspace, nor for who may not read the conversation', async () => {
    const { world, get, receipt, desk, html } = await received(fixture('inline-image'))
    const [message] = await desk.messages(receipt.conversationId)
    const row = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('inboundMails').select('id').executeTakeFirstOrThrow(),
    )
    const urls = [
      html,
      `/api/messages/${receipt.messageId}/raw`,
      message!.attachments[0]!.url,
      `/api/inbound-mails/${row.id}/raw`,
    ]
    const there = await makeWorld()
    const tom = await world.join('Tom Technician')
    for (const url of urls) {
      expect((await get(url, null)).status, url).toBe(401)
      expect((await there.fetch(url, { as: there.owner })).status, url).toBe(404)
      expect((await get(url, tom)).status, url).toBe(200)
    }
    const params = { conversationId: receipt.conversationId! }
    await world.owner.call(talks.nameConversation, {
      params,
      body: { sensitive: true, version: (await desk.read(receipt.conversationId)).version } as never,
    })
    for (const url of urls) expect((await get(url, tom)).status, url).toBe(404)
  })

  it('hands over nothing that a browser would run as a page of ours', async () => {
    const part =
      'Content-Type: text/html; name="offer.html"\r\nContent-Disposition: attachment; filename="offer.html"\r\n\r\n<script>alert(1)</script>'
    const head = letter({ more: [] })
      .split('\r\n\r\n')[0]!
      .replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=b')
    const { get, desk, receipt } = await received(
      `${head}\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n${part}\r\n--b--\r\n`,
    )
    const [message] = await desk.messages(receipt.conversationId)
    const file = await get(message!.attachments[0]!.url)
    expect(file.headers.get('content-type')).toBe('application/octet-stream')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="offer.html"/)
    expect(file.headers.get('content-security-policy')).toMatch(/^sandbox;/)
  })
})

describe('an upload', () => {
  const upload = (world: Awaited<ReturnType<typeof makeWorld>>, file: File | null, as = world.owner) => {
    const body = new FormData()
    if (file) body.set('file', file)
    return world.fetch('/api/attachments', { method: 'POST', body, as })
  }

  it('is kept, seen by its uploader alone until it is sent', async () => {
    const world = await makeWorld()
    const tom = await world.join('Tom Technician')
    const reply = await upload(world, new File(['hello'], '../../etc/note.txt', { type: 'text/plain' }))
    const file = (await reply.json()) as { id: string; name: string; size: number; type: string }
    expect(file).toMatchObject({ name: 'note.txt', size: 5, type: 'text/plain' })
    const url = `/api/attachments/${file.id}/content`
    expect(await (await world.fetch(url, { as: world.owner })).text()).toBe('hello')
    expect((await world.fetch(url, { as: tom })).status).toBe(404)
  })

  it('says its limit when it is too large, and its field when it is none', async () => {
    const world = await makeWorld()
    const large = await upload(world, new File([new Uint8Array(25 * 1024 * 1024 + 1)], 'film.mp4'))
    expect(large.status).toBe(413)
    expect(await large.json()).toMatchObject({ code: 'too_large', values: { limit: '25 MB' } })
    const none = await upload(world, null)
    expect(await none.json()).toMatchObject({ code: 'invalid_input', field: 'file' })
    const reader = await world.join('Rita Reader', 'read_only')
    expect((await upload(world, new File(['x'], 'x.txt'), reader)).status).toBe(403)
  })
})
