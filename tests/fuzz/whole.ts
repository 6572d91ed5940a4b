import { forwardedIn } from '../../src/server/mail/forwarded.ts'
import { readInvitation } from '../../src/server/mail/invitation.ts'
import { parseMail } from '../../src/server/mail/parse.ts'
import en from '../../src/words/en.json' with { type: 'json' }
import { sayKept } from '../../src/words/kept.ts'

/** What became of a message: it was read, or it is kept with a reason that can be said. */
export type Outcome = 'read' | 'kept'

/** Reads a message and holds it against what is true of every message: nothing lost, nothing that cannot be stored, nothing harmful. */
export async function readWhole(raw: Uint8Array): Promise<Outcome> {
  const mail = await parseMail(raw)
  if ('unreadable' in mail) {
    expect(sayKept(en, mail.unreadable)).toMatch(/^It cannot be read: .+\.$/)
    return 'kept'
  }
  expect(mail.segments.map((segment) => segment.text).join('')).toBe(mail.text)
  expect(mail.visibleText.length + mail.foldedText.length).toBe(mail.text.length)
  if (mail.text.trim()) expect(mail.visibleText.trim()).not.toBe('')
  expect(mail.text).not.toContain('\u0000')
  expect(mail.html ?? '').not.toMatch(/<script|<iframe|<form|\son\w+=|javascript:|vbscript:/i)
  for (const file of mail.attachments) {
    expect(file.name).toMatch(/^[^/\\]{1,200}$/)
    expect(file.size).toBe(file.bytes.length)
    readInvitation(file.bytes)
  }
  expect(forwardedIn(mail.text, { forward: true })?.from.address ?? 'a@b').toMatch(/^[^\s@<>]+@[^\s@<>]+$/)
  return 'read'
}

/** Reads a text as the words of a message of every kind, and as each header that is looked into. */
export async function readRepeated(text: string): Promise<void> {
  for (const type of ['text/plain', 'text/html', 'text/calendar', 'text/plain; format=flowed'])
    await readWhole(Buffer.from(`From: a@b.example\nContent-Type: ${type}\n\n${text}`))
  for (const name of ['From', 'Subject', 'References', 'Date', 'Content-Type'])
    await readWhole(Buffer.from(`${name}: ${text.replace(/[\r\n]/g, ' ')}\n\nx`))
}
