// Reads one heavy message in a process of its own and tells how much memory that took at most beyond what it had before.
import { existsSync, readFileSync } from 'node:fs'
import { parseMail } from '../parse.ts'

const line = `${'QUJD'.repeat(19)}\r\n`
const megabytes = Number(process.argv[2])

/** A message with one attachment of so many megabytes, as it comes from a server. */
function heavyMail(): Buffer {
  const lines = Math.ceil((megabytes * 1024 * 1024) / 57)
  const head =
    'From: a@b.example\r\nSubject: heavy\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhi\r\n--x\r\n' +
    'Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n'
  const raw = Buffer.allocUnsafe(head.length + lines * line.length + 7)
  raw.write(head, 'latin1')
  raw.fill(line, head.length, raw.length - 7, 'latin1')
  raw.write('--x--\r\n', raw.length - 7, 'latin1')
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
const mail = await parseMail(heavyMail())
const most = mostEver()
const size = 'unreadable' in mail ? 0 : mail.attachments[0]?.size
console.log(JSON.stringify({ size, idle, most, over: Math.round((most - idle) / 1024 / 1024) }))
