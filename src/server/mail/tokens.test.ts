import { type MailFault, NoToken } from './faults.ts'
import { checkImap } from './imap.ts'
import { authorizationUrl, newErrand, type OAuthApp, redeemCode, renewTokens } from './oauth.ts'
import { checkSmtp, sendMail } from './send.ts'
import type { MailServer } from './servers.ts'
import { findDovecot, startDovecot, type TestDovecot } from './testing/dovecot.ts'
import { startOAuth, type TestOAuth } from './testing/oauth.ts'
import { startSmtp, type TestSmtp } from './testing/smtp.ts'
import { imapOf, letter, watch } from './testing/watching.ts'

const absent = findDovecot() === null
const reason = 'Dovecot is not installed (apt-get install -y dovecot-imapd)'
if (absent && process.env.CI) it('skips nothing in CI', () => expect.fail(reason))

let oauth: TestOAuth
let app: OAuthApp
let dovecot: TestDovecot | null = null
let smtp: TestSmtp | null = null
beforeEach(async () => {
  oauth = await startOAuth()
  app = { ...oauth, secret: oauth.clientSecret, scopes: 'mail openid email' }
})
afterEach(async () => {
  await Promise.all([dovecot?.stop(), smtp?.stop(), oauth.stop()])
  dovecot = null
  smtp = null
})

/** A source of tokens that renews as asked, and writes down how often. */
async function source() {
  const back = 'http://127.0.0.1:1/back'
  const errand = newErrand()
  const code = (await oauth.consent(await authorizationUrl(app, errand, back, {}))).get('code')!
  let now = await redeemCode(app, errand, code, back)
  let renewed = 0
  const token = async (refused?: string) => {
    if (refused === now.access) {
      now = await renewTokens(app, now.refresh!)
      renewed += 1
    }
    return now.access
  }
  return { token, renewed: () => renewed }
}

const gone: MailFault = { code: 'sign_in_needed', reason: 'gone', said: null }

describe.skipIf(absent)(`a real Dovecot that takes tokens${absent ? ` [skipped: ${reason}]` : ''}`, () => {
  it('lets us in by a token, in the clear with STARTTLS as by TLS, and not by one that is no good', async () => {
    dovecot = await startDovecot({ introspectUrl: oauth.introspectUrl })
    const { token } = await source()
    const server: MailServer = { ...imapOf(dovecot), pass: '', token }
    expect(await checkImap(server)).toBeNull()
    expect(await checkImap({ ...server, port: dovecot.imapPlainPort, security: 'starttls' })).toBeNull()
    expect(await checkImap({ ...server, user: 'boss@servus.example' })).toMatchObject({
      code: 'password_refused',
    })
    expect(await checkImap({ ...server, token: async () => 'made up' })).toMatchObject({
      code: 'password_refused',
    })
    expect(await checkImap(imapOf(dovecot))).toBeNull()
  })

  it('gets a new token when the one we have has ended, and goes on where it stood', async () => {
    dovecot = await startDovecot({ introspectUrl: oauth.introspectUrl })
    const { token, renewed } = await source()
    const server: MailServer = { ...imapOf(dovecot), pass: '', token }
    oauth.expire()
    await dovecot.deliver(letter('one'))
    const watcher = watch(server)
    await watcher.got('one')
    expect(renewed()).toBe(1)
    await watcher.stop()
  })

  it('is not even asked where no token is to be had, and the reason is told', async () => {
    dovecot = await startDovecot({ introspectUrl: oauth.introspectUrl })
    const token = () => Promise.reject(new NoToken(gone))
    const server: MailServer = { ...imapOf(dovecot), pass: '', token }
    expect(await checkImap(server)).toEqual(gone)
    const watcher = watch(server)
    await watcher.until('told', () => watcher.states.at(-1)?.state === 'refused')
    expect(watcher.states.at(-1)).toMatchObject(gone)
    await watcher.stop()
  })
})

describe('a mail server to send through that takes tokens', () => {
  const envelope = { from: 'desk@servus.example', to: ['marta@posteo.example'] }
  const raw = Buffer.from(letter('hello'))

  it('takes mail by a token, and by a new one when that has ended', async () => {
    smtp = await startSmtp({ whose: oauth.whose })
    const { token, renewed } = await source()
    const server: MailServer = {
      host: smtp.host,
      port: smtp.port,
      security: 'none',
      user: smtp.user,
      pass: '',
      token,
    }
    expect(await checkSmtp(server)).toBeNull()
    expect(await sendMail(server, raw, envelope)).toMatchObject({ outcome: 'sent' })
    expect(renewed()).toBe(0)
    oauth.expire()
    expect(await sendMail(server, raw, envelope)).toMatchObject({ outcome: 'sent' })
    expect(renewed()).toBe(1)
    expect(smtp.received).toHaveLength(2)
  })

  it('lets mail wait where it takes no token, or none is to be had', async () => {
    smtp = await startSmtp({ whose: oauth.whose })
    const server = { host: smtp.host, port: smtp.port, security: 'none', user: smtp.user, pass: '' } as const
    const waits = { outcome: 'failed', permanence: 'temporary', about: 'mailbox' }
    expect(await sendMail({ ...server, token: async () => 'made up' }, raw, envelope)).toMatchObject({
      ...waits,
      code: 'password_refused',
    })
    const none = { ...server, token: () => Promise.reject(new NoToken(gone)) }
    expect(await sendMail(none, raw, envelope)).toMatchObject({ ...waits, ...gone })
    expect(smtp.received).toEqual([])
  })
})
