import type { Browser, Page } from 'playwright-core'
import { vi } from 'vitest'
import { codeAt } from '../../src/server/world/visitor.ts'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { openedProblemsWideAndNarrow } from './support/look-at-opened.ts'
import { type Server, startServer } from './support/server.ts'

const EMAIL = 'olga@example.com'
const PASSWORD = 'correct horse battery'

let server: Server
let browser: Browser
let olga: Page
let complaints: string[]
let secret = ''
let recoveryCodes: string[] = []

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  olga = await (await visitor(browser)).newPage()
  complaints = complaintsOf(olga)
  const reply = await olga.request.post(`${server.url}/api/setup`, {
    data: {
      ...{ token: server.setupToken, workspaceName: 'Nordlicht Motors', timeZone: 'Europe/Berlin' },
      ...{ vocabulary: 'customer', name: 'Olga Brandt', email: EMAIL, password: PASSWORD },
    },
  })
  expect(reply.ok()).toBe(true)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
// The server reads this process's clock: half a minute is turned for each new code.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }))
afterEach(() => void vi.useRealTimers())

let ahead = 0
function nextCode(): string {
  ahead += 30_000
  vi.setSystemTime(Date.now() + ahead)
  return codeAt(secret, Date.now())
}

async function typePassword(page: Page, url = `${server.url}/sign-in`) {
  await page.goto(url)
  await page.getByLabel('E-mail address').fill(EMAIL)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'And your code' }).waitFor()
}

