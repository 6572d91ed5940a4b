import type { Page } from 'playwright-core'
import { accessProblems, picture } from './support/browser.ts'
import { type House, openHouse, sitAtDesk } from './support/house.ts'
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
