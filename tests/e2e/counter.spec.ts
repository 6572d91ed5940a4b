import type { Browser, Page } from 'playwright-core'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { type Server, startServer } from './support/server.ts'

const PASSWORD = 'correct horse battery'

let server: Server
let browser: Browser
/** Olga, who leads, and Tom in the workshop: two people at two machines. */
let olga: Page
let tom: Page
let invitation: string
let martasPage: string
let complaints: string[]

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  olga = await (await visitor(browser)).newPage()
  tom = await (await visitor(browser)).newPage()
  complaints = complaintsOf(olga)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function ask<T>(path: string, data?: object): Promise<T> {
  const url = `${server.url}/api${path}`
  const reply = await (data ? olga.request.post(url, { data }) : olga.request.get(url))
  expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true)
  return (await reply.json()) as T
}

async function someoneIsHere(page: Page) {
  await page.goto(`${server.url}/counter`)
  await page
    .getByRole('button', { name: /Someone is here/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: 'Someone is here', exact: true })
  await dialog.getByText('Noted at').waitFor()
  return dialog
}

async function logACall(page: Page) {
  await page.goto(`${server.url}/counter`)
  await page
    .getByRole('button', { name: /Log a call/ })
    .first()
    .click()
  return page.getByRole('dialog', { name: 'Log a call' })
}

/** The one with whom the latest call was. */
async function lastCaller() {
  const { items } = await ask<{ items: { person: { name: string } | null; subject: string }[] }>(
    '/conversations?view=all',
  )
  return items[0]!
}

describe('a house of two', () => {
  it('is made with the browser’s time zone, which can be found by typing', async () => {
    await olga.goto(`${server.url}/setup?token=${server.setupToken}`)
    await olga.getByRole('button', { name: 'Make your workspace' }).click()
    const zone = olga.getByRole('combobox', { name: 'Time zone' })
    await zone.waitFor()
    expect(await zone.inputValue()).toBe('Europe/Berlin')
    await zone.fill('lisb')
    await olga.getByRole('option', { name: /Europe\/Lisbon/ }).waitFor()
    await picture(olga, 'counter-0-zone')
    expect(await accessProblems(olga)).toEqual([])
    await zone.press('Enter')
    expect(await zone.inputValue()).toBe('Europe/Lisbon')
    await zone.fill('berlin')
    await zone.press('Enter')
    await olga.getByLabel('What is your house called?').fill('Nordlicht Motors')
    await olga.getByLabel('Your name').fill('Olga Brandt')
    await olga.getByLabel('E-mail').fill('olga@nordlicht.example')
    await olga.getByLabel('Password').fill(PASSWORD)
    await olga.getByRole('button', { name: 'Begin' }).click()
    await olga.getByRole('link', { name: 'Inbox' }).first().waitFor()
  })

  it('has a colleague by an invitation handed over, where no letter could go', async () => {
    await olga.goto(`${server.url}/settings/members`)
    await olga.getByRole('button', { name: 'Invite somebody' }).click()
    const dialog = olga.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Tom Technician')
    await dialog.getByLabel('E-mail').fill('tom@nordlicht.example')
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click()
    await olga.getByText('Please hand this link over in person').waitFor()
    invitation = await olga.getByLabel('Invitation link').inputValue()
    await picture(olga, 'counter-1-invited')
    await tom.goto(invitation)
    await tom.getByLabel('Password').waitFor()
    expect(await accessProblems(tom)).toEqual([])
    await tom.getByLabel('Password').fill(PASSWORD)
    await tom.getByRole('button', { name: 'Join' }).click()
    await tom.getByRole('link', { name: 'Counter' }).first().waitFor()
  })

  it('lets everybody sign in', async () => {
    const guest = await (await visitor(browser)).newPage()
    await guest.goto(`${server.url}/sign-in`)
    await guest.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await accessProblems(guest)).toEqual([])
    await guest.context().close()
  })
})

