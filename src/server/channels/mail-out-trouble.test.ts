import { composeMail } from '../mail/compose.ts'
import { sendMail } from '../mail/send.ts'
import { layCable } from '../mail/testing/cable.ts'
import { makeCertificate } from '../mail/testing/certificate.ts'
import { freeAddress } from '../mail/testing/postfix.ts'
import { letter } from '../world/mail-desk.ts'
import { came, MARTA, OURS, sitIn, startTown, type Town, townLacks } from '../world/mail-town.ts'
import { SOON } from '../world/soon.ts'

const lacks = townLacks()
if (lacks && process.env.CI) it('skips nothing in CI', () => expect.fail(lacks))

/**
 * What is certain of an answer: it never vanishes, and it is there once. Only where a server took it and its yes was lost on the way
 * it goes out again, the same bytes under the same Message-ID, by which mail programs show it once.
 */
describe.skipIf(lacks)(
  `an answer while our real server is in trouble${lacks ? ` [skipped: ${lacks}]` : ''}`,
  () => {
    let town: Town
    beforeAll(async () => {
      town = await startTown()
    })
    afterAll(() => town.stop())
    const running: (() => Promise<void>)[] = []
    afterEach(async () => {
      for (const stop of running.splice(0).toReversed()) await stop()
      await town.clear()
    })
    const asked = async (settings: Parameters<typeof sitIn>[1] = {}, there = town) => {
      const desk = await sitIn(there, settings)
      running.push(desk.stop)
      await there.hand(letter({ from: `Marta <${MARTA}>`, to: OURS, subject: 'Noise' }))
      const [talk] = await desk.filed(1)
      const { id } = await desk.reply(talk!.id)
      const stands = async () => await desk.delivery(talk!.id, id)
      /** It leaves in the end, and she has it once. */
      const arrives = async () => {
        await desk.carry(4 * 3600)
        expect(await stands()).toMatchObject({ state: 'sent', problem: null })
        await came(there.theirs, 'marta', 1)
        await desk.carry(4 * 3600)
        await expect.poll(() => there.ours.waiting(), SOON).toBe(0)
        const mails = await there.theirs.mailsOf('marta')
        expect(mails).toHaveLength(1)
        expect(mails[0]).toContain(`Message-ID: <${id}@servus.example>`)
      }
      return { ...desk, id, stands, arrives }
    }
    const submitting = (words: string, at = 'RCPT') =>
      town.ours.answerWith((asking) => (asking.port === 587 && asking.at === at ? words : null))

    it.each([
      ['puts it off', 'RCPT', '450 4.7.1 Come back later', 'Come back later'],
      ['hangs up', 'RCPT', '421 4.3.2 Shutting down', 'closed the connection'],
      ['puts the whole mail off', 'END-OF-MESSAGE', '451 4.3.0 Scanner is busy', 'Scanner is busy'],
    ])('waits where the server %s, says why, and leaves once', async (_, at, words, why) => {
      const desk = await asked()
      submitting(words, at)
      await desk.carry()
      expect(await desk.stands()).toMatchObject({ state: 'queued', problem: expect.stringContaining(why) })
      town.ours.answerWith(null)
      await desk.arrives()
    })

    it('is told to its writer where the server refuses it for good', async () => {
      const desk = await asked()
      submitting('554 5.7.1 Not from you', 'END-OF-MESSAGE')
      await desk.carry()
      expect(await desk.stands()).toMatchObject({
        ...{ state: 'failed', problem: expect.stringContaining('Not from you') },
      })
    })

    it('waits where the server is killed with the mail in its hands, and leaves once', async () => {
      const desk = await asked()
      town.ours.answerWith(async ({ port, at }) => {
        if (port === 587 && at === 'END-OF-MESSAGE') await town.ours.killTalking()
        return null
      })
      await desk.carry()
      expect(await desk.stands()).toMatchObject({
        ...{ state: 'queued', problem: expect.stringContaining('closed the connection') },
      })
      town.ours.answerWith(null)
      await desk.arrives()
    })

    it('waits for a slow server, and bears one that never answers', async () => {
      const desk = await asked()
      let go = () => {}
      const held = new Promise<null>((resolve) => {
        go = () => resolve(null)
      })
      town.ours.answerWith(async ({ port }) => (port === 587 ? await held : null))
      const carried = desk.carry()
      await expect.poll(async () => (await town.ours.log()).includes('sasl_username'), SOON).toBe(true)
      go()
      await carried
      town.ours.answerWith(null)
      await desk.arrives()

      const { raw, envelope } = await composeMail({
        ...{ messageId: '<slow@servus.example>', date: '2026-11-23T09:12:00.000Z' as never, subject: 'Slow' },
        ...{ from: { name: '', address: OURS }, to: [{ name: '', address: MARTA }], text: 'x' },
      })
      town.ours.answerWith(() => new Promise(() => {}))
      const { inbox, ours } = town
      const server = {
        host: ours.host,
        port: 587,
        security: 'starttls',
        user: inbox.user,
        pass: inbox.pass,
      } as const
      const impatient = { ...server, ca: ours.caPem, timeouts: { silence: 100 } }
      expect(await sendMail(impatient, raw, envelope)).toMatchObject({
        ...{ outcome: 'failed', permanence: 'temporary', code: 'timed_out' },
      })
    })

    it('waits while the password is refused, and leaves with the right one', async () => {
      const desk = await asked()
      await desk.change({ password: 'another' })
      await desk.carry()
      expect(await desk.stands()).toMatchObject({
        ...{ state: 'queued', problem: expect.stringContaining('refused the name or the password') },
      })
      await desk.change({ password: town.settings.password })
      await desk.arrives()
    })

    it('waits while the server’s disk is full', async () => {
      const full = await startTown({ ourMore: ['message_size_limit = 9000000000000000'] })
      running.push(full.stop)
      const desk = await sitIn(full, { imap: null })
      running.push(desk.stop)
      const { conversationId } = await desk.desk.post(letter({ from: MARTA, to: OURS }))
      const { id } = await desk.reply(conversationId!)
      await desk.carry()
      expect(await desk.delivery(conversationId!, id)).toMatchObject({
        ...{ state: 'queued', problem: expect.stringContaining('Insufficient system storage') },
      })
    })

    it.each([
      ['ran out', { until: '210101' }, 'expired'],
      ['is another machine’s', { ip: '127.0.0.9' }, 'made out to another name'],
      ['is vouched for by nobody', { name: 'mx.else.example' }, 'nobody vouches for it'],
    ])('gets no password and no word of us whose certificate %s', async (_, flaw, why) => {
      const odd = await startTown({
        certificate: (host) => makeCertificate({ name: 'mx.servus.example', ip: host, ...flaw }),
      })
      running.push(odd.stop)
      const { caPem } = odd.inbox
      const desk = await sitIn(odd, { imap: null, ...('name' in flaw ? { caPem } : {}) })
      running.push(desk.stop)
      const { conversationId } = await desk.desk.post(letter({ from: MARTA, to: OURS }))
      const { id } = await desk.reply(conversationId!)
      await desk.carry()
      expect(await desk.delivery(conversationId!, id)).toMatchObject({
        ...{ state: 'queued', problem: expect.stringContaining(why) },
      })
      expect(await odd.ours.log()).not.toContain('sasl_username')
    })

    it('goes out again where their yes was lost on the way, so alike that it is shown once', async () => {
      const host = await freeAddress()
      const there = await startTown({
        certificate: () => makeCertificate({ name: 'mx.servus.example', ip: host }),
      })
      running.push(there.stop)
      const cable = await layCable(587, { to: there.ours.host, from: { host, port: 587 } })
      running.push(cable.stop)
      const desk = await asked({ smtp: { host, port: 587, tls: true } }, there)
      there.ours.answerWith(({ port, at }) => {
        if (port === 587 && at === 'END-OF-MESSAGE') cable.loseAnswers()
        return null
      })
      const carried = desk.carry()
      const [first] = await came(there.theirs, 'marta', 1)
      cable.cut()
      await carried
      expect(await desk.stands()).toMatchObject({
        ...{ state: 'queued', problem: expect.stringContaining('closed the connection') },
      })
      there.ours.answerWith(null)
      await desk.carry(4 * 3600)
      expect(await desk.stands()).toMatchObject({ state: 'sent', problem: null })
      const [, second] = await came(there.theirs, 'marta', 2)
      const words = (raw: string) => raw.slice(raw.indexOf('\nFrom: '))
      expect(words(second!)).toBe(words(first!))
      expect(first).toContain(`Message-ID: <${desk.id}@servus.example>`)
    })
  },
)
