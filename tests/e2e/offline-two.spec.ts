import type { Page } from 'playwright-core'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, joins, makeOwnHouse, openHouse } from './support/house.ts'
import { soon } from './support/soon.ts'

let house: House
let olga: Page
let nora: Page
beforeAll(async () => {
  house = await openHouse()
  ;[olga, nora] = await Promise.all([house.visit(), house.visit()])
  await makeOwnHouse(olga, house.server)
  await joins(nora, olga, 'Nora Weiss')
})
afterAll(() => house?.close())

const writing = (page: Page, name: string) => page.getByRole('textbox', { name })

/** Begins a conversation that both open, and takes the line from both; gives its id. */
async function bothWithoutALine(name: string): Promise<string> {
  const person = await api<{ id: string }>(olga, 'post', '/people', { name })
  await api(olga, 'post', `/people/${person.id}/page-links`)
  const { id } = await api<{ id: string }>(olga, 'post', '/conversations', {
    ...{ personId: person.id, subject: 'Winter tyres', text: 'Your tyres are here.' },
  })
  for (const page of [olga, nora]) {
    await page.goto(`/conversations/${id}?view=all`)
    await page.getByRole('article').getByText('Your tyres are here.').waitFor()
    await writing(page, `Reply to ${name}`).waitFor()
  }
  for (const page of [olga, nora]) {
    await page.context().setOffline(true)
    await page.getByText('There is no line to the server.').first().waitFor()
  }
  return id
}

async function replies(page: Page, name: string, text: string) {
  await writing(page, `Reply to ${name}`).fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('1 waits to be sent').waitFor()
}

async function notes(page: Page, text: string) {
  await page.getByRole('radio', { name: 'Note' }).click()
  await writing(page, 'Note for colleagues').fill(text)
  await page.getByRole('button', { name: /^Keep the note/ }).click()
  await page.getByText('2 wait to be sent').waitFor()
}

/** What was said since the conversation began, in its order. */
async function saidIn(id: string): Promise<string[]> {
  type Said = { items: { text: string; direction: string; by?: { name: string } | null }[] }
  const { items } = await api<Said>(olga, 'get', `/conversations/${id}/messages`)
  return items.slice(1).map((m) => `${m.direction}: ${m.text}`)
}

/** Reads what came in between, where the words that were held stand again, and sends them as they are. */
async function sendsAfterReading(page: Page, name: string, other: string, mine: string) {
  await page.getByText(/while you wrote/).waitFor()
  await page.getByRole('article').getByText(other).waitFor()
  await page.getByRole('radio', { name: 'Reply' }).click()
  expect(await writing(page, `Reply to ${name}`).inputValue()).toBe(mine)
  await picture(page, 'offline-two-held')
  expect(await accessProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Send it as it is' }).click()
}

describe('two who write in one conversation without a line', () => {
  it('come back one after the other: both words stand once, and the second reads the first before theirs goes', async () => {
    const id = await bothWithoutALine('Rosa Lind')
    await replies(olga, 'Rosa Lind', 'We put them on tomorrow at nine.')
    await notes(olga, 'Bay three is free.')
    await replies(nora, 'Rosa Lind', 'We put them on Friday at ten.')
    await notes(nora, 'The rims are scratched.')
    await olga.context().setOffline(false)
    const first = ['out: We put them on tomorrow at nine.', 'note: Bay three is free.']
    await olga.getByText('wait to be sent').waitFor({ state: 'detached' })
    await soon(async () => expect(await saidIn(id)).toEqual(first))
    await nora.context().setOffline(false)
    // A note is for colleagues and goes; the word to the customer waits until the other's was read.
    const noted = [...first, 'note: The rims are scratched.']
    await soon(async () => expect(await saidIn(id)).toEqual(noted))
    const mine = 'We put them on Friday at ten.'
    await sendsAfterReading(nora, 'Rosa Lind', 'We put them on tomorrow at nine.', mine)
    await soon(async () => expect(await saidIn(id)).toEqual([...noted, `out: ${mine}`]))
    await olga.getByRole('article').getByText(mine).waitFor()
  })

  it('come back at the same moment: one goes first, whoever it is, and nothing is lost or said twice', async () => {
    const id = await bothWithoutALine('Tom Berg')
    const [theirs, hers] = ['See you on Monday.', 'Come on Tuesday.']
    await replies(olga, 'Tom Berg', theirs)
    await replies(nora, 'Tom Berg', hers)
    await Promise.all([olga, nora].map((page) => page.context().setOffline(false)))
    const [went] = await soon(async () => {
      const said = await saidIn(id)
      expect(said).toHaveLength(1)
      return said
    })
    const second = went === `out: ${theirs}` ? nora : olga
    const [first, held] = second === nora ? [theirs, hers] : [hers, theirs]
    await sendsAfterReading(second, 'Tom Berg', first, held)
    await soon(async () => expect(await saidIn(id)).toEqual([`out: ${first}`, `out: ${held}`]))
    // Neither browser keeps anything that it would send again, once it has heard that it was taken.
    for (const page of [olga, nora]) {
      await page.getByText(/wait(s)? to be sent/).waitFor({ state: 'detached' })
      await page.reload()
      await page.getByRole('article').getByText(held).waitFor()
      expect(await page.getByText(/wait(s)? to be sent|not sent/).count()).toBe(0)
    }
    expect(await saidIn(id)).toHaveLength(2)
  })

  it('keep every word of theirs in its order, whatever they begin meanwhile, and hear of it where they are', async () => {
    const id = await bothWithoutALine('Lea Stern')
    await replies(olga, 'Lea Stern', 'It takes an hour.')
    await replies(nora, 'Lea Stern', 'It takes two hours.')
    await writing(nora, 'Reply to Lea Stern').fill('There is coffee.')
    await nora.getByRole('button', { name: 'Send', exact: true }).click()
    await nora.getByText('2 wait to be sent').waitFor()
    await writing(nora, 'Reply to Lea Stern').fill('And cake.')
    await nora.getByRole('radio', { name: 'Note' }).click()
    await writing(nora, 'Note for colleagues').fill('She comes by bus.')
    await nora.getByRole('link', { name: 'Promises' }).first().click()
    await nora.getByRole('heading', { name: 'Promises', level: 1 }).waitFor()
    await olga.context().setOffline(false)
    await soon(async () => expect(await saidIn(id)).toEqual(['out: It takes an hour.']))
    await nora.context().setOffline(false)
    await nora.getByText('Not sent to Lea Stern').first().waitFor()
    await nora.goBack()
    const note = writing(nora, 'Note for colleagues')
    await note.waitFor()
    expect(await note.inputValue()).toBe('She comes by bus.')
    await nora.getByRole('radio', { name: 'Reply' }).click()
    const words = 'It takes two hours.\n\nThere is coffee.\n\nAnd cake.'
    await soon(async () => expect(await writing(nora, 'Reply to Lea Stern').inputValue()).toBe(words))
    expect(await saidIn(id)).toEqual(['out: It takes an hour.'])
  })
})
