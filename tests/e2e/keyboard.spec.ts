import type { Browser, Locator, Page } from 'playwright-core'
import { openBrowser, picture, visitor } from './support/browser.ts'
import { makeOwnHouse, PASSWORD } from './support/house.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

let server: Server
let browser: Browser
let desk: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  await furnish()
  desk = await (await visitor(browser)).newPage()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** A house, and two people who wrote on their page. */
async function furnish(): Promise<void> {
  const context = await visitor(browser)
  const page = await context.newPage()
  await makeOwnHouse(page, server)
  const post = async (path: string, data?: object) =>
    await (await page.request.post(`${server.url}/api${path}`, { data: data ?? {} })).json()
  for (const [name, text] of [
    ['Marta Okafor', 'There is a grinding noise. Can you call me?'],
    ['Jonas Lind', 'Is the gearbox there?'],
  ]) {
    const { id } = await post('/people', { name })
    const { url } = await post(`/people/${id}/page-links`)
    await post(`/public/page/${new URL(url).pathname.split('/').at(-1)}/messages`, { text })
  }
  await context.close()
}

/** Whether something has the focus, and is marked as having it for those who use keys. */
async function isOn(target: Locator): Promise<boolean> {
  return (await target.and(desk.locator(':focus-visible')).count()) > 0
}

/** Waits until something has the focus, and demands that one sees it. */
async function focusOn(target: Locator): Promise<void> {
  await soon(async () => expect(await isOn(target)).toBe(true))
  await soon(async () => expect(await unseen()).toBe(''))
}

/** What has the focus and cannot be seen to have it: outside the window, or marked by no outline or ring; empty when it can. */
async function unseen(): Promise<string> {
  return await desk.evaluate(`(() => {
    const e = document.activeElement
    const at = e.getBoundingClientRect()
    const inSight = at.bottom > 0 && at.right > 0 && at.top < innerHeight && at.left < innerWidth
    const looks = [e, e.parentElement, e.closest('label, fieldset, form, section, li')].filter(Boolean)
      .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after'), getComputedStyle(one, '::before')])
    const marked = looks.some((s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none')
    const known = marked || e.matches('input, textarea, [contenteditable], h1, main, [role=dialog]')
    return inSight && known ? '' : (inSight ? 'unmarked ' : 'out of sight ') + e.outerHTML.slice(0, 200)
  })()`)
}

/** Goes on by Tab until something has the focus; every stop on the way can be seen. Gives how many stops it took. */
async function tabTo(target: Locator, most = 40): Promise<number> {
  await target.waitFor()
  for (let n = 0; n <= most; n++) {
    if (await isOn(target)) return n
    await desk.keyboard.press('Tab')
    // Past the last stop it is the browser's own turn, and then the first again.
    if (await desk.evaluate('document.activeElement === document.body')) continue
    expect(await desk.evaluate('document.activeElement.matches(":focus-visible")')).toBe(true)
    await soon(async () => expect(await unseen()).toBe(''))
  }
  throw new Error(`${target} is not reached by Tab`)
}

/** What one types into that opened over the page; sayings at the edge are dialogs too. */
function over(field: 'textbox' | 'combobox'): Locator {
  return desk.getByRole('dialog').filter({ has: desk.getByRole(field) })
}

