import type { Browser, Page } from 'playwright-core'
import { startSmtp, type TestSmtp } from '../../src/server/mail/testing/smtp.ts'
import { letter } from '../../src/server/world/mail-desk.ts'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { type Server, startServer } from './support/server.ts'

let server: Server
let smtp: TestSmtp
let browser: Browser
let desk: Page
let phone: Page
let complaints: string[]
let marta: { personId: string; promiseId: string; page: string }

beforeAll(async () => {
  ;[server, browser, smtp] = await Promise.all([startServer(), openBrowser(), startSmtp()])
  desk = await (await visitor(browser)).newPage()
  complaints = complaintsOf(desk)
  marta = await wroteAndWasPromised()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await smtp?.stop()
})

async function ask<T>(path: string, data?: object): Promise<T> {
  const url = `${server.url}/api${path}`
  const reply = await (data ? desk.request.post(url, { data }) : desk.request.get(url))
  expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true)
  return (await reply.json()) as T
}

/** A house that sends through a real server; Marta wrote to it and was promised a call. */
async function wroteAndWasPromised() {
  const { workspaceId } = await ask<{ workspaceId: string }>('/setup', {
    ...{ token: server.setupToken, workspaceName: 'Nordlicht Motors', vocabulary: 'customer', country: 'DE' },
    ...{ timeZone: 'Europe/Berlin', name: 'Olga Brandt', email: 'olga@nordlicht.example' },
    password: 'correct horse battery',
  })
  const { current } = await ask<{ current: { sites: { id: string }[] } }>('/session')
  const { id: mailboxId } = await ask<{ id: string }>('/mailboxes', {
    ...{ siteId: current.sites[0]!.id, address: 'desk@nordlicht.example', displayName: 'Nordlicht Service' },
    ...{ imap: null, smtp: { host: smtp.host, port: smtp.port, tls: false } },
    ...{ username: 'desk@servus.example', password: 'correct horse' },
  })
  const { token } = await ask<{ token: string }>(`/mailboxes/${mailboxId}/post-token`, {})
  const posted = await desk.request.post(`${server.url}/api/inbound/${workspaceId}/${mailboxId}`, {
    headers: { authorization: `Bearer ${token}` },
    data: letter({ subject: 'The noise in front', text: 'Is it safe to drive on Sunday?' }),
  })
  const { conversationId } = (await posted.json()) as { conversationId: string }
  const talk = await ask<{ person: { id: string } }>(`/conversations/${conversationId}`)
  const due = new Date(Date.now() + 3 * 86_400_000).toISOString()
  const { id: promiseId } = await ask<{ id: string }>('/promises', {
    ...{ text: 'Olga calls Marta about the noise', due, conversationId },
  })
  const { url } = await ask<{ url: string }>(`/people/${talk.person.id}/page-links`, {})
  return { personId: talk.person.id, promiseId, page: new URL(url).pathname }
}

describe('what they get from us and why', () => {
  it('stands on the customer’s own page, and a switch holds at once', async () => {
    phone = await (await visitor(browser, { phone: true })).newPage()
    await phone.goto(`${server.url}${marta.page}`)
    await phone.getByText('By ourselves we send you word of what we promised you').waitFor()
    await phone.getByText('Change what you get').click()
    const promised = phone.getByRole('group', { name: 'Word of what we promised you' })
    const byMail = promised.getByRole('switch', { name: 'By e-mail' })
    expect(await byMail.isChecked()).toBe(true)
    expect(await accessProblems(phone)).toEqual([])
    await picture(phone, 'door-1-switches')
    await byMail.click()
    await phone.getByText('By ourselves we send you word of your visits.').waitFor()
    await phone.reload()
    await phone.getByText('By ourselves we send you word of your visits.').waitFor()
  })

  it('is seen by the desk, in the customer’s own deed', async () => {
    await desk.goto(`${server.url}/people/${marta.personId}`)
    const section = desk.getByRole('region', { name: 'What they get from us' })
    await section.getByText('What they said, once').click()
    await section.getByText('No to word of what we promised by e-mail').waitFor()
    await picture(desk, 'door-2-desk')
    expect(await accessProblems(desk)).toEqual([])
  })

  it('tells whoever says a word by mail beforehand that it would not go, and then asks them to call', async () => {
    await desk.goto(`${server.url}/promises/${marta.promiseId}?do=update`)
    await desk.getByText(/No mail leaves: they switched it off/).waitFor()
    await picture(desk, 'door-3-beforehand')
    expect(await accessProblems(desk)).toEqual([])
    await desk.getByRole('button', { name: 'Put it on Marta’s own page' }).waitFor()
    // Whoever does not ask beforehand, like another program, hears of it afterwards.
    const { version } = await ask<{ version: number }>(`/promises/${marta.promiseId}`)
    const body = { kind: 'progress', text: 'Luis waits for the disc.', toldBy: 'email', version }
    await ask(`/promises/${marta.promiseId}/updates`, body)
    await desk.getByText('not told: they switched it off').waitFor()
    await desk.goto(`${server.url}/`)
    const line = desk
      .locator('main')
      .getByRole('listitem')
      .filter({ hasText: 'They switched such mails off' })
    await line.getByText('Marta Okafor').first().waitFor()
    await picture(desk, 'door-4-today')
    expect(smtp.received).toEqual([])
  })

  it('is written down by the desk too, in their words', async () => {
    await desk.goto(`${server.url}/people/${marta.personId}`)
    const section = desk.getByRole('region', { name: 'What they get from us' })
    await section.getByRole('button', { name: 'Write down a yes or no' }).click()
    await section.getByText('Yes, gladly').click()
    await section.getByRole('button', { name: 'Save' }).click()
    await section.getByText('Without the words nobody could tell later').waitFor()
    await section.getByLabel('Their words, or the words they signed').fill('Write me about winter tyres.')
    await picture(desk, 'door-5-record')
    await section.getByRole('button', { name: 'Save' }).click()
    await section.getByText('What they said, 2 times').click()
    await section.getByText('“Write me about winter tyres.”').waitFor()
    await phone.getByText(/and offers\./).waitFor()
  })

  it('knows the hours of the place, which can be set', async () => {
    await desk.goto(`${server.url}/settings/sites`)
    const section = desk.getByRole('region', { name: 'When we write to people by ourselves' })
    await section.getByText('09:00 to 20:00').waitFor()
    await section.getByRole('button', { name: /Change/ }).click()
    await section.getByLabel('From').fill('10:00')
    await section.getByRole('checkbox', { name: 'Sunday' }).check()
    await picture(desk, 'door-6-hours')
    expect(await accessProblems(desk)).toEqual([])
    await section.getByRole('button', { name: 'Save' }).click()
    await section.getByText('10:00 to 20:00, not on Sunday').waitFor()
  })

  it('has not complained once', () => {
    expect(complaints).toEqual([])
  })
})
