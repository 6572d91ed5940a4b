import type { Page } from 'playwright-core'
import { accessProblems, complaintsOf, picture, visitor } from './support/browser.ts'
import { api, type House, joins, makeOwnHouse, openHouse } from './support/house.ts'

let house: House
let olga: Page
let nora: Page
let complaints: string[]
let rosa: { id: string }

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString()
const me = async (page: Page) =>
  (await api<{ current: { member: { id: string } } }>(page, 'get', '/session')).current.member.id

type Rhythmic = { text: string; updateEveryMinutes: number | null; nextUpdateDue: string | null }

beforeAll(async () => {
  house = await openHouse()
  olga = await house.visit()
  complaints = complaintsOf(olga)
  await makeOwnHouse(olga, house.server)
  nora = await house.visit()
  await joins(nora, olga, 'Nora Weiss')
  rosa = await api(olga, 'post', '/people', { name: 'Rosa Blum' })
})
afterAll(() => house?.close())

it('what a colleague owes me stands with their name, and is mine to let go, not to keep or to tell of [S3-24]', async () => {
  await api(nora, 'post', '/promises', {
    ...{ text: 'Nora tells Olga which sensor', due: tomorrow() },
    toMemberId: await me(olga),
  })
  await olga.goto('/promises?of=to_me')
  const line = olga.locator('main').getByRole('listitem').filter({ hasText: 'which sensor' })
  await line.getByText('Nora Weiss').first().waitFor()
  expect(await line.getByRole('button').allTextContents()).toEqual(['Let off…'])
  await picture(olga, 'ledger-to-me')
  expect(await accessProblems(olga)).toEqual([])
  await line.getByRole('button', { name: 'Let off…' }).click()
  const dialog = olga.getByRole('dialog', { name: 'I need it no more' })
  await dialog.getByLabel('In your words').fill('I found it myself')
  await dialog.getByRole('button', { name: 'Let it go' }).click()
  await dialog.waitFor({ state: 'detached' })
  await line.waitFor({ state: 'detached' })
})

