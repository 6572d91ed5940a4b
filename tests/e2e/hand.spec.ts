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

/** Calls somebody logged: conversations of the one who logs them. */
async function calls(count: number, about: string): Promise<void> {
  for (let n = 1; n <= count; n++)
    await page.request.post(`${server.url}/api/calls`, {
      headers: { origin: server.url },
      data: { direction: 'in', summary: `${about} ${n}` },
    })
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
    await calls(2, 'Belt matter')
    await page.goto(`${server.url}/inbox/mine`)
    await row('Belt matter 2').waitFor()
    const href = (await row('Belt matter 1').getByRole('link').first().getAttribute('href'))!
    const next = new URL(href, server.url).pathname.split('/').at(-1)
    const read = page.waitForResponse((reply) => reply.url().includes(`/conversations/${next}/messages`))
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

/** What stands in the list of keys (or in the palette), with its keys, as `words · key`. */
async function listed(where: 'keys' | 'palette'): Promise<string[]> {
  const at =
    where === 'keys'
      ? page.getByRole('dialog', { name: 'Keys' }).getByRole('listitem')
      : page.getByRole('option', { disabled: false }).filter({ has: page.locator('kbd') })
  await at.first().waitFor()
  return (await at.all()).length === 0
    ? []
    : await Promise.all(
        (await at.all()).map(async (line) => {
          const caps = await line.locator('kbd').allTextContents()
          const words = (await line.locator('span').allTextContents()).find((w) => w.trim() !== '') ?? ''
          return `${words.trim()} · ${caps.join(' ')}`
        }),
      )
}

/** The page hears keys once all of it stands. */
async function openKeys(): Promise<void> {
  await vi.waitFor(
    async () => {
      // A search has the focus where one may type.
      await page.evaluate('document.activeElement?.blur()')
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keys' }).waitFor({ timeout: 1_000 })
    },
    { timeout: 15_000 },
  )
}

describe('keys', () => {
  it.each(['today', 'inbox/mine', 'counter', 'promises', 'people', 'search', 'reports', 'settings/keys'])(
    'of /%s stand in the palette as in the list of keys',
    async (path) => {
      await page.goto(`${server.url}/${path}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      const opensIt = /^(Search and do|Search everything|Search).* · /
      // What a screen can do comes with what it shows.
      await soon(async () => {
        await openKeys()
        const keys = await listed('keys')
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'detached' })
        await page.keyboard.press('ControlOrMeta+k')
        await page.getByRole('combobox', { name: 'Search and do' }).waitFor()
        const palette = await listed('palette')
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'detached' })
        expect(palette.toSorted()).toEqual(keys.filter((key) => !opensIt.test(key)).toSorted())
        expect(keys.length).toBeGreaterThan(10)
      })
    },
  )

  it('of other places stand in the palette too, with where they are heard, and do nothing here', async () => {
    await page.goto(`${server.url}/today`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await soon(async () => {
      await page.keyboard.press('ControlOrMeta+k')
      await page.getByRole('combobox', { name: 'Search and do' }).waitFor({ timeout: 1_000 })
    })
    const box = page.getByRole('combobox', { name: 'Search and do' })
    await box.fill('merge into')
    const merge = page.getByRole('option', { name: /^Merge into another/ })
    await merge.getByText('In an open conversation').waitFor()
    expect(await merge.getAttribute('aria-disabled')).toBe('true')
    await page.keyboard.press('Enter')
    await box.waitFor()
    await picture(page, 'hand-palette-elsewhere')
    expect(await accessProblems(page)).toEqual([])
    await box.fill('inbox mine')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/inbox/mine')
  })

  it('can be changed by pressing another, name what has the same one, and are given back', async () => {
    await page.goto(`${server.url}/settings/keys`)
    const line = (words: string, on = page) =>
      on.locator('main li').filter({ has: on.getByRole('button', { name: `Change the key for ${words}:` }) })
    const change = async (words: string, key: string) => {
      await line(words)
        .getByRole('button', { name: /^Change the key/ })
        .click()
      await line(words).getByText('Press a key').waitFor()
      await page.keyboard.press(key)
    }
    await change('Merge into another', 'e')
    await line('Merge into another').getByText('Also: Close, or open again').waitFor()
    await picture(page, 'hand-keys')
    expect(await accessProblems(page)).toEqual([])
    // Another window of the same person follows at once.
    const there = await context.newPage()
    await there.goto(`${server.url}/settings/keys`)
    await line('Merge into another', there).getByText('Also: Close, or open again').waitFor()
    await change('Merge into another', 'y')
    await line('Merge into another', there).getByText('Y', { exact: true }).first().waitFor()
    await there.close()
    await calls(1, 'Key matter')
    await openTalk('Key matter 1')
    await page.keyboard.press('y')
    await page.getByRole('dialog', { name: 'Merge with another conversation' }).waitFor()
    await page.keyboard.press('Escape')
    await page.goto(`${server.url}/settings/keys`)
    await line('Merge into another')
      .getByRole('button', { name: /^Give back the key/ })
      .click()
    await line('Merge into another').getByText('M', { exact: true }).first().waitFor()
  })

  it('stay changed though the page is left before the server heard of it, also in a window that asked it before', async () => {
    const line = (on = page) =>
      on.locator('main li').filter({ has: on.getByRole('button', { name: /^Change the key for Snooze:/ }) })
    const kept = '**/api/me/preferences'
    await page.route(kept, (route) => route.abort())
    await page.goto(`${server.url}/settings/keys`)
    await line()
      .first()
      .getByRole('button', { name: /^Change the key/ })
      .click()
    await page.keyboard.press('q')
    const giveBack = (on = page) => line(on).getByRole('button', { name: /^Give back the key/ })
    await giveBack().waitFor()
    await page.reload()
    await giveBack().waitFor()
    const there = await context.newPage()
    await there.route(kept, (route) => route.abort())
    await there.goto(`${server.url}/settings/keys`)
    await giveBack(there).waitFor()
    await there.close()
    await giveBack().waitFor()
    await page.unroute(kept)
    // What did not arrive is told by the next page.
    const told = page.waitForResponse((reply) => reply.url().endsWith('/me/preferences') && reply.ok())
    await page.reload()
    expect(await (await told).json()).toMatchObject({ keys: { 'chosen.snooze': 'q' } })
    await giveBack().click()
    await giveBack().waitFor({ state: 'detached' })
  })

  it('of one letter can be switched off, and ⌘ or Ctrl with a key goes on working', async () => {
    await page.goto(`${server.url}/settings/keys`)
    await page.getByRole('switch', { name: 'Keys of one letter' }).click()
    await page.keyboard.press('?')
    await page.keyboard.press('c')
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('combobox', { name: 'Search and do' }).waitFor()
    expect(await page.getByRole('dialog', { name: 'New conversation' }).count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.getByRole('switch', { name: 'Keys of one letter' }).click()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
  })
})
