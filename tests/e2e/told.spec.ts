import type { Page } from 'playwright-core'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'

let house: House
let olga: Page

beforeAll(async () => {
  house = await openHouse()
  olga = await house.visit()
  await makeOwnHouse(olga, house.server)
})
afterAll(() => house?.close())

/** Something promised to somebody with an address and nothing else: no conversation, no link, and no mailbox here. */
async function owed(name: string) {
  const body = {
    name,
    handles: [{ kind: 'email', value: `${name.split(' ')[0]!.toLowerCase()}@posteo.example` }],
  }
  const { id: toPersonId } = await api<{ id: string }>(olga, 'post', '/people', body)
  const due = new Date(Date.now() + 5 * 86_400_000).toISOString()
  const { id } = await api<{ id: string }>(olga, 'post', '/promises', {
    text: 'We call them',
    due,
    toPersonId,
  })
  return { id, toPersonId }
}

it('says beforehand that nothing written reaches somebody, and puts down who told them (P4) [S3-22]', async () => {
  const { id } = await owed('Helga Brandt')
  await olga.goto(`/promises/${id}?do=update`)
  await olga
    .getByText(/^Helga would not read this/)
    .first()
    .waitFor()
  await olga.getByLabel('Because').first().fill('the part is late')
  await picture(olga, 'told-1-nowhere')
  expect(await accessProblems(olga)).toEqual([])
  expect(await olga.getByRole('button', { name: /^Tell Helga/ }).count()).toBe(0)
  await olga.getByLabel('Next word by').first().fill('tomorrow 10:30')
  await olga.getByRole('button', { name: 'I told Helga in person' }).first().click()
  await olga
    .getByText(/in person/)
    .first()
    .waitFor()
  await olga.getByText('Helga knows.').waitFor()
})

it('says of a new date, too, that nothing written reaches them, and offers no page', async () => {
  const { id } = await owed('Greta Holm')
  await olga.goto(`/promises/${id}`)
  await olga
    .getByRole('button', { name: /Agree a new date/ })
    .first()
    .click()
  const dialog = olga.getByRole('dialog', { name: 'Agree a new date' })
  await dialog.getByText(/^Greta would not read this/).waitFor()
  expect(await dialog.getByRole('radio', { name: /own page/ }).count()).toBe(0)
  await dialog.getByText(/there is no page of theirs/).waitFor()
  await picture(olga, 'told-2-move')
  expect(await accessProblems(olga)).toEqual([])
  await dialog.getByRole('button', { name: 'Make a link for Greta' }).click()
  await dialog.getByRole('radio', { name: /^On their own page/ }).waitFor()
})

it('does not say of what was kept that they see it where they have no page', async () => {
  const { id } = await owed('Ida Berg')
  await olga.goto(`/promises/${id}`)
  await olga.getByRole('button', { name: 'It is kept' }).first().click()
  await olga.getByText('Kept. Ida has no link to their own page: tell them.').waitFor()
})

it('a call taken in a conversation is written down in it, unless it is a new matter', async () => {
  const talk = await api<{ id: string }>(olga, 'post', '/calls', {
    ...{ name: 'Jonas Lind', direction: 'in', summary: 'Any news of the gearbox?' },
  })
  const log = async (words: string, newMatter: boolean) => {
    await olga.goto(`/conversations/${talk.id}`)
    await olga.getByText('Any news of the gearbox?').first().waitFor()
    await olga.keyboard.press('t')
    const dialog = olga.getByRole('dialog', { name: 'Log a call' })
    await dialog.getByLabel('What about?').fill(words)
    if (newMatter) await dialog.getByRole('checkbox', { name: /^A new matter/ }).check()
    await dialog.getByRole('button', { name: 'Save the call' }).click()
    await olga.getByText('Call logged').waitFor()
  }
  const said = async () => {
    const { items } = await api<{ items: { text: string }[] }>(
      olga,
      'get',
      `/conversations/${talk.id}/messages`,
    )
    return items.map((m) => m.text).join(' ')
  }
  await log('Asked again about the gearbox.', false)
  expect(await said()).toContain('Asked again')
  await log('Wants winter tyres.', true)
  expect(await said()).not.toContain('winter tyres')
})
