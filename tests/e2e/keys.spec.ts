import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Running, start } from '../../src/server/start.ts'
import { removePlace } from '../../src/server/world/places.ts'
import { accessProblems, openBrowser, picture, visitor } from './support/browser.ts'
import { carelessly, makeGround } from './support/ground.ts'
import { sitAtDesk } from './support/house.ts'
import { soon, UNTIL_TOLD } from './support/soon.ts'

const dataDir = makeGround('keys', 'demo')
let server: Running
let browser: Browser
let context: BrowserContext
let page: Page

async function startAgain(): Promise<Running> {
  return await start(carelessly(dataDir), () => {})
}

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startAgain(), openBrowser()])
  context = await visitor(browser)
  page = await context.newPage()
  await sitAtDesk(page, server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  removePlace(dataDir)
})

/** Opens the conversation of somebody from the list of all; gives its address. */
async function talkOf(name: string, on = page): Promise<string> {
  await on.goto(`${server.url}/inbox/all`)
  await on
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click()
  await on.getByRole('textbox', { name: `Reply to ${name}` }).waitFor()
  return on.url()
}

async function apiOf(on: Page, address: string): Promise<{ drafts: unknown[]; closedAt: string | null }> {
  const id = new URL(address).pathname.split('/').at(-1)
  return await (await on.request.get(`${server.url}/api/conversations/${id}`)).json()
}

/** How far an element lies over another (px², 0: not at all). */
async function overlap(a: { x: number; y: number; width: number; height: number }, b: typeof a) {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, across) * Math.max(0, down)
}