it('whoever chooses a colleague sees who is on a break just now, and is told again once that one is chosen [S2-25]', async () => {
  await api(nora, 'post', '/me/break')
  await olga.goto(`/people/${rosa.id}`)
  await olga.getByRole('button', { name: 'Promise something' }).click()
  const dialog = olga.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Who keeps it' }).click()
  await olga.getByRole('option', { name: 'Nora Weiss' }).getByText('on a break').waitFor()
  await picture(olga, 'ledger-away')
  await olga.getByRole('option', { name: 'Nora Weiss' }).click()
  await dialog.getByText('Nora Weiss is on a break just now.').waitFor()
  // While one chooses she comes back, and goes again.
  await api(nora, 'delete', '/me/break')
  await dialog.getByText('Nora Weiss is on a break just now.').waitFor({ state: 'detached' })
  await api(nora, 'post', '/me/break')
  await dialog.getByText('Nora Weiss is on a break just now.').waitFor()
  expect(await accessProblems(olga)).toEqual([])
  await dialog.getByLabel('What', { exact: true }).fill('call you about the gearbox')
  await dialog.getByLabel('By when').fill('in two days 15:00')
  await dialog.getByRole('combobox', { name: 'A word on the way' }).click()
  await olga.getByRole('option', { name: 'Every day' }).click()
  await dialog.getByRole('button', { name: 'Promise it', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  const { items } = await api<{ items: Rhythmic[] }>(nora, 'get', '/promises')
  const made = items.find((p) => p.text.includes('gearbox'))
  expect(made, 'a word a day is owed [S1-19]').toMatchObject({
    ...{ updateEveryMinutes: 1440, nextUpdateDue: expect.any(String) },
  })
})

it('a person’s timeline says which promise it tells of, and leads to it [S1-26]', async () => {
  await olga.goto(`/people/${rosa.id}`)
  const entry = olga.getByRole('listitem').filter({ hasText: 'Olga Brandt promised' })
  await entry.getByRole('link', { name: '“Nora calls Rosa about the gearbox”' }).waitFor()
  await picture(olga, 'ledger-timeline')
})

it('a call logged while somebody’s conversation or page is open is with them, until another is named [S1-16]', async () => {
  await olga.goto(`/people/${rosa.id}`)
  await olga.getByRole('heading', { level: 1, name: 'Rosa Blum' }).waitFor()
  await olga.keyboard.press('t')
  const dialog = olga.getByRole('dialog', { name: 'Log a call' })
  await dialog.getByText('Rosa Blum').waitFor()
  await dialog.getByLabel('What about?').fill('Asks for winter tyres')
  await dialog.getByRole('button', { name: 'Save the call' }).click()
  await dialog.waitFor({ state: 'detached' })
  const { items } = await api<{ items: { id: string }[] }>(olga, 'get', '/conversations?view=all')
  await olga.goto(`/conversations/${items[0]!.id}`)
  await olga.getByRole('heading', { level: 1, name: 'Asks for winter tyres' }).waitFor()
  await olga.keyboard.press('t')
  await dialog.getByText('Rosa Blum').waitFor()
  await picture(olga, 'ledger-call')
  await olga.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await olga.goto('/counter')
  await olga.getByRole('heading', { level: 1 }).waitFor()
  await olga.keyboard.press('t')
  await dialog.getByRole('combobox', { name: 'With whom?' }).waitFor()
  await olga.keyboard.press('Escape')
})

it('a promise can be kept, and word given of it, from its line on a phone; in light and dark', async () => {
  for (const dark of [false, true]) {
    const context = await visitor(house.browser, { phone: true, dark, baseURL: house.server.url })
    await context.addCookies(await olga.context().cookies())
    const page = await context.newPage()
    await page.goto('/promises?of=all')
    const line = page.locator('main').getByRole('listitem').filter({ hasText: 'about the gearbox' })
    await line.getByRole('button', { name: 'Kept' }).waitFor()
    await line.getByRole('button', { name: 'No news yet…' }).waitFor()
    await picture(page, `ledger-phone-lines${dark ? '-dark' : ''}`)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    expect(await accessProblems(page)).toEqual([])
    await context.close()
  }
})

it('whose access is ended now is told of as ended at once', async () => {
  const gone = await house.visit()
  await joins(gone, olga, 'Tom Reed')
  await olga.goto('/settings/members')
  await olga.getByRole('button', { name: 'Change Tom Reed' }).click()
  await olga.getByRole('dialog', { name: 'Tom Reed' }).getByRole('button', { name: 'End access now' }).click()
  await olga.getByText('Tom Reed has no access any more').waitFor()
  const row = olga.getByRole('listitem').filter({ hasText: 'Tom Reed' })
  await row.getByText('Access ended: today').waitFor()
})

it('whoever lets somebody only read sees first what goes where, and gives it over in the same press [S3-21]', async () => {
  await olga.goto('/settings/members')
  await olga.getByRole('button', { name: 'Change Nora Weiss' }).click()
  const dialog = olga.getByRole('dialog', { name: 'Nora Weiss' })
  const role = dialog.getByRole('combobox', { name: 'What they may do' })
  await role.click()
  await olga.getByRole('option', { name: 'Reads only' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  const owed = dialog.getByRole('region', { name: 'What becomes of their promises' })
  await owed.getByText('who only reads from now on').waitFor()
  await owed.getByText('goes to Olga Brandt').waitFor()
  await owed.getByRole('button', { name: 'Give over and save' }).waitFor()
  await picture(olga, 'ledger-reads-only')
  expect(await accessProblems(olga)).toEqual([])
  await role.click()
  await olga.getByRole('option', { name: 'Member' }).click()
  await olga.keyboard.press('Escape')
})

it('whoever ends an access sees first who takes over each promise, and gives them over in the same press [S3-21]', async () => {
  await olga.goto('/settings/members')
  await olga.getByRole('button', { name: 'Change Nora Weiss' }).click()
  const dialog = olga.getByRole('dialog', { name: 'Nora Weiss' })
  await dialog.getByRole('button', { name: 'End access now' }).click()
  const owed = dialog.getByRole('region', { name: 'What becomes of their promises' })
  await owed.getByText('goes to Olga Brandt').waitFor()
  await picture(olga, 'ledger-leaving')
  expect(await accessProblems(olga)).toEqual([])
  await owed.getByRole('button', { name: 'Give over and end access' }).click()
  await olga.getByText('Nora Weiss has no access any more').waitFor()
  await olga.goto('/promises')
  await olga.locator('main').getByText('“Olga calls Rosa about the gearbox”').waitFor()
  expect(complaints).toEqual([])
})