describe('the main job, by keyboard alone', () => {
  it('signs in, in the order in which one reads', async () => {
    await desk.goto(`${server.url}/sign-in`)
    await desk.getByLabel('E-mail').waitFor()
    await focusOn(desk.getByLabel('E-mail'))
    await desk.keyboard.type('olga@nordlicht.example')
    expect(await tabTo(desk.getByLabel('Password'))).toBeLessThanOrEqual(2)
    await desk.keyboard.type(PASSWORD)
    await desk.keyboard.press('Enter')
    await desk.getByRole('link', { name: 'Today' }).first().waitFor()
    await desk.keyboard.press('g')
    await desk.keyboard.press('t')
    await desk.getByRole('heading', { name: /^Good .*, Olga$/ }).waitFor()
  })

  it('comes past the menu at one press, and walks through Today', async () => {
    await desk.reload()
    const marta = desk.locator('main [data-row]').filter({ hasText: 'Marta Okafor' }).first()
    await marta.waitFor()
    await desk.keyboard.press('Tab')
    await focusOn(desk.getByRole('link', { name: 'Skip to the page' }))
    await picture(desk, 'keyboard-1-skip')
    await desk.keyboard.press('Enter')
    expect(await desk.evaluate('document.activeElement.id')).toBe('main')
    for (let n = 0; n < 4 && !(await isOn(marta)); n++) await desk.keyboard.press('j')
    await focusOn(marta)
    await picture(desk, 'keyboard-2-today')
  })

  it('opens a conversation, answers with a promise that is heard, sends and closes', async () => {
    await desk.keyboard.press('Enter')
    const reply = desk.getByRole('textbox', { name: 'Reply to Marta Okafor' })
    await reply.waitFor()
    await desk.keyboard.press('r')
    await focusOn(reply)
    await desk.keyboard.type('Luis looks at it right away. I’ll call you by Friday.')
    await desk.getByRole('button', { name: 'Promise it', exact: true }).waitFor()
    await desk.keyboard.press('ControlOrMeta+Shift+P')
    await desk.getByRole('button', { name: 'Promise it', exact: true }).waitFor({ state: 'detached' })
    await focusOn(reply)
    await picture(desk, 'keyboard-3-promised')
    const sent = desk.waitForResponse('**/replies')
    await desk.keyboard.press('ControlOrMeta+Shift+Enter')
    const stays = desk.getByRole('button', { name: 'The promise stays open, send and close' })
    await stays.waitFor()
    // The same keys again say yes to what was asked.
    await desk.keyboard.press('ControlOrMeta+Shift+Enter')
    expect((await sent).status()).toBe(200)
    await desk.getByText('Luis looks at it right away.').first().waitFor()
    await desk.getByRole('button', { name: 'Open again' }).waitFor()
  })

  it('goes to the next one, whose close says that nobody has answered', async () => {
    await desk.keyboard.press('Escape')
    await desk.keyboard.press('g')
    await desk.keyboard.press('i')
    await desk.getByRole('heading', { level: 1, name: 'Waiting for us' }).waitFor()
    const jonas = desk.locator('main [data-row]').filter({ hasText: 'Jonas Lind' }).first()
    await jonas.waitFor()
    for (let n = 0; n < 4 && !(await isOn(jonas)); n++) await desk.keyboard.press('j')
    await desk.keyboard.press('Enter')
    const reply = desk.getByRole('textbox', { name: 'Reply to Jonas Lind' })
    await reply.waitFor()
    await desk.keyboard.press('p')
    const promise = over('textbox')
    // Who it is for is known, so the words come first.
    await focusOn(promise.getByRole('textbox', { name: 'What' }))
    await desk.keyboard.type('Olga writes to Jonas')
    await desk.keyboard.press('Tab')
    await desk.keyboard.type('tomorrow noon')
    // “tomorrow” is understood already: what is typed after it must not be lost.
    expect(await promise.getByRole('textbox', { name: 'By when' }).inputValue()).toBe('tomorrow noon')
    await promise.getByText(/by tomorrow 12:00/).waitFor()
    await picture(desk, 'keyboard-4-promise')
    const made = desk.waitForResponse((r) => r.request().method() === 'POST' && r.url().endsWith('/promises'))
    await desk.keyboard.press('ControlOrMeta+Enter')
    expect((await made).status()).toBe(200)
    await promise.waitFor({ state: 'detached' })
    await desk.keyboard.press('e')
    await desk.getByText('Jonas Lind has not been answered yet.').waitFor()
    await picture(desk, 'keyboard-5-not-answered')
    await tabTo(desk.getByRole('button', { name: 'Do not close' }), 80)
    await desk.keyboard.press('Enter')
    await desk.getByText('Jonas Lind has not been answered yet.').waitFor({ state: 'detached' })
  })

  it('notes somebody at the counter and greets them', async () => {
    await desk.keyboard.press('g')
    await desk.keyboard.press('c')
    await desk.getByText('Nobody is waiting to be greeted.').waitFor()
    await desk.keyboard.press('Space')
    const dialog = over('combobox')
    await focusOn(dialog.getByRole('textbox', { name: 'What one sees' }))
    await desk.keyboard.type('in a green coat')
    await desk.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await desk.getByRole('link', { name: 'Someone, in a green coat' }).waitFor()
    const greeted = desk.waitForResponse('**/greet')
    await desk.keyboard.press('1')
    expect((await greeted).status()).toBe(200)
    await picture(desk, 'keyboard-6-greeted')
  })

  it('logs a call', async () => {
    await desk.keyboard.press('t')
    const dialog = desk.getByRole('dialog', { name: 'Log a call' })
    await focusOn(dialog.getByRole('combobox', { name: 'With whom?' }))
    await desk.keyboard.type('Jonas Lind')
    await dialog
      .getByRole('option', { name: /Jonas Lind/ })
      .first()
      .waitFor()
    await desk.keyboard.press('Enter')
    // The focus went on before it was known whom the words mean.
    await dialog.getByRole('combobox', { name: 'With whom?' }).waitFor({ state: 'detached' })
    await focusOn(dialog.getByLabel('What about?'))
    await desk.keyboard.type('Asks for a loaner.')
    const logged = desk.waitForResponse('**/calls')
    await desk.keyboard.press('ControlOrMeta+Enter')
    expect((await logged).status()).toBe(200)
    await dialog.waitFor({ state: 'detached' })
  })

  it('comes back by Esc to where the focus was, from whatever opened over the page', async () => {
    await desk.reload()
    await desk.getByRole('heading', { level: 1, name: 'Counter' }).waitFor()
    for (const [opener, opened] of [
      [desk.getByRole('button', { name: 'Log a call' }).first(), over('combobox')],
      [desk.getByRole('button', { name: /^(Search|Name, plate)/ }).first(), desk.getByRole('combobox')],
      [desk.getByRole('button', { name: /^Notices/ }).first(), desk.getByRole('dialog', { name: 'Notices' })],
      [desk.getByRole('button', { name: /^More for/ }).first(), desk.getByRole('menu')],
    ] as const) {
      await tabTo(opener, 60)
      await desk.keyboard.press('Enter')
      await opened.first().waitFor()
      await desk.keyboard.press('Escape')
      await opened.first().waitFor({ state: 'detached' })
      await focusOn(opener)
    }
  })
})
