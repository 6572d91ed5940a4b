import type { Page } from 'playwright-core'
import { accessProblems, complaintsOf, picture } from './support/browser.ts'
import { type House, openHouse, sitAtDesk } from './support/house.ts'

let house: House
let ana: Page
let complaints: string[]

beforeAll(async () => {
  house = await openHouse('demo')
  ana = await house.visit()
  complaints = complaintsOf(ana)
  await sitAtDesk(ana, house.server)
})
afterAll(() => house?.close())

describe('a mistake we found ourselves', () => {
  it('is noted where one talks with them, with a promise to tell them, and stands in the conversation [S3-23]', async () => {
    await ana.goto('/inbox/all')
    await ana
      .getByRole('main')
      .getByRole('link', { name: /Ewa Nowak/ })
      .first()
      .click()
    await ana.getByRole('textbox', { name: 'Reply to Ewa Nowak' }).waitFor()
    await ana.getByRole('button', { name: 'More', exact: true }).click()
    await ana.getByRole('menuitem', { name: 'Note a mistake…' }).click()
    const dialog = ana.getByRole('dialog', { name: 'Note a mistake' })
    await dialog.getByRole('button', { name: 'Note it' }).click()
    await dialog.getByText('What is wrong?').waitFor()
    await dialog.getByLabel('What is wrong', { exact: true }).fill('The wrong wiper blades are on it')
    await dialog.getByLabel('By when').fill('tomorrow noon')
    await picture(ana, 'mistake-noted')
    expect(await accessProblems(ana)).toEqual([])
    // Closed while it is on its way, it is noted all the same, and says so.
    const way = Promise.withResolvers<void>()
    await ana.route(/\/mistakes$/, async (route) => {
      await way.promise
      await route.continue()
    })
    await dialog.getByRole('button', { name: 'Note it' }).click()
    await dialog.getByRole('button', { name: 'Note it', disabled: true }).waitFor()
    await ana.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    way.resolve()
    await ana.getByText('Noted, and promised to Ewa.').waitFor()
    await ana.getByText('Ana Novak noted a mistake that we found.').waitFor()
    await ana.goto('/promises')
    await ana.getByRole('link', { name: /Ewa Nowak.*about something we found/ }).waitFor()
  })

  it('stands under Reports, leads back to the conversation, and is put right there in words [S3-23]', async () => {
    await ana.goto('/reports')
    const line = ana.getByRole('list', { name: 'To be put right' }).getByRole('listitem')
    await line.getByText('We found it ourselves').waitFor()
    expect(await line.getByRole('link').first().getAttribute('href')).toContain('/conversations/')
    const phone = await house.visit({ phone: true })
    await sitAtDesk(phone, house.server)
    await phone.goto('/reports')
    await phone.getByRole('button', { name: 'It is put right…' }).waitFor()
    expect(await accessProblems(phone)).toEqual([])
    await picture(phone, 'mistake-phone')
    await phone.context().close()
    await line.getByRole('button', { name: 'It is put right…' }).click()
    const dialog = ana.getByRole('dialog', { name: 'How was it put right?' })
    await dialog.getByLabel('What was done').fill('Changed them')
    await picture(ana, 'mistake-mended')
    expect(await accessProblems(ana)).toEqual([])
    await dialog.getByRole('button', { name: 'Put right' }).click()
    await ana.getByText('Nothing is waiting to be put right.').waitFor()
    expect(complaints).toEqual([])
  })
})
