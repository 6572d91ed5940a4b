import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'

const folder = new URL('../fixtures/mail/', import.meta.url)

/** The messages of the corpus as they lie there. */
export const CORPUS: readonly Buffer[] = readdirSync(folder)
  .filter((file) => file.endsWith('.eml'))
  .sort()
  .map((file) => readFileSync(new URL(file, folder)))

type Mutation = (raw: Buffer) => Buffer

const place = fc.nat(999_999).map((n) => n / 1_000_000)
const base = fc.constantFrom(...CORPUS)
const text =
  (make: (raw: string) => string): Mutation =>
  (raw) =>
    Buffer.from(make(raw.toString('latin1')), 'latin1')
const at = (raw: Buffer, where: number) => Math.floor(where * raw.length)

const NAMES = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'References',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Content-Disposition',
  'Content-ID',
]
const TYPES = [
  ...[
    'text/plain',
    'text/html',
    'text/calendar',
    'message/rfc822',
    'message/delivery-status',
    'message/partial',
    'multipart/mixed',
  ],
  ...[
    'multipart/alternative',
    'multipart/related',
    'multipart/report',
    'multipart/signed',
    'multipart/encrypted',
    'multipart/digest',
  ],
  ...[
    'application/ms-tnef',
    'application/pkcs7-mime',
    'application/octet-stream',
    'image/png',
    'text',
    '/',
    '',
  ],
]
const VALUES = [
  ...[
    '',
    ' ',
    ':',
    ';',
    '<',
    '<>',
    '<<a@b>>',
    '=?utf-8?B?',
    '=?utf-8?B?////?=',
    '=?x?Q?=FF?=',
    '=?utf-8?Q?=ED=A0=80?=',
    '"',
    '"\\',
    '(((((',
    '; boundary=',
    '; boundary=""',
  ],
  ...[
    '; boundary="a"; boundary="b"',
    "; name*0*=utf-8''%FF; name*1=x",
    '; charset="',
    '; charset=utf-7',
    '; charset=iso-2022-kr',
    'base64',
    'quoted-printable',
    'x-uuencode',
    '8bit',
  ],
  ...[
    'Thu, 99 Xxx 99999 99:99:99 +9999',
    'undisclosed-recipients:;',
    'a,b,,c@d,;:@',
    '\u0000',
    `${'a'.repeat(3000)}`,
    `${'<a@b> '.repeat(500)}`,
    `${'x;y=z;'.repeat(300)}`,
  ],
]

const flip = fc.tuple(place, fc.nat(255)).map(
  ([where, byte]): Mutation =>
    (raw) => {
      const changed = Buffer.from(raw)
      if (raw.length > 0) changed[at(raw, where)] = byte
      return changed
    },
)
const insert = fc
  .tuple(
    place,
    fc.oneof(fc.uint8Array({ maxLength: 12 }), fc.constantFrom(...VALUES.map((v) => Buffer.from(v)))),
  )
  .map(
    ([where, bytes]): Mutation =>
      (raw) =>
        Buffer.concat([raw.subarray(0, at(raw, where)), bytes, raw.subarray(at(raw, where))]),
  )
const cut = fc.tuple(place, fc.nat(400)).map(
  ([where, length]): Mutation =>
    (raw) =>
      Buffer.concat([raw.subarray(0, at(raw, where)), raw.subarray(at(raw, where) + length)]),
)
const end = place.map(
  (where): Mutation =>
    (raw) =>
      raw.subarray(0, at(raw, where)),
)
const repeat = fc.tuple(place, place, fc.integer({ min: 2, max: 30 })).map(
  ([from, to, times]): Mutation =>
    (raw) => {
      const [a, b] = [at(raw, Math.min(from, to)), at(raw, Math.max(from, to))]
      const piece = raw.subarray(a, Math.min(b, a + 2000))
      return Buffer.concat([
        raw.subarray(0, b),
        ...Array.from({ length: times }, () => piece),
        raw.subarray(b),
      ])
    },
)
const header = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES, ...TYPES), fc.boolean()).map(
  ([name, value, added]): Mutation =>
    text((raw) => {
      const line = `${name}: ${value}`
      const known = new RegExp(`^${name}:.*(?:\\r?\\n[ \\t].*)*`, 'im')
      return added || !known.test(raw) ? `${line}\r\n${raw}` : raw.replace(known, () => line)
    }),
)
const nest = fc.tuple(fc.constantFrom(...TYPES), fc.integer({ min: 1, max: 12 }), base).map(
  ([type, depth, other]): Mutation =>
    (raw) => {
      let inner = raw
      for (let n = 0; n < depth && inner.length < 200_000; n += 1) {
        const head = `From: a@b.example\r\nSubject: Fwd: ${n}\r\nContent-Type: multipart/mixed; boundary="b${n % 3}"\r\n\r\n--b${n % 3}\r\nContent-Type: ${type}\r\n\r\n`
        inner = Buffer.concat([
          Buffer.from(head),
          inner,
          Buffer.from(`\r\n--b${n % 3}\r\n`),
          n === 0 ? other : Buffer.from('\r\nx'),
          Buffer.from(`\r\n--b${n % 3}--\r\n`),
        ])
      }
      return inner
    },
)
const boundary = fc.constantFrom<(mark: string) => string>(
  (mark) => `${mark}--`,
  (mark) => mark.slice(0, -1),
  (mark) => `${mark}x`,
  (mark) => ` ${mark}`,
  (mark) => `${mark}${mark}`,
  () => '--',
  () => '',
)
const boundaries = fc.tuple(boundary, fc.integer({ min: 0, max: 5 })).map(
  ([change, which]): Mutation =>
    text((raw) => {
      let n = 0
      return raw.replace(/^--[^\r\n]{1,80}/gm, (mark) => (n++ === which ? change(mark) : mark))
    }),
)
const lineEnds = fc
  .constantFrom('\n', '\r\n', '\r', '\n\r', '\r\r\n')
  .map((ending): Mutation => text((raw) => raw.replace(/\r?\n/g, ending)))
const labels = fc
  .constantFrom(
    'utf-8',
    'utf-7',
    'utf-16',
    'iso-2022-jp',
    'gb18030',
    'windows-1252',
    'koi8-r',
    'x-user-defined',
    'none',
  )
  .map((label): Mutation => text((raw) => raw.replace(/charset="?[\w-]+"?/gi, `charset=${label}`)))
const splice = fc.tuple(place, place, base).map(
  ([where, from, other]): Mutation =>
    (raw) =>
      Buffer.concat([raw.subarray(0, at(raw, where)), other.subarray(at(other, from))]),
)

const mutation = fc.oneof(
  flip,
  flip,
  insert,
  insert,
  cut,
  cut,
  end,
  repeat,
  header,
  header,
  nest,
  boundaries,
  lineEnds,
  labels,
  splice,
)

/** A message of the corpus to which up to eight things befell: bytes, cuts, headers, nesting, boundaries, line ends, labels. */
export const mutatedMail: fc.Arbitrary<Buffer> = fc
  .tuple(base, fc.array(mutation, { minLength: 1, maxLength: 8 }))
  .map(([raw, mutations]) => mutations.reduce((now, change) => change(now).subarray(0, 400_000), raw))
