import type { Page } from 'playwright-core'
import { accessProblems, picture } from './support/browser.ts'
import { type House, makeOwnHouse, openHouse, sitAtDesk } from './support/house.ts'
import { atRest } from './support/look-at-opened.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

let house: House
let empty: Server
let own: Server
let theirs: string
let form: string

beforeAll(async () => {
  ;[house, empty, own] = await Promise.all([openHouse('demo'), startServer(), startServer()])
  const ana = await house.visit()
  await sitAtDesk(ana, house.server)
  theirs = (await ana.getByRole('link', { name: /be the customer/i }).getAttribute('href'))!
  const forms = (await (await ana.request.get('/api/forms')).json()) as { items: { url: string }[] }
  form = forms.items[0]!.url
  await makeOwnHouse(ana, own)
  await ana.context().close()
})
afterAll(async () => {
  await house?.close()
  await Promise.all([empty?.stop(), own?.stop()])
})

/** Unfolds all that is folded on a page. */
async function unfoldAll(page: Page): Promise<void> {
  const folded = page.locator('details:not([open])').filter({ visible: true })
  while ((await folded.count()) > 0) {
    // One that unfolds may bring others up.
    const one = (await folded.first().elementHandle())!
    await (await one.$('summary'))!.click()
    await soon(async () => expect(await one.getAttribute('open')).not.toBeNull())
  }
}

/** What stands against using a page as it is now, in the light and in the dark. */
async function problems(page: Page): Promise<string[]> {
  await soon(async () => expect(await page.locator('[aria-busy=true], [data-skeleton]').count()).toBe(0))
  await atRest(page)
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  const light = await accessProblems(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await atRest(page)
  const dark = await accessProblems(page, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
  return [
    ...(wide > 0 ? [`wider than the window by ${wide} px`] : []),
    ...light,
    ...dark.map((one) => `in the dark: ${one}`),
  ]
}

const PAGES: readonly { name: string; open: (page: Page) => Promise<unknown> }[] = [
  {
    name: 'the page of somebody we serve, with all of it unfolded and something to ask',
    open: async (page) => {
      await page.goto(theirs)
      await page.getByRole('heading', { level: 1, name: 'Hello Marta' }).waitFor()
      await unfoldAll(page)
      await page.getByRole('button', { name: /^Ask or tell us something/ }).click()
      await page.getByRole('textbox').first().waitFor()
    },
  },
  {
    name: 'the form, sent without anything in it',
    open: async (page) => {
      await page.goto(form)
      await page.getByRole('button', { name: 'Send' }).click()
      await page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  {
    name: 'the first page of a house, with its time zones',
    open: async (page) => {
      await page.goto(`${empty.url}/setup?token=${empty.setupToken}`)
      await page.getByRole('button', { name: 'Make your workspace' }).click()
      await page.getByRole('combobox', { name: 'Time zone' }).fill('lis')
      await page.getByRole('option', { name: /Lisbon/ }).waitFor()
    },
  },
  {
    name: 'signing in, with nothing filled in',
    open: async (page) => {
      await page.goto(`${own.url}/sign-in`)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  {
    name: 'a forgotten password',
    open: async (page) => {
      await page.goto(`${own.url}/sign-in`)
      await page.getByRole('button', { name: 'Forgot your password?' }).click()
      await page.getByRole('heading', { name: 'A new password' }).waitFor()
    },
  },
]

describe.each([
  ['on a desktop', false],
  ['on a phone', true],
] as const)('what unfolds before one is signed in %s', (_, phone) => {
  it.each(PAGES)('can be used by everyone: $name [S4-9]', async ({ name, open }) => {
    const page = await house.visit({ phone })
    await open(page)
    expect(await problems(page)).toEqual([])
    await picture(page, `unfolded-${name.replace(/\W+/g, '-').slice(0, 24)}-${phone ? 'phone' : 'desktop'}`)
    await page.context().close()
  })
})
