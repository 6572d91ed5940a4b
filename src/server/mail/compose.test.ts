import { describe, expect, it } from 'vitest'
import type { Instant } from '../../domain/shared/time.ts'
import { composeMail, type OutgoingMail, replyReferences } from './compose.ts'
import { parseMail, type UnderstoodMail } from './parse.ts'
import { replySubject } from './subject.ts'

const reply: OutgoingMail = {
  messageId: '<m1@garage.example>',
  date: '2026-11-21T10:30:00.000Z' as Instant,
  from: { name: 'Garage Grün', address: 'inbox@garage.example' },
  to: [{ name: 'Anna, Berger', address: 'anna@mail.example' }],
  subject: replySubject('Re: AW: Reifen für Anna'),
  text: 'Guten Tag,\n\nDienstag 9 Uhr passt.\nMehr: https://garage.example/t?a=1&b=2.\n\n<Ihr> Team',
  answers: { messageId: '<a2@mail.example>', references: ['<a1@mail.example>'] },
}

async function sent(mail: OutgoingMail): Promise<{ raw: string; mail: UnderstoodMail }> {
  const { raw } = await composeMail(mail)
  const understood = await parseMail(raw)
  if ('unreadable' in understood) throw new Error(understood.unreadable)
  return { raw: raw.toString('latin1'), mail: understood }
}

describe('an outgoing reply', () => {
  it('says who, to whom, about what, and what it answers', async () => {
    const { mail } = await sent(reply)
    expect(mail).toMatchObject({
      messageId: '<m1@garage.example>',
      date: '2026-11-21T10:30:00.000Z',
      from: { name: 'Garage Grün', address: 'inbox@garage.example' },
      to: [{ name: 'Anna, Berger', address: 'anna@mail.example' }],
      subject: 'Re: Reifen für Anna',
      inReplyTo: ['<a2@mail.example>'],
      references: ['<a1@mail.example>', '<a2@mail.example>'],
      problems: [],
    })
  })

  it('carries the same words as plain text and as simple HTML', async () => {
    const { mail } = await sent(reply)
    expect(mail.text.trimEnd()).toBe(reply.text)
    expect(mail.html).toContain('<p>Dienstag 9 Uhr passt.<br />')
    expect(mail.html).toContain('<a href="https://garage.example/t?a=1&amp;b=2"')
    expect(mail.html).toContain('&lt;Ihr&gt; Team')
  })

  it('is the same bytes for the same input, with CRLF and no line over 998', async () => {
    const long: OutgoingMail = { ...reply, text: 'x'.repeat(5000) }
    const [one, two] = [await composeMail(long), await composeMail(long)]
    expect(one.raw.equals(two.raw)).toBe(true)
    const lines = one.raw.toString('latin1').split('\r\n')
    expect(lines.join('')).not.toMatch(/[\r\n]/)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998)
  })

  it('keeps Bcc out of the message and in the envelope', async () => {
    const mail = {
      ...reply,
      cc: [{ name: null, address: 'c@x.example' }],
      bcc: [{ name: null, address: 'b@x.example' }],
    }
    const { raw, envelope } = await composeMail(mail)
    expect(raw.toString()).not.toContain('b@x.example')
    expect(envelope).toEqual({
      from: 'inbox@garage.example',
      to: ['anna@mail.example', 'c@x.example', 'b@x.example'],
    })
  })

  it('marks what no person wrote (RFC 3834)', async () => {
    expect((await sent(reply)).mail.auto.isAutoReply).toBe(false)
    const { raw, mail } = await sent({ ...reply, automatic: 'auto-replied' })
    expect(raw).toContain('Auto-Submitted: auto-replied\r\n')
    expect(mail.auto.isAutoReply).toBe(true)
  })

  it('carries attachments and inline images whole', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 46, 10])
    const { mail } = await sent({
      ...reply,
      html: '<p>Look: <img src="cid:pic@servus"></p>',
      attachments: [
        { name: 'Rechnung für Ü €.pdf', type: 'application/pdf', bytes },
        { name: 'pic.png', type: 'image/png', bytes, contentId: 'pic@servus' },
      ],
    })
    expect(mail.attachments.map(({ name, inline, bytes }) => [name, inline, Buffer.from(bytes)])).toEqual([
      ['pic.png', true, bytes],
      ['Rechnung für Ü €.pdf', false, bytes],
    ])
  })

  it('sends answers where Reply-To says', async () => {
    const { mail } = await sent({ ...reply, replyTo: { name: null, address: 'inbox+token@garage.example' } })
    expect(mail.replyTo).toEqual([{ name: null, address: 'inbox+token@garage.example' }])
  })

  it('lets nobody smuggle a header in', async () => {
    const { raw } = await sent({
      ...reply,
      subject: 'hello\r\nBcc: victim@x.example',
      from: { name: 'A\r\nX-Evil: 1', address: 'inbox@garage.example' },
      answers: { messageId: '<a@x>\r\nX-Evil: 2', references: ['<b@x>\r\nX-Evil: 3', 'no id'] },
    })
    expect(raw).not.toMatch(/^(?:Bcc|X-Evil):/m)
  })
})

describe('references', () => {
  it('are those of the answered message and its own id, each once', () => {
    expect(replyReferences({ messageId: '<c@x>', references: ['<a@x>', '<b@x>', '<a@x>'] })).toEqual([
      '<a@x>',
      '<b@x>',
      '<c@x>',
    ])
    expect(replyReferences({ messageId: '<b@x>', references: [], inReplyTo: ['<a@x>'] })).toEqual([
      '<a@x>',
      '<b@x>',
    ])
    expect(replyReferences({ messageId: null, references: [] })).toEqual([])
  })

  it('stay bounded: the first and the newest', () => {
    const references = Array.from({ length: 300 }, (_, index) => `<${index}@x>`)
    const kept = replyReferences({ messageId: '<last@x>', references })
    expect(kept).toHaveLength(20)
    expect(kept[0]).toBe('<0@x>')
    expect(kept.at(-1)).toBe('<last@x>')
  })
})
