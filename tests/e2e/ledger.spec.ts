import type { Page } from 'playwright-core'
import { accessProblems, complaintsOf, picture, visitor } from './support/browser.ts'
import { api, type House, joins, openDemo, openHouse } from './support/house.ts'
import type { Server } from './support/server.ts'
import { soon } from './support/soon.ts'

let house: House
let server: Server
let ana: Page
let nora: Page
let complaints: string[]

beforeAll(async () => {
  house = await openHouse()
  server = house.server
  ana = await house.visit()
  complaints = complaintsOf(ana)
  await openDemo(ana, server)
  nora = await house.visit()
  await joins(nora, ana, 'Nora Weiss')
})
afterAll(() => house?.close())

const between = '/promises?made=colleagues'

describe('what one asks of a colleague', () => {
  it('is asked in the promise dialog, promised by a day named, and stands between us [S3-24]', async () => {
    await ana.goto(`${server.url}/promises`)
    await ana.getByRole('button', { name: 'Promise something' }).click()
    await ana.getByRole('button', { name: 'Ask a colleague instead' }).click()
    const dialog = ana.getByRole('dialog', { name: 'Ask a colleague for something' })
    await dialog.getByRole('button', { name: 'Ask', exact: false }).last().click()
    await dialog.getByText('Whom do you ask?').waitFor()
    await dialog.getByRole('combobox', { name: 'Colleague' }).click()
    await ana.getByRole('option', { name: 'Nora Weiss' }).click()
    await dialog.getByLabel('What', { exact: true }).fill('order the sensor for the Fabia')
    await dialog.getByLabel('By when you would like it').fill('tomorrow noon')
    await picture(ana, 'ledger-ask')
    expect(await accessProblems(ana)).toEqual([])
    await dialog.getByLabel('What', { exact: true }).press('Control+Enter')
    await ana.getByText('Nora is asked.').waitFor()
    await ana.goto(server.url + between)
    await ana.getByRole('list', { name: 'Asked by you' }).getByText('order the sensor').waitFor()

    await nora.goto(server.url + between)
    const asked = nora.getByRole('list', { name: 'Asked of you' })
    await asked.getByText('“order the sensor for the Fabia”').waitFor()
    await picture(nora, 'ledger-asked')
    expect(await accessProblems(nora)).toEqual([])
    await asked.getByRole('button', { name: 'Promise it…' }).click()
    const accept = nora.getByRole('dialog', { name: 'Promise it to Ana' })
    await accept.getByText('Nora orders the sensor for the Fabia').waitFor()
    await picture(nora, 'ledger-accept')
    await accept.getByRole('button', { name: 'Promise it' }).click()
    await nora.getByText('“Nora orders the sensor for the Fabia”').waitFor()
    await asked.waitFor({ state: 'detached' })
    // Without a press of hers, Ana's screen shows what became of it.
    await ana.getByRole('list', { name: 'Asked by you' }).getByText('Promised', { exact: true }).waitFor()
    await picture(ana, 'ledger-asked-by-me')
  })
})

describe('a note', () => {
  it('offers colleagues’ names behind an @, by keyboard and by hand', async () => {
    const { items } = await api<{ items: { id: string }[] }>(ana, 'get', '/conversations?view=all')
    await ana.goto(`${server.url}/conversations/${items[0]!.id}`)
    await ana
      .getByRole('radio', { name: 'Note' })
      .or(ana.getByRole('button', { name: 'Note' }))
      .first()
      .click()
    const words = ana.getByRole('textbox', { name: 'Note', exact: false })
    await words.fill('')
    await words.pressSequentially('Please @')
    const list = ana.getByRole('listbox', { name: 'Colleagues to call by name' })
    await list.waitFor()
    await picture(ana, 'ledger-mention')
    expect(await accessProblems(ana)).toEqual([])
    await words.press('Escape')
    await list.waitFor({ state: 'detached' })
    await words.pressSequentially(' @no')
    await list.getByRole('option', { name: 'Nora Weiss', selected: true }).waitFor()
    await words.press('Enter')
    await soon(async () => expect(await words.inputValue()).toBe('Please @ @Nora '))
    await words.pressSequentially('@lu')
    await list.getByRole('option').first().click()
    await soon(async () => expect(await words.inputValue()).toMatch(/@Nora @Lu\p{L}+ $/u))
    await words.fill('')
  })
})

