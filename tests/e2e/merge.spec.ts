import type { Browser, Page } from 'playwright-core'
import { letter } from '../../src/server/world/mail-desk.ts'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

let server: Server
let browser: Browser
let page: Page
let complaints: string[]
let post: (raw: string) => Promise<void>
let lena: string
let leni: string

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  page = await (await visitor(browser)).newPage()
  complaints = complaintsOf(page)
  const { workspaceId } = await ask<{ workspaceId: string }>('/setup', {
    ...{ token: server.setupToken, workspaceName: 'Nordlicht Motors', vocabulary: 'customer', country: 'DE' },
    ...{ timeZone: 'Europe/Berlin', name: 'Olga Brandt', email: 'olga@nordlicht.example' },
    password: 'correct horse battery',
  })
  const { current } = await ask<{ current: { sites: { id: string }[] } }>('/session')
  const { id: mailboxId } = await ask<{ id: string }>('/mailboxes', {
    ...{ siteId: current.sites[0]!.id, address: 'desk@nordlicht.example', displayName: 'Nordlicht Service' },
    ...{ imap: null, smtp: null, username: null },
  })
  const { token } = await ask<{ token: string }>(`/mailboxes/${mailboxId}/post-token`, {})
  post = async (raw) => {
    const url = `${server.url}/api/inbound/${workspaceId}/${mailboxId}`
    const reply = await page.request.post(url, { headers: { authorization: `Bearer ${token}` }, data: raw })
    expect(reply.ok()).toBe(true)
  }
  const add = async (name: string, approach: string, ...handles: [kind: string, value: string][]) => {
    const ways = handles.map(([kind, value]) => ({ kind, value }))
    return (await ask<{ id: string }>('/people', { name, approach, handles: ways })).id
  }
  lena = await add('Lena Huber', 'welcome', ['email', 'lena@huber.example'], ['phone', '0171 5550142'])
  leni = await add('Huber, Lena', 'ask', ['email', 'lena.huber@work.example'], ['phone', '+43 171 5550142'])
  await add('Ole Berg', 'welcome', ['email', 'ole@berg.example'])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function ask<T>(path: string, data?: object): Promise<T> {
  const url = `${server.url}/api${path}`
  const reply = await (data ? page.request.post(url, { data }) : page.request.get(url))
  expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true)
  return (await reply.json()) as T
}
const shows = (text: string | RegExp) => page.getByText(text).first().waitFor()
const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()

describe('somebody who is here twice', () => {
  it('is proposed with reasons, seen beforehand and merged with one press that can be undone', async () => {
    await soon(async () => expect((await ask<{ items: unknown[] }>('/duplicates')).items).toHaveLength(1))
    await page.goto(`${server.url}/people`)
    await page.getByRole('link', { name: 'Who may be one person?' }).click()
    await shows('the same number, written otherwise')
    await shows('the same name')
    expect(await accessProblems(page)).toEqual([])
    await picture(page, 'merge-duplicates')
    await press(/^Merge /)
    await shows('One person from now on')
    await shows('Greet only: they ask when they want help')
    const stays = page.getByRole('button', { name: 'Keep Lena Huber instead' })
    if (await stays.isVisible()) await stays.click()
    await page.getByRole('button', { name: 'Keep Huber, Lena instead' }).waitFor()
    await shows('lena@huber.example, 0171 5550142, lena.huber@work.example')
    expect(await accessProblems(page)).toEqual([])
    await picture(page, 'merge-preview')
    await press('Merge them')
    await shows('Lena Huber is one person now')
    await shows('Nobody stands here twice, as far as we see.')
  })

  it('is shown as calmly on a phone, in the dark', async () => {
    const phone = await (await visitor(browser, { phone: true, dark: true })).newPage()
    await phone.context().addCookies(await page.context().cookies())
    await phone.goto(`${server.url}/people/${lena}`)
    await phone.getByText(/was merged into this person/).scrollIntoViewIfNeeded()
    expect(await accessProblems(phone)).toEqual([])
    await picture(phone, 'merge-phone-dark')
    await phone.context().close()
  })

  it('is one person under the old address too, and their page says of whom', async () => {
    await page.goto(`${server.url}/people/${leni}`)
    await page.waitForURL(`**/people/${lena}`)
    await shows('lena.huber@work.example')
    await shows(/Huber, Lena was merged into this person .* by Olga Brandt/)
    await shows('Olga Brandt found that Huber, Lena is the same person')
    expect(await accessProblems(page)).toEqual([])
    await picture(page, 'merge-person')
  })

  it('takes along what came in between, to whom it belongs, when the merge is undone', async () => {
    await post(letter({ from: 'Lena at work <lena.huber@work.example>', subject: 'The winter tyres' }))
    await shows('The winter tyres')
    await press('Undo the merge with Huber, Lena')
    await shows('Lena Huber and Huber, Lena are two again')
    await page.getByText('lena.huber@work.example').first().waitFor({ state: 'detached' })
    expect(await page.getByText('The winter tyres').count()).toBe(0)
    await page.goto(`${server.url}/people/${leni}`)
    await shows('The winter tyres')
    await shows('Olga Brandt found that Lena Huber is somebody else: the merge is undone')
  })

  it('may be said to be two, and may speak for another', async () => {
    await press('They are two')
    await shows('Noted: Huber, Lena and Lena Huber are two')
    await page.getByText('Maybe the same as').waitFor({ state: 'detached' })
    await press('Speaks for somebody')
    await page.getByRole('combobox', { name: 'For whom' }).fill('Ole')
    await page.getByRole('option', { name: /Ole Berg/ }).click()
    await page.getByLabel('As what').fill('carer')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await shows('speaks for')
    await shows('as carer')
    expect(await accessProblems(page)).toEqual([])
    await page.goto(`${server.url}/inbox/all`)
    await page
      .getByRole('link', { name: /The winter tyres|Huber, Lena/ })
      .first()
      .click()
    await shows(/speaks for/)
    await picture(page, 'merge-conversation')
    expect(complaints).toEqual([])
  })
})
