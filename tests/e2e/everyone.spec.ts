import type { Page } from 'playwright-core'
import { codeAt } from '../../src/server/world/visitor.ts'
import { accessProblems, visitor } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse, PASSWORD, sitAtDesk } from './support/house.ts'
import { SCREENS } from './support/screens.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

let house: House
let own: Server

beforeAll(async () => {
  ;[house, own] = await Promise.all([openHouse('demo'), startServer()])
})
afterAll(async () => {
  await house?.close()
  await own?.stop()
})

/** Puts words where one keeps what one copied, and pastes them. */
async function pastes(page: Page, label: string, words: string): Promise<void> {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(words)})`)
  await page.getByLabel(label, { exact: true }).focus()
  await page.keyboard.press('ControlOrMeta+V')
}

describe('whoever signs in', () => {
  const email = 'olga@nordlicht.example'
  let page: Page
  let secret: string

  beforeAll(async () => {
    const olga = await (await visitor(house.browser, { baseURL: own.url })).newPage()
    await makeOwnHouse(olga, own)
    const begun = await api<{ secret: string }>(olga, 'post', '/me/two-step', { password: PASSWORD })
    secret = begun.secret
    await api(olga, 'post', '/me/two-step/finish', { code: codeAt(secret, Date.now()) })
    await olga.context().close()
    page = await (await visitor(house.browser, { baseURL: own.url })).newPage()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  })

  it('types an address once, however often they go on and come back [S4-9]', async () => {
    await page.goto(`${own.url}/sign-in`)
    const address = page.getByLabel('E-mail address')
    await address.fill(email)
    await page.getByRole('button', { name: 'Forgot your password?' }).click()
    await page.getByRole('heading', { name: 'A new password' }).waitFor()
    expect(await address.inputValue()).toBe(email)
    await page.getByRole('button', { name: 'Back to signing in' }).click()
    await page.getByRole('heading', { name: 'Good to see you' }).waitFor()
    expect(await address.inputValue()).toBe(email)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'And your code' }).waitFor()
    await page.getByRole('button', { name: 'Begin again', exact: true }).click()
    await page.getByRole('heading', { name: 'Good to see you' }).waitFor()
    expect(await address.inputValue()).toBe(email)
  })

  it('pastes address, password and code, as a manager of passwords fills them in [S4-9]', async () => {
    await page.goto(`${own.url}/sign-in`)
    await page.getByLabel('E-mail address').waitFor()
    await pastes(page, 'E-mail address', email)
    await pastes(page, 'Password', PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'And your code' }).waitFor()
    const field = page.getByLabel('Code', { exact: true })
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code')
    // As an authenticator shows it, in two halves; the one that set it up counts no second time.
    await pastes(page, 'Code', codeAt(secret, Date.now() + 30_000).replace(/(...)(...)/, '$1 $2'))
    await page
      .getByRole('heading', { name: /^Good .*, Olga$/ })
      .or(page.getByRole('link', { name: 'Today' }))
      .first()
      .waitFor()
    await page.context().close()
  })
})

describe('whoever looks for help', () => {
  // What one looks for first, whom one can call in, what one is told, and the menu with the keys and what is one's own.
  const HELP = { search: /^(Search|Name, plate)/, call: /^Log a call/, arrival: /^Someone is here/ }
  const ALL = { ...HELP, notices: /^Notices/, own: /Ana Novak/ }
  it.each([
    ['on a desktop', false, ['own', 'search', 'call', 'arrival', 'notices']],
    ['on a phone', true, ['search', 'notices', 'own', 'call', 'arrival']],
  ] as const)('finds it in the same order on every screen %s [S4-9]', async (_, phone, inOrder) => {
    const page = await house.visit({ phone })
    await sitAtDesk(page, house.server)
    const found: Record<string, string[]> = {}
    for (const { name, who, path, heading, opens, leadsOn } of SCREENS) {
      if (who !== 'ana' || typeof path !== 'string' || opens || leadsOn) continue
      await page.goto(path)
      const exact = typeof heading === 'string'
      await page.getByRole('main').getByRole('heading', { name: heading, exact }).first().waitFor()
      await soon(async () => expect(await page.locator('[aria-busy=true], [data-skeleton]').count()).toBe(0))
      const names = await page.evaluate<string[]>(
        `[...document.querySelectorAll('button, a')].filter((e) => e.checkVisibility())
          .map((e) => (e.getAttribute('aria-label') ?? e.innerText).trim())`,
      )
      found[name] = names.flatMap(
        (one) => Object.entries(ALL).find(([, called]) => called.test(one))?.[0] ?? [],
      )
    }
    expect(Object.keys(found).length).toBeGreaterThan(10)
    // Where one only reads (reports), or went astray, some of it is not there; what is there stands in its place.
    for (const [name, order] of Object.entries(found))
      expect(order, name).toEqual(inOrder.filter((one) => order.includes(one)))
    for (const name of ['today', 'inbox', 'counter', 'promises', 'people', 'search'])
      expect(found[name], name).toEqual(inOrder)
    await page.context().close()
  })
})

describe('axe', () => {
  it('measures how large what one presses is, or how far it is from the next [S4-9]', async () => {
    const page = await house.visit()
    await page.goto('about:blank')
    const dot = '<button aria-label="dot" style="width:12px;height:12px;padding:0;border:0"></button>'
    await page.setContent(`<html lang="en"><title>Dots</title><main><h1>Dots</h1>${dot}${dot}</main></html>`)
    expect((await accessProblems(page)).filter((one) => one.startsWith('target-size'))).toHaveLength(1)
    await page.context().close()
  })
})

describe('whoever wants less motion', () => {
  it('has other colours at once, down to the innermost word', async () => {
    const page = await house.visit()
    await sitAtDesk(page, house.server)
    const moving = `(() => {
      document.getAnimations().forEach((one) => one.finish())
      document.documentElement.dataset.theme = 'dark'
      return document.getAnimations().map((one) => one.transitionProperty)
    })()`
    expect(await page.evaluate(moving)).toEqual([])
    await page.context().close()
  })
})
