import type { Page } from 'playwright-core'
import { picture } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'
import { soon } from './support/soon.ts'

let house: House
let page: Page

beforeAll(async () => {
  house = await openHouse()
  page = await house.visit()
  await makeOwnHouse(page, house.server)
})
afterAll(() => house?.close())

it('a sleep can be typed at once where its times are offered: the first letter begins one’s own words', async () => {
  await api(page, 'post', '/calls', { direction: 'in', summary: 'The brakes squeal' })
  const { items } = await api<{ items: { id: string }[] }>(page, 'get', '/conversations?view=all')
  await page.goto(`/conversations/${items[0]!.id}`)
  await page.getByRole('heading', { level: 1, name: 'The brakes squeal' }).waitFor()
  await page.keyboard.press('h')
  const times = page.getByRole('group', { name: 'Snooze until' })
  await times.getByRole('button').first().waitFor()
  await page.keyboard.type('in two days 15:00')
  await times.getByRole('textbox', { name: 'Or in your words' }).waitFor()
  expect(await times.getByRole('textbox').inputValue()).toBe('in two days 15:00')
  await picture(page, 'snooze-typed')
  await page.keyboard.press('Enter')
  await times.waitFor({ state: 'detached' })
  const asleep = () => api<{ items: { id: string }[] }>(page, 'get', '/conversations?view=snoozed')
  await soon(async () => expect((await asleep()).items.map((talk) => talk.id)).toEqual([items[0]!.id]))
})
