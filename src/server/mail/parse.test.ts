import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXPECTED_MAIL } from '../../../tests/fixtures/mail/expected.ts'
import en from '../../words/en.json' with { type: 'json' }
import { kept, sayKept } from '../../words/kept.ts'
import { sha256Of } from '../files/blobs.ts'
import { parseMail, type UnderstoodMail } from './parse.ts'

const folder = fileURLToPath(new URL('../../../tests/fixtures/mail/', import.meta.url))
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.eml'))
  .map((file) => file.slice(0, -4))
const rawOf = (name: string) => readFileSync(`${folder}${name}.eml`)

const said = (problems: readonly string[]) => problems.map((one) => sayKept(en, one))

async function understood(raw: string | Uint8Array): Promise<UnderstoodMail> {
  const mail = await parseMail(typeof raw === 'string' ? Buffer.from(raw) : raw)
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return mail
}

describe('understanding mail', () => {
  it('has an expectation for every message in the corpus', () => {
    expect(names.toSorted()).toEqual(Object.keys(EXPECTED_MAIL).toSorted())
  })

  it('keeps the first thousand files of a mail that has more, and the others in the whole of it', async () => {
    const file = (n: number) =>
      `--b\r\nContent-Type: application/x-thing; name=f${n}.bin\r\n\r\nthe file of number ${n}\r\n`
    const files = Array.from({ length: 1200 }, (_, n) => file(n)).join('')
    const raw = `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${files}--b--\r\n`
    const { attachments, problems } = await understood(raw)
    expect(attachments).toHaveLength(1001)
    const sha256 = sha256Of(Buffer.from(raw))
    expect(attachments.at(-1)).toMatchObject({ name: 'original.eml', type: 'message/rfc822', sha256 })
    expect(said(problems)).toContainEqual(expect.stringMatching(/^It has 1200 files/))
  })

  it.each(Object.entries(EXPECTED_MAIL))('understands %s', async (name, expected) => {
    const mail = await understood(rawOf(name))
    expect(mail.subject).toBe(expected.subject)
    expect(mail.from && `${mail.from.name} <${mail.from.address}>`).toBe(expected.from)
    expect(mail.visibleText).toContain(expected.visible)
    expect(mail.foldedText).toContain(expected.folded ?? '')
    if (!expected.folded) expect(mail.foldedText).toBe('')
    expect(mail.attachments.map((file) => file.name + (file.inline ? ' (inline)' : ''))).toEqual(
      expected.files ?? [],
    )
    expect(said(mail.problems)).toEqual(expected.problems ?? [])
    const { isAutoReply, isBounce, isBulk, why } = mail.auto
    expect({ isAutoReply, isBounce, isBulk }).toEqual({
      isAutoReply: expected.auto === 'reply',
      isBounce: expected.auto === 'bounce',
      isBulk: expected.auto === 'bulk',
    })
    expect(why === null).toBe(expected.auto === undefined)
    expect(mail.seal).toBe(expected.seal ?? null)
    const { from, subject, date } = mail.forwarded ?? {}
    expect(from && `${from.name} <${from.address}>: ${subject} (${date})`).toBe(expected.forwarded)
    expect(mail.segments.map((segment) => segment.text).join('')).toBe(mail.text)
  })

  it('reads who it is for, what it answers and when it was written', async () => {
    const mail = await understood(rawOf('german-outlook'))
    expect(mail.to).toEqual([
      { name: 'Cäcilia Gröné', address: 'desk@garage.example' },
      { name: 'Büro', address: 'buero@firma.example' },
    ])
    expect(mail.cc).toEqual([{ name: null, address: 'chef@firma.example' }])
    expect(mail.messageId).toBe('<german1@firma.example>')
    expect(mail.inReplyTo).toEqual(['<q7@desk.example>'])
    expect(mail.references).toEqual(['<q6@desk.example>', '<q7@desk.example>'])
    expect(mail.date).toBe('2026-11-27T14:00:00.000Z')
  })

  it('names whom a bounce is about, and which mail of ours came back', async () => {
    const mail = await understood(rawOf('bounce-dsn'))
    expect(mail.auto.reports).toEqual([
      { address: 'gone@mail.example', action: 'failed', status: '5.1.1', words: '550 5.1.1 User unknown' },
    ])
    expect(mail.auto.returned).toBe('<q1@desk.example>')
  })

  it('gives attachments their bytes and hash', async () => {
    const [pdf] = (await understood(rawOf('rfc2231-name'))).attachments
    expect(Buffer.from(pdf!.bytes).toString()).toBe('%PDF-1.4\n')
    expect(pdf).toMatchObject({
      size: 9,
      type: 'application/pdf',
      sha256: sha256Of(Buffer.from('%PDF-1.4\n')),
    })
  })

  it('keeps an attached message whole and does not mix it into the words', async () => {
    const mail = await understood(rawOf('forwarded-as-attachment'))
    expect(mail.text).not.toContain('The inner words')
    const inner = await understood(mail.attachments[0]!.bytes)
    expect(inner.visibleText).toBe('The inner words.\n')
    expect(inner.attachments.map((file) => file.name)).toEqual(['inner.pdf'])
  })

  it('marks in the HTML what is quoted, and holds remote images back', async () => {
    const reply = await understood(rawOf('outlook-new-reply'))
    expect(reply.html).toMatch(/Maria<\/div><div data-quote="true">.*From:.*courtesy car/is)
    expect((await understood(rawOf('html-only'))).html).toContain('data-remote-src="https://tracker.example')
    expect((await understood(rawOf('inline-image'))).html).toContain('src="cid:scratch@mail.example"')
  })

  it('lets the HTML speak when its plain twin is a stub', async () => {
    const mail = await understood(
      'From: a@b.example\nDate: Sat, 21 Nov 2026 12:00:00 +0000\nContent-Type: multipart/alternative; boundary=x\n\n' +
        '--x\nContent-Type: text/plain\n\nYour program cannot show HTML.\n' +
        `--x\nContent-Type: text/html\n\n<p>${'The real words stand here. '.repeat(10)}</p>\n--x--\n`,
    )
    expect(mail.text).toContain('The real words stand here.')
  })

  it('understands an unquoted comma in a name, a group, and addresses that are none', async () => {
    const mail = await understood(
      'From: Meier, Hans <Hans.Meier@Firm.EXAMPLE>\nTo: Team: a@x.example, "B" <b@x.example>;, nonsense, undisclosed-recipients:;\n\nx',
    )
    expect(mail.from).toEqual({ name: 'Meier, Hans', address: 'hans.meier@firm.example' })
    expect(mail.to).toEqual([
      { name: null, address: 'a@x.example' },
      { name: 'B', address: 'b@x.example' },
    ])
  })

  it('does not take a person who writes "Abwesend am Freitag" for a machine', async () => {
    const person = await understood('From: a@b.example\nSubject: Abwesend am Freitag, bitte verschieben\n\nx')
    const machine = await understood('From: a@b.example\nSubject: Abwesenheitsnotiz: Termin\n\nx')
    expect(person.auto.isAutoReply).toBe(false)
    expect(machine.auto.isAutoReply).toBe(true)
  })

  it('shows the beginning of words nobody can read at once, and keeps all of them as a file', async () => {
    const words = `${'A word and another. '.repeat(80_000)}The end.`
    const mail = await understood(`From: a@b.example\r\n\r\n${words}`)
    expect(mail.text).toBe(words.slice(0, 1_000_000))
    expect(mail.attachments).toMatchObject([{ type: 'text/plain' }])
    expect(Buffer.from(mail.attachments[0]!.bytes).toString().trimEnd()).toBe(words)
    expect(said(mail.problems).join()).toContain('its beginning is shown')
  })

  it('refuses only what is empty, no message, or too large', async () => {
    expect(await parseMail(new Uint8Array())).toEqual({ unreadable: kept('unreadable_empty') })
    expect(await parseMail(Buffer.from('\r\n\r\n'))).toEqual({ unreadable: kept('unreadable_empty') })
    expect(await parseMail(Buffer.from('hello there'))).toEqual({
      unreadable: kept('unreadable_no_mail'),
    })
    expect(await parseMail(Buffer.alloc(11), { maxBytes: 10 })).toEqual({
      unreadable: kept('unreadable_larger', { bytes: 10 }),
    })
  })

  it('reads a message nested too deep as plain text rather than not at all', async () => {
    let body = 'From: a@b.example\nSubject: deep\n'
    for (let depth = 0; depth < 150; depth += 1) {
      body += `Content-Type: multipart/mixed; boundary="b${depth}"\n\n--b${depth}\n`
    }
    const mail = await understood(`${body}\n\nat the bottom`)
    expect(mail.subject).toBe('deep')
    expect(mail.text).toContain('at the bottom')
    expect(said(mail.problems).join()).toContain('How it is built could not be read')
  })

  it('never throws and never loses a word of the text, whatever befalls the bytes', async () => {
    const mutation = fc.record({
      name: fc.constantFrom(...names),
      cuts: fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 0.999, noNaN: true }),
          bytes: fc.uint8Array({ maxLength: 6 }),
          drop: fc.nat(40),
        }),
        {
          maxLength: 6,
        },
      ),
    })
    await fc.assert(
      fc.asyncProperty(mutation, async ({ name, cuts }) => {
        let raw: Buffer = rawOf(name)
        for (const { at, bytes, drop } of cuts) {
          const place = Math.floor(at * raw.length)
          raw = Buffer.concat([raw.subarray(0, place), bytes, raw.subarray(place + drop)])
        }
        const mail = await parseMail(raw)
        if ('unreadable' in mail) return
        expect(mail.segments.map((segment) => segment.text).join('')).toBe(mail.text)
        expect(mail.text).not.toContain('\u0000')
        expect(mail.html ?? '').not.toMatch(/<script|onerror=|javascript:/i)
      }),
      { numRuns: 600 },
    )
  })

  it('reads a 25 MB attachment within seconds', async () => {
    const line = `${'QUJD'.repeat(19)}\r\n`
    const raw = Buffer.concat([
      Buffer.from(
        'From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhi\r\n--x\r\n',
      ),
      Buffer.from('Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n'),
      Buffer.from(line.repeat(440_000)),
      Buffer.from('--x--\r\n'),
    ])
    const mail = await understood(raw)
    expect(mail.attachments[0]!.size).toBe(440_000 * 57)
  }, 20_000)
})
