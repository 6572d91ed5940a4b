import type { Page } from 'playwright-core'
import { accessProblems, complaintsOf, picture } from './support/browser.ts'
import { type House, openHouse, sitAtDesk } from './support/house.ts'
import { soon } from './support/soon.ts'

let house: House
let desk: Page
let complaints: string[]

const heard = () => desk.getByRole('list', { name: 'Heard as promises' }).getByRole('listitem')
const note = () => desk.getByRole('textbox', { name: 'Note for colleagues' })
const reply = () => desk.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
const composer = () => desk.getByRole('region', { name: 'Reply or note' })
const promiseIt = { name: 'Promise it', exact: true } as const

beforeAll(async () => {
  house = await openHouse('demo')
  desk = await house.visit()
  complaints = complaintsOf(desk)
  await sitAtDesk(desk, house.server)
  await desk.goto('/inbox/all')
  await desk.locator('main [data-row]').filter({ hasText: 'Ewa Nowak' }).first().click()
  await reply().waitFor()
})
afterAll(() => house?.close())

describe('a promise heard in a note that names a colleague [S3-24]', () => {
  it('is theirs: "you" is them, and the dialog begins with them, the deed and its time', async () => {
    await desk.getByRole('radio', { name: 'Note' }).click()
    await note().fill('@Luis I will bring you the key tomorrow at 9.')
    await heard().getByText('Ana brings Luis the key by tomorrow 09:00').waitFor()
    await heard().getByRole('button', promiseIt).click()
    const dialog = desk.getByRole('dialog', { name: 'Promise Luis something' })
    await dialog.waitFor()
    expect(await dialog.getByLabel('What', { exact: true }).inputValue()).toBe('bring Luis the key')
    expect(await dialog.getByLabel('By when').inputValue()).toBe('tomorrow at 9')
    await dialog.getByText(/Ana brings Luis the key/).waitFor()
    await picture(desk, 'promising-notes-dialog')
    expect(await accessProblems(desk)).toEqual([])
    await dialog.getByRole('button', { name: 'Promise it' }).click()
    await dialog.waitFor({ state: 'detached' })
    // It stands in the ledger: it is not asked about again.
    await heard().first().waitFor({ state: 'detached' })
  })

  it('keeps its time in German, without the name that was called', async () => {
    await note().fill('@Luis ich rufe Marta am Montag um 9 an')
    await heard().getByText('Ana ruft Marta an', { exact: true }).waitFor()
    await heard().getByRole('button', promiseIt).click()
    const dialog = desk.getByRole('dialog', { name: 'Promise Luis something' })
    await dialog.waitFor()
    expect(await dialog.getByLabel('What', { exact: true }).inputValue()).toBe('Marta anrufen')
    expect(await dialog.getByLabel('By when').inputValue()).toBe('am Montag um 9')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
    await note().fill('')
  })
})

describe('a confirmed promise whose sentence is gone', () => {
  const unsaid = (what: string) => composer().getByText(`Your ${what} does not say this any more.`)

  it('is asked about at its chip, and goes out with no reply before that is answered [S3-21]', async () => {
    await desk.getByRole('radio', { name: 'Reply' }).click()
    await reply().fill('I’ll call you tomorrow at 10.')
    await heard().getByText('Ana calls Ewa by tomorrow 10:00').waitFor()
    await reply().press('ControlOrMeta+Shift+P')
    await composer().getByText('Promised when you send this').waitFor()
    await reply().fill('Sorry, I can not call you tomorrow.')
    // At once, before the words have rested.
    await reply().press('ControlOrMeta+Enter')
    const keep = composer().getByRole('button', { name: 'Keep the promise' })
    await soon(async () => expect(await keep.evaluate((b) => b.matches(':focus'))).toBe(true))
    await unsaid('reply').waitFor()
    await picture(desk, 'promising-unsaid')
    expect(await accessProblems(desk)).toEqual([])
    expect(await reply().inputValue()).toBe('Sorry, I can not call you tomorrow.')
    // Said again, it is asked no more.
    await reply().fill('I’ll call you tomorrow at 10.')
    await composer().getByText('Promised when you send this').waitFor()
    await reply().fill('Sorry, I can not call you tomorrow.')
    await unsaid('reply').waitFor()
    await composer().getByRole('button', { name: 'Let it go' }).click()
    await unsaid('reply').waitFor({ state: 'detached' })
    await soon(async () => expect(await reply().evaluate((a) => a.matches(':focus'))).toBe(true))
    await reply().press('ControlOrMeta+Enter')
    await desk
      .getByRole('article')
      .filter({ hasText: 'Sorry, I can not call you tomorrow.' })
      .first()
      .waitFor()
  })

  it('in a note as well, and is kept where somebody says so', async () => {
    await desk.getByRole('radio', { name: 'Note' }).click()
    await note().fill('I’ll call her tomorrow at 11.')
    await heard().getByRole('button', promiseIt).click()
    await composer().getByText('Promised when you keep this note').waitFor()
    await note().fill('She asked for a call.')
    await unsaid('note').waitFor()
    await composer().getByRole('button', { name: 'Keep the promise' }).click()
    await composer().getByText('Promised when you keep this note').waitFor()
    await note().press('ControlOrMeta+Enter')
    await soon(async () => expect(await note().inputValue()).toBe(''))
  })

  it('complain about nothing', () => {
    expect(complaints).toEqual([])
  })
})
