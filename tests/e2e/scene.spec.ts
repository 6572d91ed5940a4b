import type { Browser, Page } from 'playwright-core'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { opensDemo } from './support/house.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

let server: Server
let browser: Browser
let desk: Page
let phone: Page
let complaints: string[]

const ASKED = 'There is a grinding noise when I brake. Is it safe to drive to my mother on Sunday?'

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  desk = await (await visitor(browser)).newPage()
  complaints = complaintsOf(desk)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

describe('the scene of five minutes', () => {
  it('opens the demo with the first-run token, at the service desk', async () => {
    await desk.goto(`${server.url}/setup?token=${server.setupToken}`)
    await picture(desk, 'scene-0-setup')
    await opensDemo(desk)
    await picture(desk, 'scene-1-today')
    expect(await accessProblems(desk)).toEqual([])
  })

  it('lets a newcomer be the customer, on a page like a phone', async () => {
    const link = desk.getByRole('link', { name: /be the customer/i })
    const url = (await link.getAttribute('href'))!
    phone = await (await visitor(browser, { phone: true })).newPage()
    await phone.goto(url)
    await phone.getByRole('heading', { name: /Hello Marta/ }).waitFor()
    expect(await accessProblems(phone)).toEqual([])
    await phone.getByRole('button', { name: 'Ask or tell us something' }).click()
    await phone.getByRole('textbox', { name: 'Ask or tell us something' }).fill(ASKED)
    await phone.getByRole('button', { name: 'Send' }).click()
    await phone.getByText(ASKED).first().waitFor()
  })

  it('hears the promise in what the desk types, and one key makes it one', async () => {
    await desk.getByText('There is a grinding noise').first().waitFor()
    await desk.getByText('There is a grinding noise').first().click()
    const composer = desk.getByRole('textbox', { name: 'Reply to Marta Okafor' })
    await composer.fill('Good morning Marta, Luis looks at it right away. I’ll call you by noon.')
    await desk.getByRole('button', { name: 'Promise it' }).waitFor()
    await picture(desk, 'scene-2-heard')
    expect(await accessProblems(desk)).toEqual([])
    await composer.press('ControlOrMeta+Shift+P')
    await composer.press('ControlOrMeta+Enter')
    await phone
      .getByText(/by 12:00/)
      .first()
      .waitFor()
    await picture(phone, 'scene-3-promised')
  })

  it('turns the clock to ten minutes before, and Today lifts it to the top and says why', async () => {
    await desk.getByRole('link', { name: 'Today' }).first().click()
    await desk.getByRole('button', { name: /turn the clock to 11:50/i }).click()
    const first = desk.locator('main').getByRole('listitem').first()
    await first.getByText('Marta Okafor').first().waitFor()
    await first
      .getByText(/10\sminutes/)
      .first()
      .waitFor()
    await picture(desk, 'scene-4-lifted')
  })

  it('says “no news yet, because…, next word by…” on the customer’s page', async () => {
    const first = desk.locator('main').getByRole('listitem').first()
    await first.getByRole('button', { name: 'Call Marta Okafor' }).click()
    await desk.getByRole('dialog').getByRole('link', { name: 'No news yet' }).click()
    const because = desk.getByRole('textbox', { name: 'because' })
    await because.waitFor()
    // One types at once: the focus is where the words go.
    await soon(async () =>
      expect(await desk.evaluate("document.activeElement?.matches('input[type=text]')")).toBe(true),
    )
    await desk.keyboard.type('Luis waits for the brake disc from Potsdam')
    expect(await because.inputValue()).toBe('Luis waits for the brake disc from Potsdam')
    await desk.getByRole('textbox', { name: 'next word by' }).fill('today 14:00')
    await picture(desk, 'scene-5-no-news')
    await desk.getByRole('button', { name: /Tell Marta/ }).click()
    // It is told over a line, not found by looking every few seconds.
    await phone.getByText('Luis waits for the brake disc').waitFor()
    await phone
      .getByText(/Next word by 14:00/)
      .first()
      .waitFor()
    await picture(phone, 'scene-6-told')
    expect(await accessProblems(phone)).toEqual([])
  })

  it('goes by that word on Today, and says what they were told, also once noon has passed [S3-22]', async () => {
    await desk.getByRole('link', { name: 'Today' }).first().click()
    const line = desk.locator('main').getByRole('listitem').filter({ hasText: 'next word by 14:00' })
    await line.getByText(/told them 11:50 that there is no news yet/).waitFor()
    await desk.getByRole('button', { name: /turn the clock to 13:50/i }).click()
    await line.getByText(/in 10 minutes.*it was due today 12:00/).waitFor()
    await picture(desk, 'scene-7-next-word')
    expect(await accessProblems(desk)).toEqual([])
    await phone
      .getByText(/Next word by 14:00.*it was promised by 12:00/)
      .first()
      .waitFor()
    await picture(phone, 'scene-8-late-and-told')
  })

  it('has not complained once', () => {
    expect(complaints).toEqual([])
  })
})
