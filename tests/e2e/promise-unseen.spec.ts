import type { Page } from 'playwright-core'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'

let house: House
let olga: Page
beforeAll(async () => {
  house = await openHouse()
  olga = await house.visit()
  await makeOwnHouse(olga, house.server)
})
afterAll(() => house?.close())

it('a promise to somebody without a page of their own is said to reach nobody, and to be read once they have a link [S3-21]', async () => {
  const helga = await api<{ id: string }>(olga, 'post', '/people', { name: 'Helga Brandt' })
  const open = async () => {
    await olga.goto(`/people/${helga.id}`)
    await olga.getByRole('button', { name: 'Promise something' }).click()
    const dialog = olga.getByRole('dialog', { name: 'Promise Helga something' })
    await dialog.getByLabel('What', { exact: true }).fill('call you by tomorrow noon')
    return dialog
  }
  const unseen = await open()
  await unseen.getByText(/^Helga has no link to their own page yet/).waitFor()
  await unseen.getByText(/^Helga has to hear: “Olga calls you”/).waitFor()
  await unseen.getByRole('button', { name: 'Promise it' }).click()
  await unseen.waitFor({ state: 'detached' })
  await olga
    .getByRole('link', { name: /Olga calls/ })
    .first()
    .click()
  await olga.getByText('What Helga would see with a link to their own page').waitFor()

  await api(olga, 'post', `/people/${helga.id}/page-links`)
  const read = await open()
  await read.getByText(/^Helga reads: “Olga calls you”/).waitFor()
})
