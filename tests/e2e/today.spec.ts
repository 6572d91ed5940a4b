import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { sitAtDesk } from './support/house.ts'
import { openedProblemsWideAndNarrow } from './support/look-at-opened.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

let server: Server
let browser: Browser
let context: BrowserContext
let desk: Page
let complaints: string[]

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer('demo'), openBrowser()])
  context = await visitor(browser)
  desk = await context.newPage()
  complaints = complaintsOf(desk)
  await sitAtDesk(desk, server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** Who owns which open promise. */
async function owners(): Promise<Record<string, string>> {
  const reply = await desk.request.get(`${server.url}/api/promises?of=all&limit=100`)
  const { items } = (await reply.json()) as { items: { id: string; owner: { id: string } }[] }
  return Object.fromEntries(items.map((p) => [p.id, p.owner.id]))
}

describe('Today and the Promises screen', () => {
  it('shows the next seven days, and leads back to today [S1-19]', async () => {
    await picture(desk, 'today-now')
    await desk.getByText('Next 7 days').click()
    await desk
      .getByRole('heading', { name: /^Tomorrow, / })
      .or(desk.getByText(/^Nothing on /))
      .first()
      .waitFor()
    expect(new URL(desk.url()).search).toBe('?view=ahead')
    await picture(desk, 'today-ahead')
    expect(await accessProblems(desk)).toEqual([])
    await desk.reload()
    await desk.getByRole('radio', { name: 'Next 7 days', checked: true }).waitFor()
    await desk.getByText('Today', { exact: true }).last().click()
  })

  it('promises a colleague something, who finds it under what is promised to them [S3-24]', async () => {
    await desk.goto(`${server.url}/promises`)
    await desk.getByText('To colleagues').click()
    await desk
      .getByText(/You owe no colleague anything|Today|Overdue|Tomorrow/)
      .first()
      .waitFor()
    await desk.keyboard.press('p')
    const dialog = desk.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Colleague' }).click()
    await desk.getByRole('option', { name: /Luis/ }).click()
    await dialog.getByRole('textbox', { name: 'What' }).fill('send you the key code')
    await dialog.getByRole('textbox', { name: 'By when' }).fill('31 February')
    await dialog.getByText(/no calendar has this day/i).waitFor()
    await dialog.getByRole('textbox', { name: 'By when' }).fill('tomorrow 10:00')
    await dialog.getByText(/reads: “Ana sends you the key code”/).waitFor()
    await picture(desk, 'promise-to-colleague')
    expect(await accessProblems(desk)).toEqual([])
    await dialog.getByRole('button', { name: 'Promise it' }).click()
    await desk.getByRole('link', { name: /Luis .*“Ana sends Luis the key code”/ }).waitFor()
    await desk.getByText('To customers').click()
    await desk.getByText('key code').waitFor({ state: 'detached' })
  })

  it('promises a colleague something from a note [S3-24]', async () => {
    await desk.goto(`${server.url}/inbox`)
    await desk
      .getByRole('main')
      .getByRole('link', { name: /Ewa Nowak/ })
      .first()
      .click()
    await desk
      .getByRole('textbox', { name: /Reply|Answer|Write/ })
      .first()
      .waitFor()
    await desk.keyboard.press('n')
    await desk.keyboard.press('Control+Shift+P')
    await desk.getByRole('dialog').getByRole('radio', { name: 'To a colleague', checked: true }).waitFor()
    await desk.keyboard.press('Escape')
  })

  it('hands several promises over in one act by keys, and takes them back by Undo', async () => {
    await desk.goto(`${server.url}/promises?of=all&made=everybody`)
    const lines = desk.getByRole('main').getByRole('listitem')
    await lines.first().waitFor()
    const before = await lines.count()
    await desk.keyboard.press('j')
    await desk.keyboard.press('x')
    await desk.getByText('One chosen').waitFor()
    await desk.keyboard.press('j')
    await desk.keyboard.press('Shift+x')
    await desk.getByText('2 chosen').waitFor()
    await desk.getByRole('button', { name: /^Choose all/ }).click()
    await desk.getByText(`${before} chosen`).waitFor()
    await picture(desk, 'promises-chosen')
    expect(await accessProblems(desk)).toEqual([])
    await desk.getByRole('button', { name: 'Choose none' }).click()
    const owned = await owners()
    await lines.nth(0).getByRole('checkbox').check({ force: true })
    await lines.nth(1).getByRole('checkbox').check({ force: true })
    await desk.keyboard.press('a')
    await desk.getByRole('menuitem', { name: /Dina/ }).click()
    await desk.getByText(/Dina \S+ has .*promise.* more now/).waitFor()
    await picture(desk, 'promises-given')
    expect(await owners()).not.toEqual(owned)
    await desk.getByRole('button', { name: 'Undo' }).click()
    // Whoever leaves before it is done cuts it off.
    await soon(async () => expect(await owners()).toEqual(owned))
  })

  it('says what a colleague changed while one agreed a new date, and keeps what was typed', async () => {
    await desk.goto(`${server.url}/promises?of=all`)
    await desk.getByRole('main').getByRole('listitem').first().getByRole('link').first().click()
    await desk.getByRole('button', { name: 'Agree a new date' }).waitFor()
    const other = await context.newPage()
    await other.goto(desk.url())
    for (const page of [desk, other]) {
      await page.getByRole('button', { name: 'Agree a new date' }).click()
      await page.getByRole('textbox', { name: 'because' }).last().fill('the disc is late')
      await page.getByRole('dialog').getByRole('radio', { name: 'in person' }).check()
    }
    await desk.getByRole('textbox', { name: 'new date' }).fill('in 3 days 15:00')
    await other.getByRole('textbox', { name: 'new date' }).fill('in two days')
    await other.getByRole('dialog').getByRole('button', { name: 'Agree the new date' }).click()
    await desk.getByText('A colleague changed this promise while you were writing:').waitFor()
    expect(await desk.getByRole('textbox', { name: 'because' }).last().inputValue()).toBe('the disc is late')
    await desk.getByText(/Ana .* set a new date: by .*, because the disc is late\./).waitFor()
    await picture(desk, 'promise-moved-meanwhile')
    expect(await accessProblems(desk)).toEqual([])
    // Their date stands there now, and mine goes on top of it: nothing is overwritten unseen.
    await desk.getByRole('button', { name: 'Set mine on top' }).click()
    const send = desk.getByRole('dialog').getByRole('button', { name: 'Agree the new date' })
    await soon(async () => expect(await send.isEnabled()).toBe(true))
    await send.click()
    await desk.getByText(/^The new date holds/).waitFor()
    await desk.getByText(/^A new date, by .*: the disc is late/).waitFor()
    await other.close()
  })

  it('offers nothing during a break, and comes back by one press [S2-25]', async () => {
    await desk.goto(`${server.url}/today`)
    await desk
      .getByRole('heading', { name: /Now|Next/ })
      .first()
      .waitFor()
    await desk.evaluate('fetch("/api/me/break", { method: "POST" })')
    await desk.reload()
    await desk.getByText('You are on a break.').waitFor()
    expect(await desk.getByRole('main').getByRole('listitem').count()).toBe(0)
    await picture(desk, 'today-break')
    expect(await accessProblems(desk)).toEqual([])
    await desk.getByRole('button', { name: 'I am back' }).click()
    await desk
      .getByRole('heading', { name: /Now|Next/ })
      .first()
      .waitFor()
  })

  it('fits a small desktop', async () => {
    const page = await context.newPage()
    await page.setViewportSize({ width: 1280, height: 800 })
    for (const path of ['/today', '/today?view=ahead', '/promises?of=all&made=everybody']) {
      await page.goto(`${server.url}${path}`)
      await page.getByRole('main').getByRole('listitem').first().waitFor()
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(over, path).toBeLessThanOrEqual(0)
    }
    await picture(page, 'promises-small')
    await page.close()
  })

  it('fits a phone, in light and dark', async () => {
    const cookies = await context.cookies()
    for (const dark of [false, true]) {
      const phone = await visitor(browser, { phone: true, dark })
      await phone.addCookies(cookies)
      const page = await phone.newPage()
      for (const [name, path] of [
        ['today', '/today'],
        ['ahead', '/today?view=ahead'],
        ['promises', '/promises?of=all&made=everybody'],
      ] as const) {
        await page.goto(`${server.url}${path}`)
        await page.getByRole('main').getByRole('listitem').first().waitFor()
        if (name === 'promises') await page.getByRole('button', { name: 'Choose several' }).click()
        await picture(page, `h10-${name}-phone${dark ? '-dark' : ''}`)
        const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        expect(over, name).toBeLessThanOrEqual(0)
      }
      await phone.close()
    }
  })

  it('folds what narrows the promises into one button on a phone, and no line is behind the two of the thumb', async () => {
    const phone = await visitor(browser, { phone: true })
    await phone.addCookies(await context.cookies())
    const page = await phone.newPage()
    for (const path of ['/today', '/inbox', '/counter', '/promises']) {
      await page.goto(`${server.url}${path}`)
      await page.getByRole('main').getByRole('listitem').first().waitFor()
      const main = await page.getByRole('main').boundingBox()
      const thumb = await page.getByRole('button', { name: 'Someone is here' }).last().boundingBox()
      expect(main!.y + main!.height, path).toBeLessThanOrEqual(thumb!.y)
    }
    await page.getByRole('button', { name: 'Which promises: Mine' }).click()
    const dialog = page.getByRole('dialog', { name: 'Which promises' })
    await dialog.getByText('All', { exact: true }).click()
    await dialog.getByText('Both').click()
    expect(await accessProblems(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Show them' }).click()
    await page.getByRole('button', { name: 'Which promises: All · Both' }).waitFor()
    expect(new URL(page.url()).search).toBe('?of=all&made=everybody')
    await phone.close()
  })

  it('keeps who is late among those expected until a colleague says that they are here, or did not come', async () => {
    type Expected = { person: { name: string }; at: string }
    const { expected } = (await (await desk.request.get(`${server.url}/api/today`)).json()) as {
      expected: Expected[]
    }
    const [first, second] = expected as [Expected, Expected]
    const to = new Date(Date.parse(second.at) + 15 * 60_000).toISOString()
    expect((await desk.request.post(`${server.url}/api/demo/clock`, { data: { to } })).status()).toBe(200)
    await desk.goto(`${server.url}/today`)
    const here = desk.getByRole('complementary').getByRole('listitem')
    await here
      .filter({ hasText: first.person.name })
      .getByText(/was expected \d\d:\d\d/)
      .waitFor()
    await picture(desk, 'today-late')
    expect(await accessProblems(desk)).toEqual([])
    await desk.getByRole('button', { name: `Is here ${first.person.name}` }).click()
    await here.filter({ hasText: first.person.name }).waitFor({ state: 'detached' })
    await desk.goto(`${server.url}/counter`)
    await desk.getByRole('button', { name: `Greet ${first.person.name}` }).waitFor()
    await picture(desk, 'counter-late')
    expect(await accessProblems(desk)).toEqual([])
    await desk.getByRole('button', { name: `More for ${second.person.name}` }).click()
    expect(await openedProblemsWideAndNarrow(desk)).toEqual([])
    await desk.getByRole('menuitem', { name: 'Did not come' }).click()
    await desk.getByText(`Noted: ${second.person.name} did not come`).waitFor()
    await desk.getByRole('button', { name: `Is here ${second.person.name}` }).waitFor({ state: 'detached' })
  })

  it('complains about nothing while it is used', () => {
    expect(complaints).toEqual([])
  })
})