describe('a safe account', () => {
  it('gets a second step: a square to scan, a code, and recovery codes to keep', async () => {
    await olga.goto(`${server.url}/settings/safety`)
    await olga.getByRole('button', { name: 'Set it up' }).click()
    const dialog = olga.getByRole('dialog', { name: 'Two-step sign-in' })
    await dialog.getByLabel('Your password').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Begin' }).click()
    await dialog.getByRole('img', { name: 'A square for your authenticator to scan' }).waitFor()
    await dialog.getByText('Cannot scan? Type this instead').click()
    secret = (await dialog.locator('code').textContent())!.replace(/\s/g, '')
    await picture(olga, 'safety-1-scan')
    expect(await accessProblems(olga)).toEqual([])
    await dialog.getByLabel('The code it shows now').fill(nextCode())
    await dialog.getByRole('button', { name: 'Switch it on' }).click()
    const codes = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
    await codes.first().waitFor()
    recoveryCodes = await codes.allInnerTexts()
    expect(recoveryCodes).toHaveLength(10)
    await picture(olga, 'safety-2-codes')
    expect(await accessProblems(olga)).toEqual([])
    const downloading = olga.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download' }).click()
    expect((await downloading).suggestedFilename()).toBe('servus-recovery-codes.txt')
    // Shown this once: no slip closes it.
    await olga.keyboard.press('Escape')
    expect(await codes.count()).toBe(10)
    await dialog.getByRole('button', { name: 'I have kept them' }).click()
    await olga.getByText('10 recovery codes left.').waitFor()
    await picture(olga, 'safety-3-settings')
    expect(await accessProblems(olga)).toEqual([])
  })

  it('asks for the code at the next sign-in, and says when it is wrong', async () => {
    await olga.getByRole('button', { name: /Olga Brandt/ }).click()
    await olga.getByRole('menuitem', { name: 'Sign out' }).click()
    await olga.getByRole('heading', { name: 'Good to see you' }).waitFor()
    await typePassword(olga)
    await picture(olga, 'safety-4-code')
    expect(await accessProblems(olga)).toEqual([])
    await olga.getByLabel('Code', { exact: true }).fill('000000')
    await olga.getByText('This code is not right, or was used already.').waitFor()
    await olga.getByLabel('Code', { exact: true }).fill(nextCode())
    await olga.getByRole('heading', { name: /Good (morning|afternoon|evening)/ }).waitFor()
  })

  it('lets its owner in by a recovery code on a telephone, and ends there when ended here', async () => {
    const phone = await (await visitor(browser, { phone: true })).newPage()
    await typePassword(phone)
    await phone.getByRole('button', { name: 'Use a recovery code' }).click()
    await phone.getByLabel('Recovery code').fill(recoveryCodes[0]!)
    await picture(phone, 'safety-5-phone')
    await phone.getByRole('button', { name: 'Sign in' }).click()
    await phone.getByRole('heading', { name: /Good (morning|afternoon|evening)/ }).waitFor()
    await olga.goto(`${server.url}/settings/safety`)
    await olga.getByText('9 recovery codes left.').waitFor()
    await olga.getByRole('button', { name: /^End / }).first().click()
    await phone.getByRole('heading', { name: 'Good to see you' }).waitFor()
    await phone.context().close()
  })

  it('asks who sits there before what reaches far, and loses nothing of what was filled in', async () => {
    // An hour passes.
    await server.services.db.pool.query(`update auth.session set "provedAt" = "provedAt" - interval '1 hour'`)
    await olga.goto(`${server.url}/settings/tokens`)
    await olga.getByText('No token yet.').waitFor()
    await olga.getByRole('button', { name: 'Make a token' }).click()
    await olga.getByLabel('What is it for?').fill('Export to the till')
    await olga.getByLabel('Read people').check()
    await picture(olga, 'safety-6-token')
    expect(await accessProblems(olga)).toEqual([])
    await olga.getByRole('button', { name: 'Make it' }).click()
    const asks = olga.getByRole('dialog', { name: 'Is it you?' })
    await asks.getByLabel('Password').fill('not my password')
    await asks.getByRole('button', { name: 'It is me' }).click()
    await asks.getByText('That is not your password.').waitFor()
    await picture(olga, 'safety-7-confirm')
    expect(await accessProblems(olga)).toEqual([])
    expect(await openedProblemsWideAndNarrow(olga)).toEqual([])
    await asks.getByLabel('Password').fill(PASSWORD)
    await asks.getByRole('button', { name: 'It is me' }).click()
    await olga.getByRole('dialog', { name: 'Here is your token' }).waitFor()
    expect(await olga.getByLabel('Token', { exact: true }).inputValue()).toMatch(/^servus_/)
    await olga.getByRole('button', { name: 'Done' }).click()
    await olga.getByRole('button', { name: 'Revoke Export to the till' }).waitFor()
    await picture(olga, 'safety-8-tokens')
  })

  it('is asked of everybody: who lacks it is led to it first, and goes on where they were', async () => {
    await olga.goto(`${server.url}/settings/members`)
    await olga.getByText('Nobody has to use it.').waitFor()
    const today = new Date(Date.now()).toISOString().slice(0, 10)
    await olga.getByLabel('From this day on').fill(today)
    await olga.getByRole('button', { name: 'Ask everybody for it' }).click()
    await olga.getByText('Everybody needs it from').waitFor()
    await picture(olga, 'safety-9-members')
    expect(await accessProblems(olga)).toEqual([])
    const luis = await (await visitor(browser, { dark: true })).newPage()
    const session = await (await olga.request.get(`${server.url}/api/session`)).json()
    const { url } = await (
      await olga.request.post(`${server.url}/api/invitations`, {
        data: {
          ...{ email: 'luis@example.com', name: 'Luis Ortega', role: 'member', job: 'service_advisor' },
          ...{ endsAt: null, siteId: session.current.member.siteId },
        },
      })
    ).json()
    await luis.goto(`${server.url}/invitation/${url.split('/').at(-1)}`)
    await luis.getByLabel('Password').fill(PASSWORD)
    await luis.getByRole('button', { name: 'Join' }).click()
    await luis.getByRole('heading', { name: 'One thing first' }).waitFor()
    await luis.goto(`${server.url}/promises`)
    await luis.getByRole('heading', { name: 'One thing first' }).waitFor()
    await luis.getByLabel('Your password').fill(PASSWORD)
    await luis.getByRole('button', { name: 'Begin' }).click()
    await luis.getByText('Cannot scan? Type this instead').click()
    secret = (await luis.locator('code').textContent())!.replace(/\s/g, '')
    await picture(luis, 'safety-10-first-dark')
    expect(await accessProblems(luis)).toEqual([])
    await luis.getByLabel('The code it shows now').fill(nextCode())
    await luis.getByRole('button', { name: 'Switch it on' }).click()
    await luis.getByRole('button', { name: 'I have kept them' }).click()
    await luis.getByRole('heading', { name: 'Promises', level: 1 }).waitFor()
    await olga.reload()
    await olga.getByText('2 of 2 have it.').waitFor()
    await olga.getByRole('button', { name: 'Change Luis Ortega' }).click()
    await olga.getByRole('button', { name: 'Reset two-step sign-in' }).click()
    await picture(olga, 'safety-11-reset')
    await olga.getByRole('button', { name: 'Reset it' }).click()
    await olga.getByText('Luis Ortega can sign in with the password alone').waitFor()
    await luis.getByRole('heading', { name: 'Good to see you' }).waitFor()
  })

  it('stands well on a telephone and in the dark', async () => {
    const phone = await (await visitor(browser, { phone: true, dark: true })).newPage()
    await phone.context().addCookies(await olga.context().cookies())
    for (const part of ['safety', 'tokens', 'members']) {
      await phone.goto(`${server.url}/settings/${part}`)
      await phone
        .getByRole('button', { name: /codes|Make a token|Invite/ })
        .first()
        .waitFor()
      await picture(phone, `safety-phone-${part}`)
      expect(await accessProblems(phone)).toEqual([])
    }
    await phone.context().close()
  })

  it('lets nobody try without end, nor a recovery code count twice', async () => {
    const thief = await (await visitor(browser)).newPage()
    await typePassword(thief)
    const again = thief.getByText('Please begin again')
    const wrong = thief.getByText('This code is not right, or was used already.')
    // Five tries at one sign-in, then the password is asked for anew.
    for (let i = 0; i < 5; i++) {
      const answered = thief.waitForResponse('**/api/sign-in/code')
      await thief.getByLabel('Code', { exact: true }).fill(`11111${i}`)
      expect((await answered).status()).toBe(403)
      await wrong.waitFor()
      // What is typed while the server still looks is not sent by itself.
      await thief.locator('button[aria-busy]').waitFor({ state: 'detached' })
    }
    await thief.getByLabel('Code', { exact: true }).fill('111119')
    await again.waitFor()
    await picture(thief, 'safety-12-again')
    expect(await accessProblems(thief)).toEqual([])
    await typePassword(thief)
    await thief.getByRole('button', { name: 'Use a recovery code' }).click()
    await thief.getByLabel('Recovery code').fill(recoveryCodes[0]!)
    await thief.getByRole('button', { name: 'Sign in' }).click()
    await wrong.waitFor()
    await thief.context().close()
  })

  it('is let go of by whoever leads, and switched off by password and code together', async () => {
    await olga.goto(`${server.url}/settings/members`)
    await olga.getByRole('button', { name: 'No longer ask' }).click()
    await olga.getByText('Nobody has to use it.').waitFor()
    await olga.goto(`${server.url}/settings/safety`)
    await olga.getByRole('button', { name: 'Switch off' }).click()
    const dialog = olga.getByRole('dialog', { name: 'Switch off' })
    await dialog.getByLabel('Your password').fill('not my password')
    await dialog.getByLabel(/^Code of your authenticator/).fill(recoveryCodes[1]!)
    await dialog.getByRole('button', { name: 'Switch off' }).click()
    await dialog.getByText('That is not your password.').waitFor()
    await dialog.getByLabel('Your password').fill(PASSWORD)
    await dialog.getByLabel(/^Code of your authenticator/).fill('123456')
    await dialog.getByRole('button', { name: 'Switch off' }).click()
    await dialog.getByText('This code is not right, or was used already.').waitFor()
    await picture(olga, 'safety-13-off')
    expect(await accessProblems(olga)).toEqual([])
    await dialog.getByLabel(/^Code of your authenticator/).fill(recoveryCodes[1]!)
    await dialog.getByRole('button', { name: 'Switch off' }).click()
    await olga.getByRole('button', { name: 'Set it up' }).waitFor()
    const elsewhere = await (await visitor(browser)).newPage()
    await elsewhere.goto(`${server.url}/promises`)
    await elsewhere.getByLabel('E-mail address').fill(EMAIL)
    await elsewhere.getByLabel('Password').fill(PASSWORD)
    await elsewhere.getByRole('button', { name: 'Sign in' }).click()
    // The password alone lets in again, and leads on to where one wanted to go.
    await elsewhere.getByRole('heading', { name: 'Promises', level: 1 }).waitFor()
    await elsewhere.context().close()
  })

  it('made no screen complain', () => {
    // What the server refuses, the browser's console tells too.
    expect(complaints.filter((c) => !/status of 40[13]/.test(c))).toEqual([])
  })
})
