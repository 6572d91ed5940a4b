import type { Page } from 'playwright-core'
import { letter } from '../../src/server/world/mail-desk.ts'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'

let house: House
let page: Page
let post: (raw: string) => Promise<void>
beforeAll(async () => {
  house = await openHouse()
  page = await house.visit()
  await makeOwnHouse(page, house.server)
  type Session = { current: { workspace: { id: string }; member: { siteId: string } } }
  const { current } = await api<Session>(page, 'get', '/session')
  const mailbox = { siteId: current.member.siteId, address: 'desk@garage.example', displayName: 'Desk' }
  const none = { imap: null, smtp: null, username: null }
  const { id } = await api<{ id: string }>(page, 'post', '/mailboxes', { ...mailbox, ...none })
  const { token } = await api<{ token: string }>(page, 'post', `/mailboxes/${id}/post-token`, {})
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' }
  post = async (raw) => {
    const url = `/api/inbound/${current.workspace.id}/${id}`
    const reply = await page.request.post(url, { data: Buffer.from(raw), headers })
    expect(reply.ok(), await reply.text()).toBe(true)
  }
})
afterAll(async () => await house?.close())

it('says why a mail is in junk, and fetches it back by one press', async () => {
  await post(letter({ from: 'Prize <win@prize.example>', subject: 'You won', more: ['X-Spam-Flag: YES'] }))
  await page.goto('/inbox')
  await page.getByRole('link', { name: 'Junk' }).click()
  await page.getByText('In junk because SpamAssassin calls it spam').waitFor()
  expect(await accessProblems(page)).toEqual([])
  await picture(page, 'junk')
  await page.getByRole('button', { name: 'Not junk You won' }).click()
  await page.getByText('No junk').waitFor()
  await page.goto('/inbox')
  await page.getByText('You won').first().waitFor()
})

it('blocks whose mail nobody wants, says who did so, and takes that back', async () => {
  await page.goto('/junk')
  await page.getByLabel('Address or domain').fill('nonsense')
  await page.getByRole('button', { name: 'Block', exact: true }).click()
  await page.getByText('Write an address, or a domain such as shop.example.').waitFor()
  await page.getByLabel('Address or domain').fill('@prize.example')
  await page.getByLabel('Why').fill('floods us')
  await page.getByRole('button', { name: 'Block', exact: true }).click()
  await page.getByText('floods us').waitFor()
  await post(letter({ from: 'Prize <win@prize.example>', subject: 'Once more' }))
  await page.getByText('In junk because prize.example is blocked.').waitFor()
  await page.getByRole('button', { name: 'Unblock prize.example' }).click()
  await page.getByText('Nobody is blocked.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await page.getByText('floods us').waitFor()
  expect(await accessProblems(page)).toEqual([])
})
