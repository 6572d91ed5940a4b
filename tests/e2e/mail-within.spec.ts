import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'

let house: House
let page: Page
beforeAll(async () => {
  house = await openHouse()
  page = await house.visit()
  await makeOwnHouse(page, house.server)
})
afterAll(async () => await house?.close())

type Session = { current: { workspace: { id: string }; member: { siteId: string } } }
let desk: { url: string; token: string } | undefined

/** A mail of the corpus comes in, and its conversation is opened. */
async function comesIn(name: string): Promise<void> {
  if (!desk) {
    const { current } = await api<Session>(page, 'get', '/session')
    const mailbox = { siteId: current.member.siteId, address: 'desk@garage.example', displayName: 'Desk' }
    const none = { imap: null, smtp: null, username: null }
    const { id } = await api<{ id: string }>(page, 'post', '/mailboxes', { ...mailbox, ...none })
    const { token } = await api<{ token: string }>(page, 'post', `/mailboxes/${id}/post-token`, {})
    desk = { url: `${house.server.url}/api/inbound/${current.workspace.id}/${id}`, token }
  }
  const raw = readFileSync(new URL(`../fixtures/mail/${name}.eml`, import.meta.url))
  const headers = { authorization: `Bearer ${desk.token}`, 'content-type': 'message/rfc822' }
  const posted = await page.request.post(desk.url, { data: raw, headers })
  expect(posted.ok(), await posted.text()).toBe(true)
  const { conversationId } = (await posted.json()) as { conversationId: string }
  await page.goto(`${house.server.url}/conversations/${conversationId}`)
}

it('makes whoever wrote a forwarded mail first its person by one press, and takes it back by one', async () => {
  await comesIn('forwarded-outlook-german')
  await page.getByText('Passed on. First written by Jonas Kühn').waitFor()
  await page.getByRole('heading', { name: 'Petra Vogt' }).first().waitFor()
  await page.getByRole('button', { name: 'It is Jonas Kühn’s conversation' }).click()
  await page.getByRole('heading', { name: 'Jonas Kühn' }).first().waitFor()
  await page.getByRole('button', { name: 'It is Jonas Kühn’s conversation' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('heading', { name: 'Petra Vogt' }).first().waitFor()
})

it('shows an invitation as what, when and where, once', async () => {
  await comesIn('invitation-google')
  const card = page.getByRole('region', { name: 'Invitation' })
  await card.getByText('Handing over the van').waitFor()
  await card.getByText('Linden Street 4, back yard').waitFor()
  expect(await card.count()).toBe(1)
})

it('opens a mail within a mail where it stands', async () => {
  await comesIn('attached-twice-over')
  await page.getByRole('button', { name: 'Show The middle one.eml here' }).click()
  const inside = page.getByRole('region', { name: 'Mail from Rita' })
  await inside.getByText('In the middle.').waitFor()
  await inside.getByText('The innermost.eml').waitFor()
})

it('says at a mail what of it could not be read', async () => {
  await comesIn('tnef-cut')
  await page.getByText('Its winmail.dat breaks off: what could be read of it is shown.').waitFor()
})

it('says that a mail came encrypted', async () => {
  await comesIn('smime-encrypted')
  await page.getByText('Encrypted with S/MIME.').waitFor()
})
