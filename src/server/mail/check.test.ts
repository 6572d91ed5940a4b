import { afterEach, describe, expect, it } from 'vitest'
import { kept } from '../../words/kept.ts'
import { checkSmtp, sendMail } from './send.ts'
import type { MailServer } from './servers.ts'
import { makeCertificate } from './testing/certificate.ts'
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
const raw = Buffer.from('From: a@x.example\r\nSubject: hi\r\n\r\n.a line with a dot\r\nbye\r\n')
const envelope = { from: 'a@x.example', to: ['b@y.example', 'c@y.example'] }
const inTheClear = ({ host, port, user, pass }: TestSmtp): MailServer => ({
  host,
  port,
  user,
  pass,
  security: 'none',
})

describe('trusting a mail server', () => {
  it('trusts no certificate that nobody vouches for or that is made out to another', async () => {
    const server = await smtp({ security: 'tls' })
    const unknown = await sendMail({ ...inTheClear(server), security: 'tls' }, raw, envelope)
    expect(unknown).toMatchObject({ permanence: 'temporary', about: 'mailbox', code: 'certificate_refused' })
    const other = await smtp({
      security: 'tls',
      certificate: makeCertificate({ name: 'other.example', ip: '10.0.0.1' }),
    })
    expect(await checkSmtp({ ...inTheClear(other), security: 'tls', ca: other.caPem })).toMatchObject({
      code: 'certificate_refused',
      reason: kept('certificate_other_name', { where: `127.0.0.1:${other.port}` }),
    })
    expect(server.received.concat(other.received)).toEqual([])
  })

  it('never sends a password in the clear to another machine, nor where STARTTLS is missing', async () => {
    const server = await smtp()
    expect(await checkSmtp({ ...inTheClear(server), host: 'mail.example' })).toMatchObject({
      code: 'encryption_required',
    })
    expect(await checkSmtp({ ...inTheClear(server), security: 'starttls' })).toMatchObject({
      code: 'encryption_failed',
    })
    expect(await checkSmtp({ ...inTheClear(server), security: 'tls' })).toMatchObject({
      code: 'encryption_failed',
    })
  })

  it('checks name and password without sending', async () => {
    const server = await smtp()
    expect(await checkSmtp(inTheClear(server))).toBeNull()
    expect(await checkSmtp({ ...inTheClear(server), pass: 'wrong' })).toMatchObject({
      code: 'password_refused',
      reason: kept('password_refused', {
        host: '127.0.0.1',
        user: 'desk@servus.example',
        said: '535 5.7.8 Bad credentials',
      }),
    })
    expect(
      await checkSmtp({ ...inTheClear(server), host: 'no-such-host.invalid', security: 'tls' }),
    ).toMatchObject({
      code: 'host_not_found',
    })
  })
})
