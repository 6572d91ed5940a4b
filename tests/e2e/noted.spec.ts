import type { Page } from 'playwright-core'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'

type Person = { id: string; version: number; merges: { id: string }[] }

let house: House
let page: Page
let lena: Person
let leni: Person
beforeAll(async () => {
  house = await openHouse()
  page = await house.visit()
  await makeOwnHouse(page, house.server)
  lena = await api<Person>(page, 'post', '/people', { name: 'Lena Huber' })
  leni = await api<Person>(page, 'post', '/people', { name: 'Leni Huber' })
  await change(`/people/${leni.id}`, { goodToKnow: 'Has a dog.', version: leni.version })
  await api(page, 'post', `/people/${lena.id}/merge`, {
    ...{ mergedId: leni.id, version: lena.version, mergedVersion: leni.version + 1 },
  })
})
afterAll(() => house?.close())

const change = async (path: string, data: object) => {
  const reply = await page.request.patch(`/api${path}`, { data })
  expect(reply.ok(), await reply.text()).toBe(true)
}
const noted = () => page.getByRole('button', { name: 'Change Noted with Leni Huber' })

describe('what was noted with a record that was merged', () => {
  it('stands beside the rest and is changed in its place', async () => {
    await page.goto(`/people/${lena.id}`)
    await page.getByText('Has a dog.').waitFor()
    await noted().click()
    expect(await accessProblems(page)).toEqual([])
    await page.getByLabel('Good to know').fill('Has two dogs.')
    await picture(page, 'noted')
    await page.getByRole('button', { name: 'Save' }).click()
    await noted().waitFor()
    await page.getByText('Has two dogs.').waitFor()
  })

  it('is asked about where a colleague changed it meanwhile: nothing is overwritten', async () => {
    await noted().click()
    const field = page.getByLabel('Good to know')
    await field.fill('Has three dogs.')
    const { alsoKnown } = await api<{ alsoKnown: Person[] }>(page, 'get', `/people/${lena.id}`)
    await change(`/people/${lena.id}/noted/${leni.id}`, {
      ...{ sayName: 'LEH-nee', goodToKnow: 'Has a cat.', accessNeeds: null },
      version: alsoKnown[0]!.version,
    })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await noted().waitFor()
    await page.getByText('Has three dogs.').waitFor()
    await page.getByText('LEH-nee').waitFor()
  })

  it('goes home with its record when the merge is undone', async () => {
    const { merges } = await api<Person>(page, 'get', `/people/${lena.id}`)
    await api(page, 'post', `/merges/${merges[0]!.id}/undo`)
    await page.goto(`/people/${lena.id}`)
    await page.getByRole('heading', { level: 1, name: 'Lena Huber' }).waitFor()
    expect(await page.getByText('dogs').count()).toBe(0)
    await page.goto(`/people/${leni.id}`)
    await page.getByText('Has three dogs.').waitFor()
  })
})
