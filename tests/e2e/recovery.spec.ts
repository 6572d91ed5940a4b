import type { Page } from 'playwright-core'
import { accessProblems, complaintsOf, picture } from './support/browser.ts'
import { api, type House, joins, openHouse, sitAtDesk } from './support/house.ts'
import { soon } from './support/soon.ts'

let house: House
let ana: Page
let nora: Page
let complaints: string[]
let person: { id: string }
let talkId: string

beforeAll(async () => {
  house = await openHouse('demo')
  ana = await house.visit()
  complaints = complaintsOf(ana)
  await sitAtDesk(ana, house.server)
  nora = await house.visit()
  await joins(nora, ana, 'Nora Weiss')
  person = await api(ana, 'post', '/people', { name: 'Hedwig Brandauer' })
  const call = { personId: person.id, direction: 'in', summary: 'The seat is torn' }
  talkId = (await api<{ id: string }>(ana, 'post', '/calls', call)).id
})
afterAll(() => house?.close())

const THEIRS = 'What Hedwig says'
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Making amends to Hedwig' })
const opens = async (page: Page) => {
  await page.goto(`/conversations/${talkId}`)
  await page.getByRole('heading', { name: 'The seat is torn' }).waitFor()
}
/** Its part beside the conversation. */
const beside = (page: Page) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: 'Making amends' }) })

