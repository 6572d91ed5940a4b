import type { Page } from 'playwright-core'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'
import { soon } from './support/soon.ts'

let house: House
let page: Page
let desk: { url: string; token: string }

beforeAll(async () => {
  house = await openHouse()
  page = await house.visit()
  await makeOwnHouse(page, house.server)
  type Session = { current: { workspace: { id: string }; member: { siteId: string } } }
  const { current } = await api<Session>(page, 'get', '/session')
  const { id } = await api<{ id: string }>(page, 'post', '/mailboxes', {
    ...{ siteId: current.member.siteId, address: 'desk@nordlicht.example', displayName: 'Nordlicht Motors' },
    // Nobody listens there: what is sent waits.
    ...{ imap: null, smtp: { host: '127.0.0.1', port: 1, tls: false }, username: null },
  })
  const { token } = await api<{ token: string }>(page, 'post', `/mailboxes/${id}/post-token`, {})
  desk = { url: `${house.server.url}/api/inbound/${current.workspace.id}/${id}`, token }
})
afterAll(async () => await house?.close())

/** Marta writes to an address, and her conversation is opened. */
async function comesIn(to: string): Promise<void> {
  const raw = [
    'From: Marta Okafor <marta@posteo.example>',
    ...[`To: ${to}`, 'Subject: The noise in front', `Message-ID: <${to}.${Math.random()}@posteo.example>`],
    ...['Date: Mon, 23 Nov 2026 10:00:00 +0100', 'Content-Type: text/plain', '', 'It clatters.', ''],
  ].join('\r\n')
  const headers = { authorization: `Bearer ${desk.token}`, 'content-type': 'message/rfc822' }
  const posted = await page.request.post(desk.url, { data: raw, headers })
  expect(posted.ok(), await posted.text()).toBe(true)
  const { conversationId } = (await posted.json()) as { conversationId: string }
  await page.goto(`${house.server.url}/conversations/${conversationId}`)
}

it('signs mail with what the house and the writer set, shows it before it leaves, and leaves it out once', async () => {
  await page.goto(`${house.server.url}/settings/me`)
  const mine = page.getByRole('region', { name: 'My signature' })
  await mine.getByLabel('Words in English').fill('Kind regards\n')
  await mine.getByLabel('Words in English').press('End')
  await mine.getByRole('button', { name: 'Fill in…' }).click()
  await page.getByRole('menuitem', { name: /My whole name/ }).click()
  await mine.getByText('Olga Brandt').waitFor()
  await mine.getByRole('button', { name: /^Save/ }).click()
  // A menu of the settings says “Saved replies”.
  await page.getByText('Saved', { exact: true }).waitFor()

  await page.goto(`${house.server.url}/settings/mailboxes`)
  await page.getByRole('button', { name: /^How it sends/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Olga, Nordlicht Motors').check()
  await dialog.getByLabel('Other addresses of this mailbox').fill('tyres@nordlicht.example\nnonsense')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('“nonsense” is no e-mail address.').waitFor()
  await dialog.getByLabel('Other addresses of this mailbox').fill('desk@nordlicht.example')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText(/belongs to the mailbox desk@nordlicht.example already/).waitFor()
  await dialog.getByLabel('Other addresses of this mailbox').fill('tyres@nordlicht.example')
  await dialog.getByLabel('Words in English').fill('Nordlicht Motors, Harbour 3')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })

  await comesIn('tyres@nordlicht.example')
  const area = page.getByRole('textbox', { name: /^Reply to Marta/ })
  await area.fill('We will look at it.')
  const signature = page.getByRole('region', { name: 'Signature below the words' })
  await signature.getByText('Kind regards').waitFor()
  expect((await signature.textContent())?.trim()).toBe(
    'Kind regards\nOlga Brandt\n\nNordlicht Motors, Harbour 3',
  )
  await page.getByRole('button', { name: 'Leave out this once' }).click()
  await page.getByText('This mail goes without a signature.').waitFor()
  await page.getByRole('button', { name: 'Put it back' }).click()
  await signature.waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await soon(async () => expect(await area.inputValue()).toBe(''))
  type Said = { items: { direction: string; recipients: { from: object[] }; segments: { text: string }[] }[] }
  const id = new URL(page.url()).pathname.split('/').at(-1)
  await soon(async () => {
    const { items } = await api<Said>(page, 'get', `/conversations/${id}/messages`)
    const out = items.find((m) => m.direction === 'out')
    expect(out?.recipients.from).toEqual([
      { name: 'Olga, Nordlicht Motors', address: 'tyres@nordlicht.example' },
    ])
    expect(out?.segments.at(-1)?.text).toContain('Nordlicht Motors, Harbour 3')
  })
})

it('shows in the outbox what waits and why, and has it tried again', async () => {
  await page.goto(`${house.server.url}/settings/outbox`)
  const row = page.getByRole('listitem').filter({ hasText: 'The noise in front' })
  await row.getByText('written by Olga Brandt').waitFor()
  // The time to take it back is over, nobody listens at the server: it is tried again.
  await row.getByText(/^Tried .* again/).waitFor({ timeout: 60_000 })
  await row.getByRole('button', { name: 'Try now' }).click()
  await page.getByText('It is tried now.').waitFor()
  await page.getByRole('radio', { name: 'Failed' }).check()
  await page.getByText('Nothing has failed.').waitFor()
  await page.getByRole('radio', { name: 'Not sent yet' }).check()
  await row.getByRole('link', { name: 'Re: The noise in front' }).click()
  await page.getByRole('heading', { name: 'The noise in front' }).first().waitFor()
})

it('lets a reply no server takes be taken back into the composer', async () => {
  await comesIn('desk@nordlicht.example')
  const words = page.getByRole('textbox', { name: 'Reply' })
  await words.fill('We will look at it on Friday.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const waits = page.getByRole('status').filter({ hasText: 'Not sent yet, it will be tried again' })
  await waits.getByText(/Nothing answers at 127\.0\.0\.1:1/).waitFor()
  await waits.getByRole('button', { name: 'Try now' }).waitFor()
  await waits.getByRole('button', { name: 'Take it back' }).click()
  await soon(async () => expect(await words.inputValue()).toContain('We will look at it on Friday.'))
  await waits.waitFor({ state: 'detached' })
  await page.goto(`${house.server.url}/settings/outbox`)
  await page.getByText('Put aside', { exact: true }).click()
  await page.getByText('Taken back before it left').waitFor()
})
