// Reads one heavy message in a process of its own and tells how much memory that took at most beyond what it had before.
import { existsSync, readFileSync } from 'node:fs'
import { parseMail } from '../parse.ts'

const [, , megabytes, kind = 'file'] = process.argv

/** What fills a message: its headers, and the line that is said over and over. */
const FILLINGS: Record<string, { headers: string; line: string }> = {
  file: {
    headers: 'Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64',
    line: `${'QUJD'.repeat(19)}\r\n`,
  },
  words: { headers: 'Content-Type: text/plain', line: 'A line of plain words, nothing else.\r\n' },
  'one line': { headers: 'Content-Type: text/plain', line: 'words without end ' },
  quotes: { headers: 'Content-Type: text/plain', line: '> quoted once more by somebody\r\n' },
  links: { headers: 'Content-Type: text/plain', line: 'see https://example.com/a/b?c=d and\r\n' },
  cyrillic: { headers: 'Content-Type: text/plain; charset=utf-8', line: 'Добрый день, что слышно?\r\n' },
  'quoted-printable': {
    headers: 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable',
    line: 'Gr=C3=BC=C3=9Fe aus der Werkstatt =\r\n',
  },
  html: {
    headers: 'Content-Type: text/html',
    line: '<p>Some <b>words</b> and <a href="https://example.com">links</a></p>\r\n',
  },
  padding: { headers: 'Content-Type: text/plain\r\nContent-Transfer-Encoding: base64', line: 'YQ==\r\n' },
  parts: { headers: 'Content-Type: text/plain', line: '--x\r\n\r\nhi\r\n' },
  'a mail within': {
    headers: 'Content-Type: message/rfc822',
    line: 'A line of plain words, nothing else.\r\n',
  },
}

/** A message of so many megabytes of one kind, as it comes from a server. */
function heavyMail(): Buffer {
  const { headers, line } = FILLINGS[kind]!
  const said = Buffer.from(line)
  // A file counts as what it is, not as what it takes in letters.
  const bytes = Number(megabytes) * 1024 * 1024
  const lines = Math.ceil(kind === 'file' ? bytes / 57 : bytes / said.length)
  const head = `From: a@b.example\r\nSubject: heavy\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhi\r\n--x\r\n${headers}\r\n\r\n`
  const raw = Buffer.allocUnsafe(head.length + lines * said.length + 9)
  raw.write(head, 'latin1')
  raw.fill(said, head.length, raw.length - 9)
  raw.write('\r\n--x--\r\n', raw.length - 9, 'latin1')
  return raw
}

/** The most memory the process ever had, in bytes. Linux adds to `maxRSS` what the process had that began this one. */
function mostEver(): number {
  const status = '/proc/self/status'
  const kilobytes = existsSync(status) ? /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : undefined
  return Number(kilobytes ?? process.resourceUsage().maxRSS) * 1024
}

// What every message needs is loaded before.
await parseMail(Buffer.from('From: a@b.example\r\nContent-Type: text/html\r\n\r\n<p>x</p>'))
globalThis.gc?.()
const idle = process.memoryUsage().rss
const raw = heavyMail()
const began = performance.now()
const mail = await parseMail(raw)
const most = mostEver()
const size = 'unreadable' in mail ? 0 : mail.attachments[0]?.size
const took = Math.round(performance.now() - began)
console.log(JSON.stringify({ size, idle, most, took, over: Math.round((most - idle) / 1024 / 1024) }))
