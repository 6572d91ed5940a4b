import type { Browser, Page } from 'playwright-core'
import { findDovecot, startDovecot } from '../../src/server/mail/testing/dovecot.ts'
import { type Folders, openFolders } from '../../src/server/mail/testing/folders.ts'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { makeOwnHouse } from './support/house.ts'
import { openedProblemsWideAndNarrow } from './support/look-at-opened.ts'
import { type Server, startServer } from './support/server.ts'

const dovecot = findDovecot()
if (!dovecot) console.warn('skipped: Dovecot is not on this machine (Debian: dovecot-imapd)')

let server: Server
let browser: Browser
let inbox: Awaited<ReturnType<typeof startDovecot>>
let folders: Folders
let desk: Page
let complaints: string[]

const DAY = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY)
let mails = 0

/** Lays a mail into a folder, as old as it says. */
async function lay(folder: 'INBOX' | 'Sent', days: number, who: string, subject: string, text: string) {
  const us = 'Nordlicht Motors <service@nordlicht.example>'
  const at = daysAgo(days)
  const head = [
    `From: ${folder === 'Sent' ? us : who}`,
    `To: ${folder === 'Sent' ? who : us}`,
    `Subject: ${subject}`,
    `Date: ${at.toUTCString()}`,
    `Message-ID: <month-${++mails}@nordlicht.example>`,
    'Content-Type: text/plain; charset=utf-8',
  ]
  await folders.put(folder, `${head.join('\r\n')}\r\n\r\n${text}\r\n`, at.toISOString())
}

async function prepareMonth() {
  await folders.make('Sent')
  await lay('INBOX', 12, 'Marta Okafor <marta@posteo.example>', 'Noise when braking', 'Is it safe to drive?')
  await lay(
    ...(['Sent', 11.9, 'Marta Okafor <marta@posteo.example>', 'Re: Noise when braking'] as const),
    'Dear Marta,\n\nthank you for telling us. I’ll call you by tomorrow noon with what Luis found.\n\nKind regards\nNordlicht Motors',
  )
  await lay(
    'Sent',
    9,
    'Jonas Lind <jonas@lind.example>',
    'Your offer',
    'We will send you the offer tomorrow.',
  )
  await lay('Sent', 7, 'Jonas Lind <jonas@lind.example>', 'Your offer', 'Here it is, as promised.')
  await lay(
    'Sent',
    5,
    'helen@firm.example',
    'The keys',
    'I’ll look for your second key and write to you by Friday.',
  )
  await lay(
    'INBOX',
    3,
    'Priya Nair <priya@nair.example>',
    'Tyres',
    'Hello,\n\ndo you have winter tyres for a Fabia?',
  )
  for (let n = 1; n <= 120; n++)
    await lay('Sent', 20 - n / 60, `guest${n}@x.example`, 'Thank you', `Thank you for your visit. (${n})`)
}

beforeAll(async () => {
  if (!dovecot) return
  ;[server, browser, inbox] = await Promise.all([startServer(), openBrowser(), startDovecot()])
  folders = await openFolders(inbox)
  await prepareMonth()
  desk = await (await visitor(browser)).newPage()
  complaints = complaintsOf(desk)
  await makeOwnHouse(desk, server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await folders?.stop()
  await inbox?.stop()
})

describe.skipIf(!dovecot)('what did we promise already?', () => {
  it('is offered once a mailbox is connected', async () => {
    await desk.goto(`${server.url}/settings/mailboxes`)
    await desk.getByRole('button', { name: 'Connect a mailbox' }).first().click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel('Address').fill('service@nordlicht.example')
    await dialog.getByLabel('Name people see').fill('Nordlicht Motors')
    await dialog.getByLabel('User name').fill(inbox.user)
    await dialog.locator('input[type=password]').fill(inbox.pass)
    await dialog.getByLabel('Server').first().fill(inbox.host)
    await dialog.getByLabel('Port').first().fill(String(inbox.imapPort))
    await dialog.getByText('The servers have a certificate of their own authority').click()
    await dialog.getByLabel('Certificate of the authority (PEM)').fill(inbox.caPem)
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
    await desk.getByText('Look through the last 30 days for promises?').waitFor()
    await picture(desk, 'look-back-1-offer')
  })

  it('goes on while one is elsewhere, and is found again', async () => {
    await desk.getByRole('button', { name: 'Look through it' }).click()
    await desk
      .getByText(/Finding the mails|Read \d+ of|promises found/)
      .first()
      .waitFor()
    await picture(desk, 'look-back-2-reading')
    await desk.getByRole('link', { name: 'Inbox' }).first().click()
    await desk.getByRole('link', { name: 'Promises' }).first().click()
    await desk.getByText(/Found in older mail to service@nordlicht.example/).waitFor({ timeout: 60_000 })
    await picture(desk, 'look-back-3-promises')
    await desk.getByRole('link', { name: 'See what was found' }).click()
    await desk
      .getByText('3 promises found, 2 without a later word; 1 person without an answer.')
      .first()
      .waitFor({ timeout: 60_000 })
  })

  it('shows each with its sentence, to whom, when, and by when', async () => {
    await desk.getByText('I’ll call you by tomorrow noon with what Luis found').waitFor()
    await desk.getByText('I’ll look for your second key and write to you by Friday').waitFor()
    expect(await desk.getByText('We will send you the offer tomorrow').count()).toBe(0)
    await picture(desk, 'look-back-4-found')
    expect(await accessProblems(desk)).toEqual([])
  })

  it('becomes a promise when somebody says so, with a new date where the old has passed', async () => {
    await desk.getByRole('button', { name: /Promise it….*Marta/ }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByText(/It was due .* Choose a new date/).waitFor()
    await dialog.getByLabel('By when').fill('in two hours')
    await picture(desk, 'look-back-5-confirm')
    expect(await openedProblemsWideAndNarrow(desk)).toEqual([])
    await dialog.getByRole('button', { name: /Promise it/ }).click()
    await desk
      .getByText(/Promised to Marta/)
      .first()
      .waitFor()
    await desk.getByText('No later word (1)').waitFor()
  })

  it('is let go, taken back, and let go again', async () => {
    await desk.getByRole('button', { name: /Dismiss.*helen@firm.example/ }).click()
    await desk.getByText('Nothing promised is without a later word.').waitFor()
    await desk.getByRole('button', { name: 'Undo' }).first().click()
    await desk.getByText('No later word (1)').waitFor()
    await desk.getByRole('button', { name: /Dismiss.*helen@firm.example/ }).click()
    await desk.getByText('Nothing promised is without a later word.').waitFor()
    await desk.getByText('No answer (1)').click()
    await desk.getByText('do you have winter tyres for a Fabia?').waitFor()
    await picture(desk, 'look-back-6-unanswered')
  })

  it('stands among the promises with the day it was said', async () => {
    await desk.getByRole('link', { name: 'Promises' }).first().click()
    await desk
      .getByText(/Olga calls Marta/)
      .first()
      .waitFor()
    // It is measured by what the mail said, and its page says so.
    await desk
      .getByText(/Olga calls Marta/)
      .first()
      .click()
    await desk
      .getByText(/^First promised /)
      .first()
      .waitFor()
    expect(await folders.flags('INBOX')).toEqual([[], []])
    expect((await folders.flags('Sent')).flat()).toEqual([])
  })

  it('has not complained once', () => expect(complaints).toEqual([]))
})
