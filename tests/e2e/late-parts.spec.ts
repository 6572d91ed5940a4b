import type { Page } from 'playwright-core'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'

let house: House
let olga: Page
beforeAll(async () => {
  house = await openHouse()
  olga = await house.visit()
  await makeOwnHouse(olga, house.server)
})
afterAll(() => house?.close())

/** A window of Olga's without the worker that keeps the app: the first minutes of a new browser, or an address without https. */
async function window(): Promise<Page> {
  const page = await house.visit({ worker: false })
  const { cookies } = await olga.context().storageState()
  await page.context().addCookies(cookies)
  return page
}

const inbox = (page: Page) => page.getByRole('heading', { name: 'Waiting for us', level: 1 })
const missing = (page: Page, name: string) => page.route(`**/assets/${name}*`, (route) => route.abort())

describe('a part of the app that does not come', () => {
  it('leaves the screen around it as it is, and comes when the page is loaded anew', async () => {
    await api(olga, 'post', '/views', { name: 'With a car', base: 'all', narrowed: 'channel:phone' })
    const page = await window()
    await missing(page, 'SavedViews')
    await page.goto('/inbox')
    await inbox(page).waitFor()
    await page.getByText('A part of this page did not come.').first().waitFor()
    await page.getByRole('link', { name: 'Today' }).first().waitFor()
    await page.unrouteAll()
    // A browser may remember a file that failed until the page is loaded anew.
    await page.getByRole('button', { name: 'Load anew' }).first().click()
    await page.getByRole('link', { name: 'With a car' }).first().waitFor()
    await page.context().close()
  })

  it('that merely stands there is not spoken of without a line, and asked for again once there is one', async () => {
    const page = await window()
    const ready = page.waitForResponse('**/assets/InboxPage*.js')
    await page.goto('/today')
    await ready
    await page.waitForLoadState('networkidle')
    await page.context().setOffline(true)
    await page.getByText('There is no line to the server.').first().waitFor()
    const asked = page.waitForEvent('requestfailed', (request) => request.url().includes('/app-files.json'))
    await page.getByRole('link', { name: 'Inbox' }).first().click()
    await asked
    await inbox(page).waitFor()
    const view = page.getByRole('link', { name: 'With a car' }).first()
    expect(await view.count()).toBe(0)
    expect(await page.getByText('A part of this page did not come.').count()).toBe(0)
    await page.context().setOffline(false)
    // This browser remembers that the file failed.
    await page.getByRole('button', { name: 'Load anew' }).click()
    await view.waitFor()
    await page.context().close()
  })

  it('is said where somebody asked for it: that there is no line', async () => {
    const page = await window()
    const said = page.waitForResponse('**/assets/ToastsShown*.js')
    await page.goto('/inbox')
    await inbox(page).waitFor()
    await said
    await page.waitForLoadState('networkidle')
    await page.context().setOffline(true)
    await page.getByText('There is no line to the server.').first().waitFor()
    await page.keyboard.press('?')
    await page.getByText('There is no line just now.').first().waitFor()
    await picture(page, 'late-part-no-line')
    expect(await accessProblems(page)).toEqual([])
    await page.context().setOffline(false)
    await page.getByText('There is no line to the server.').waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.context().close()
  })

  it('is said where the server has it no more, being renewed since, and the page can be loaded anew', async () => {
    const page = await window()
    await page.route('**/assets/KeysDialog*', (route) => route.fulfill({ status: 404, body: '' }))
    await page.goto('/inbox')
    await inbox(page).waitFor()
    await page.keyboard.press('?')
    await page.getByText('A part of this page did not come.').first().waitFor()
    await picture(page, 'late-part-renewed')
    await page.unrouteAll()
    const loaded = page.waitForEvent('load')
    await page.getByRole('button', { name: 'Load anew' }).click()
    await loaded
    await inbox(page).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.context().close()
  })

  it('is said in the place of a screen, which comes when it is asked for again', async () => {
    const page = await window()
    await page.route('**/assets/PromisesPage*', (route) => route.abort())
    // Before the page: it fetches all screens a moment later, and asks then already whether the server is there.
    await page.route('**/app-files.json', (route) => route.abort())
    await page.goto('/inbox')
    await inbox(page).waitFor()
    await page.getByRole('link', { name: 'Promises' }).first().click()
    await page.getByRole('heading', { name: 'There is no line to the server.' }).waitFor()
    await page.getByRole('link', { name: 'Inbox' }).first().waitFor()
    await picture(page, 'late-screen-no-line')
    expect(await accessProblems(page)).toEqual([])
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Promises', level: 1 }).waitFor()
    await page.context().close()
  })

  it('of a screen, which the server has no more, has the page loaded anew once, and is said then', async () => {
    const page = await window()
    let loads = 0
    page.on('load', () => loads++)
    await page.route('**/assets/PromisesPage*', (route) => route.abort())
    await page.goto('/inbox')
    await inbox(page).waitFor()
    await page.getByRole('link', { name: 'Promises' }).first().click()
    await page.getByRole('heading', { name: 'That could not be loaded.', level: 1 }).waitFor()
    expect(loads).toBe(2)
    await page.getByRole('link', { name: 'Inbox' }).first().waitFor()
    await picture(page, 'late-screen-missing')
    expect(await accessProblems(page)).toEqual([])
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Promises', level: 1 }).waitFor()
    await page.context().close()
  })

  it('leaves no screen without its styles: they are asked for again', async () => {
    const page = await window()
    await page.route('**/assets/PromisesPage*.css', (route) => route.abort())
    const missed = page.waitForEvent('requestfailed', (request) => request.url().includes('/PromisesPage'))
    const answered = page.waitForResponse('**/app-files.json')
    await page.goto('/inbox')
    await inbox(page).waitFor()
    await Promise.all([missed, answered])
    await page.unrouteAll()
    await page.getByRole('link', { name: 'Promises' }).first().click()
    await page.getByRole('heading', { name: 'Promises', level: 1 }).waitFor()
    const styles = await page.evaluate<string[]>('[...document.styleSheets].map(({ href }) => href)')
    expect(styles).toContainEqual(expect.stringContaining('/assets/PromisesPage'))
    await page.context().close()
  })

  it('is said to customers on their own page too', async () => {
    const person = await api<{ id: string }>(olga, 'post', '/people', { name: 'Rosa Lind' })
    const { url } = await api<{ url: string }>(olga, 'post', `/people/${person.id}/page-links`)
    const page = await house.visit({ phone: true, worker: false })
    await page.route('**/assets/YourPage*', (route) => route.abort())
    await page.route('**/app-files.json', (route) => route.abort())
    await page.goto(new URL(url).pathname)
    await page.getByRole('heading', { name: 'That could not be loaded.' }).waitFor()
    await picture(page, 'late-customer-page')
    expect(await accessProblems(page)).toEqual([])
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Rosa').first().waitFor()
    await page.context().close()
  })

  it.each(['staff-*.js', 'en-*.js', 'staff-*.css'])(
    'of the very first code (%s) has the page loaded anew, by itself',
    async (file) => {
      const page = await window()
      let refused = false
      // Not as a route for one time: it would be taken away, and lose what is under way, in the middle of loading.
      await page.route(`**/assets/${file}`, async (route) => {
        await (refused ? route.continue() : route.abort())
        refused = true
      })
      await page.goto('/inbox')
      await inbox(page).waitFor()
      await page.context().close()
    },
  )

  it.each([
    ['to those who serve', '**/assets/staff-*.js', 'en-GB', 'That could not be loaded.', 'Try again'],
    [
      'to customers',
      '**/assets/customer-*.js',
      'de-DE',
      'Das ließ sich nicht laden.',
      'Noch einmal versuchen',
    ],
  ])(
    'of the very first code is said %s where it does not come again either',
    async (who, code, locale, words, again) => {
      const person = await api<{ id: string }>(olga, 'post', '/people', { name: 'Rosa Lind' })
      const { url } = await api<{ url: string }>(olga, 'post', `/people/${person.id}/page-links`)
      const page = await house.visit({ phone: true, worker: false, locale })
      await page.context().addCookies((await olga.context().storageState()).cookies)
      await page.route(code, (route) => route.abort())
      await page.goto(who === 'to customers' ? new URL(url).pathname : '/inbox')
      await page.getByRole('heading', { name: words }).waitFor()
      await picture(page, `late-first-${locale}`)
      expect(await accessProblems(page)).toEqual([])
      await page.unrouteAll()
      await page.getByRole('link', { name: again }).click()
      await page.getByRole('heading', { name: words }).waitFor({ state: 'detached' })
      await page.getByRole('heading').first().waitFor()
      await page.context().close()
    },
  )

  it('of the banner keeps nothing back: how much waits is said without it', async () => {
    const call = { name: 'Jonas Lind', direction: 'in', summary: 'The brakes squeal' }
    const { id } = await api<{ id: string }>(olga, 'post', '/calls', call)
    const page = await window()
    await missing(page, 'OfflineParts')
    await page.goto(`/conversations/${id}?view=all`)
    await page.getByRole('radio', { name: 'Note' }).click()
    const note = page.getByRole('textbox', { name: /^Note/ })
    await note.waitFor()
    await page.waitForLoadState('networkidle')
    await page.context().setOffline(true)
    await note.fill('She comes at four.')
    await page.getByRole('button', { name: /^Keep the note/ }).click()
    await page.getByText('1 waits to be sent').waitFor()
    await page.context().close()
  })
})
