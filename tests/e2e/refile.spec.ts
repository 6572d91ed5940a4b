import type { Page } from 'playwright-core'
import { letter } from '../../src/server/world/mail-desk.ts'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'
import { soon } from './support/soon.ts'

let house: House
let page: Page
let post: (raw: string) => Promise<string>

const [BRAKES, TYRES] = ['<brakes@posteo.example>', '<tyres@posteo.example>']
const EVE = 'Eve Okafor <eve@elsewhere.example>'

beforeAll(async () => {
  house = await openHouse()
  page = await house.visit()
  await makeOwnHouse(page, house.server)
  post = await takesMail()
})
afterAll(async () => await house?.close())

/** Makes a mailbox, and gives how to post to it; a mail's conversation comes back. */
async function takesMail(): Promise<typeof post> {
  type Session = { current: { workspace: { id: string }; member: { siteId: string } } }
  const { current } = await api<Session>(page, 'get', '/session')
  const none = { imap: null, smtp: null, username: null }
  const { id } = await api<{ id: string }>(page, 'post', '/mailboxes', {
    ...{ siteId: current.member.siteId, address: 'desk@nordlicht.example', displayName: 'Nordlicht' },
    ...none,
  })
  const { token } = await api<{ token: string }>(page, 'post', `/mailboxes/${id}/post-token`, {})
  return async (raw) => {
    const posted = await page.request.post(`/api/inbound/${current.workspace.id}/${id}`, {
      data: Buffer.from(raw),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' },
    })
    expect(posted.ok(), await posted.text()).toBe(true)
    return ((await posted.json()) as { conversationId: string }).conversationId
  }
}

const said = (of: Page, words: string) => of.getByRole('article').filter({ hasText: words })

it('files one message in another conversation by search and brings it back, with a mail that came meanwhile in its place', async () => {
  const brakes = await post(letter({ id: BRAKES, subject: 'The brakes squeal', text: 'They squeal.' }))
  await post(letter({ inReplyTo: BRAKES, text: 'And I need winter tyres.' }))
  const tyres = await post(
    letter({
      id: TYRES,
      from: 'Tom Ode <tom@other.example>',
      subject: 'Winter tyres',
      text: 'Four, please.',
    }),
  )
  await page.goto(`/conversations/${brakes}`)
  const message = said(page, 'winter tyres')
  await message.getByText('It answers a mail of this conversation.').waitFor()
  await message.hover()
  await message.getByRole('button', { name: 'File elsewhere' }).click()
  const dialog = page.getByRole('dialog', { name: 'File elsewhere' })
  await dialog.getByText('And I need winter tyres.').waitFor()
  await dialog.getByLabel('Where does it belong?').fill('four please')
  const place = dialog.getByRole('button', { name: /Winter tyres/ })
  await place.waitFor()
  expect(await accessProblems(page)).toEqual([])
  await picture(page, 'refile')
  await place.click()
  await dialog.waitFor({ state: 'detached' })
  await message.waitFor({ state: 'detached' })
  await page.getByText(/filed a message elsewhere/).waitFor()

  await post(letter({ inReplyTo: TYRES, from: 'Tom Ode <tom@other.example>', text: 'And rims.' }))
  await page.getByRole('button', { name: 'Undo' }).click()
  await message.waitFor()
  await message.getByText('It answers a mail of this conversation.').waitFor()
  await page.goto(`/conversations/${tyres}`)
  await said(page, 'And rims.').waitFor()
  expect(await said(page, 'winter tyres').count()).toBe(0)
})

it('makes a mail part of the conversation it points at by one press, takes it out by Z, and asks no more after a no', async () => {
  const brakes = await post(letter({ id: '<noise@posteo.example>', subject: 'A noise', text: 'It hums.' }))
  const eve = await post(
    letter({
      from: EVE,
      references: '<noise@posteo.example>',
      subject: 'Re: A noise',
      text: 'My mother asks.',
    }),
  )
  await page.goto(`/conversations/${eve}`)
  const link = page.getByRole('link', { name: /, A noise$/ })
  await link.waitFor()
  expect(await link.getAttribute('href')).toContain(brakes)
  await said(page, 'My mother asks.')
    .getByText(/It points at .*, but comes from somebody/)
    .waitFor()
  expect(await accessProblems(page)).toEqual([])
  await picture(page, 'suggested-link')
  await page.getByRole('button', { name: 'Move it there' }).click()
  await said(page, 'It hums.').waitFor()
  await said(page, 'My mother asks.').waitFor()
  expect(page.url()).toContain(brakes)
  await page.getByText('It is part of “A noise” now.').waitFor()
  await page.keyboard.press('z')
  await soon(() => expect(page.url()).toContain(eve))
  await page.getByRole('button', { name: 'No', exact: true }).click()
  await link.waitFor({ state: 'detached' })
  await page.getByText('It stays a conversation of its own.').waitFor()
  await soon(async () => {
    const { suggestedLink } = await api<{ suggestedLink: unknown }>(page, 'get', `/conversations/${eve}`)
    expect(suggestedLink).toBeNull()
  })
  await page.reload()
  await said(page, 'My mother asks.').waitFor()
  expect(await link.count()).toBe(0)
})

it('splits off by key what is another matter, and brings it home', async () => {
  const first = await post(letter({ id: '<two@posteo.example>', subject: 'Two matters', text: 'One.' }))
  await post(letter({ inReplyTo: '<two@posteo.example>', text: 'The other matter.' }))
  await page.goto(`/conversations/${first}`)
  await said(page, 'The other matter.').waitFor()
  await page.keyboard.press('Shift+M')
  const dialog = page.getByRole('dialog', { name: 'File elsewhere' })
  await dialog.getByRole('checkbox', { name: /The other matter/ }).check()
  await dialog.getByRole('button', { name: /A conversation of its own/ }).click()
  await said(page, 'One.').waitFor({ state: 'detached' })
  await said(page, 'The other matter.')
    .getByText(/filed it here, from/)
    .waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await said(page, 'One.').waitFor()
  await said(page, 'The other matter.').waitFor()
  expect(page.url()).toContain(first)
})
