import type { Browser, Page } from 'playwright-core'
import { findDovecot, startDovecot } from '../../src/server/mail/testing/dovecot.ts'
import { startSmtp } from '../../src/server/mail/testing/smtp.ts'
import { complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { type Server, startServer } from './support/server.ts'

type Dovecot = Awaited<ReturnType<typeof startDovecot>>
type Smtp = Awaited<ReturnType<typeof startSmtp>>

const dovecot = findDovecot()
if (!dovecot) console.warn('skipped: Dovecot is not on this machine (Debian: dovecot-imapd)')

let server: Server
let browser: Browser
let inbox: Dovecot
let smtp: Smtp
let desk: Page
let complaints: string[]

const FIRST_ID = '<noise-1@posteo.example>'
const mail = (head: Record<string, string>, text: string) =>
  Buffer.from(
    [
      ...Object.entries({ From: 'Marta Okafor <marta.okafor@posteo.example>', To: 'Service <service@nordlicht.example>', Date: new Date().toUTCString(), ...head }).map(
        ([k, v]) => `${k}: ${v}`,
      ),
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '',
    ].join('\r\n'),
  )

beforeAll(async () => {
  if (!dovecot) return
  ;[server, browser, inbox, smtp] = await Promise.all([startServer(), openBrowser(), startDovecot({}), startSmtp()])
  desk = await (await visitor(browser)).newPage()
  complaints = complaintsOf(desk)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await inbox?.stop()
  await smtp?.stop()
})

describe.skipIf(!dovecot)('the whole story, from the first mail to the second visit', () => {
  it('begins with a workspace of one’s own', async () => {
    await desk.goto(`${server.url}/setup?token=${server.setupToken}`)
    await desk.getByRole('radio', { name: /make your workspace/i }).or(desk.getByRole('button', { name: /make your workspace/i })).or(desk.getByRole('link', { name: /make your workspace/i })).first().click({ timeout: 4000 }).catch(() => {})
    await desk.getByLabel('Name of the workspace').or(desk.getByLabel(/workspace/i)).first().fill('Nordlicht Motors')
    await desk.getByLabel('Your name').fill('Olga Brandt')
    await desk.getByLabel(/e-mail/i).first().fill('olga@nordlicht.example')
    await desk.getByLabel(/password/i).first().fill('correct horse battery')
    await desk.getByRole('button', { name: /make|create|begin|open/i }).last().click()
    await desk.getByRole('navigation').first().waitFor()
  })

  it('connects a real mailbox, and tests the connection first', async () => {
    await desk.goto(`${server.url}/settings/mailboxes`)
    await desk.getByRole('button', { name: /connect a mailbox|add a mailbox/i }).first().click()
    await picture(desk, 'story-1-mailbox')
  })

  it('has not complained once', () => expect(complaints).toEqual([]))
})
