import type { Page } from 'playwright-core'
import { accessProblems, complaintsOf, picture } from './support/browser.ts'
import { api, type House, joins, openHouse, sitAtDesk } from './support/house.ts'
import { openedProblemsWideAndNarrow } from './support/look-at-opened.ts'
import { soon } from './support/soon.ts'

let house: House
let ana: Page
let nora: Page
let complaints: string[]
let talkId: string
const RULE = 'No loan car without a deposit'

beforeAll(async () => {
  house = await openHouse('demo')
  ana = await house.visit()
  complaints = complaintsOf(ana)
  await sitAtDesk(ana, house.server)
  nora = await house.visit()
  await joins(nora, ana, 'Nora Weiss')
  const person = await api<{ id: string }>(ana, 'post', '/people', { name: 'Hedwig Brandauer' })
  const call = { personId: person.id, direction: 'in', summary: 'She needs a car tomorrow' }
  talkId = (await api<{ id: string }>(nora, 'post', '/calls', call)).id
})
afterAll(() => house?.close())

const mine = (page: Page) => page.getByRole('list', { name: 'Waits for your answer' })
const noted = (page: Page) => page.getByRole('list', { name: 'What you noted' })
const byRule = (page: Page) => page.getByRole('list', { name: 'By rule' })

describe('what kept us from helping', () => {
  it('is noted from the conversation by keyboard alone, and taken back as quickly [S1-08]', async () => {
    await nora.goto(`/conversations/${talkId}`)
    await nora.getByRole('heading', { name: 'She needs a car tomorrow' }).waitFor()
    const dialog = nora.getByRole('dialog', { name: 'What kept us from helping?' })
    const notes = async (text: string, shown: string) => {
      await nora.keyboard.press('f')
      await dialog.waitFor()
      await nora.keyboard.type(text)
      await dialog.getByRole('option', { name: shown, selected: true }).waitFor()
      await nora.keyboard.press('Enter')
      await nora.getByText(/^Noted\. /).waitFor()
      await dialog.waitFor({ state: 'detached' })
    }
    await notes(RULE, `A new one: “${RULE}”`)
    const undone = nora.waitForResponse(/\/frictions\/.*\/withdraw/)
    await nora.keyboard.press('z')
    expect((await undone).status()).toBe(204)
    await notes(RULE, `A new one: “${RULE}”`)
    // Named once, the rule is pointed at by a few letters of it.
    await nora.keyboard.press('f')
    await nora.keyboard.type('deposit')
    await dialog.getByRole('option', { name: RULE, exact: true, selected: true }).waitFor()
    await dialog.getByLabel(/^What you would have done/).fill('Given her the Fabia for a day.')
    await picture(nora, 'friction-noted')
    expect(await accessProblems(nora)).toEqual([])
    const sent = nora.waitForResponse(/\/frictions$/)
    await nora.keyboard.press('Enter')
    expect((await sent).status()).toBe(200)
    await dialog.waitFor({ state: 'detached' })
  })

  it('is noted also where the dialog is closed while it is on its way, and can be taken back', async () => {
    const way = Promise.withResolvers<void>()
    await nora.goto(`/conversations/${talkId}`)
    await nora.getByRole('heading', { name: 'She needs a car tomorrow' }).waitFor()
    await nora.route(/\/frictions$/, async (route) => {
      await way.promise
      await route.continue()
    })
    const dialog = nora.getByRole('dialog', { name: 'What kept us from helping?' })
    await nora.keyboard.press('f')
    await dialog.getByRole('combobox').fill('Closed for lunch')
    await dialog.getByRole('option', { name: 'A new one: “Closed for lunch”', selected: true }).waitFor()
    await nora.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Note it', disabled: true }).waitFor()
    await nora.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    way.resolve()
    await nora.getByText(/^Noted\. /).waitFor()
    const undone = nora.waitForResponse(/\/frictions\/.*\/withdraw/)
    await nora.keyboard.press('z')
    expect((await undone).status()).toBe(204)
    await nora.unroute(/\/frictions$/)
  })

  it('is answered by whoever answers for the rule, with a reason; whoever noted it reads the answer [S1-08]', async () => {
    await nora.goto('/goodwill/rules')
    await noted(nora).getByText('“Given her the Fabia for a day.”').waitFor()
    await ana.goto('/goodwill/rules')
    const one = mine(ana).getByRole('listitem').filter({ hasText: 'Given her the Fabia' })
    await one.getByRole('button', { name: 'Answer…' }).click()
    await one.getByRole('button', { name: 'Answer', exact: true }).click()
    await one.getByText('Choose one of the three.').waitFor()
    await one.getByText('Say why, so that Nora knows.').waitFor()
    await one.getByLabel('The rule changes').check()
    await one.getByLabel('Why, for Nora').fill('Whoever stands there decides about a day.')
    await picture(ana, 'friction-answer')
    expect(await accessProblems(ana)).toEqual([])
    await one.getByRole('button', { name: 'Answer', exact: true }).click()
    await ana.getByText('Answered. Nora hears of it.').waitFor()
    await one.waitFor({ state: 'detached' })
    const answered = noted(nora).getByRole('listitem').filter({ hasText: 'The rule changes' })
    await answered.getByText('Whoever stands there decides about a day.').waitFor()
  })

  it('is counted by rule and by nobody; who leads says who answers, or that it is in force no more [S1-08]', async () => {
    const rule = byRule(ana).getByRole('listitem').filter({ hasText: RULE }).first()
    await rule.getByText('2 times · 1 without an answer · 1 changed').waitFor()
    await picture(ana, 'friction-rules')
    expect(await accessProblems(ana)).toEqual([])
    expect(
      await byRule(nora)
        .getByRole('button', { name: /^More about/ })
        .count(),
    ).toBe(0)
    const more = rule.getByRole('button', { name: `More about “${RULE}”` })
    await more.click()
    await ana.getByRole('menuitem', { name: /^Name and who answers/ }).waitFor()
    expect(await openedProblemsWideAndNarrow(ana)).toEqual([])
    await ana.getByRole('menuitem', { name: /^Name and who answers/ }).click()
    const dialog = ana.getByRole('dialog', { name: 'A rule of the house' })
    await dialog.getByRole('combobox', { name: 'Who answers for it' }).click()
    await ana.getByRole('option', { name: 'Nora Weiss' }).click()
    expect(await openedProblemsWideAndNarrow(ana)).toEqual([])
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await rule.getByText('Nora Weiss answers for it').waitFor()
  })

  it('waits for whoever answers for it by then, where its address leads, and leaves the focus there once it was the last', async () => {
    const waits = mine(nora).getByRole('listitem').filter({ hasText: RULE })
    await waits.waitFor()
    const { items } = await api<{ items: { id: string; answer: null }[] }>(
      nora,
      'get',
      '/frictions?whose=to_answer',
    )
    await nora.goto(`/goodwill/rules?open=${items[0]?.id}`)
    const led = nora.getByRole('list', { name: RULE })
    await led.getByLabel('The rule stays').waitFor()
    await led.and(nora.locator(':focus')).waitFor()
    await picture(nora, 'friction-led-to')
    expect(await accessProblems(nora)).toEqual([])
    await nora.goto('/goodwill/rules')
    await waits.getByRole('button', { name: 'Answer…' }).press('Enter')
    await waits.getByLabel('The rule stays').check()
    await waits.getByLabel('Why, for Nora').fill('A day without a car is a day.')
    await waits.getByRole('button', { name: 'Answer', exact: true }).press('Enter')
    await nora.locator(':focus').getByText('Nothing waits for your answer.').waitFor()
  })

  it('is said of a rule that is in force no more, and reads whole on a phone', async () => {
    const rule = byRule(ana).getByRole('listitem').filter({ hasText: RULE }).first()
    await rule.getByRole('button', { name: `More about “${RULE}”` }).click()
    await ana.getByRole('menuitem', { name: 'Not in force any more' }).click()
    await ana.getByText('The rule is not in force any more.').waitFor()
    await rule.waitFor({ state: 'detached' })
    await ana.getByText('All', { exact: true }).click()
    await rule.getByText('not in force any more').waitFor()
    const phone = await house.visit({ phone: true })
    await sitAtDesk(phone, house.server)
    await phone.goto('/goodwill/rules')
    await phone.getByRole('heading', { name: 'By rule' }).waitFor()
    // The part that is open stands in sight, though their row is wider than the screen.
    const tab = phone.getByRole('link', { name: 'What kept us from helping', exact: true })
    await soon(async () => {
      const box = await tab.boundingBox()
      expect(box!.x).toBeGreaterThanOrEqual(0)
      expect(box!.x + box!.width).toBeLessThanOrEqual(390)
    })
    expect(await accessProblems(phone)).toEqual([])
    await picture(phone, 'friction-phone')
    await phone.context().close()
    expect(complaints).toEqual([])
  })

  it('is noted from the Counter, for whoever stands there', async () => {
    await ana.goto('/counter')
    await ana.getByRole('button', { name: 'More for Giulia Verdi' }).click()
    await ana.getByRole('menuitem', { name: /^What kept us from helping/ }).click()
    const dialog = ana.getByRole('dialog', { name: 'What kept us from helping?' })
    await dialog.getByRole('combobox').fill('Only by appointment')
    await dialog.getByRole('button', { name: 'Note it' }).click()
    await ana.getByText(/^Noted\. /).waitFor()
    const { items } = await api<{ items: { person: { name: string } }[] }>(
      ana,
      'get',
      '/frictions?whose=noted',
    )
    expect(items[0]?.person.name).toBe('Giulia Verdi')
  })
})