describe('keys', () => {
  it('take what is typed right after / into the search, before it is even loaded', async () => {
    const address = await talkOf('Ewa Nowak')
    let arrive = () => {}
    let onItsWay = new Promise<void>(() => {})
    await page.route(/CommandPalette/, async (route) => {
      await onItsWay
      await route.continue()
    })
    for (const key of ['/', 'ControlOrMeta+k']) {
      onItsWay = new Promise((done) => {
        arrive = done
      })
      await page.goto(address)
      await page.getByRole('textbox', { name: 'Reply to Ewa Nowak' }).waitFor()
      await page.keyboard.press(key)
      await page.keyboard.type('emma')
      arrive()
      const box = page.getByRole('combobox', { name: 'Search and do' })
      await box.waitFor()
      await soon(async () => expect(await page.evaluate('document.activeElement?.value')).toBe('emma'))
      expect(await box.inputValue()).toBe('emma')
      expect((await apiOf(page, address)).closedAt).toBeNull()
    }
    await page.unroute(/CommandPalette/)
    await page.keyboard.press('Escape')
    await page.keyboard.press('r')
    await page.keyboard.type('Dear Ewa')
    expect(await page.getByRole('textbox', { name: 'Reply to Ewa Nowak' }).inputValue()).toBe('Dear Ewa')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('Delete')
  })

  it('lead from Today to a conversation, its answer, its close, and back', async () => {
    await page.goto(`${server.url}/today`)
    await page.getByRole('heading', { name: 'Good morning, Ana' }).waitFor()
    const line = page.locator('main [data-row]').filter({ hasText: 'Ewa Nowak' }).first()
    await line.waitFor()
    for (let n = 0; n < 20; n++) {
      await page.keyboard.press('j')
      if ((await page.locator('main [data-row]:focus').filter({ hasText: 'Ewa Nowak' }).count()) > 0) break
    }
    await page.keyboard.press('Enter')
    const composer = page.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
    await composer.waitFor()
    await page.keyboard.press('r')
    await page.keyboard.type('Milo meets you at the station at 9:05.')
    const done: string[] = []
    // Who is here is told beside it, and asked for by nobody.
    page.on('response', (r) => {
      const { pathname } = new URL(r.url())
      if (r.request().method() === 'POST' && !pathname.endsWith('/here')) done.push(pathname)
    })
    const closed = page.waitForResponse('**/close')
    const address = page.url()
    // One after the other as fast as fingers are: they arrive in that order.
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.keyboard.press('Escape')
    await page.keyboard.press('e')
    await page.getByText('Closed', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Open again' }).waitFor()
    await closed
    const acts = done.map((path) => path.split('/').at(-1)).filter((act) => act !== 'here' && act !== 'read')
    expect(acts).toEqual(['replies', 'close'])
    expect(await apiOf(page, address)).toMatchObject({ unanswered: false, drafts: [] })
    expect((await apiOf(page, address)).closedAt).not.toBeNull()
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.getByRole('heading', { name: 'Good morning, Ana' }).waitFor()
  })

  it('close an unanswered conversation, say so, and Z takes it back', async () => {
    await talkOf('Anna Achterberg')
    await page.keyboard.press('e')
    await page.getByText('Closed. Nobody has answered yet.').first().waitFor()
    await picture(page, 'keys-closed-unanswered')
    const undone = page.waitForResponse('**/undo-close')
    await page.keyboard.press('z')
    await page.getByRole('button', { name: 'Close', exact: true }).waitFor()
    await undone
    await page.getByText('Ana Novak opened it again.').waitFor()
  })

  it('hand over warmly, and the timeline names to whom [S4-15]', async () => {
    await talkOf('Anna Achterberg')
    await page.keyboard.press('Shift+A')
    const dialog = page.getByRole('dialog', { name: 'Hand over' })
    await dialog.waitFor()
    expect(await accessProblems(page)).toEqual([])
    await dialog.getByRole('combobox').first().click()
    await page.getByRole('option', { name: /Luis/ }).click()
    await dialog.getByRole('textbox').fill('She asks about the camper.')
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.getByText(/Ana Novak offered it to Luis/).waitFor()
    await picture(page, 'keys-handed-over')
  })

  it('begin a conversation with C: to whom, what about, the words, one press', async () => {
    await page.goto(`${server.url}/today`)
    await page.getByRole('heading', { name: 'Good morning, Ana' }).waitFor()
    await page.keyboard.press('c')
    await page.keyboard.type('Priya')
    const dialog = page.getByRole('dialog', { name: 'New conversation' })
    await dialog.getByRole('option', { name: /Priya/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await dialog.getByText('on their own page').waitFor()
    await dialog.getByRole('textbox', { name: 'What about?' }).fill('Your winter tyres')
    await dialog.getByRole('textbox', { name: 'Your words' }).fill('They are here, Priya.')
    await picture(page, 'keys-new-conversation')
    expect(await accessProblems(page)).toEqual([])
    await page.keyboard.press('ControlOrMeta+Shift+Enter')
    await page.getByRole('heading', { name: 'Your winter tyres' }).waitFor()
    await page.getByRole('button', { name: 'Open again' }).waitFor()
    await page.getByText('They are here, Priya.').first().waitFor()
  })
})

describe('words that would reach nobody', () => {
  it('are held, and a link to their own page makes them readable', async () => {
    const found = await page.request.get(`${server.url}/api/people?q=Kemal`)
    const kemal = (await found.json()).items[0].id
    const { items } = await (await page.request.get(`${server.url}/api/people/${kemal}/page-links`)).json()
    const headers = { origin: server.url }
    for (const link of items)
      await page.request.post(`${server.url}/api/page-links/${link.id}/revoke`, { headers })
    const name = (await (await page.request.get(`${server.url}/api/people/${kemal}`)).json()).name as string
    await talkOf(name)
    await page.getByText('would not read this').waitFor()
    await picture(page, 'keys-unreachable')
    expect(await accessProblems(page)).toEqual([])
    await page.getByRole('textbox', { name: `Reply to ${name}` }).fill('It is fixed.')
    await page.keyboard.press('ControlOrMeta+Enter')
    expect(await page.getByRole('textbox', { name: `Reply to ${name}` }).inputValue()).toBe('It is fixed.')
    await page.getByRole('button', { name: 'Make a link for Kemal' }).click()
    await page.getByText('on their own page').first().waitFor()
    await page.getByRole('textbox', { name: `Reply to ${name}` }).press('ControlOrMeta+Enter')
    await page.getByText('On their own page in a few seconds').waitFor()
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await page.getByText('Taken back.').first().waitFor()
    expect(await page.getByRole('textbox', { name: `Reply to ${name}` }).inputValue()).toBe('It is fixed.')
    const links = await (await page.request.get(`${server.url}/api/people/${kemal}/page-links`)).json()
    const url = links.items.find((link: { revokedAt: string | null }) => !link.revokedAt).url as string
    const theirs = await (await visitor(browser, { phone: true })).newPage()
    await theirs.goto(`${server.url}${new URL(url).pathname}`)
    await theirs.getByRole('heading', { name: /Hello Kemal/ }).waitFor()
    const sent = page.waitForResponse('**/replies')
    await page.getByRole('textbox', { name: `Reply to ${name}` }).press('ControlOrMeta+Enter')
    await sent
    expect(await theirs.getByText('It is fixed.').count()).toBe(0)
    await theirs.getByText('It is fixed.').first().waitFor({ timeout: UNTIL_TOLD })
    await theirs.context().close()
    const dark = await visitor(browser, { phone: true, dark: true })
    await dark.addCookies(await context.cookies())
    const on = await dark.newPage()
    await on.goto(`${server.url}/inbox/new?person=${kemal}`)
    await on.getByText('on their own page').waitFor()
    await picture(on, 'keys-new-conversation-phone')
    expect(await accessProblems(on)).toEqual([])
    await dark.close()
  })
})

describe('what opens over a page can be used by everyone', () => {
  it('search, keys, snooze, and a saying of trouble', async () => {
    await talkOf('Jonas')
    // While one thing closes and another opens, guards of both stand there for a moment.
    const usable = () => soon(async () => expect(await accessProblems(page)).toEqual([]))
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'Search and do' }).waitFor()
    await usable()
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keys' })
    await keys.getByText('Ask somebody to take over…', { exact: true }).waitFor()
    await usable()
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'detached' })
    await page.keyboard.press('h')
    const snooze = page.getByRole('dialog', { name: 'Snooze until' })
    await snooze.waitFor()
    await usable()
    await page.keyboard.press('Escape')
    await snooze.waitFor({ state: 'detached' })
    await page.route('**/snooze', (route) => route.fulfill({ status: 500 }))
    await page.keyboard.press('h')
    await page.getByRole('button', { name: /Tomorrow morning/ }).click()
    await page.getByText('That did not work.').first().waitFor()
    await usable()
    await page.unroute('**/snooze')
  })
})

