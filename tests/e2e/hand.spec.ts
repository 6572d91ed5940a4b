import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessProblems, picture, visitor } from './support/browser.ts'
import { type House, openHouse, sitAtDesk } from './support/house.ts'
import type { Server } from './support/server.ts'
import { soon } from './support/soon.ts'

let house: House
let server: Server
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  house = await openHouse('demo')
  ;({ server, browser } = house)
  page = await house.visit()
  context = page.context()
  await sitAtDesk(page, server)
})
afterAll(() => house?.close())

/** Calls somebody logged: conversations of the one who logs them; gives their ids. */
async function calls(count: number, about: string): Promise<string[]> {
  const ids: string[] = []
  for (let n = 1; n <= count; n++) {
    const reply = await page.request.post(`${server.url}/api/calls`, {
      headers: { origin: server.url },
      data: { direction: 'in', summary: `${about} ${n}` },
    })
    ids.push(((await reply.json()) as { id: string }).id)
  }
  return ids
}

async function openTalk(about: string, on = page, view = 'mine'): Promise<void> {
  await on.goto(`${server.url}/inbox/${view}`)
  await on.locator('[data-row]').first().waitFor()
  await on.getByRole('listitem').filter({ hasText: about }).getByRole('link').first().click()
  await on.getByRole('heading', { level: 1, name: about }).waitFor()
}

const row = (about: string, on = page) => on.locator('main li').filter({ hasText: about }).first()
const title = (about: string, on = page) => on.getByRole('heading', { level: 1, name: about })

describe('an act', () => {
  it('stands on the screen before the server has answered, goes back where it says no, and says so', async () => {
    await calls(3, 'Brake matter')
    await openTalk('Brake matter 2')
    let answer = () => {}
    const asked = new Promise<void>((done) => {
      answer = done
    })
    await page.route('**/close', async (route) => {
      await asked
      await route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'changed_meanwhile', title: '', status: 409 }),
      })
    })
    await page.keyboard.press('e')
    await page.getByRole('button', { name: 'Open again' }).waitFor()
    await row('Brake matter 2').getByText('closed', { exact: false }).first().waitFor()
    answer()
    await page.getByText('What you did was not done; what they changed stands there now.').first().waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).waitFor()
    await page.unroute('**/close')
  })

  it('done in one browser stands in another', async () => {
    const other = await visitor(browser)
    await other.addCookies(await context.cookies())
    const there = await other.newPage()
    await openTalk('Brake matter 1', there)
    await openTalk('Brake matter 1')
    await page.keyboard.press('e')
    await there.getByRole('button', { name: 'Open again' }).waitFor()
    await page.keyboard.press('z')
    await there.getByRole('button', { name: 'Close', exact: true }).waitFor()
    await page.keyboard.press('a')
    await page.getByRole('menuitem', { name: /Luis/ }).click()
    await there.getByRole('button', { name: /Luis/ }).first().waitFor()
    await page.keyboard.press('z')
    await there.getByRole('button', { name: 'You have it' }).waitFor()
    await other.close()
  })

  it('goes on to a conversation that is there already: nothing of it is asked for then', async () => {
    const [next] = await calls(2, 'Belt matter')
    // The list reads the first two before anything is opened.
    const read = page.waitForResponse((reply) => reply.url().includes(`/conversations/${next}/messages`))
    await page.goto(`${server.url}/inbox/mine`)
    await row('Belt matter 2').getByRole('link').first().click()
    await title('Belt matter 2').waitFor()
    await (await read).finished()
    await context.setOffline(true)
    await page.keyboard.press('Shift+E')
    await title('Belt matter 1').waitFor()
    await page.locator('[data-thread]').getByText('Belt matter 1').first().waitFor()
    await context.setOffline(false)
    await page.getByText('There is no line to the server.').waitFor({ state: 'detached' })
    await page.getByText('waits to be sent').waitFor({ state: 'detached' })
  })

  it('closes and goes on to the next with Shift+E, and sends and goes on with its own key', async () => {
    await openTalk('Brake matter 3')
    await page.keyboard.press('Shift+E')
    await title('Brake matter 2').waitFor()
    await page.getByText('Closed', { exact: false }).first().waitFor()
    await page.keyboard.press('n')
    await page.keyboard.type('They call again tomorrow.')
    await page.keyboard.press('ControlOrMeta+Alt+Enter')
    await title('Brake matter 1').waitFor()
    await openTalk('Brake matter 2')
    await page.getByText('They call again tomorrow.').first().waitFor()
  })
})

