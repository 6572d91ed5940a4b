import type { BrowserContext, Page } from 'playwright-core'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, openHouse, sitAtDesk } from './support/house.ts'
import { soon } from './support/soon.ts'

let house: House
let context: BrowserContext
let page: Page

beforeAll(async () => {
  house = await openHouse('demo')
  page = await house.visit()
  context = page.context()
  await sitAtDesk(page, house.server)
})
afterAll(() => house?.close())

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
      await page.goto(`/${path}`)
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
    await page.goto(`/today`)
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
    await picture(page, 'keys-palette-elsewhere')
    expect(await accessProblems(page)).toEqual([])
    await box.fill('inbox mine')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/inbox/mine')
  })

  it('can be changed by pressing another, name what has the same one, and are given back', async () => {
    await page.goto(`/settings/keys`)
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
    await picture(page, 'keys-changed')
    expect(await accessProblems(page)).toEqual([])
    // Another window of the same person follows at once.
    const there = await context.newPage()
    await there.goto(`/settings/keys`)
    await line('Merge into another', there).getByText('Also: Close, or open again').waitFor()
    await change('Merge into another', 'y')
    await line('Merge into another', there).getByText('Y', { exact: true }).first().waitFor()
    await there.close()
    const call = { direction: 'in', summary: 'Key matter' }
    const talk = await api<{ id: string }>(page, 'post', '/calls', call)
    await page.goto(`/conversations/${talk.id}`)
    await page.getByRole('heading', { level: 1, name: 'Key matter' }).waitFor()
    await page.keyboard.press('y')
    await page.getByRole('dialog', { name: 'Merge with another conversation' }).waitFor()
    await page.keyboard.press('Escape')
    await page.goto(`/settings/keys`)
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
    await page.goto(`/settings/keys`)
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
    await there.goto(`/settings/keys`)
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
    await page.goto(`/settings/keys`)
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