describe('what was handed over together', () => {
  it('is found again and taken back [S3-21]', async () => {
    await ana.goto(`${server.url}/promises?of=all`)
    await ana.getByRole('button', { name: 'Choose several' }).click()
    await ana.getByRole('button', { name: /^Choose all \d+ shown$/ }).click()
    await ana.getByRole('button', { name: 'Hand over to…' }).click()
    await ana.getByRole('menuitem', { name: 'Nora Weiss' }).click()
    await ana.getByText(/Nora Weiss has \d+ promises more now/).waitFor()
    await ana.getByRole('link', { name: 'Handed over earlier' }).click()
    const back = ana.getByRole('button', { name: /^Take \d+ back$/ })
    await back.waitFor()
    await ana.getByText('Nora calls', { exact: false }).first().waitFor()
    await picture(ana, 'ledger-handed')
    expect(await accessProblems(ana)).toEqual([])
    await back.click()
    await ana.getByText(/were taken back/).waitFor()
    await back.waitFor({ state: 'detached' })
    await ana.getByText('Ana Novak has it now').first().waitFor()
  })
})

describe('a break', () => {
  it('asks who takes over what falls due meanwhile', async () => {
    await ana.goto(`${server.url}/people`)
    await ana
      .getByRole('button', { name: /Ana Novak/ })
      .first()
      .click()
    await ana.getByRole('menuitem', { name: 'I’m on a break' }).click()
    const dialog = ana.getByRole('dialog', { name: 'Who takes over?' })
    await dialog.waitFor()
    await dialog.getByRole('combobox', { name: 'Stands in for you' }).click()
    await ana.getByRole('option', { name: 'Nora Weiss' }).click()
    await picture(ana, 'ledger-stand-in')
    expect(await accessProblems(ana)).toEqual([])
    await dialog.getByRole('button', { name: 'They stand in' }).click()
    await ana.getByText('Nora Weiss stands in for you').waitFor()
    await ana
      .getByRole('button', { name: /Ana Novak/ })
      .first()
      .click()
    await ana.getByRole('menuitem', { name: 'I’m back' }).click()
  })

  it('of somebody else is looked after by whoever leads: who stands in is named in Settings', async () => {
    await ana.goto(`${server.url}/settings/members`)
    await ana
      .getByRole('button', { name: /Nora Weiss/ })
      .first()
      .click()
    const field = ana.getByRole('combobox', { name: 'Stands in for Nora' })
    await field.click()
    await ana.getByRole('option', { name: 'Ana Novak' }).click()
    await ana.getByText('Saved').first().waitFor()
    await picture(ana, 'ledger-stand-in-of')
    expect(await accessProblems(ana)).toEqual([])
    expect(complaints).toEqual([])
  })
})

describe('a date that cannot be meant', () => {
  it('is asked back, not guessed: one that is over, one of no calendar, a Friday on a Friday [S3-21]', async () => {
    await ana.goto(`${server.url}/promises`)
    await ana.getByRole('button', { name: 'Promise something' }).click()
    const dialog = ana.getByRole('dialog')
    const when = dialog.getByLabel('By when', { exact: true })
    await when.fill('today 06:00')
    await dialog.getByText('That time is already over. Choose a later one.').waitFor()
    await when.fill('31 February')
    await dialog.getByText('No calendar has this day. Choose another.').waitFor()
    const { current } = await api<{ current: { workspace: { now: string } } }>(ana, 'get', '/session')
    const today = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'Europe/Berlin' })
    await when.fill(today.format(new Date(current.workspace.now)))
    await dialog.getByRole('group', { name: 'Which one?' }).getByRole('button').nth(1).waitFor()
    await picture(ana, 'ledger-which')
  })
})

describe('the ledger on a phone', () => {
  it('fits, in light and dark', async () => {
    for (const dark of [false, true]) {
      const context = await visitor(house.browser, { phone: true, dark })
      await context.addCookies(await ana.context().cookies())
      const page = await context.newPage()
      for (const [name, path, words] of [
        ['handed', '/promises/handed', /to Nora Weiss/],
        ['asks', between, /order the sensor/],
      ] as const) {
        await page.goto(server.url + path)
        await page.getByText(words).first().waitFor()
        await picture(page, `ledger-phone-${name}${dark ? '-dark' : ''}`)
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(
          0,
        )
        expect(await accessProblems(page)).toEqual([])
      }
      await context.close()
    }
  })
})