describe('who it is', () => {
  it('is chosen by Enter where a plate finds exactly one [S4-10]', async () => {
    const { id } = await ask<{ id: string }>('/people', {
      name: 'Marta Okafor',
      handles: [{ kind: 'phone', value: '0171 5550142' }],
    })
    martasPage = `${server.url}/people/${id}`
    const car = { kind: 'vehicle', name: 'White Golf', plate: 'TEST 42', vin: null, note: null }
    await ask(`/people/${id}/things`, car)
    const dialog = await someoneIsHere(olga)
    const who = dialog.getByRole('combobox', { name: 'Name, plate or telephone' })
    await who.pressSequentially('42')
    await who.press('Enter')
    await dialog.getByText('Marta Okafor').waitFor()
    expect(await accessProblems(olga)).toEqual([])
    // Enter goes on from the other field: nobody has to reach for a mouse.
    await olga.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await olga.getByRole('button', { name: 'Greet Marta Okafor' }).waitFor()
    const { items } = await ask<{ items: unknown[] }>('/people')
    expect(items).toHaveLength(1)
  })

  it('stays a note where a plate finds nobody, and words are never dropped', async () => {
    const dialog = await someoneIsHere(olga)
    await dialog.getByRole('combobox').fill('XYZ 999')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await olga.getByRole('link', { name: 'Someone, XYZ 999' }).waitFor()
    const { items } = await ask<{ items: unknown[] }>('/people')
    expect(items).toHaveLength(1)
  })

  it('stays a note where the dialog is only closed', async () => {
    const dialog = await someoneIsHere(olga)
    await dialog.getByRole('combobox').fill('with the red bag')
    await olga.keyboard.press('Escape')
    await olga.getByRole('link', { name: 'Someone, with the red bag' }).waitFor()
  })

  it('keeps what is typed and put away before the server has answered, comes back with it where it came to nothing, and takes the next one meanwhile', async () => {
    const page = await olga.context().newPage()
    await page.goto(`${server.url}/counter`)
    await page.getByRole('link', { name: 'Someone, with the red bag' }).waitFor()
    let answer = (_how: 'lost' | 'go') => {}
    await page.route('**/arrivals', async (route) => {
      const how = await new Promise<'lost' | 'go'>((say) => (answer = say))
      await (how === 'go' ? route.continue() : route.abort())
    })
    const dialog = page.getByRole('dialog', { name: 'Someone is here', exact: true })
    const note = dialog.getByRole('textbox', { name: 'What one sees' })
    const asked = () => page.waitForRequest('**/arrivals')
    const first = asked()
    await page.keyboard.press('Space')
    await note.fill('with a ladder')
    await first
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    answer('lost')
    await dialog.getByText('That somebody is here was not noted.').waitFor()
    const again = asked()
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await again
    expect(await note.inputValue()).toBe('with a ladder')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    const answerFirst = answer
    const second = asked()
    await page.keyboard.press('Space')
    await second
    await note.fill('with two dogs')
    await page.keyboard.press('Escape')
    answerFirst('go')
    await page.getByRole('link', { name: 'Someone, with a ladder' }).waitFor()
    answer('go')
    await page.getByRole('link', { name: 'Someone, with two dogs' }).waitFor()
    await page.close()
  })

  it('is asked for where several are found, before anything is saved', async () => {
    await ask('/people', { name: 'Marta Lind' })
    const dialog = await someoneIsHere(olga)
    await dialog.getByRole('combobox').fill('marta')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await dialog.getByText('Several people are found by this').waitFor()
    // A mouse that passes somebody on its way chooses nobody.
    await dialog.getByRole('option').nth(1).hover()
    await dialog.getByRole('button', { name: 'Done' }).hover()
    await dialog.getByRole('combobox').press('Enter')
    await dialog.getByRole('combobox').press('Enter')
    await dialog.getByText(/^Marta (Okafor|Lind)$/).waitFor()
    await dialog.getByRole('button', { name: 'Nobody, it was a mistake' }).click()
  })

  it('is known by the end of the telephone number when a call is logged', async () => {
    const dialog = await logACall(olga)
    const who = dialog.getByRole('combobox', { name: 'With whom?' })
    await who.pressSequentially('0142')
    await dialog.getByRole('option', { name: /0171 5550142/ }).waitFor()
    expect(await accessProblems(olga)).toEqual([])
    await who.press('Enter')
    await dialog.getByText('Marta Okafor').waitFor()
    await olga.keyboard.type('Asks whether the tyres have come.')
    await olga.keyboard.press('ControlOrMeta+Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await lastCaller()).toMatchObject({
      person: { name: 'Marta Okafor' },
      subject: 'Asks whether the tyres have come',
    })
  })

  it('is not called new before it is known who is found', async () => {
    const asking = /\/api\/people\?.*Okafor/
    let answer = () => {}
    const held = new Promise<void>((go) => (answer = go))
    await olga.route(asking, async (route) => {
      await held
      await route.continue()
    })
    const dialog = await logACall(olga)
    const who = dialog.getByRole('combobox', { name: 'With whom?' })
    const asked = olga.waitForRequest(asking)
    await who.fill('Marta Okafor')
    await asked
    expect(await dialog.getByRole('option').count()).toBe(0)
    answer()
    await dialog.getByRole('option', { name: /0171 5550142/ }).waitFor()
    // Another one of that name may be new all the same.
    await dialog.getByRole('option', { name: '“Marta Okafor” is new here' }).waitFor()
    await olga.unroute(asking)
    await who.fill('')
    await olga.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('is shown before a call is saved where typed words mean one person after all', async () => {
    const dialog = await logACall(olga)
    await dialog.getByRole('combobox', { name: 'With whom?' }).fill('white golf')
    await dialog.getByLabel('What about?').fill('The brakes again.')
    await dialog.getByRole('button', { name: 'Save the call' }).click()
    // Nothing is saved with somebody one has not seen, and it is said why.
    await dialog.getByRole('status').getByText('Marta Okafor is found by what you typed.').waitFor()
    await picture(olga, 'counter-found-late')
    await dialog.getByRole('button', { name: 'Save the call' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await lastCaller()).toMatchObject({
      person: { name: 'Marta Okafor' },
      subject: 'The brakes again',
    })
  })

  it('is somebody new where a name finds nobody', async () => {
    const dialog = await logACall(olga)
    const who = dialog.getByRole('combobox', { name: 'With whom?' })
    await who.pressSequentially('Ole Berg')
    await who.press('Enter')
    await olga.keyboard.type('Wants a price for winter tyres.')
    await dialog.getByRole('button', { name: 'Save the call' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await lastCaller()).toMatchObject({ person: { name: 'Ole Berg' } })
  })
})

describe('the counter', () => {
  it('shows to one what another noted, without a press of theirs', async () => {
    await tom.goto(`${server.url}/counter`)
    await tom.getByRole('link', { name: 'Someone, XYZ 999' }).waitFor()
    const dialog = await someoneIsHere(olga)
    await dialog.getByLabel('What one sees').fill('In a green coat')
    const noted = olga.waitForResponse((reply) => reply.url().endsWith('/name') && reply.ok())
    await dialog.getByRole('button', { name: 'Done' }).click()
    await noted
    await tom.getByRole('link', { name: 'Someone, In a green coat' }).waitFor()
  })

  it('leaves somebody in peace who is just looking, for all to see, until they ask [S4-14] [S4-29]', async () => {
    await tom.getByRole('button', { name: 'More for Someone, In a green coat' }).click()
    await tom.getByRole('menuitem', { name: 'Just looking' }).click()
    const there = olga.locator('main').getByRole('listitem').filter({ hasText: 'In a green coat' })
    await there.getByText('Leave in peace').waitFor()
    expect(await there.getByRole('button', { name: /Greet|I am with them/ }).count()).toBe(0)
    await olga.getByRole('link', { name: 'Today' }).first().click()
    await olga.getByRole('heading', { name: /Olga/ }).waitFor()
    await olga.getByText('Marta Okafor').first().waitFor()
    expect(await olga.getByText('In a green coat').count()).toBe(0)
    await tom.getByRole('button', { name: 'More for Someone, In a green coat' }).click()
    await tom.getByRole('menuitem', { name: 'They asked for help' }).click()
    await tom.getByText('with you').first().waitFor()
  })

  it.each([1024, 1280, 1440, 390])('breaks no name at %i px', async (width) => {
    await olga.setViewportSize({ width, height: 900 })
    await olga.goto(`${server.url}/counter`)
    await olga.getByRole('link', { name: 'Someone, XYZ 999' }).waitFor()
    await picture(olga, `counter-at-${width}`)
    const widths = await olga
      .locator('main li a[href*="/conversations/"]')
      .evaluateAll((names) => names.map((name) => name.closest('div')?.clientWidth ?? 0))
    expect(Math.min(...widths)).toBeGreaterThan(140)
    expect(await accessProblems(olga)).toEqual([])
    await olga.setViewportSize({ width: 1440, height: 900 })
  })

  it('asks who somebody is in a dialog everyone can use', async () => {
    await olga.goto(`${server.url}/counter`)
    await olga.getByRole('button', { name: 'More for Someone, XYZ 999' }).click()
    await olga.getByRole('menuitem', { name: 'Who is it?' }).click()
    const dialog = olga.getByRole('dialog', { name: 'Who is it?' })
    await dialog.getByRole('combobox').pressSequentially('white golf')
    await dialog.getByRole('option', { name: /White Golf · TEST 42/ }).waitFor()
    await picture(olga, 'counter-2-who')
    expect(await accessProblems(olga)).toEqual([])
    await dialog.getByRole('combobox').press('Enter')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    await olga.getByText('XYZ 999').first().waitFor()
  })
})

describe('the ways to a person', () => {
  it('are on the person’s page, where a link taken back by mistake comes back', async () => {
    await olga.goto(martasPage)
    await olga.getByRole('button', { name: 'Make a link and copy it' }).click()
    await olga.getByRole('link', { name: 'Open the page' }).waitFor()
    await olga.getByRole('button', { name: 'Take the link back' }).click()
    await olga.getByText('No link yet').waitFor()
    await olga.getByRole('button', { name: 'Undo' }).first().click()
    await olga.getByRole('link', { name: 'Open the page' }).waitFor()
    await picture(olga, 'counter-3-person')
    expect(await accessProblems(olga)).toEqual([])
  })

  it('are a mailbox and a form, set up in dialogs everyone can use', async () => {
    await olga.goto(`${server.url}/settings/mailboxes`)
    await olga.getByRole('button', { name: 'Connect a mailbox' }).first().click()
    await olga.getByRole('dialog').getByLabel('Address').waitFor()
    expect(await accessProblems(olga)).toEqual([])
    await olga.goto(`${server.url}/settings/forms`)
    await olga.getByRole('button', { name: 'Add a web form' }).first().click()
    await olga.getByRole('dialog').getByLabel('Heading').fill('Write to us')
    expect(await accessProblems(olga)).toEqual([])
    await olga.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
    await olga.getByText('Write to us').first().waitFor()
  })

  it('take in at once what a fast hand wrote, and say that it arrived', async () => {
    const { items } = await ask<{ items: { url: string }[] }>('/forms')
    const guest = await (await visitor(browser, { phone: true })).newPage()
    await guest.goto(items[0]!.url)
    await guest.getByLabel('Your name').waitFor()
    expect(await accessProblems(guest)).toEqual([])
    await guest.getByLabel('Your name').fill('Jonas Lind')
    await guest.getByLabel('E-mail address').fill('jonas@lind.example')
    await guest.getByLabel('What can we do for you?').fill('Any news of the gearbox?')
    await guest.getByRole('button', { name: 'Send' }).click()
    await guest.getByText(/Your reference/).waitFor()
    await guest.context().close()
    expect(await lastCaller()).toMatchObject({ person: { name: 'Jonas Lind' } })
  })

  it('are called as the sector calls them: guests have a screen of guests [S0-16]', async () => {
    const { current } = await ask<{ current: { workspace: { version: number } } }>('/session')
    const body = { vocabulary: 'guest', version: current.workspace.version }
    expect((await olga.request.patch(`${server.url}/api/workspace`, { data: body })).ok()).toBe(true)
    await olga.goto(`${server.url}/people`)
    await olga.getByRole('heading', { name: 'Guests' }).waitFor()
    await olga.getByRole('button', { name: 'Add a guest' }).waitFor()
    await olga.getByRole('link', { name: 'Guests' }).first().waitFor()
  })

  it('look as one chose, on another machine too', async () => {
    await olga.goto(`${server.url}/settings/me`)
    const kept = olga.waitForResponse((reply) => reply.url().endsWith('/me/preferences'))
    await olga.getByRole('radio', { name: 'Dark' }).click()
    await kept
    const other = await (await visitor(browser)).newPage()
    await other.goto(`${server.url}/sign-in`)
    await other.getByLabel('E-mail').fill('olga@nordlicht.example')
    await other.getByLabel('Password').fill(PASSWORD)
    await other.getByRole('button', { name: 'Sign in' }).click()
    await other.locator('html[data-theme=dark]').waitFor()
    await other.context().close()
  })

  it('has not complained once', () => expect(complaints).toEqual([]))
})
