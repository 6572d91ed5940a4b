import type { Page } from 'playwright-core'
import { findDovecot, startDovecot, type TestDovecot } from '../../src/server/mail/testing/dovecot.ts'
import { startOAuth, type TestOAuth } from '../../src/server/mail/testing/oauth.ts'
import { startSmtp, type TestSmtp } from '../../src/server/mail/testing/smtp.ts'
import { letter } from '../../src/server/world/mail-desk.ts'
import { accessProblems, picture } from './support/browser.ts'
import { type House, makeOwnHouse, openHouse } from './support/house.ts'

const absent = findDovecot() === null
const reason = 'Dovecot is not installed (apt-get install -y dovecot-imapd)'
if (absent && process.env.CI) it('skips nothing in CI', () => expect.fail(reason))

describe.skipIf(absent)(`a mailbox signed in at Google${absent ? ` [skipped: ${reason}]` : ''}`, () => {
  let house: House
  let page: Page
  let oauth: TestOAuth
  let mail: TestDovecot
  let smtp: TestSmtp
  beforeAll(async () => {
    oauth = await startOAuth()
    ;[house, mail, smtp] = await Promise.all([
      openHouse(),
      startDovecot({ introspectUrl: oauth.introspectUrl }),
      startSmtp({ whose: oauth.whose }),
    ])
    page = await house.visit()
    await makeOwnHouse(page, house.server)
  })
  afterAll(async () => {
    await house?.close()
    await Promise.all([mail?.stop(), smtp?.stop(), oauth?.stop()])
  })

  const dialog = () => page.getByRole('dialog')
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
  const tries = async () => {
    await press('Change desk@servus.example')
    await dialog().getByRole('button', { name: 'Test the connection' }).click()
  }

  it('asks for the provider to be set up first, and says where', async () => {
    await page.goto('/settings/mailboxes')
    await press('Connect a mailbox')
    await dialog().getByText('Google', { exact: true }).click()
    await dialog().getByText('Google is not set up here yet.').waitFor()
    expect(await dialog().getByLabel('Server').first().inputValue()).toBe('imap.gmail.com')
    await picture(page, 'mailbox-google-not-set-up')
    await dialog().getByRole('link', { name: 'Set it up first' }).click()
    await press('Set up Google')
    await dialog().getByLabel('Redirect address').waitFor()
    expect(await dialog().getByLabel('Redirect address').inputValue()).toBe(
      `${house.server.url}/mail-sign-in/google`,
    )
    await dialog().getByText('Addresses and scopes').click()
    await dialog().getByLabel('Authorization address').fill('http://login.example/authorize')
    await dialog().getByLabel('Client ID').fill(oauth.clientId)
    await dialog().getByLabel('Client secret').fill(oauth.clientSecret)
    await dialog().getByRole('button', { name: 'Save' }).click()
    await dialog().getByText('An address with https:// is needed here.').waitFor()
    await dialog().getByLabel('Authorization address').fill(oauth.authorizeUrl)
    await dialog().getByLabel('Token address').fill(oauth.tokenUrl)
    await dialog().getByLabel('Revocation address').fill(oauth.revokeUrl)
    await picture(page, 'mail-provider')
    expect(await accessProblems(page)).toEqual([])
    await dialog().getByRole('button', { name: 'Save' }).click()
    await page.getByText('Set up', { exact: true }).waitFor()
  })

  it('is connected by signing in there; a no is understood, and a yes brings its mail', async () => {
    await page.goto('/settings/mailboxes')
    await press('Connect a mailbox')
    await dialog().getByText('Google', { exact: true }).click()
    await dialog().getByText('You sign in at Google; no password is kept here.').waitFor()
    await dialog().getByLabel('Address', { exact: true }).fill('desk@servus.example')
    await dialog().getByLabel('Name people see').fill('Nordlicht Motors')
    const [imap, out] = [
      dialog().getByLabel('Incoming mail (IMAP)'),
      dialog().getByLabel('Outgoing mail (SMTP)'),
    ]
    await imap.getByLabel('Server').fill(mail.host)
    await imap.getByLabel('Port').fill(String(mail.imapPort))
    await out.getByLabel('Server').fill(smtp.host)
    await out.getByLabel('Port').fill(String(smtp.port))
    await out.getByLabel('Encrypted').uncheck()
    await dialog().getByText('The servers have a certificate of their own authority').click()
    await dialog().getByLabel('Certificate of the authority (PEM)').fill(mail.caPem)
    await dialog().getByText('Everything it holds').click()
    await picture(page, 'mailbox-google')
    await dialog().getByRole('button', { name: 'Connect and sign in' }).click()
    await page.getByRole('link', { name: 'Deny' }).click()
    await page.getByText('It was not allowed at Google.').waitFor()
    expect(new URL(page.url()).search).toBe('')
    expect(await accessProblems(page)).toEqual([])
    await picture(page, 'mail-sign-in-denied')
    await press('Sign in again')
    await page.getByRole('link', { name: 'Allow' }).click()
    await page.getByText('desk@servus.example is signed in').waitFor()
    await mail.deliver(letter({ subject: 'The noise in front' }))
    await page.goto('/inbox')
    await page.getByText('The noise in front').first().waitFor()
  })

  it('is had back by one press where a provider was removed by mistake', async () => {
    await page.goto('/settings/providers')
    await press('Set up Own provider')
    await dialog().getByLabel('Client ID').fill('own')
    for (const [label, value] of [
      ['Authorization address', oauth.authorizeUrl],
      ['Token address', oauth.tokenUrl],
    ] as const)
      await dialog().getByLabel(label).fill(value)
    await dialog().getByText('The server has a certificate of its own authority').click()
    await dialog().getByLabel('Certificate of the authority (PEM)').fill('no certificate')
    await dialog().getByRole('button', { name: 'Save' }).click()
    await dialog().getByText('This cannot be read as a certificate.', { exact: false }).first().waitFor()
    await dialog().getByLabel('Certificate of the authority (PEM)').fill(mail.caPem)
    await dialog().getByRole('button', { name: 'Save' }).click()
    await press('Change Own provider')
    expect(await dialog().getByLabel('Certificate of the authority (PEM)').inputValue()).toContain('BEGIN')
    await picture(page, 'mail-provider-own')
    expect(await accessProblems(page)).toEqual([])
    await dialog().getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('button', { name: 'Set up Own provider' }).waitFor()
    await press('Undo')
    await press('Change Own provider')
    expect(await dialog().getByLabel('Client ID').inputValue()).toBe('own')
    await page.keyboard.press('Escape')
  })

  it('goes on when its token has ended, and asks to sign in again when that was taken back', async () => {
    await page.goto('/settings/mailboxes')
    await page.getByText('It works').waitFor()
    oauth.expire()
    await tries()
    await dialog().getByText('Incoming mail: it works.').waitFor()
    await dialog().getByText('Outgoing mail: it works.').waitFor()
    expect(oauth.asked).toContain('refresh_token')
    oauth.takeBack()
    await dialog().getByRole('button', { name: 'Test the connection' }).click()
    await dialog()
      .getByText(/Nobody is signed in for this mailbox any more/)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('Waits for somebody to sign in.').waitFor()
    expect(await accessProblems(page)).toEqual([])
    await picture(page, 'mailbox-sign-in-again')
    await press(/^Sign in again/)
    await page.getByRole('link', { name: 'Allow' }).click()
    await page.getByText('desk@servus.example is signed in').waitFor()
    await mail.deliver(letter({ subject: 'Once more' }))
    await page.goto('/inbox')
    await page.getByText('Once more').first().waitFor()
  })
})
