import type { Page } from 'playwright-core'
import { DESKTOP, LARGE, PHONE, picture } from './support/browser.ts'
import { walkThrough } from './support/covered.ts'
import { api, type House, openHouse, sitAtDesk } from './support/house.ts'
import { soon } from './support/soon.ts'

let house: House
let talk: string

beforeAll(async () => {
  house = await openHouse('demo')
  const page = await house.visit()
  await sitAtDesk(page, house.server)
  type Talks = { items: { id: string; subject: string | null }[] }
  const { items } = await api<Talks>(page, 'get', '/conversations?view=all')
  talk = items.find((one) => one.subject === 'Is the part there?')!.id
  await page.context().close()
})
afterAll(() => house?.close())

const chooseTwo = (named: string) => async (page: Page) => {
  await page.getByRole('button', { name: named, exact: true }).filter({ visible: true }).first().click()
  const boxes = page.getByRole('main').getByRole('checkbox').filter({ visible: true })
  await boxes.first().check()
  await boxes.nth(1).check()
}

const SCREENS: readonly {
  name: string
  path: () => string
  /** what brings up the bars of the screen, and what then stands there */
  bars?: (page: Page) => Promise<void>
  shows: string
}[] = [
  { name: 'Today', path: () => '/today', shows: 'main h1' },
  {
    name: 'the inbox with two chosen',
    path: () => '/inbox/all',
    bars: chooseTwo('Choose several'),
    shows: '[aria-label="Chosen conversations"]',
  },
  { name: 'a conversation', path: () => `/conversations/${talk}`, shows: '[role=textbox], textarea' },
  {
    name: 'the promises with two chosen',
    path: () => '/promises?of=all',
    bars: chooseTwo('Choose several'),
    shows: '[aria-label="Promises that are chosen"]',
  },
  { name: 'the counter', path: () => '/counter', shows: 'main h1' },
  { name: 'the settings', path: () => '/settings/notices', shows: 'main h2' },
  { name: 'the members', path: () => '/settings/members', shows: 'main h2' },
]

describe.each([
  ['on a desktop', DESKTOP],
  ['on a phone', PHONE],
  ['in a window enlarged four times', LARGE],
] as const)('whoever walks by keys %s', (how, size) => {
  it.each(SCREENS)(
    'sees what has the focus, and no bar hides it: $name [S4-9]',
    async ({ name, path, bars, shows }) => {
      const page = await house.visit({ phone: size === PHONE })
      await sitAtDesk(page, house.server)
      await page.setViewportSize(size)
      await page.goto(path())
      await page.locator('main h1, main h2').filter({ visible: true }).first().waitFor()
      await soon(async () => expect(await page.locator('[aria-busy=true], [data-skeleton]').count()).toBe(0))
      await bars?.(page)
      await page.locator(shows).filter({ visible: true }).first().waitFor()
      const { covered, stops } = await walkThrough(page)
      await picture(page, `focus-${name.replaceAll(' ', '-')}-${how.split(' ').at(-1)}`)
      expect(covered).toEqual([])
      expect(stops).toBeGreaterThan(10)
      await page.context().close()
    },
  )
})
