import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { makePlace, removePlace } from '../world/places.ts'
import { isDiscarded, readMbox } from './mbox.ts'

const dir = makePlace('mbox')
afterAll(() => removePlace(dir))
const MARK = 'From marta@posteo.example Mon Mar  4 10:00:00 2024'

async function all(content: string | Buffer, from = 0, largest = 1_000_000) {
  const path = join(dir, 'some.mbox')
  writeFileSync(path, content)
  const mails = []
  for await (const mail of readMbox(path, from, largest)) mails.push(mail)
  return mails
}
const texts = async (content: string, from = 0) =>
  (await all(content, from)).map((m) => m.raw?.toString() ?? null)

describe('an mbox', () => {
  it('is parted at the lines above its mails, and nowhere inside them', async () => {
    const one = 'Subject: one\n\nHello,\n\nFrom here to there at 10:00 in 2024 we walked.\n>From quoted\n'
    const two = 'Subject: two\n\nBye\n'
    expect(await texts(`${MARK}\n${one}\n${MARK}\n${two}\n`)).toEqual([one.replace('>From', 'From'), two])
  })

  it.each([
    'From - Mon Mar 04 10:00:00 2024',
    'From 1790000000000000000@xxx Mon Mar 04 10:00:00 +0000 2024',
    'From marta@posteo.example Mon, 04 Mar 2024 10:00:00 +0000',
    'From "marta okafor"@posteo.example Mon Mar 4 10:00:00 2024',
  ])('knows the line “%s”, and its date', async (mark) => {
    const found = await all(`${mark}\nSubject: a\n\na\n\n${mark}\nSubject: b\n\nb\n`)
    expect(found.map((m) => m.at)).toEqual(['2024-03-04T10:00:00.000Z', '2024-03-04T10:00:00.000Z'])
  })

  it('comes to the same in whatever line ends it was written', async () => {
    const unix = `${MARK}\nSubject: a\n\na\n\n${MARK}\nSubject: b\n\nb\n`
    expect((await texts(unix.replaceAll('\n', '\r\n'))).map((t) => t?.replaceAll('\r', ''))).toEqual(
      await texts(unix),
    )
  })

  it('gives every mail once wherever reading begins anew, with lines of any length', async () => {
    const words = fc.array(
      fc.string({ maxLength: 200 }).map((s) => s.replace(/\r|\n|From /g, '')),
      { maxLength: 5 },
    )
    const bodies = fc.array(fc.tuple(words, fc.integer({ min: 0, max: 9000 })), {
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(bodies, fc.nat(20), async (letters, cut) => {
        const mails = letters.map(
          ([lines, long], n) => `Subject: ${n}\n\n${lines.join('\n')}${'x'.repeat(long)}y\n`,
        )
        const file = mails.map((m) => `${MARK}\n${m}\n`).join('')
        const found = await all(file)
        expect(found.map((m) => m.raw?.toString())).toEqual(mails)
        const at = Math.min(cut, found.length - 1)
        expect((await all(file, found[at]!.next)).map((m) => m.raw?.toString())).toEqual(mails.slice(at + 1))
      }),
      { numRuns: 40 },
    )
  })

  it('lets a mail pass that is too large, without keeping it, and goes on behind it', async () => {
    const big = `${MARK}\nSubject: big\n\n${'x'.repeat(5_000_000)}\n\n`
    const found = await all(`${big}${MARK}\nSubject: b\n\nb\n`)
    expect(found.map((m) => [m.raw?.toString() ?? null, m.size > 5_000_000])).toEqual([
      [null, true],
      ['Subject: b\n\nb\n', false],
    ])
  })

  it.each([
    ['', 'empty'],
    ['Subject: a letter\n\nno mbox\n', 'not_mbox'],
    ['\u0000\u0001\u0002 anything', 'not_mbox'],
  ])('is refused in words when it is none', async (content, fault) => {
    await expect(all(content)).rejects.toMatchObject({ fault })
  })

  it('tells what its program had thrown away', () => {
    const of = (header: string) => isDiscarded(Buffer.from(`Subject: a\n${header}\n\nTrash`))
    expect(of('X-Gmail-Labels: Inbox,Important')).toBe(false)
    expect(of('X-Gmail-Labels: Archived,Trash')).toBe(true)
    expect(of('X-Gmail-Labels: =?UTF-8?Q?Spam?=,\n Spam')).toBe(true)
    expect(of('X-Mozilla-Status: 0009')).toBe(true)
    expect(of('X-Mozilla-Status: 0001')).toBe(false)
  })
})
