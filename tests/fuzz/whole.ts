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

/** The kinds of message, and the headers that are looked into, which a text is read as. */
export const READ_AS = [
  ...['text/plain', 'text/html', 'text/calendar', 'text/plain; format=flowed'],
  ...['From', 'Subject', 'References', 'Date', 'Content-Type'],
] as const

/** Reads a text as the words of a message of such a kind, or as such a header. */
export async function readRepeated(text: string, as: (typeof READ_AS)[number]): Promise<void> {
  const raw = as.startsWith('text/')
    ? `From: a@b.example\nContent-Type: ${as}\n\n${text}`
    : `${as}: ${text.replace(/[\r\n]/g, ' ')}\n\nx`
  await readWhole(Buffer.from(raw))
}
