import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessProblems, openBrowser, picture, visitor } from './support/browser.ts'
import { sitAtDesk } from './support/house.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

let server: Server
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer('demo'), openBrowser()])
  context = await visitor(browser)
  page = await context.newPage()
  await sitAtDesk(page, server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const kept = (name: string | RegExp) =>
  page.getByRole('list', { name: 'Kept views' }).getByRole('link', { name })
const bar = () => page.getByRole('group', { name: 'What narrows the list' })
const keptNames = async () =>
  (await page.getByRole('list', { name: 'Kept views' }).getByRole('link').allTextContents()).map((text) =>
    text.replace(/\d+\+?$/, ''),
  )

async function narrow(part: string, value: string): Promise<void> {
  await bar().getByRole('button', { name: 'Narrow', exact: true }).click()
  await page.getByRole('button', { name: part, exact: true }).click()
  await page.getByRole('checkbox', { name: value }).check()
  await page.keyboard.press('Escape')
  await bar()
    .getByRole('button', { name: `${part}: ${value}`, exact: true })
    .waitFor()
}

async function keep(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Keep as a view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Save' }).click()
  await kept(name).waitFor()
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
}

describe('whoever narrows the inbox', () => {
  it('sees what passes, can send the address to a colleague, and clears it where nothing passes', async () => {
    await page.goto(`${server.url}/inbox/all`)
    await page.getByRole('button', { name: 'Narrow the list' }).click()
    await narrow('How it came', 'Telephone')
    await soon(() => expect(new URL(page.url()).searchParams.get('only')).toBe('channel:phone'))
    await narrow('Promise', 'overdue')
    await page.getByText('Nothing passes these filters.').waitFor()
    await picture(page, 'views-empty')
    const colleague = await context.newPage()
    await colleague.goto(page.url())
    await colleague.getByText('Nothing passes these filters.').waitFor()
    await colleague.getByRole('button', { name: 'Clear the filters' }).click()
    await colleague.getByRole('list', { name: 'All conversations' }).waitFor()
    await colleague.close()
    await bar().getByRole('button', { name: 'Take off: Promise: overdue' }).click()
    await page.getByRole('list', { name: 'All conversations' }).waitFor()
  })

  it('keeps it as a view of the menu with how many stand in it, and comes back to it from a conversation', async () => {
    await page.goto(`${server.url}/inbox/waiting?only=state:waiting`)
    await keep('All that wait')
    await kept(/All that wait\s*\d+/).waitFor()
    const count = Number(/\d+$/.exec((await kept('All that wait').textContent()) ?? '')?.[0])
    const rows = page.getByRole('list', { name: 'All that wait' }).getByRole('listitem')
    await soon(async () => expect(await rows.count()).toBe(count))
    expect(await accessProblems(page)).toEqual([])
    await picture(page, 'views-kept')
    await rows.first().getByRole('link').click()
    await page.getByRole('heading', { level: 2, name: 'All that wait', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { level: 1, name: 'All that wait', exact: true }).waitFor()
  })

  it('changes what it asks, and keeps the change', async () => {
    await narrow('Owner', 'Nobody')
    await page.getByRole('button', { name: 'Keep the change' }).click()
    await soon(() => expect(new URL(page.url()).search).toBe(''))
    await page.reload()
    await bar().getByRole('button', { name: 'Owner: Nobody', exact: true }).waitFor()
  })

  it('puts views in an order by the keyboard, which holds', async () => {
    await page.goto(`${server.url}/inbox/all?only=promise:open`)
    await keep('Promised')
    expect(await keptNames()).toEqual(['All that wait', 'Promised'])
    await kept('Promised').focus()
    const arrived = page.waitForResponse((reply) => reply.url().endsWith('/api/views/order'))
    await page.keyboard.press('Alt+ArrowUp')
    await soon(async () => expect(await keptNames()).toEqual(['Promised', 'All that wait']))
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Promised')
    await arrived
    await page.reload()
    await kept('Promised').waitFor()
    expect(await keptNames()).toEqual(['Promised', 'All that wait'])
  })

  it('finds all of them in the settings: in the same order, renamed, and moved on a phone by a press', async () => {
    await kept('Promised').click()
    await page.getByRole('link', { name: 'All views' }).click()
    await page.getByRole('heading', { level: 2, name: 'Views', exact: true }).waitFor()
    const mine = page.getByRole('list', { name: 'Your views' })
    const names = () => mine.getByRole('listitem').getByRole('link').allTextContents()
    await soon(async () =>
      expect((await names()).map((name) => name.trim())).toEqual(['Promised', 'All that wait']),
    )
    expect(await accessProblems(page)).toEqual([])
    await picture(page, 'views-settings')
    await page.getByRole('button', { name: 'Rename or share Promised' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('With a promise')
    await page.getByRole('button', { name: 'Save' }).click()
    await mine.getByRole('link', { name: 'With a promise' }).waitFor()
    const phone = await visitor(browser, { phone: true })
    await phone.addCookies(await context.cookies())
    const small = await phone.newPage()
    await small.goto(`${server.url}/settings/views`)
    const arrived = small.waitForResponse((reply) => reply.url().endsWith('/api/views/order'))
    await small.getByRole('button', { name: 'Move All that wait up' }).tap()
    await small.getByText('All that wait is number 1 of 2').waitFor({ state: 'attached' })
    expect(await small.evaluate('document.activeElement.ariaLabel')).toBe('Move All that wait down')
    await arrived
    await picture(small, 'views-settings-phone')
    await small.getByRole('button', { name: 'Move All that wait down' }).tap()
    await small.getByText('All that wait is number 2 of 2').waitFor({ state: 'attached' })
    await phone.close()
    await page.getByRole('button', { name: 'Rename or share With a promise' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Promised')
    await page.getByRole('button', { name: 'Save' }).click()
    await mine.getByRole('link', { name: 'Promised' }).waitFor()
    await page.goto(`${server.url}/inbox`)
  })

  it('lets a view go, and takes it back', async () => {
    await kept('Promised').click()
    await page.getByRole('button', { name: 'Edit the view' }).click()
    await page.getByRole('button', { name: 'Delete the view' }).click()
    await kept('Promised').waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1, name: 'All conversations' }).waitFor()
    await picture(page, 'views-undo')
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await kept('Promised').waitFor()
  })
})
