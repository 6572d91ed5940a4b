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

const field = () => page.getByRole('searchbox', { name: 'Search people and conversations' })
const found = () => page.getByRole('list', { name: 'Conversations' })

describe('whoever looks for something', () => {
  it('finds a person by a plate, whole or its end, with the keyboard alone', async () => {
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'Search and do' }).waitFor()
    await page.keyboard.type('bmo218')
    const option = page.getByRole('option', { name: /Marta Okafor/ })
    await option.waitFor()
    expect(await option.textContent()).toContain('B-MO 218')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Marta Okafor' }).waitFor()
  })

  it('finds a conversation by a word of a note, sees why, opens it, and comes back to the same place', async () => {
    const ids = await page.evaluate(writeMany, 40)
    expect(ids.length).toBe(40)
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'Search and do' }).waitFor()
    await page.keyboard.type('hippopotam')
    const all = page.getByRole('option', { name: /Everything found/ })
    await all.waitFor()
    await all.click()
    await found().waitFor()
    expect(await field().inputValue()).toBe('hippopotam')
    expect(await found().locator('mark').first().textContent()).toBe('Hippopotamus')
    await page.getByRole('button', { name: 'Show more' }).click()
    await soon(async () => expect(await found().getByRole('listitem').count()).toBe(40))
    const last = found().getByRole('link').last()
    await last.scrollIntoViewIfNeeded()
    await picture(page, 'search-found')
    const scrolled = () =>
      page.locator('#main').evaluate((main) => (main as unknown as { scrollTop: number }).scrollTop)
    const before = await scrolled()
    expect(before).toBeGreaterThan(300)
    await last.click()
    await page.getByText('Hippopotamus number 0').first().waitFor()
    await page.goBack()
    await soon(async () => expect(await found().getByRole('listitem').count()).toBe(40))
    await soon(async () => expect(Math.abs((await scrolled()) - before)).toBeLessThan(5))
    expect(await field().inputValue()).toBe('hippopotam')
  })

  it('narrows by a filter, sees it in words, and is offered to clear it where nothing is left', async () => {
    await page.getByRole('button', { name: 'How it came' }).click()
    await page.getByRole('menuitem', { name: 'Web form' }).click()
    await page.getByText('Nothing found for “hippopotam”').waitFor()
    expect(await field().inputValue()).toBe('hippopotam channel:form')
    expect(await accessProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Search without filters' }).click()
    await found().waitFor()
    expect(await field().inputValue()).toBe('hippopotam')
    expect(await accessProblems(page)).toEqual([])
  })

  it('walks from the field into what was found by the arrows, and opens it', async () => {
    await field().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('Hippopotamus number 38').first().waitFor()
    await page.goBack()
    await found().waitFor()
  })

  it('is offered names nearly so called, and what was looked for lately', async () => {
    await field().fill('Marta Okafro')
    await page.getByText('Nobody is called “Marta Okafro”').waitFor()
    await page
      .getByRole('list', { name: 'People' })
      .getByRole('link', { name: /Marta Okafor/ })
      .waitFor()
    await field().fill('')
    await page.getByRole('button', { name: 'hippopotam' }).waitFor()
    expect(await accessProblems(page)).toEqual([])
  })

  it('sees that it is still searched while the answer to a new question is on its way [S4-4]', async () => {
    const people = page.getByRole('list', { name: 'People' })
    const results = page.locator('main [aria-busy=true]')
    await field().fill('Marta Okafor')
    await people.getByRole('link', { name: /Marta Okafor/ }).waitFor()
    let letGo = () => {}
    const held = new Promise<void>((done) => {
      letGo = done
    })
    await page.route(/\/api\/search\?.*Jonas/, async (route) => {
      await held
      await route.continue()
    })
    const asked = page.waitForRequest(/\/api\/search\?.*Jonas/)
    await field().fill('Jonas Lind')
    await asked
    // What answers the old question is seen to be old, and neither a press nor a key opens it.
    await results.getByText('Marta Okafor').first().waitFor()
    expect(await results.getAttribute('inert')).not.toBeNull()
    await field().press('Enter')
    expect(await field().evaluate((one) => one.matches(':focus'))).toBe(true)
    expect(await page.getByRole('status').filter({ hasText: 'Searching …' }).count()).toBe(1)
    await picture(page, 'search-on-its-way')
    letGo()
    await people.getByRole('link', { name: /Jonas Lind/ }).waitFor()
    expect(await people.getByRole('link', { name: /Marta Okafor/ }).count()).toBe(0)
    expect(await results.count()).toBe(0)
    await page.unroute(/\/api\/search\?.*Jonas/)
  })

  it('puts a tag on a conversation with L, made on the fly, and finds by it', async () => {
    await field().fill('hippopotamus')
    await found().getByRole('link').first().click()
    await page.getByText('Hippopotamus number 39').first().waitFor()
    await page.keyboard.press('l')
    const name = page.getByRole('textbox', { name: 'Find or make a tag' })
    await name.waitFor()
    await name.fill('Rare animals')
    await page.getByRole('button', { name: 'Make “Rare animals”' }).waitFor()
    await page.keyboard.press('Enter')
    const tags = page.getByRole('list', { name: 'Tags on this conversation' })
    await tags.getByRole('link', { name: 'Rare animals' }).waitFor()
    expect(await accessProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await tags.getByRole('link', { name: 'Rare animals' }).click()
    await soon(async () => expect(await found().getByRole('listitem').count()).toBe(1))
    expect(await field().inputValue()).toBe('tag:"Rare animals"')
    await page.getByRole('button', { name: 'Tag: Rare animals', exact: true }).waitFor()
  })

  it('tidies tags in the settings', async () => {
    const kept = await visitor(browser)
    await kept.addCookies(await context.cookies())
    const desk = await kept.newPage()
    await desk.goto(`${server.url}/settings/tags`)
    await desk.getByRole('button', { name: 'Change Rare animals' }).click()
    await desk.getByRole('textbox', { name: 'Name' }).fill('Animals')
    expect(await accessProblems(desk)).toEqual([])
    await desk.getByRole('button', { name: 'Save' }).click()
    await desk.getByRole('button', { name: 'Change Animals' }).waitFor()
    expect(await accessProblems(desk)).toEqual([])
    await kept.close()
  })

  it('has its filters in a sheet on a phone', async () => {
    const phone = await visitor(browser, { phone: true })
    await phone.addCookies(await context.cookies())
    const hand = await phone.newPage()
    await hand.goto(`${server.url}/search?q=hippopotam+owner:me`)
    await hand.getByRole('button', { name: 'Filters (1)' }).click()
    await hand.getByRole('button', { name: 'Take off: Whose: Mine' }).click()
    await soon(() => expect(hand.url()).toMatch(/q=hippopotam$/))
    await soon(async () => expect(await hand.locator('main [aria-busy=true]').count()).toBe(0))
    expect(await accessProblems(hand)).toEqual([])
    await phone.close()
  })

  it('goes on from somebody found to what was said with them, and takes digits of an address for words', async () => {
    await page.goto(`${server.url}/search?q=5551`)
    await soon(async () => expect(await field().inputValue()).toBe('5551'))
    await field().fill('Marta Okafor')
    const them = page.getByRole('button', { name: 'Conversations with Marta Okafor' })
    await them.click()
    await soon(async () => expect(await field().inputValue()).toBe('from:"Marta Okafor"'))
    await found().getByRole('link').first().waitFor()
    expect(await accessProblems(page)).toEqual([])
  })
})

/** In the browser: conversations by telephone, each with a note, one after the other; gives their ids. */
async function writeMany(count: number): Promise<string[]> {
  const post = async (path: string, body: object) =>
    (await (
      await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json()) as { id: string }
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const { id } = await post('/api/calls', { direction: 'in', summary: `They called, number ${n}.` })
    await post(`/api/conversations/${id}/notes`, { text: `Hippopotamus number ${n} was seen.` })
    ids.push(id)
  }
  return ids
}
