import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { kept } from '../../words/kept.ts'
import { sha256Of } from '../files/blobs.ts'
import { parseMail } from './parse.ts'

const HEAD =
  'From: a@b.example\r\nSubject: heavy\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhi\r\n'

/** Bytes in base64, in lines of so many letters. */
const inLines = (bytes: Buffer, length: number, ending = '\r\n') =>
  bytes.toString('base64').replace(new RegExp(`.{${length}}`, 'g'), `$&${ending}`)

async function filesOf(raw: string) {
  const mail = await parseMail(Buffer.from(raw, 'latin1'))
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return mail.attachments
}

const part = (
  words: string,
  headers = 'Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64',
) => `--x\r\n${headers}\r\n\r\n${words}\r\n`

describe('a heavy attachment', () => {
  it.each([
    ['in lines of 76', 76, '\r\n', 900_000],
    ['in lines of 75, which are no whole groups', 75, '\r\n', 900_000],
    ['in lines of 60 with bare line ends, and a rest', 60, '\n', 900_001],
    ['in lines of 998 and two of padding', 998, '\r\n', 900_002],
  ])('comes out byte for byte: %s', async (_how, length, ending, size) => {
    const [one, other] = [randomBytes(size), randomBytes(size + 7)]
    const files = await filesOf(
      `${HEAD}${part(inLines(one, length, ending))}${part(inLines(other, length, ending))}--x--\r\n`,
    )
    expect(files.map((file) => file.sha256)).toEqual([sha256Of(one), sha256Of(other)])
  })

  it('comes out of a mail within the mail, which is kept as it came', async () => {
    const file = randomBytes(700_000)
    const inner = `Subject: within\r\nContent-Type: application/zip; name=b.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${inLines(file, 76)}\r\n`
    const [mail] = await filesOf(`${HEAD}${part(inner, 'Content-Type: message/rfc822')}--x--\r\n`)
    const bytes = Buffer.from(mail!.bytes)
    const plain = (text: string) => text.replaceAll('\r\n', '\n').trim()
    expect(plain(bytes.toString('latin1'))).toBe(plain(inner))
    expect((await filesOf(bytes.toString('latin1')))[0]?.sha256).toBe(sha256Of(file))
  })

  it('stays words where its part says that they are words', async () => {
    const words = inLines(randomBytes(600_000), 76)
    const [file] = await filesOf(`${HEAD}${part(words, 'Content-Type: text/csv; name=c.csv')}--x--\r\n`)
    expect(Buffer.from(file!.bytes).toString().trim().replace(/\r?\n/g, '')).toBe(
      words.replace(/\r\n/g, '').trim(),
    )
  })

  // Held four times over, as a parser does that joins what it decoded, or line by line, it takes more than this.
  it.each([
    ['file', 25],
    ['words', 24],
    // What is undone makes these shorter.
    ['quoted-printable', 17],
    ['html', 24],
    ['a mail within', 24],
    ['padding', 4],
    // Too many are no parts any more: all of it is shown as it came.
    ['parts', 24],
  ])('of 25 MB is read within 150 MB over what the process needs idle: %s', (kind, least) => {
    const child = fileURLToPath(new URL('./testing/heavy.ts', import.meta.url))
    const told = execFileSync(process.execPath, ['--expose-gc', child, '25', kind], { encoding: 'utf8' })
    const { size, over } = JSON.parse(told) as { size: number; over: number }
    expect(size).toBeGreaterThanOrEqual(least * 1024 * 1024)
    expect(over).toBeLessThanOrEqual(150)
  })
})

describe('words too long to be shown', () => {
  it.each([
    ['without any line end', 'ü', ''],
    ['of three bytes a letter', '界', ''],
    ['in lines', 'Grüße aus der Werkstatt, bis morgen. ', '\r\n'],
  ])('are shown by their beginning, in their charset, and kept whole: %s', async (_how, word, end) => {
    const line = `${word.repeat(40)}${end}`
    const words = line.repeat(Math.ceil((9 * 1024 * 1024) / Buffer.byteLength(line)))
    const raw = `From: a@b.example\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nx${words}`
    const mail = await parseMail(Buffer.from(raw))
    if ('unreadable' in mail) throw new Error(mail.unreadable)
    const text = words.replaceAll('\r\n', '\n')
    expect(mail.text.length).toBeGreaterThan(900_000)
    expect(mail.text).toBe(`x${text}`.slice(0, mail.text.length))
    expect(mail.problems).toEqual([kept('mail_too_long')])
    expect(Buffer.from(mail.attachments[0]!.bytes).toString().trimEnd()).toBe(`x${text}`.trimEnd())
  })
})