describe('the head of a conversation', () => {
  it.each([1024, 1280, 1440])('keeps its title in words at %i', async (width) => {
    const narrow = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' })
    await narrow.addCookies(await context.cookies())
    const on = await narrow.newPage()
    await talkOf('Jonas', on)
    const title = (await on.getByRole('heading', { level: 1 }).boundingBox())!
    expect(title.width).toBeGreaterThan(240)
    expect(title.height).toBeLessThan(90)
    await picture(on, `keys-head-${width}`)
    await narrow.close()
  })
})

describe('a draft', () => {
  it('that was on its way when it was sent does not come back', async () => {
    const address = await talkOf('Jonas')
    let release = () => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    await page.route('**/draft', async (route) => {
      await held
      await route.continue()
    })
    await page.getByRole('textbox', { name: 'Reply to Jonas' }).fill('The part is here, Jonas.')
    await page.waitForRequest('**/draft')
    const sent = page.waitForResponse('**/replies')
    await page.keyboard.press('ControlOrMeta+Enter')
    release()
    await sent
    await page.unroute('**/draft')
    expect((await apiOf(page, address)).drafts).toEqual([])
    await page.getByText('On their own page in a few seconds').waitFor()
  })

  it('stays where it was written while there is no line, and Send stays free', async () => {
    for (const phone of [false, true]) {
      const away = await visitor(browser, { phone })
      await away.addCookies(await context.cookies())
      const on = await away.newPage()
      await talkOf('Ewa Nowak', on)
      const composer = on.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
      await composer.click()
      const send = on.getByRole('button', { name: 'Send', exact: true })
      await on.route('**/replies', (route) => route.fulfill({ status: 500 }))
      await composer.fill('See you at nine, Ewa.')
      await send.click()
      const trouble = on.getByRole('dialog').filter({ hasText: 'That did not work.' })
      await trouble.waitFor()
      await composer.click()
      await picture(on, `keys-trouble-${phone ? 'phone' : 'desktop'}`)
      expect(await overlap((await trouble.boundingBox())!, (await send.boundingBox())!)).toBe(0)
      expect(await composer.inputValue()).toBe('See you at nine, Ewa.')
      await on.unroute('**/replies')
      await away.setOffline(true)
      await on.getByText('sent when the line is back').waitFor()
      await send.click()
      await on.getByText('1 waits to be sent').waitFor()
      const sent = on.waitForResponse('**/replies')
      await away.setOffline(false)
      expect((await sent).status()).toBe(200)
      await away.close()
    }
  })

  it('outlives the server', async () => {
    const address = await talkOf('Anna Achterberg')
    const saved = page.waitForResponse('**/draft')
    await page.getByRole('textbox', { name: 'Reply to Anna Achterberg' }).fill('Dear Anna, the heater')
    await saved
    const { pathname } = new URL(address)
    await server.stop()
    server = await startAgain()
    const other = await visitor(browser)
    await other.addCookies(await context.cookies())
    const on = await other.newPage()
    await on.goto(`${server.url}${pathname}`)
    const composer = on.getByRole('textbox', { name: 'Reply to Anna Achterberg' })
    await composer.waitFor()
    expect(await composer.inputValue()).toBe('Dear Anna, the heater')
    await other.close()
  })
})
