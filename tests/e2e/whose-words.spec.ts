import type { Page } from 'playwright-core'
import { api, type House, joins, makeOwnHouse, openHouse, PASSWORD } from './support/house.ts'

let house: House
let page: Page

beforeAll(async () => {
  house = await openHouse()
  page = await house.visit()
  await makeOwnHouse(page, house.server)
  await joins(await house.visit(), page, 'Nora Weiss')
})
afterAll(() => house?.close())

async function signsIn(email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Inbox' }).first().waitFor()
}

it('whoever signs in next in the same browser finds nothing there that somebody else began to write', async () => {
  await api(page, 'post', '/calls', { direction: 'in', summary: 'The brakes squeal' })
  const { items } = await api<{ items: { id: string }[] }>(page, 'get', '/conversations?view=all')
  const open = async () => {
    await page.goto(`/conversations/${items[0]!.id}`)
    await page.getByRole('heading', { level: 1, name: 'The brakes squeal' }).waitFor()
    await page.keyboard.press('n')
  }
  await open()
  const kept = page.waitForResponse((reply) => reply.url().endsWith('/draft'))
  await page.keyboard.type('Ask her about the noise')
  await kept
  await page.getByRole('button', { name: /Olga Brandt/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await signsIn('nora.weiss@nordlicht.example')
  await open()
  const writing = page.locator('textarea').first()
  await writing.waitFor()
  expect(await writing.inputValue()).toBe('')
  await page.getByRole('button', { name: /Nora Weiss/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await signsIn('olga@nordlicht.example')
  await open()
  await page.getByText('Ask her about the noise').first().waitFor()
})