describe('making amends', () => {
  it('begins in one press in the conversation, and is taken back as quickly [S1-15]', async () => {
    await opens(ana)
    const begin = async () => {
      await ana.getByRole('button', { name: 'More', exact: true }).click()
      await ana.getByRole('menuitem', { name: /^Make amends/ }).click()
      await dialogOf(ana).getByLabel(THEIRS).waitFor()
    }
    await begin()
    await dialogOf(ana).getByRole('button', { name: 'Begun by mistake' }).click()
    await ana.getByText('Taken back. Nothing of it stays.').waitFor()
    await beside(ana).waitFor({ state: 'detached' })
    await begin()
    await picture(ana, 'amends-begun')
    expect(await accessProblems(ana)).toEqual([])
    await dialogOf(ana).getByLabel(THEIRS).and(ana.locator(':focus')).waitFor()
  })

  it('keeps both sides beside each other, also where two write at once; nothing is written over [S3-11]', async () => {
    await dialogOf(ana).getByLabel(THEIRS).fill('It was whole when I brought it.')
    await opens(nora)
    await beside(nora).getByRole('button', { name: 'Open it' }).click()
    await dialogOf(nora).getByLabel('What we know').fill('The photograph shows the tear.')
    await dialogOf(nora).getByLabel(THEIRS).fill('She did not look at the seat.')
    await dialogOf(nora).getByRole('button', { name: 'Keep both sides' }).click()
    await nora.getByText('Kept beside what stood there before.').waitFor()
    // Ana sees what Nora wrote before hers is kept, and hers stands there still.
    await ana.getByRole('alert').getByText('She did not look at the seat.').waitFor()
    const known = dialogOf(ana).getByLabel('What we know')
    await soon(async () => expect(await known.inputValue()).toBe('The photograph shows the tear.'))
    const theirs = dialogOf(ana).getByLabel(THEIRS, { exact: true })
    expect(await theirs.inputValue()).toBe('It was whole when I brought it.')
    await picture(ana, 'amends-meanwhile')
    expect(await accessProblems(ana)).toEqual([])
    await ana.getByRole('button', { name: 'Keep mine' }).click()
    await dialogOf(ana).getByRole('button', { name: 'Keep both sides' }).click()
    await ana.getByText('Kept beside what stood there before.').waitFor()
    await dialogOf(ana).locator('summary').click()
    await dialogOf(ana).getByText('She did not look at the seat.').waitFor()
    expect(await dialogOf(ana).textContent()).not.toMatch(/fault|guilt|blame/i)
  })

  it('is closed only once a day to look after them is promised, as any promise of the ledger [S1-15]', async () => {
    const dialog = dialogOf(ana)
    await dialog.getByRole('button', { name: 'Close it' }).click()
    await dialog.getByText('Say first when you look after them again.').waitFor()
    const when = dialog.getByLabel('By when')
    await when.and(ana.locator(':focus')).waitFor()
    await when.fill('tomorrow noon')
    await picture(ana, 'amends-held')
    expect(await accessProblems(ana)).toEqual([])
    // A step is still on its way when the promise is made: it waits its turn, and nobody is told of somebody else.
    const steps = /\/recovery-cases\/[^/]+\/steps$/
    const pressed = Promise.withResolvers<void>()
    await ana.route(steps, async (route) => {
      await pressed.promise
      await route.continue()
    })
    await dialog.getByRole('button', { name: 'Apologised', exact: true }).click()
    await dialog.getByRole('button', { name: 'Promise it' }).click()
    pressed.resolve()
    await dialog.getByRole('link', { name: /^Ana Novak looks after them again/ }).waitFor()
    await ana.unroute(steps)
    expect(await ana.getByText('Somebody else changed this just now').count()).toBe(0)
    await ana.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await beside(ana)
      .getByRole('link', { name: /^Ana Novak looks after them again/ })
      .waitFor()
    await ana.goto('/promises')
    await ana.getByRole('link', { name: /Hedwig Brandauer.*whether all is well/ }).waitFor()
    const { url } = await api<{ url: string }>(ana, 'post', `/people/${person.id}/page-links`)
    const theirs = await house.visit()
    await theirs.goto(new URL(url).pathname)
    await theirs.getByText(/whether all is well/).waitFor()
    await theirs.context().close()
  })

  it('takes its four steps in any order, each taken back by a second press, seen by all [S1-15]', async () => {
    await nora.keyboard.press('Escape')
    await dialogOf(nora).waitFor({ state: 'detached' })
    await opens(ana)
    const step = (page: Page, name: string) => beside(page).getByRole('button', { name, exact: true })
    const pressed = async (page: Page, name: string, is: boolean) =>
      await soon(async () => expect(await step(page, name).getAttribute('aria-pressed')).toBe(String(is)))
    for (const name of ['Thanked', 'Heard']) {
      await step(ana, name).click()
      await pressed(nora, name, true)
    }
    await step(ana, 'Thanked').click()
    await pressed(nora, 'Thanked', false)
    await pressed(ana, 'Heard', true)
    await picture(ana, 'amends-beside')
    expect(await accessProblems(ana)).toEqual([])
  })

  it('stands with the house by what comes next, and on the page of the person; closed, it can be opened again', async () => {
    await ana.goto('/goodwill/right')
    const line = ana
      .getByRole('list', { name: 'We look after them again' })
      .getByRole('link', { name: /Hedwig Brandauer/ })
    await line.waitFor()
    await picture(ana, 'amends-all')
    expect(await accessProblems(ana)).toEqual([])
    await ana.getByText('Mine', { exact: true }).click()
    await line.waitFor()
    await ana.goto(`/people/${person.id}`)
    await beside(ana).getByRole('button', { name: 'Open it' }).click()
    await dialogOf(ana).getByRole('button', { name: 'Close it' }).click()
    await ana.getByText('Put right and closed.', { exact: true }).waitFor()
    await beside(ana)
      .getByRole('button', { name: /^Put right, / })
      .click()
    await dialogOf(ana).getByText('It was whole when I brought it.').first().waitFor()
    expect(await dialogOf(ana).getByRole('button', { name: 'Close it' }).count()).toBe(0)
    await picture(ana, 'amends-past')
    await ana.keyboard.press('Escape')
    await dialogOf(ana).waitFor({ state: 'detached' })
    await ana.getByRole('button', { name: 'Undo' }).click()
    await beside(ana).getByRole('button', { name: 'Open it' }).waitFor()
    const phone = await house.visit({ phone: true })
    await sitAtDesk(phone, house.server)
    await phone.goto(`/people/${person.id}`)
    await beside(phone).getByRole('button', { name: 'Open it' }).click()
    await dialogOf(phone).getByLabel('What we know').waitFor()
    expect(await accessProblems(phone)).toEqual([])
    await picture(phone, 'amends-phone')
    await phone.context().close()
    expect(complaints).toEqual([])
  })
})
