import { createHash, createVerify, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { createTransport } from 'nodemailer'
import type { Instant } from '../../domain/shared/time.ts'
import { composeMail, type OutgoingMail } from './compose.ts'
import { parseMail, type UnderstoodMail } from './parse.ts'
import { sendMail } from './send.ts'
import { startSmtp } from './testing/smtp.ts'

const plain: OutgoingMail = {
  messageId: '<m1@garage.example>',
  date: '2026-11-21T10:30:00.000Z' as Instant,
  from: { name: 'Garage Grün', address: 'inbox@garage.example' },
  to: [{ name: 'Anna Berger', address: 'anna@mail.example' }],
  subject: 'Reifen',
  text: 'Guten Tag.',
}

// What people write in names and subjects: long, without a space, in every script, with what a header must not break on.
const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    'Ölwechsel ',
    '報價單',
    'Zürich, ',
    '"',
    '\\',
    '<x@y>',
    ' ',
    '=?utf-8?Q?x?=',
    '👩‍🔧',
    'a'.repeat(120),
    'ß;:()',
  ),
)
const words = fc
  .array(piece, { maxLength: 12 })
  .map((all) =>
    all
      .join('')
      .replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  .filter((text) => text.isWellFormed())

const headOf = (raw: Buffer) => raw.toString('latin1').split('\r\n\r\n')[0]!.split('\r\n')

/** The letters and digits of a name: marks at its edges are taken for quoting, which is no matter of folding. */
const bare = (name: string) => name.replace(/[^\p{L}\p{N}]/gu, '')

/** A mail as a server far away reads it. */
async function read(raw: Uint8Array): Promise<UnderstoodMail> {
  const mail = await parseMail(raw)
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return mail
}

describe('the lines above a mail', () => {
  it('are folded to 78 where they can be and never over 998, and say the same unfolded, whatever stands in them', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, words, async (subject, from, to) => {
        const { raw } = await composeMail({
          ...plain,
          subject,
          from: { ...plain.from, name: from },
          to: [{ name: to, address: 'anna@mail.example' }],
        })
        const lines = headOf(raw)
        for (const line of lines) {
          expect(line).toMatch(/^[\x20-\x7e\t]*$/)
          expect(line.length).toBeLessThanOrEqual(998)
          // What is longer has no place to be folded at.
          if (line.length > 78) expect(line.trim().replace(/^[\w-]+: /, '')).not.toMatch(/\S[ \t]+\S/)
          // A line of spaces alone is no line to some servers (RFC 5322 §3.2.2).
          expect(line.trim()).not.toBe('')
        }
        const mail = await read(raw)
        expect((mail.subject ?? '').replace(/\s+/g, ' ').trim()).toBe(subject.replaceAll('=?', '= ?'))
        expect(bare(mail.from?.name ?? '')).toBe(bare(from.replaceAll('=?', '= ?')))
        expect(mail.from?.address).toBe('inbox@garage.example')
        expect(mail.to.map((a) => a.address)).toEqual(['anna@mail.example'])
      }),
      { numRuns: 300 },
    )
  })

  it('keep a long chain of references and a long address to unsubscribe at whole', async () => {
    const references = Array.from({ length: 40 }, (_, n) => `<${'r'.repeat(n)}.${n}@mail.example>`)
    const unsubscribe = `https://help.${'n'.repeat(60)}.example/u/${'t'.repeat(140)}`
    const { raw } = await composeMail({
      ...plain,
      unsubscribe,
      answers: { messageId: '<last@mail.example>', references },
    })
    const lines = headOf(raw)
    expect(lines.filter((line) => line.length > 998)).toEqual([])
    expect(lines.join('\n').replace(/\n(?=[ \t])/g, '')).toContain(`List-Unsubscribe: <${unsubscribe}>`)
    expect((await read(raw)).references).toEqual([
      references[0],
      ...references.slice(-18),
      '<last@mail.example>',
    ])
  })
})

describe('a mail a server signs (DKIM)', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

  it('arrives with the very bytes that were signed, however long its subject and whatever its text', async () => {
    const server = await startSmtp()
    try {
      const to = {
        host: server.host,
        port: server.port,
        security: 'none' as const,
        user: 'desk@servus.example',
        pass: 'correct horse',
      }
      for (const [subject, text] of [
        ['Räderwechsel '.repeat(30), 'Guten Tag,\n\n.\n..\n. und Schluss  \n\n-- \nAna\n'],
        ['報價單'.repeat(60), `${'x'.repeat(5000)}\nFrom here on\n`],
        ['a'.repeat(300), '=20 =\n\tTab\n'],
      ] as const) {
        const unsubscribe = `https://help.nordlicht.example/u/${'t'.repeat(76)}`
        const { raw, envelope } = await composeMail({ ...plain, subject, text, unsubscribe })
        const signed = await signedByServer(raw, pem)
        expect(await sendMail(to, signed, envelope)).toMatchObject({ outcome: 'sent' })
        const arrived = server.received.at(-1)!.raw
        expect(holds(Buffer.from(arrived), publicKey.export({ type: 'spki', format: 'pem' }) as string)).toBe(
          true,
        )
        const changed = Buffer.from(
          Buffer.from(arrived)
            .toString('latin1')
            .replace(/^Subject:/im, 'Subject: x'),
          'latin1',
        )
        expect(holds(changed, publicKey.export({ type: 'spki', format: 'pem' }) as string)).toBe(false)
      }
    } finally {
      await server.stop()
    }
  })
})

/** What a mail server that signs makes of our bytes. */
async function signedByServer(raw: Buffer, privateKey: string): Promise<Buffer> {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    dkim: { domainName: 'garage.example', keySelector: 's1', privateKey },
  } as never)
  const sent = await transport.sendMail({ envelope: { from: 'a@garage.example', to: ['b@x.example'] }, raw })
  return (sent as unknown as { message: Buffer }).message
}

/** Tells whether the signature on a mail holds (RFC 6376 §3.4, relaxed for lines and body). */
function holds(raw: Buffer, publicKey: string): boolean {
  const head = raw.toString('latin1').split('\r\n\r\n')[0]!
  const fields = head.split(/\r\n(?![ \t])/)
  const relaxed = (field: string) => {
    const at = field.indexOf(':')
    const value = field
      .slice(at + 1)
      .replace(/\r\n/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim()
    return `${field.slice(0, at).trim().toLowerCase()}:${value}`
  }
  const signature = fields.find((f) => /^dkim-signature:/i.test(f))!
  const tag = (name: string) => new RegExp(`[;\\s]${name}=([^;]*)`).exec(signature)![1]!.replace(/\s+/g, '')
  const left = [...fields].reverse()
  const signed = tag('h')
    .split(':')
    .flatMap((name) => {
      const at = left.findIndex((f) => f.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      return at < 0 ? [] : left.splice(at, 1).map(relaxed)
    })
  const body = raw.toString('latin1').split('\r\n\r\n').slice(1).join('\r\n\r\n')
  const lines = body
    .replace(/[ \t]+/g, ' ')
    .replace(/ (?=\r\n)/g, '')
    .replace(/(\r\n)*$/, '\r\n')
  if (createHash('sha256').update(lines, 'latin1').digest('base64') !== tag('bh')) return false
  const own = relaxed(signature.replace(/([;\s]b=)[^;]*/, '$1'))
  const verify = createVerify('RSA-SHA256').update([...signed, own].join('\r\n'), 'latin1')
  return verify.verify(publicKey, tag('b'), 'base64')
}
