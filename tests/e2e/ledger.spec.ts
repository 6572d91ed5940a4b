import type { Page } from 'playwright-core'
import { accessProblems, complaintsOf, picture, visitor } from './support/browser.ts'
import { api, type House, joins, openHouse, sitAtDesk } from './support/house.ts'
import { openedProblemsWideAndNarrow } from './support/look-at-opened.ts'
import type { Server } from './support/server.ts'
import { soon } from './support/soon.ts'

let house: House
let server: Server
let ana: Page
let nora: Page
let complaints: string[]

beforeAll(async () => {
  house = await openHouse('demo')
  server = house.server
  ana = await house.visit()
  complaints = complaintsOf(ana)
  await sitAtDesk(ana, server)
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
    expect(await openedProblemsWideAndNarrow(nora)).toEqual([])
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
  it('asks who takes over what falls due meanwhile, until one is back and reads what was done [S2-25]', async () => {
    await ana.goto(`${server.url}/people`)
    await ana
      .getByRole('button', { name: /Ana Novak/ })
      .first()
      .click()
    await ana.getByRole('menuitem', { name: 'I’m on a break' }).click()
    const dialog = ana.getByRole('dialog', { name: 'Who takes over?' })
    await dialog.getByRole('radio', { name: 'Until I am back', checked: true }).waitFor()
    await dialog.getByRole('combobox', { name: 'Stands in for you' }).click()
    await ana.getByRole('option', { name: 'Nora Weiss' }).click()
    await picture(ana, 'ledger-stand-in')
    expect(await accessProblems(ana)).toEqual([])
    expect(await openedProblemsWideAndNarrow(ana)).toEqual([])
    await dialog.getByRole('button', { name: 'They stand in' }).click()
    await ana.getByText('Nora Weiss stands in for you until you are back').waitFor()
    await nora.goto(`${server.url}/today`)
    const line = nora.getByRole('listitem').filter({ hasText: 'You stand in for it' }).first()
    await line.getByText('it is with Ana Novak').waitFor()
    await picture(nora, 'ledger-stands-in')
    expect(await accessProblems(nora)).toEqual([])
    type Line = { kind: string; promiseId: string; promiseVersion: number }
    const { groups } = await api<{ groups: { now: Line[]; next: Line[] } }>(nora, 'get', '/today')
    const [mine] = [...groups.now, ...groups.next].filter((l) => l.kind === 'stands_in')
    await api(nora, 'post', `/promises/${mine!.promiseId}/keep`, { version: mine!.promiseVersion })
    await ana.goto(`${server.url}/today`)
    await ana.getByRole('button', { name: 'I am back' }).click()
    await ana.getByRole('heading', { name: 'While you were away' }).waitFor()
    await ana.getByText(/Nora Weiss kept it/).waitFor()
    // What was told is not lost on a page that loads anew.
    await ana.reload()
    await ana.getByText(/Nora Weiss kept it/).waitFor()
    await picture(ana, 'ledger-while-away')
    expect(await accessProblems(ana)).toEqual([])
    await ana.getByRole('button', { name: 'I have seen it' }).click()
    await ana.getByRole('heading', { name: 'While you were away' }).waitFor({ state: 'detached' })
    await nora.reload()
    await nora.getByRole('heading', { name: /^Good / }).waitFor()
    await nora.locator('[data-skeleton]').first().waitFor({ state: 'detached' })
    expect(await nora.getByText('You stand in for it').count()).toBe(0)
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

describe('a new date', () => {
  let rosa: Page
  let promiseId: string

  async function promised(text: string) {
    const people = await api<{ items: { id: string }[] }>(ana, 'get', '/people?q=Rosa%20Blum')
    const { id } = await api<{ id: string }>(ana, 'post', '/promises', {
      ...{ text, due: await later(26), toPersonId: people.items[0]!.id },
    })
    return id
  }
  async function later(hours: number): Promise<string> {
    const { current } = await api<{ current: { workspace: { now: string } } }>(ana, 'get', '/session')
    return new Date(Date.parse(current.workspace.now) + hours * 3_600_000).toISOString()
  }
  /** What our preview shows, and what stands on their page: line by line. */
  const preview = async () =>
    await ana
      .getByText(/^What Rosa sees$/)
      .locator('xpath=../div')
      .textContent()
  const onPage = (words: string) => rosa.getByRole('listitem').filter({ hasText: words }).first()

  beforeAll(async () => {
    const { id } = await api<{ id: string }>(ana, 'post', '/people', { name: 'Rosa Blum' })
    const { url } = await api<{ url: string }>(ana, 'post', `/people/${id}/page-links`)
    rosa = await house.visit()
    await rosa.goto(url)
    promiseId = await promised('Ana calls Rosa about the brakes')
    const { version } = await api<{ version: number }>(ana, 'get', `/promises/${promiseId}`)
    await api(ana, 'post', `/promises/${promiseId}/updates`, {
      ...{ kind: 'no_progress', text: '', reason: 'the post is late', toldBy: 'phone', version },
      nextUpdateDue: await later(20),
    })
  })

  it('says of a time gone by that it is over, and asks how they hear of it: nothing is ticked for us', async () => {
    await ana.goto(`${server.url}/promises/${promiseId}`)
    await ana.getByRole('button', { name: 'Agree a new date' }).click()
    const dialog = ana.getByRole('dialog', { name: 'Agree a new date' })
    await dialog.getByLabel('new date').fill('yesterday 10:00')
    await dialog.getByText('That time is already over. Choose a later one.').waitFor()
    await dialog.getByLabel('new date').fill('in three days 15:00')
    await dialog.getByText('Rosa reads what you write here.').waitFor()
    await dialog.getByLabel('because').fill('the disc comes a day later')
    await dialog.getByText('Rosa reads: “the disc comes a day later”').waitFor()
    expect(await dialog.getByRole('radio', { checked: true }).count()).toBe(0)
    await dialog.getByRole('button', { name: 'Agree the new date' }).click()
    await dialog.getByText('How does Rosa hear of it? Choose one.').waitFor()
    await dialog.getByRole('radio', { name: 'Rosa does not know yet' }).check()
    await dialog.getByText(/The old date counts as not kept/).waitFor()
    await dialog.getByRole('radio', { name: 'I told Rosa by telephone' }).check()
    await dialog.getByText(/The promise counts as moved/).waitFor()
    await picture(ana, 'ledger-new-date')
    expect(await accessProblems(ana)).toEqual([])
    await dialog.getByRole('button', { name: 'Agree the new date' }).click()
    await dialog.waitFor({ state: 'detached' })
  })

  it('stands beside the first one on the promise and on their page, and each leads to the other [S3-21]', async () => {
    await ana
      .getByText(/^First promised by tomorrow/)
      .first()
      .waitFor()
    const words = ana.getByRole('region', { name: 'Words said on the way' }).getByRole('listitem')
    await words.filter({ hasText: /A new date, by .*: the disc comes a day later/ }).waitFor()
    // The latest first, also of what was said on the way to the old date.
    const said = await words.allTextContents()
    expect(said[0]).toContain('A new date')
    expect(said[1]).toContain('No news yet: the post is late')
    await rosa.reload()
    await onPage('instead of tomorrow').waitFor()
    expect(await preview()).toContain('instead of tomorrow')
    expect(await onPage('about the brakes').textContent()).toBe(await preview())
    await picture(ana, 'ledger-moved')
    await picture(rosa, 'ledger-moved-page')
    expect(await accessProblems(ana)).toEqual([])
    expect(await accessProblems(rosa)).toEqual([])
    await ana.getByRole('link', { name: 'the promise before this one' }).click()
    await ana.getByText(/^Ana Novak agreed a new date today/).waitFor()
    await ana.getByText(/^A new date holds: by/).waitFor()
    await ana.getByRole('link', { name: /^Their own page shows the new date instead/ }).click()
    await ana.getByRole('button', { name: 'Agree a new date' }).waitFor()
  })

  it.each([
    ['It cannot be kept', 'Why', 'Put it down as not kept', 'We could not keep it: the disc is sold out'],
    ['Rosa lets us off', 'What Rosa said', 'Let it go', 'No longer needed'],
  ])('that ends by “%s” reads on our preview as on their page', async (act, label, send, words) => {
    const id = await promised(`Ana orders the disc, ${act}`)
    await ana.goto(`${server.url}/promises/${id}`)
    await ana.getByRole('button', { name: 'Not to be kept…' }).click()
    await ana.getByRole('menuitem', { name: act }).click()
    const dialog = ana.getByRole('dialog', { name: act })
    await dialog.getByLabel(label, { exact: true }).fill('the disc is sold out')
    await dialog.getByRole('button', { name: send }).click()
    await dialog.waitFor({ state: 'detached' })
    await ana.getByText(words).waitFor()
    await rosa.reload()
    await onPage(`the disc, ${act}`).getByText(words).waitFor()
    expect(await onPage(`the disc, ${act}`).textContent()).toBe(await preview())
  })

  it('leaves the focus where one was when it is given up by Escape', async () => {
    const people = await api<{ items: { id: string }[] }>(ana, 'get', '/people?q=Rosa%20Blum')
    await ana.goto(`${server.url}/people/${people.items[0]!.id}`)
    const button = ana.getByRole('button', { name: 'Promise something' })
    await button.click()
    await ana.getByRole('dialog').getByLabel('What', { exact: true }).press('Escape')
    await ana.getByRole('dialog').waitFor({ state: 'detached' })
    await focused(button)
    // What was opened from a menu goes back to the menu's button.
    const id = await promised('Ana finds the invoice')
    await ana.goto(`${server.url}/promises/${id}`)
    const more = ana.getByRole('button', { name: 'Not to be kept…' })
    await more.click()
    await ana.getByRole('menuitem', { name: 'It cannot be kept' }).click()
    await ana.getByRole('dialog').getByLabel('why').press('Escape')
    await ana.getByRole('dialog').waitFor({ state: 'detached' })
    await focused(more)
    expect(complaints).toEqual([])
  })

  it('that passes too is said to them in whole sentences: late, who owes them word, and when it was first promised', async () => {
    await api(ana, 'post', '/demo/clock', { to: await later(4 * 24) })
    await rosa.reload()
    await onPage('about the brakes').waitFor()
    const words = await onPage('about the brakes').textContent()
    expect(words).toMatch(/not yet done\. Ana Novak owes you word\. It was first promised by [^·.]+\./)
  })

  const focused = async (what: ReturnType<Page['getByRole']>) =>
    await soon(async () =>
      expect(await what.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true),
    )
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