describe('many at once', () => {
  it('are chosen from the first line where none is open, and said of in one place what became of them', async () => {
    await calls(3, 'Lamp matter')
    const { items } = await (await page.request.get(`${server.url}/api/conversations?view=mine`)).json()
    const held = items.find((c: { subject: string }) => c.subject === 'Lamp matter 2')
    await page.request.post(`${server.url}/api/conversations/${held.id}/needs`, {
      headers: { origin: server.url },
      data: { words: 'A new lamp' },
    })
    await page.goto(`${server.url}/inbox/mine`)
    await row('Lamp matter 3').waitFor()
    await page.keyboard.press('x')
    const bar = page.getByRole('region', { name: 'Chosen conversations' })
    await bar.getByText('One chosen').waitFor()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await bar.getByText('3 chosen').waitFor()
    await page.keyboard.press('e')
    await page.getByText('2 closed. One stayed as it was.').waitFor()
    expect(await page.getByText(/\d closed/).count()).toBe(1)
    await page.keyboard.press('z')
    await page.getByText('2 taken back.').first().waitFor()
    for (const n of [1, 2, 3])
      await row(`Lamp matter ${n}`).getByText('Closed').waitFor({ state: 'detached' })
  })

  it('are meant by a key pressed before what does it is fetched, and never the one that stands open', async () => {
    await calls(3, 'Mirror matter')
    const alone = await visitor(browser, { worker: false })
    await alone.addCookies(await context.cookies())
    const fresh = await alone.newPage()
    let arrive = () => {}
    const onItsWay = new Promise<void>((done) => {
      arrive = done
    })
    await fresh.route(/ChosenBar/, async (route) => {
      await onItsWay
      await route.continue()
    })
    await openTalk('Mirror matter 3', fresh)
    await row('Mirror matter 2', fresh).getByRole('link').first().focus()
    await fresh.keyboard.press('x')
    await row('Mirror matter 2', fresh).getByRole('checkbox', { checked: true }).waitFor()
    await fresh.keyboard.press('e')
    await fresh.keyboard.press('e')
    arrive()
    await fresh.getByText('One closed').waitFor()
    const { items } = await (await page.request.get(`${server.url}/api/conversations?view=closed`)).json()
    const subjects = items.map((c: { subject: string }) => c.subject)
    expect(subjects).toContain('Mirror matter 2')
    expect(subjects).not.toContain('Mirror matter 3')
    await alone.close()
  })

  it('are chosen by X, Shift and the arrows, closed by one key, and opened again by one undo', async () => {
    await calls(4, 'Gear matter')
    await page.goto(`${server.url}/inbox/mine`)
    await row('Gear matter 4').getByRole('link').focus()
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    const bar = page.getByRole('region', { name: 'Chosen conversations' })
    await bar.getByText('3 chosen').waitFor()
    await picture(page, 'hand-chosen')
    expect(await accessProblems(page)).toEqual([])
    await page.keyboard.press('e')
    await page.getByText('3 closed.').first().waitFor()
    for (const n of [4, 3, 2]) await row(`Gear matter ${n}`).getByText('Closed').waitFor()
    const undone = page.waitForResponse('**/undo')
    await page.keyboard.press('z')
    expect(await (await undone).json()).toMatchObject({ state: 'undone', done: 3, stayed: 0 })
    for (const n of [4, 3, 2])
      await row(`Gear matter ${n}`).getByText('Closed').waitFor({ state: 'detached' })
  })

  it('get a tag that is made in the same act', async () => {
    await page.goto(`${server.url}/inbox/mine`)
    await row('Gear matter 4').getByRole('link').focus()
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByRole('region', { name: 'Chosen conversations' }).getByText('2 chosen').waitFor()
    await page.keyboard.press('l')
    await page.getByRole('textbox', { name: 'Find or make a tag' }).fill('urgent')
    await page.keyboard.press('Enter')
    const tagged = async () => {
      const reply = await page.request.get(`${server.url}/api/conversations?view=mine`)
      const { items } = (await reply.json()) as { items: { subject: string; tags: { name: string }[] }[] }
      return items.filter((c) => c.tags.some((tag) => tag.name === 'urgent')).map((c) => c.subject)
    }
    await soon(async () => expect((await tagged()).toSorted()).toEqual(['Gear matter 3', 'Gear matter 4']))
  })

  it('are all of a view, with progress that can be left and found again, and what stayed says why', async () => {
    await calls(60, 'Tyre matter')
    const { items } = await (await page.request.get(`${server.url}/api/conversations?view=mine`)).json()
    const held = items.find((c: { subject: string }) => c.subject === 'Tyre matter 60')
    await page.request.post(`${server.url}/api/conversations/${held.id}/needs`, {
      headers: { origin: server.url },
      data: { words: 'Winter tyres' },
    })
    await page.goto(`${server.url}/inbox/mine`)
    await page.getByRole('button', { name: 'Choose several' }).click()
    const bar = page.getByRole('region', { name: 'Chosen conversations' })
    await bar.getByRole('button', { name: /^All \d+ of this view$/ }).click()
    await bar
      .getByText(/^All \d+ of this view$/)
      .first()
      .waitFor()
    await picture(page, 'hand-whole-view')
    await bar.getByRole('button', { name: 'Close' }).click()
    await page.goto(`${server.url}/today`)
    await page.getByRole('heading', { name: 'Good morning, Ana' }).waitFor()
    await page.goto(`${server.url}/inbox/waiting`)
    const stayed = page.getByText(/stayed as (it was|they were)/).first()
    await stayed.waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Which, and why' }).first().click()
    await page
      .getByRole('link', { name: /Tyre matter 60/ })
      .first()
      .waitFor()
    await picture(page, 'hand-stayed')
    expect(await accessProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Undo all of it' }).first().click()
    await page
      .getByText(/\d+ taken back\./)
      .first()
      .waitFor({ timeout: 60_000 })
    await page.goto(`${server.url}/inbox/mine`)
    await row('Tyre matter 59').waitFor()
  })

  it('show their bar on a phone and in the dark', async () => {
    for (const look of [{ phone: true }, { dark: true }, { phone: true, dark: true }]) {
      const seen = await visitor(browser, look)
      await seen.addCookies(await context.cookies())
      const on = await seen.newPage()
      await on.goto(`${server.url}/inbox/mine`)
      await on.getByRole('button', { name: 'Choose several' }).click()
      await on.getByRole('checkbox').first().check()
      await on.getByRole('region', { name: 'Chosen conversations' }).getByText('One chosen').waitFor()
      await picture(on, `hand-chosen${look.phone ? '-phone' : ''}${look.dark ? '-dark' : ''}`)
      expect(await accessProblems(on)).toEqual([])
      await seen.close()
    }
  })
})
