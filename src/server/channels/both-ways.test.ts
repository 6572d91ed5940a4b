import { changeSending, readSending } from '../../contract/sending.ts'
import { composeMail } from '../mail/compose.ts'
import { parseMail, type UnderstoodMail } from '../mail/parse.ts'
import { sendMail } from '../mail/send.ts'
import { letter } from '../world/mail-desk.ts'
import { BEN, came, MARTA, OURS, sitIn, startTown, type Town, townLacks } from '../world/mail-town.ts'
import { SOON } from '../world/soon.ts'

const lacks = townLacks()
if (lacks && process.env.CI) it('skips nothing in CI', () => expect.fail(lacks))

const running: (() => Promise<void>)[] = []
const leave = async () => {
  for (const stop of running.splice(0).toReversed()) await stop()
}

/** What left us, without what servers on the way wrote above it. */
function asItLeft(delivered: string): string {
  const added = /^(?:Return-Path|X-Original-To|Delivered-To|Received): .*\n(?:[ \t].*\n)*/
  let rest = delivered
  while (added.test(rest)) rest = rest.replace(added, '')
  return rest.replaceAll('\n', '\r\n')
}

const read = async (raw: string) => (await parseMail(Buffer.from(raw))) as UnderstoodMail

describe.skipIf(lacks)(`mail by real servers, both ways${lacks ? ` [skipped: ${lacks}]` : ''}`, () => {
  let town: Town
  beforeAll(async () => {
    town = await startTown()
  })
  afterAll(() => town.stop())
  afterEach(async () => {
    await leave()
    await town.clear()
  })
  const sit = async (settings = {}) => {
    const desk = await sitIn(town, settings)
    running.push(desk.stop)
    return desk
  }
  const plus = async (desk: Awaited<ReturnType<typeof sit>>, plusReplies: boolean) => {
    const params = { mailboxId: desk.desk.id }
    const now = await desk.world.owner.call(readSending, { params })
    await desk.world.owner.call(changeSending, { params, body: { ...now, plusReplies } })
  }
  const smtp = () => {
    const { host, port } = town.settings.smtp
    const { inbox, ours } = town
    return { host, port, security: 'starttls', user: inbox.user, pass: inbox.pass, ca: ours.caPem } as const
  }

  it('brings a customer’s words in and our answer back, as one thread of either side', async () => {
    const desk = await sit()
    await plus(desk, true)
    await town.hand(
      letter({ from: `Marta <${MARTA}>`, to: OURS, id: '<m1@customers.example>', subject: 'Noise' }),
    )
    const [talk] = await desk.filed(1)
    expect(talk).toMatchObject({ subject: 'Noise', person: { name: 'Marta' }, channel: 'email' })
    const { id } = await desk.reply(talk!.id, { text: 'We will look at it.\n.\n..on Friday' })
    await desk.carry()
    expect(await desk.delivery(talk!.id, id)).toMatchObject({ state: 'sent', problem: null })
    const [got] = await came(town.theirs, 'marta', 1)
    const mail = await read(got!)
    expect(mail).toMatchObject({
      ...{ messageId: `<${id}@servus.example>`, inReplyTo: ['<m1@customers.example>'], subject: 'Re: Noise' },
      ...{ from: { address: OURS }, to: [{ address: MARTA }], references: ['<m1@customers.example>'] },
      replyTo: [{ address: expect.stringMatching(/^desk\+[a-z2-7]{40}@servus\.example$/) }],
    })
    expect(mail.text).toContain('We will look at it.\n.\n..on Friday')
    // Words between people are no list.
    expect(got).not.toMatch(/^List-/m)
    expect(got!.match(/^Received:/gm)).toHaveLength(2)
    expect(got).toMatch(/with ESMTPSA/)

    // From another program, without any other mark: the address alone brings it back.
    const back = letter({ from: MARTA, to: mail.replyTo[0]!.address, subject: 'Friday', text: 'Fine.' })
    await town.hand(back, MARTA, [mail.replyTo[0]!.address])
    await desk.filed(2)
    const messages = await desk.desk.messages(talk!.id)
    expect(messages.map((m) => m.whyHere?.code)).toContain('reply_token')
    expect(await desk.list()).toHaveLength(1)
  })

  it('carries our bytes unchanged, however long, dotted or foreign they are', async () => {
    const subject = `Ihr Auto ist fertig – ${'und wir freuen uns auf Sie, '.repeat(12)}änderbar`
    const references = Array.from({ length: 19 }, (_, i) => `<${'r'.repeat(60)}.${i}@customers.example>`)
    const composed = await composeMail({
      ...{ messageId: '<bytes@servus.example>', date: '2026-11-23T09:12:00.000Z' as never, subject },
      ...{ from: { name: 'Jürgen Weiß, Werkstatt “Nord”', address: OURS }, replyTo: null },
      to: Array.from({ length: 1 }, () => ({ name: 'Márta Ökafor '.repeat(8), address: MARTA })),
      text: `.\n..\n. a dot\n${'x'.repeat(3000)}\n${'wörter '.repeat(400)}\nFrom here\r\n--\n \nend  `,
      answers: { messageId: '<last@customers.example>', references },
      unsubscribe: `https://servus.example/u/${'t'.repeat(180)}`,
      attachments: [{ name: 'Angebot ü.bin', type: 'application/octet-stream', bytes: new Uint8Array(5000) }],
    })
    expect(await sendMail(smtp(), composed.raw, composed.envelope)).toMatchObject({ outcome: 'sent' })
    const [got] = await came(town.theirs, 'marta', 1)
    expect(asItLeft(got!)).toBe(composed.raw.toString())
    expect(
      Math.max(
        ...composed.raw
          .toString()
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(998)
  })

  it('writes to addresses in any script, and reads them', async () => {
    const desk = await sit()
    const jörg = 'jörg@customers.example'
    const raw = letter({ from: `Jörg <${jörg}>`, to: OURS, subject: 'Grüße' })
    expect(await town.hand(raw, jörg)).toMatchObject({ outcome: 'sent' })
    const [talk] = await desk.filed(1)
    expect((await desk.desk.read(talk!.id)).replyTo.to).toMatchObject([{ address: jörg }])
    await desk.reply(talk!.id)
    await desk.carry()
    const [got] = await came(town.theirs, 'jörg', 1)
    expect((await read(got!)).to).toMatchObject([{ address: jörg }])
  })

  it('threads by what a mail answers where our server knows no address with a plus', async () => {
    const plain = await startTown({ delimiter: '' })
    running.push(plain.stop)
    const desk = await sitIn(plain)
    running.push(desk.stop)
    await plain.hand(letter({ from: MARTA, to: OURS, id: '<p1@customers.example>', subject: 'Noise' }))
    const [talk] = await desk.filed(1)
    await desk.reply(talk!.id)
    await desk.carry()
    const mail = await read((await came(plain.theirs, 'marta', 1))[0]!)
    expect(mail.replyTo).toEqual([])
    await plain.hand(
      letter({
        from: MARTA,
        to: OURS,
        inReplyTo: mail.messageId!,
        references: mail.messageId!,
        subject: 'AW: ',
      }),
    )
    await desk.filed(2)
    expect(await desk.list()).toMatchObject([{ id: talk!.id }])
    // Somebody who guesses such an address is told by their own server.
    await plain.hand(letter({ from: BEN, to: 'desk+x@servus.example' }), BEN, ['desk+x@servus.example'])
    const [returned] = await came(plain.theirs, 'ben', 1)
    expect(returned).toContain('desk+x@servus.example')
  })

  it('lets a machine that answers for somebody away have the last word', async () => {
    const desk = await sit()
    await town.hand(letter({ from: MARTA, to: OURS, id: '<v1@customers.example>', subject: 'Noise' }))
    const [talk] = await desk.filed(1)
    const { id } = await desk.reply(talk!.id)
    await desk.carry()
    await came(town.theirs, 'marta', 1)
    const away = letter({
      ...{ from: MARTA, to: OURS, subject: 'Auto: Re: Noise', text: 'I am away until Monday.' },
      ...{ inReplyTo: `<${id}@servus.example>`, references: `<${id}@servus.example>` },
      more: ['Auto-Submitted: auto-replied (vacation)', 'Precedence: bulk', 'X-Sieve: Pigeonhole Sieve 0.5'],
    })
    await town.hand(away, '')
    await desk.filed(2)
    expect((await desk.desk.read(talk!.id)).state, 'it waits for them as before').toBe('answered')
    const noted = (await desk.desk.messages(talk!.id)).at(-1)
    expect(noted).toMatchObject({ direction: 'in', automatic: true })
    for (const minutes of [1, 60, 24 * 60]) await desk.carry(minutes * 60)
    await expect.poll(() => town.ours.waiting(), SOON).toBe(0)
    expect(await town.theirs.mailsOf('marta')).toHaveLength(1)
  })
})
