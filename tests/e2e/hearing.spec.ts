import type { Browser, Page } from 'playwright-core'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { sitAtDesk } from './support/house.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

let server: Server
let browser: Browser
let desk: Page
let complaints: string[]
let talk: string

const heard = () => desk.getByRole('list', { name: 'Heard as promises' }).getByRole('listitem')
const reply = () => desk.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
const promiseIt = { name: 'Promise it', exact: true } as const
const dismiss = { name: 'This is no promise' } as const

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer('demo'), openBrowser()])
  desk = await (await visitor(browser)).newPage()
  complaints = complaintsOf(desk)
  await sitAtDesk(desk, server)
  await desk.goto(`${server.url}/inbox/all`)
  await desk.locator('main [data-row]').filter({ hasText: 'Ewa Nowak' }).first().click()
  await reply().waitFor()
  talk = desk.url()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

describe('promises heard while one writes', () => {
  it('are confirmed wherever on its button the hand goes down, while one writes', async () => {
    await reply().fill('I’ll call you tomorrow before ten.')
    const button = heard().getByRole('button', promiseIt)
    const { x, y, height } = (await button.boundingBox())!
    // The focus goes with the press: nothing may move under the hand before it is lifted.
    await desk.mouse.move(x + 4, y + height / 2)
    await desk.mouse.down()
    await desk.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    await desk.mouse.up()
    await desk.getByRole('button', { name: 'Do not promise it' }).click()
    await reply().fill('')
  })

  it('stand in the order in which they were written, each confirmed or waved away [S3-21]', async () => {
    await reply().fill(
      'I’ll look into it. I’ll call you tomorrow at 10. I’ll send you the quote by Friday noon.',
    )
    await heard().nth(1).waitFor()
    expect(await heard().nth(0).textContent()).toContain('Ana looks into it')
    expect(await heard().nth(1).textContent()).toContain('Ana calls Ewa by tomorrow 10:00')
    const more = desk.getByRole('button', { name: 'One more was heard' })
    await picture(desk, 'hearing-1-order')
    expect(await accessProblems(desk)).toEqual([])
    await more.click()
    await heard().filter({ hasText: 'Ana sends Ewa the quote' }).waitFor()
    expect(await heard().count()).toBe(3)
    // The second is confirmed before the first.
    await heard().nth(1).getByRole('button', promiseIt).click()
    await desk.getByText('Promised when you send this').waitFor()
    await heard().nth(2).waitFor({ state: 'detached' })
    expect(await heard().nth(0).textContent()).toContain('Ana looks into it')
    await heard().nth(0).getByRole('button', dismiss).click()
    await heard().filter({ hasText: 'Ana looks into it' }).waitFor({ state: 'detached' })
    expect(await heard().count()).toBe(1)
  })

  it('are reached, confirmed and waved away by keyboard alone', async () => {
    await reply().fill('I’ll call you by Friday noon. I’ll send you the bill by Friday noon.')
    await heard().filter({ hasText: 'the bill' }).waitFor()
    await reply().focus()
    for (let n = 0; n < 12; n++) {
      await desk.keyboard.press('Tab')
      if (
        await heard()
          .nth(1)
          .getByRole('button', dismiss)
          .evaluate((b) => b.matches(':focus'))
      )
        break
    }
    await desk.keyboard.press('Enter')
    await heard().filter({ hasText: 'the bill' }).waitFor({ state: 'detached' })
    // The hands are at what is left.
    const left = heard().nth(0).getByRole('button', promiseIt)
    await soon(async () => expect(await left.evaluate((b) => b.matches(':focus'))).toBe(true))
    await desk.keyboard.press('Enter')
    await heard().first().waitFor({ state: 'detached' })
    await soon(async () => expect(await reply().evaluate((a) => a.matches(':focus'))).toBe(true))
  })

  it('that are over, or of no calendar, are asked back [S3-21]', async () => {
    await reply().fill('I’ll call you yesterday at 10.')
    await heard().getByText('“yesterday at 10” is already over. Say a time that lies ahead.').waitFor()
    expect(await heard().getByRole('button', promiseIt).count()).toBe(0)
    await reply().fill('I’ll send you the bill by 31 February.')
    await heard().getByText('No calendar or clock has “by 31 February”. Say another time.').waitFor()
    expect(await heard().getByRole('button', promiseIt).count()).toBe(0)
    // The key asks for what is missing, where it is missing.
    await reply().press('ControlOrMeta+Shift+P')
    const field = heard().getByRole('textbox', { name: 'by when' })
    await soon(async () => expect(await field.evaluate((f) => f.matches(':focus'))).toBe(true))
    expect(await desk.getByRole('dialog').count()).toBe(0)
    await desk.keyboard.type('tomorrow 10:00')
    await heard().getByRole('button', promiseIt).waitFor()
    await picture(desk, 'hearing-2-over')
    await desk.keyboard.press('Enter')
    await heard().first().waitFor({ state: 'detached' })
    await desk.getByText('Ana sends Ewa the bill by tomorrow 10:00', { exact: true }).waitFor()
  })

  it('at an hour that may be two are not promised by choosing one; a person confirms', async () => {
    await reply().fill('I’ll call you tomorrow at 7.')
    const choices = heard()
      .getByRole('group', { name: 'Which one?' })
      .getByRole('button', { name: /closed then/ })
    await choices.first().waitFor()
    // Neither lies in the opening hours, and both say so.
    expect(await choices.allTextContents()).toEqual([
      expect.stringMatching(/07:00 · closed then$/),
      expect.stringMatching(/19:00 · closed then$/),
    ])
    expect(await heard().getByRole('button', promiseIt).count()).toBe(0)
    await reply().press('ControlOrMeta+Shift+P')
    await soon(async () => expect(await choices.first().evaluate((b) => b.matches(':focus'))).toBe(true))
    expect(await desk.getByRole('dialog').count()).toBe(0)
    await desk.keyboard.press('Enter')
    await heard().getByText('Ana calls Ewa by tomorrow 07:00').waitFor()
    expect(await choices.first().getAttribute('aria-pressed')).toBe('true')
    await picture(desk, 'hearing-3-which')
    expect(await accessProblems(desk)).toEqual([])
    await choices.nth(1).click()
    await heard().getByText('Ana calls Ewa by tomorrow 19:00').waitFor()
    await heard().getByRole('button', promiseIt).click()
    await heard().first().waitFor({ state: 'detached' })
    // The hour that was chosen, with what is to be known of it.
    await desk.getByText('Ana calls Ewa by tomorrow 19:00 · closed then', { exact: true }).waitFor()
  })

  it('say which hour is over where one alone is left, and that the place is closed then', async () => {
    await reply().fill('I’ll call you today at 9.')
    await heard().getByText('“today at 9”: 09:00 is over already. Is this one meant?').waitFor()
    await heard()
      .getByRole('group', { name: 'Is this one meant?' })
      .getByRole('button', { name: /21:00 · closed then/ })
      .waitFor()
    await reply().fill('I’ll call you on Saturday at 20:00.')
    await heard()
      .getByText(/20:00 · closed then/)
      .waitFor()
    await picture(desk, 'hearing-9-closed')
  })

  it('in another language keep their words; the time stands beside them as the reader says it', async () => {
    await reply().fill('Ich rufe Sie morgen um 15 Uhr an.')
    const words = heard().getByText('Ana ruft Ewa an', { exact: true })
    await words.waitFor()
    expect(await words.getAttribute('lang')).toBe('de')
    await heard().getByText('by tomorrow 15:00', { exact: true }).waitFor()
    await picture(desk, 'hearing-4-german')
  })

  it('show no errors in a dialog before anything was tried', async () => {
    await reply().fill('')
    await heard().first().waitFor({ state: 'detached' })
    await reply().press('ControlOrMeta+Shift+P')
    const dialog = desk.getByRole('dialog', { name: 'Promise Ewa something' })
    await dialog.waitFor()
    expect(await dialog.locator('[aria-invalid=true]').count()).toBe(0)
    // What its words leave unclear is asked back at the field for the time.
    await dialog.getByLabel('What', { exact: true }).fill('call you tomorrow at 7')
    const choices = dialog.getByRole('group', { name: 'Which one?' }).getByRole('button')
    await choices.first().waitFor()
    await picture(desk, 'hearing-5-dialog')
    await dialog.getByLabel('By when').fill('yesterday')
    await dialog.getByText('That time is already over. Choose a later one.').waitFor()
    await dialog.getByLabel('By when').fill('31. Februar')
    await dialog.getByText('No calendar has this day. Choose another.').waitFor()
    await dialog.getByLabel('By when').fill('tomorrow 25:00')
    await dialog.getByText('No clock has this hour. Choose another.').waitFor()
    await dialog.getByLabel('By when').fill('25 dec 22:00')
    await dialog.getByText(/22:00, shop time · closed then/).waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
  })

  it('are asked about in the same way while a call is written down', async () => {
    await desk
      .getByRole('button', { name: /Log a call/ })
      .first()
      .click()
    const dialog = desk.getByRole('dialog')
    await dialog
      .getByRole('textbox', { name: /about/i })
      .fill('Told her we call back. I’ll call her at 7. I’ll send it yesterday.')
    await heard().nth(1).waitFor()
    await picture(desk, 'hearing-6-call')
    await heard().getByText('“yesterday” is already over. Say a time that lies ahead.').waitFor()
    expect(await dialog.locator('[aria-invalid=true]').count()).toBe(0)
  })

  it('belong in a call to the colleague they name, who can be changed and is told [S3-21]', async () => {
    const dialog = desk.getByRole('dialog')
    await dialog.getByRole('textbox', { name: /about/i }).fill('Luis sends the photos by Friday noon.')
    await heard().getByText('Luis sends the photos', { exact: false }).waitFor()
    await heard().getByText('Heard in your words; Luis keeps it.', { exact: false }).waitFor()
    await heard().getByRole('button', promiseIt).click()
    const owner = dialog.getByRole('combobox', { name: 'Who keeps it' })
    await owner.getByText('Luis').waitFor()
    await dialog.getByText('Luis is told.').waitFor()
    await picture(desk, 'hearing-7-call-colleague')
    expect(await accessProblems(desk)).toEqual([])
    await owner.click()
    await desk.getByRole('option', { name: /\(you\)$/ }).click()
    const text = dialog.getByLabel('What we promise, as they will read it')
    await soon(async () => expect(await text.inputValue()).toBe('Ana sends the photos'))
    await desk.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('read well on a phone, in the dark, and in the other language', async () => {
    const storageState = await desk.context().storageState()
    const context = await browser.newContext({
      ...{ storageState, viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'en-GB' },
      ...{ timezoneId: 'Europe/Berlin', reducedMotion: 'reduce', hasTouch: true, isMobile: true },
    })
    const phone = await context.newPage()
    await phone.goto(talk)
    const words = phone.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
    await words.fill('I’ll call you tomorrow at 7. Ich schicke Ihnen das Angebot bis morgen um 15 Uhr.')
    const list = phone.getByRole('list', { name: 'Heard as promises' })
    await list.getByText('by tomorrow 15:00', { exact: true }).waitFor()
    await picture(phone, 'hearing-7-phone')
    expect(await accessProblems(phone)).toEqual([])
    const wide = await phone.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
    expect(wide).toBe(0)
    const changed = await phone.request.patch(`${server.url}/api/me/preferences`, {
      data: { language: 'de' },
    })
    expect(changed.ok(), await changed.text()).toBe(true)
    await phone.goto(talk)
    const german = phone.getByRole('textbox', { name: /Ewa Nowak/ })
    await german.fill('')
    await german.fill('I’ll call you tomorrow at 3.')
    const here = phone.getByRole('list', { name: 'Als Zusagen herausgehört' })
    const said = here.getByText('Ana calls Ewa', { exact: true })
    await said.waitFor()
    expect(await said.getAttribute('lang')).toBe('en')
    await here.getByText('bis morgen 15:00', { exact: true }).waitFor()
    await picture(phone, 'hearing-8-german-desk')
    await german.fill('Ich rufe Sie gestern um 10 an.')
    await here.getByText('„gestern um 10“ ist schon vorbei.').waitFor()
    await context.close()
  })

  it('complain about nothing', () => {
    expect(complaints).toEqual([])
  })
})
