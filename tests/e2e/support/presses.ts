import type { Page } from 'playwright-core'
import { PASSWORD } from './password.ts'

const button = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .filter({ visible: true })
    .first()
const item = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name }).first()
// Sayings at the foot of the screen come and go by themselves, and are dialogs too.
const DIALOG = '[role=dialog]:not([aria-live] *)'
const OPEN = `${DIALOG}, [role=menu]`
const UNFOLDED = 'button[aria-expanded=true]'
const STOOD = 'data-stood-before'
/** Marks what is open, so that what opens next is known from it: how many there are says nothing while one of them still closes. */
async function markOpen(page: Page, among: string): Promise<() => Promise<void>> {
  await page.evaluate(
    `for (const one of document.querySelectorAll('${among}, ${UNFOLDED}')) one.setAttribute('${STOOD}', '')`,
  )
  const fresh = among
    .split(', ')
    .map((one) => `${one}:not([${STOOD}])`)
    .join(', ')
  return async () => await page.locator(fresh).filter({ visible: true }).first().waitFor()
}
/** Notes where whatever is pressed next stands at that moment. */
const NOTE_PRESSED = `addEventListener('pointerdown', (press) => {
  const { x, y } = press.target.closest('button, a').getBoundingClientRect()
  window.pressedAt = { x, y }
}, { capture: true, once: true })`
/** Presses, and waits until something opens. What was pressed stays below the hand: else a slow press is let go of beside it, and is none. */
export const press = (name: string | RegExp) => async (page: Page) => {
  const opens = await markOpen(page, OPEN)
  await page.evaluate(NOTE_PRESSED)
  await button(page, name).click()
  await opens()
  const unfolded = page.locator(`${UNFOLDED}:not([${STOOD}])`).filter({ visible: true }).first()
  if ((await unfolded.count()) === 0) return
  const stood = await page.evaluate<{ x: number; y: number }>('pressedAt')
  const now = (await unfolded.boundingBox())!
  const moved = Math.max(Math.abs(now.x - stood.x), Math.abs(now.y - stood.y))
  expect(moved, `“${name}” moves when it is pressed: ${JSON.stringify({ stood, now })}`).toBeLessThan(2)
}
/** Opens a menu and chooses of it what opens a dialog. */
export const pressThen = (name: string | RegExp, then: string | RegExp) => async (page: Page) => {
  // One that lies below another is hidden from those who listen, and open all the same.
  const opens = await markOpen(page, DIALOG)
  await press(name)(page)
  await item(page, then).click()
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await opens()
}
/** The person stands beside a conversation; where there is no room, in a sheet. */
export const inPane = (then: (page: Page) => Promise<unknown>) => async (page: Page, phone: boolean) => {
  if (phone) await press('Show or hide the person')(page)
  await then(page)
}
/** What narrows a search stands beside it; where there is no room, in a sheet. */
export const inFilters = (then: (page: Page) => Promise<unknown>) => async (page: Page, phone: boolean) => {
  if (phone) await press(/^Filters/)(page)
  await then(page)
}
/** Chooses two lines of a list first. */
export const chosen = (then: (page: Page) => Promise<unknown>) => async (page: Page) => {
  await button(page, 'Choose several').click()
  const boxes = page.getByRole('main').getByRole('checkbox').filter({ visible: true })
  await boxes.first().check()
  await boxes.nth(1).check()
  await then(page)
}

/** Writes a reply, and asks when it is to leave. */
export async function later(page: Page) {
  await page.getByRole('textbox', { name: /^Reply to / }).fill('Good news: it is here.')
  await press('Send later')(page)
}

/** Chooses somebody to merge a person with. */
export async function mergeWithTomas(page: Page) {
  await button(page, 'Merge with …').click()
  await page.getByRole('dialog').getByRole('combobox').fill('Tomás')
  await page
    .getByRole('option', { name: /Tomás Brandt/ })
    .first()
    .click()
}

/** Invites somebody, to the link for them. */
export async function invite(page: Page) {
  await button(page, 'Invite somebody').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Nora Weiss')
  await dialog.getByLabel('E-mail address').fill(`nora.${Date.now()}@nordlicht.example`)
  await dialog.getByRole('button', { name: /invit/i }).click()
  await page.getByRole('dialog', { name: /Nora/ }).waitFor()
}

/** Makes a token, to where it is shown. */
export async function makeToken(page: Page) {
  await button(page, 'Make a token').click()
  await page.getByLabel('What is it for?').fill('Export to the till')
  await page.getByLabel('Read people').check()
  await button(page, 'Make it').click()
  await page.getByRole('dialog', { name: 'Here is your token' }).waitFor()
}

/** Lets a colleague begin anew without a second step, to the question. */
export async function resetTwoStep(page: Page) {
  await press('Change Tim Weber')(page)
  await button(page, 'Reset two-step sign-in').click()
  await page.getByRole('dialog', { name: 'Reset two-step sign-in' }).waitFor()
}

/** Makes new recovery codes, to where they are shown. */
export async function renewCodes(page: Page) {
  await press('New recovery codes')(page)
  await page.getByLabel('Your password').fill(PASSWORD)
  await page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).click()
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor()
}
