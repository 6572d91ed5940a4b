import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { type Server, startServer } from './support/server.ts'

let server: Server
let browser: Browser
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>
let customerPage: string

const SCREENS: [name: string, path: string, shows: RegExp][] = [
  ['today', '/today', /Good morning, Ana/],
  ['inbox', '/inbox', /Waiting for us/],
  ['counter', '/counter', /Being served/],
  ['promises', '/promises', /Promises/],
  ['people', '/people', /People/],
  ['search', '/search?q=brake', /Newest first/],
  ['search-beginning', '/search', /What one can look for/],
  ['reports', '/reports', /Kept as first promised/],
  ['ahead', '/today?view=ahead', /Next 7 days/],
  [
    'settings-me',
    '/settings/me',
    /Settings|Me|Sites and hours|Members|Teams|Mailboxes|Web forms|What happened/,
  ],
  [
    'settings-sites',
    '/settings/sites',
    /Settings|Me|Sites and hours|Members|Teams|Mailboxes|Web forms|What happened/,
  ],
  [
    'settings-members',
    '/settings/members',
    /Settings|Me|Sites and hours|Members|Teams|Mailboxes|Web forms|What happened/,
  ],
  [
    'settings-teams',
    '/settings/teams',
    /Settings|Me|Sites and hours|Members|Teams|Mailboxes|Web forms|What happened/,
  ],
  [
    'settings-forms',
    '/settings/forms',
    /Settings|Me|Sites and hours|Members|Teams|Mailboxes|Web forms|What happened/,
  ],
  [
    'settings-audit',
    '/settings/audit',
    /Settings|Me|Sites and hours|Members|Teams|Mailboxes|Web forms|What happened/,
  ],
]

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  const context = await visitor(browser)
  const page = await context.newPage()
  await page.goto(`${server.url}/setup?token=${server.setupToken}`)
  await page.getByRole('button', { name: 'Open the demo' }).click()
  await page.getByRole('heading', { name: 'Good morning, Ana' }).waitFor()
  customerPage = (await page.getByRole('link', { name: /be the customer/i }).getAttribute('href'))!
  cookies = await context.cookies()
  await context.close()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  // Neither a page nor a list that is still coming: what is looked at is what people see.
  await vi.waitFor(
    async () => expect(await page.locator('[aria-busy=true], [data-skeleton]').count()).toBe(0),
    { timeout: 10_000 },
  )
}

describe.each([
  ['on a desktop', {}],
  ['on a desktop in the dark', { dark: true }],
  ['on a phone', { phone: true }],
] as const)('every screen %s', (how, options) => {
  const mark = how.replace(/^on a /, '').replaceAll(' ', '-')
  let context: BrowserContext
  beforeAll(async () => {
    context = await visitor(browser, options)
    await context.addCookies(cookies)
  })
  afterAll(() => context.close())

  it.each(SCREENS)('%s can be used by everyone', async (name, path, shows) => {
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    await page.goto(`${server.url}${path}`)
    await page.getByText(shows).filter({ visible: true }).first().waitFor()
    await settled(page)
    await picture(page, `screen-${name}-${mark}`)
    expect(await accessProblems(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.close()
  })

  it('a conversation and a person can be used by everyone', async () => {
    const page = await context.newPage()
    await page.goto(`${server.url}/inbox`)
    await page
      .getByRole('link', { name: /Ewa Nowak/ })
      .first()
      .click()
    await page.getByText('I come by train').filter({ visible: true }).last().waitFor()
    await settled(page)
    await picture(page, `screen-conversation-${mark}`)
    expect(await accessProblems(page)).toEqual([])
    await page.goto(`${server.url}/people`)
    await page
      .locator('main')
      .getByRole('link', { name: /Marta Okafor/ })
      .first()
      .click()
    await page.getByText('To know before you meet').first().waitFor()
    await settled(page)
    await picture(page, `screen-person-${mark}`)
    expect(await accessProblems(page)).toEqual([])
    await page.close()
  })

  it('the customer’s page can be used by everyone', async () => {
    const page = await context.newPage()
    await page.goto(customerPage)
    await page.getByRole('heading', { name: /Hello Marta/ }).waitFor()
    await picture(page, `screen-customer-${mark}`)
    expect(await accessProblems(page)).toEqual([])
    await page.close()
  })
})
