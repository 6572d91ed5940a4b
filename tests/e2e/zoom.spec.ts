import type { Page } from 'playwright-core'
import { accessProblems, LARGE, picture } from './support/browser.ts'
import { api, type House, openHouse, sitAtDesk } from './support/house.ts'
import { soon } from './support/soon.ts'

/** A window of 1440 × 900 enlarged to 200 % (WCAG 1.4.4). */
const TWICE = { width: 720, height: 450 }

let house: House
let page: Page

beforeAll(async () => {
  house = await openHouse('demo')
  page = await house.visit()
  await sitAtDesk(page, house.server)
})
afterAll(() => house?.close())

describe('whoever enlarges a conversation to 200 %', () => {
  const words = () => page.getByRole('textbox', { name: /^Reply to / })

  it('has the whole width for it, sees what they write, and comes back to the list by a press [S4-9]', async () => {
    await page.setViewportSize(TWICE)
    await page.goto('/inbox/all')
    const list = page.getByRole('list', { name: 'All conversations' })
    await list.getByRole('link', { name: 'Marta Okafor' }).first().click()
    await words().waitFor()
    await list.waitFor({ state: 'hidden' })
    await picture(page, 'zoom-conversation')
    const main = (await page.getByRole('main').boundingBox())!
    const composer = (await words().boundingBox())!
    await words().focus()
    await soon(async () => {
      const box = (await words().boundingBox())!
      expect(box.y).toBeGreaterThanOrEqual(0)
      expect(box.y + box.height).toBeLessThanOrEqual(TWICE.height)
    })
    expect(composer.width).toBeGreaterThan(main.width * 0.8)
    expect(await accessProblems(page)).toEqual([])
    await page.getByRole('link', { name: 'Back to the list', exact: true }).click()
    await list.waitFor()
  })
})

it('whoever has no mouse reads on by the arrows where nothing can be pressed, as among notes', async () => {
  const call = { name: 'Rosa Lind', direction: 'in', summary: 'The brakes squeal' }
  const { id } = await api<{ id: string }>(page, 'post', '/calls', call)
  const text = 'She asks about the brakes.\n'.repeat(40)
  await api(page, 'post', `/conversations/${id}/notes`, { text })
  await page.setViewportSize(LARGE)
  // While what was said is on its way as well.
  let answer = () => {}
  const held = new Promise<void>((done) => {
    answer = done
  })
  await page.route('**/api/**/messages*', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/conversations/${id}?view=all`)
  const thread = page.getByRole('region', { name: 'What was said' })
  await thread.waitFor()
  expect(await accessProblems(page)).toEqual([])
  answer()
  await thread.getByText('She asks about').first().waitFor()
  await page.unrouteAll()
  expect(await accessProblems(page)).toEqual([])
  await thread.focus()
  const top = () => thread.evaluate((element) => element.scrollTop)
  await soon(async () => expect(await top()).toBeGreaterThan(0))
  const end = await top()
  await page.keyboard.press('PageUp')
  await soon(async () => expect(await top()).toBeLessThan(end))
})
