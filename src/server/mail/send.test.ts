import { afterEach, describe, expect, it } from 'vitest'
import { kept } from '../../words/kept.ts'
import { sendMail } from './send.ts'
import type { MailServer } from './servers.ts'
import { type Cable, layCable } from './testing/cable.ts'
import { startSmtp, type TestSmtp } from './testing/smtp.ts'

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})
async function smtp(options?: Parameters<typeof startSmtp>[0]): Promise<TestSmtp> {
  const server = await startSmtp(options)
  running.push(server)
  return server
}
async function cableTo(port: number): Promise<Cable> {
  const cable = await layCable(port)
  running.push(cable)
  return cable
}

const raw = Buffer.from('From: a@x.example\r\nSubject: hi\r\n\r\n.a line with a dot\r\nbye\r\n')
const envelope = { from: 'a@x.example', to: ['b@y.example', 'c@y.example'] }
const inTheClear = ({ host, port, user, pass }: TestSmtp): MailServer => ({
  host,
  port,
  user,
  pass,
  security: 'none',
})

describe('sending by SMTP', () => {
  it.each(['none', 'starttls', 'tls'] as const)('hands the bytes over unchanged (%s)', async (security) => {
    const server = await smtp({ security })
    const result = await sendMail({ ...inTheClear(server), security, ca: server.caPem }, raw, envelope)
    expect(result).toMatchObject({ outcome: 'sent', accepted: ['b@y.example', 'c@y.example'], refused: [] })
    expect(server.received).toEqual([{ raw, from: 'a@x.example', to: ['b@y.example', 'c@y.example'] }])
  })

  it('works without a password where the server asks for none', async () => {
    const server = await smtp({ auth: false })
    const result = await sendMail({ ...inTheClear(server), user: '', pass: '' }, raw, envelope)
    expect(result.outcome).toBe('sent')
  })

  it('says which recipient is refused while the others get the mail', async () => {
    const server = await smtp()
    server.failWith((stage) =>
      stage.at === 'recipient' && stage.address.startsWith('c@')
        ? { code: 550, words: '5.1.1 User unknown' }
        : null,
    )
    const result = await sendMail(inTheClear(server), raw, envelope)
    expect(result).toMatchObject({
      outcome: 'sent',
      accepted: ['b@y.example'],
      refused: [{ address: 'c@y.example', permanent: true, said: '550 5.1.1 User unknown' }],
    })
  })

  it('calls it permanent when every recipient is unknown, temporary when one is only greylisted', async () => {
    const server = await smtp()
    server.failWith((stage) => (stage.at === 'recipient' ? { code: 550, words: '5.1.1 User unknown' } : null))
    expect(await sendMail(inTheClear(server), raw, envelope)).toMatchObject({
      outcome: 'failed',
      permanence: 'permanent',
      about: 'message',
      code: 'recipient_refused',
      reason: kept('recipient_refused', {
        host: '127.0.0.1',
        who: 'b@y.example, c@y.example',
        said: '550 5.1.1 User unknown',
      }),
    })
    server.failWith((stage) =>
      stage.at === 'recipient'
        ? { code: stage.address.startsWith('b') ? 450 : 550, words: 'try later' }
        : null,
    )
    expect(await sendMail(inTheClear(server), raw, envelope)).toMatchObject({
      permanence: 'temporary',
      code: 'recipient_refused',
    })
  })

  it('tells a busy server from one that refuses the message, the sender or its size', async () => {
    const server = await smtp()
    const answers = async (at: 'data' | 'from', code: number, words: string) => {
      server.failWith((stage) => (stage.at === at ? { code, words } : null))
      return sendMail(inTheClear(server), raw, envelope)
    }
    expect(await answers('data', 451, 'busy')).toMatchObject({ permanence: 'temporary', code: 'server_busy' })
    expect(await answers('data', 554, 'spam')).toMatchObject({
      permanence: 'permanent',
      code: 'message_refused',
    })
    expect(await answers('data', 552, '5.3.4 too big')).toMatchObject({
      permanence: 'permanent',
      code: 'message_too_large',
    })
    expect(await answers('from', 553, 'not yours')).toMatchObject({
      permanence: 'permanent',
      code: 'sender_refused',
    })
    expect(server.received).toEqual([])
  })

  it('delays the mail and blames the settings when the password is refused', async () => {
    const server = await smtp()
    const result = await sendMail({ ...inTheClear(server), pass: 'wrong' }, raw, envelope)
    expect(result).toMatchObject({
      outcome: 'failed',
      permanence: 'temporary',
      about: 'mailbox',
      code: 'password_refused',
    })
    server.failWith((stage) => (stage.at === 'auth' ? { code: 454, words: 'try later' } : null))
    expect(await sendMail(inTheClear(server), raw, envelope)).toMatchObject({
      permanence: 'temporary',
      code: 'server_busy',
    })
  })

  it('delays the mail while the server is down, and sends it when it is back', async () => {
    const server = await startSmtp()
    await server.stop()
    const to = inTheClear(server)
    expect(await sendMail(to, raw, envelope)).toMatchObject({
      outcome: 'failed',
      permanence: 'temporary',
      about: 'mailbox',
      code: 'connection_refused',
      reason: kept('connection_refused', { host: '127.0.0.1', where: `127.0.0.1:${to.port}` }),
    })
    const back = await smtp({ port: to.port })
    expect((await sendMail(to, raw, envelope)).outcome).toBe('sent')
    expect(back.received).toHaveLength(1)
  })

  it('gives up in time on a server that never answers', async () => {
    const cable = await cableTo(1)
    cable.goSilent()
    const result = await sendMail(
      {
        host: '127.0.0.1',
        port: cable.port,
        security: 'none',
        user: 'u',
        pass: 'p',
        timeouts: { greeting: 200 },
      },
      raw,
      envelope,
    )
    expect(result).toMatchObject({ permanence: 'temporary', code: 'timed_out' })
  })

  it('does not count a message as sent when the line is cut in the middle', async () => {
    const server = await smtp()
    const cable = await cableTo(server.port)
    server.failWith((stage) => {
      if (stage.at === 'data') cable.cut()
      return null
    })
    const result = await sendMail({ ...inTheClear(server), port: cable.port }, raw, envelope)
    expect(result).toMatchObject({ outcome: 'failed', permanence: 'temporary', code: 'connection_cut' })
  })
})
