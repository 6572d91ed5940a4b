import type { Page } from 'playwright-core'
import { letter } from '../../src/server/world/mail-desk.ts'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'
import { openedProblemsWideAndNarrow } from './support/look-at-opened.ts'

let house: House
let page: Page
let post: (raw: string) => Promise<{ conversationId: string | null }>
let mailboxId: string
beforeAll(async () => {
  house = await openHouse()
  page = await house.visit()
  await makeOwnHouse(page, house.server)
  type Session = { current: { workspace: { id: string }; member: { siteId: string } } }
  const { current } = await api<Session>(page, 'get', '/session')
  const mailbox = { siteId: current.member.siteId, address: 'desk@garage.example', displayName: 'Desk' }
  const none = { imap: null, smtp: null, username: null }
  mailboxId = (await api<{ id: string }>(page, 'post', '/mailboxes', { ...mailbox, ...none })).id
  const { token } = await api<{ token: string }>(page, 'post', `/mailboxes/${mailboxId}/post-token`, {})
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' }
  post = async (raw) => {
    const url = `/api/inbound/${current.workspace.id}/${mailboxId}`
    const reply = await page.request.post(url, { data: Buffer.from(raw), headers })
    expect(reply.ok(), await reply.text()).toBe(true)
    return (await reply.json()) as { conversationId: string | null }
  }
})
afterAll(async () => await house?.close())

const brakes = letter({
  subject: 'Brakes',
  more: [
    'Received: from laptop by mx.posteo.example; Mon, 23 Nov 2026 10:00:01 +0100',
    'Authentication-Results: mx.garage.example; dkim=pass header.d=posteo.example; dmarc=pass',
  ],
})
const rows = () => page.getByRole('region', { name: 'Every mail' }).getByRole('listitem')

it('shows every mail that came, with its sum, and finds one by what it says', async () => {
  for (const raw of [brakes, brakes, letter({ subject: 'Tyres' }), 'Subject: Nobody\r\n\r\nwords\r\n'])
    await post(raw)
  await page.goto('/settings/mailboxes')
  await page.getByRole('link', { name: 'Receipt book desk@garage.example' }).click()
  await page
    .getByText('2 filed + 1 kept to look at + 0 junk + 1 twice + 0 waiting = 4. All are accounted for.')
    .waitFor()
  await rows().nth(3).waitFor()
  await page.getByRole('radio', { name: 'Twice (1)' }).click()
  await page.getByText('The very same mail was here already.').waitFor()
  expect(await rows().count()).toBe(1)
  await page.getByRole('radio', { name: 'All (4)' }).click()
  await page.getByLabel('Sender or subject').fill('tyres')
  await page.getByRole('link', { name: 'Brakes' }).first().waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Tyres' }).waitFor()
  await page.getByLabel('Sender or subject').fill('nothing like it')
  await page.getByRole('button', { name: 'Show all' }).click()
  await rows().nth(3).waitFor()
})

it('looks whether the book is true by a press, and says what it compared', async () => {
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText('Everything agrees.').waitFor()
  await page.getByText('3 originals were read and compared.').waitFor()
  expect(await accessProblems(page)).toEqual([])
  await picture(page, 'receipt-book-checked')
})

it('takes what was looked at off the things to look at', async () => {
  await page.getByRole('button', { name: 'I looked at it Nobody' }).click()
  await page.getByText('looked at', { exact: true }).waitFor()
})

it('shows the original of a mail: its header, the way it came, its source', async () => {
  await page.getByRole('button', { name: 'Original Brakes' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'The original' })
  await dialog.getByText('mx.garage.example: DKIM pass · DMARC pass').waitFor()
  await dialog.getByText('laptop → mx.posteo.example').waitFor()
  expect(await openedProblemsWideAndNarrow(page)).toEqual([])
  await picture(page, 'original')
  await dialog.getByRole('radio', { name: 'Source' }).click()
  await dialog.getByText('It clatters when I brake').waitFor()
  expect(await accessProblems(page, undefined, '[role=dialog]')).toEqual([])
  expect(await dialog.getByRole('link', { name: /^Save as \.eml/ }).getAttribute('href')).toContain('/raw')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

it('shows the same from the message', async () => {
  await page.getByRole('link', { name: 'Tyres' }).click()
  await page.getByText('It clatters when I brake').first().waitFor()
  await page
    .getByRole('button', { name: /Details/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Original' }).click()
  await page.getByRole('dialog', { name: 'The original' }).getByText('All fields').waitFor()
})
