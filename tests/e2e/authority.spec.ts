import type { Page } from 'playwright-core'
import { accessProblems, complaintsOf, picture } from './support/browser.ts'
import { api, type House, joins, makeOwnHouse, openHouse } from './support/house.ts'
import { openedProblemsWideAndNarrow } from './support/look-at-opened.ts'
import { soon } from './support/soon.ts'

let house: House
let olga: Page
let ana: Page
let complaints: string[]
let personId: string

type Given = { id: string; gesture: { id: string }; version: number }
const refund = (minor: number, more: object = {}) => ({
  ...{ personId, kind: 'refund', money: { minor, currency: 'GBP' }, why: 'The label named another size.' },
  ...more,
})
const line = (of: Page, name: string) =>
  of.getByRole('list', { name: 'What holds' }).getByRole('listitem').filter({ hasText: name }).first()

beforeAll(async () => {
  house = await openHouse()
  olga = await house.visit()
  complaints = complaintsOf(olga)
  await makeOwnHouse(olga, house.server)
  ana = await house.visit()
  await joins(ana, olga, 'Ana Lima')
  ;({ id: personId } = await api<{ id: string }>(olga, 'post', '/people', { name: 'Marta Okafor' }))
})
afterAll(() => house?.close())

describe('what one may decide', () => {
  it('is proposed where nothing is said yet, in the money of the country, and given in one press [S1-07]', async () => {
    await olga.goto('/settings/authority')
    await olga.getByRole('heading', { name: 'A way to begin' }).waitFor()
    await olga.getByText('British Pound').first().waitFor()
    expect(await accessProblems(olga)).toEqual([])
    await picture(olga, 'authority-begin')
    const serves = olga.getByRole('group', { name: 'Everybody who serves' })
    await serves.getByLabel('For one matter').fill('forty')
    await olga.getByRole('button', { name: 'Give both' }).click()
    await serves.getByText('Type an amount, such as 50 or 49.90.').waitFor()
    await soon(async () =>
      expect(await olga.evaluate('document.activeElement.getAttribute("aria-invalid")')).toBe('true'),
    )
    await serves.getByLabel('For one matter').fill('39.50')
    await olga.getByRole('button', { name: 'Give both' }).click()
    await line(olga, 'Everybody who serves').getByText('£39.50 for one matter').waitFor()
    await line(olga, 'Whoever leads').getByText('£500 for one person in a month').waitFor()
    await picture(olga, 'authority')
    expect(await accessProblems(olga)).toEqual([])
  })

  it('is read by everybody, and said by who owns the house alone', async () => {
    await ana.goto('/settings/authority')
    await line(ana, 'Everybody who serves').getByText('£39.50 for one matter').waitFor()
    expect(await ana.getByRole('button', { name: /^(Give authority|Change|End)/ }).count()).toBe(0)
    expect(await accessProblems(ana)).toEqual([])
  })

  it('is changed by another that takes its place, which is said before', async () => {
    await line(olga, 'Everybody who serves')
      .getByRole('button', { name: /^Change…/ })
      .click()
    const dialog = olga.getByRole('dialog', { name: 'Change what they may decide' })
    await dialog.getByText(/This takes the place of what holds for the very same: £39.50/).waitFor()
    expect(await openedProblemsWideAndNarrow(olga)).toEqual([])
    await picture(olga, 'authority-change')
    await dialog.getByLabel('For one matter').fill('60')
    await dialog.getByLabel('Why').fill('')
    await dialog.getByRole('button', { name: 'Give it' }).click()
    await dialog.getByText('Say in a few words why.').waitFor()
    await dialog.getByLabel('Why').fill('Forty was too little for a pair of shoes.')
    await dialog.getByRole('button', { name: 'Give it' }).click()
    await dialog.waitFor({ state: 'detached' })
    await line(olga, 'Everybody who serves').getByText('£60 for one matter').waitFor()
    await line(ana, 'Everybody who serves').getByText('£60 for one matter').waitFor()
  })

  it('is given to one colleague for one kind, which is counted where nothing is paid', async () => {
    await olga.getByRole('button', { name: 'Give authority…' }).click()
    const dialog = olga.getByRole('dialog', { name: 'Give authority' })
    await dialog.getByRole('combobox', { name: 'Who' }).click()
    await olga.getByRole('option', { name: 'Ana Lima' }).click()
    await dialog.getByRole('combobox', { name: 'For what' }).click()
    await olga.getByRole('option', { name: 'loaner' }).click()
    await dialog.getByRole('combobox', { name: 'Currency' }).waitFor({ state: 'detached' })
    await dialog.getByLabel('In all in a month').fill('2')
    await dialog.getByLabel('Why').fill('We have two of them.')
    await dialog.getByRole('button', { name: 'Give it' }).click()
    await dialog.waitFor({ state: 'detached' })
    await line(olga, 'Ana Lima').getByText('2 times in all in a month').waitFor()
  })

  it('lets somebody give within it, and ends: from then on they ask [S1-07]', async () => {
    for (let n = 0; n < 2; n++) await api(ana, 'post', '/gestures', refund(10_00, { cause: 'The label' }))
    await line(olga, 'Everybody who serves').getByRole('button', { name: /^End…/ }).click()
    const dialog = olga.getByRole('dialog', { name: 'End this authority?' })
    await dialog.getByText('From then on they ask before they give any of it.').waitFor()
    expect(await openedProblemsWideAndNarrow(olga)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
    await api(ana, 'post', '/gestures', refund(10_00, { cause: 'the label' }))
    await line(olga, 'Everybody who serves').getByRole('button', { name: /^End…/ }).click()
    await dialog.getByRole('button', { name: 'End it' }).click()
    await dialog.waitFor({ state: 'detached' })
    await line(olga, 'Everybody who serves').waitFor({ state: 'detached' })
    await olga.getByRole('checkbox', { name: 'also what ended' }).check()
    await line(olga, '£39.50 for one matter').waitFor()
    await picture(olga, 'authority-ended')
    const refused = await ana.request.post('/api/gestures', { data: refund(10_00) })
    expect(await refused.json()).toMatchObject({ code: 'beyond_limit' })
    const ask = await api<Given>(ana, 'post', '/authority-asks', refund(75_00))
    await api(olga, 'post', `/authority-asks/${ask.id}/grant`, { version: ask.version })
  })
})

describe('what we learn of what was given', () => {
  it('is asked by three questions of what went above a limit, and stands there for everybody (A4) [S3-10]', async () => {
    await olga.goto('/goodwill/learn')
    const waits = olga.getByRole('list', { name: 'To look at' }).getByRole('listitem')
    await waits.getByText('refund of £75').first().waitFor()
    expect(await accessProblems(olga)).toEqual([])
    await picture(olga, 'learn')
    await waits.getByRole('button', { name: /^Look at it…/ }).click()
    const dialog = olga.getByRole('dialog', { name: 'What do we learn of it?' })
    await dialog.getByRole('button', { name: 'Keep it' }).click()
    await dialog.getByText('Choose one of the three.').waitFor()
    await dialog.getByRole('radio', { name: 'In part' }).check()
    await dialog.getByLabel('What do we do next time?').fill('Measure before it is cut.')
    await dialog.getByLabel(/^What is to be mended/).fill('Nothing')
    await picture(olga, 'learn-look')
    await dialog.getByRole('button', { name: 'Keep it' }).click()
    await dialog.waitFor({ state: 'detached' })
    await olga.getByText('Nothing waits to be looked at.').waitFor()
    await olga
      .getByRole('list', { name: 'What we learnt' })
      .getByText('Next time: Measure before it is cut.')
      .waitFor()
  })

  it('is looked at by a colleague of whoever asked, never by themselves', async () => {
    const ask = await api<Given>(ana, 'post', '/authority-asks', refund(80_00))
    await api(olga, 'post', `/authority-asks/${ask.id}/grant`, { version: ask.version })
    await ana.goto('/goodwill/learn')
    const waits = ana.getByRole('list', { name: 'To look at' }).getByRole('listitem').first()
    await waits.getByText(/a colleague looks at yours/).waitFor()
    expect(await waits.getByRole('button').count()).toBe(0)
    await olga.goto(`/goodwill/learn?open=${ask.gesture.id}`)
    await olga.getByRole('dialog', { name: 'What do we learn of it?' }).getByText(/£80/).waitFor()
    await olga.keyboard.press('Escape')
    await soon(() => expect(new URL(olga.url()).search).toBe(''))
  })

  it('opens a cause the third time, which is given to a colleague and mended in words', async () => {
    const open = olga.getByRole('list', { name: 'To be mended' }).getByRole('listitem')
    await open.getByText('Olga Brandt sees to it', { exact: false }).waitFor()
    await open.getByRole('button', { name: /^Somebody else…/ }).click()
    const who = olga.getByRole('dialog', { name: 'Who sees to it?' })
    await who.getByRole('combobox', { name: 'Who' }).click()
    await olga.getByRole('option', { name: 'Ana Lima' }).click()
    await who.getByRole('button', { name: 'Give it to them' }).click()
    await who.waitFor({ state: 'detached' })
    const hers = ana.getByRole('list', { name: 'To be mended' }).getByRole('listitem')
    await hers.getByText('Ana Lima sees to it', { exact: false }).waitFor()
    await hers.getByRole('button', { name: /^It is mended…/ }).click()
    const how = ana.getByRole('dialog', { name: 'How was it mended?' })
    await how.getByLabel('What was done').fill('Labels are printed from the list of sizes.')
    await how.getByRole('button', { name: 'Mended' }).click()
    await how.waitFor({ state: 'detached' })
    await ana.getByText('Nothing has come back three times in a month.').waitFor()
    await olga
      .getByRole('list', { name: 'All causes' })
      .getByText(/Labels are printed from the list of sizes/)
      .waitFor()
  })
})

describe('what we gave', () => {
  it('stands by what it was for, each currency for itself, and names nobody who gave it', async () => {
    await api(olga, 'post', '/gestures', refund(0, { money: { minor: 12_50, currency: 'CHF' } }))
    await api(olga, 'post', '/gestures', refund(0, { kind: 'apology', money: null }))
    await olga.goto('/goodwill/given')
    await olga
      .getByText(/^Something was given 7 times: CHF\s12.50, £185,? and once without money\.$/)
      .waitFor()
    const causes = olga.getByRole('region', { name: 'What it was for' })
    await causes.getByRole('row', { name: /The label.*3 times.*£30/ }).waitFor()
    await causes.getByRole('row', { name: /no cause named.*4 times/ }).waitFor()
    for (const table of await olga.getByRole('table').allTextContents()) expect(table).not.toMatch(/Ana|Olga/)
    expect(await accessProblems(olga)).toEqual([])
    await picture(olga, 'given')
    const phone = await house.visit({ phone: true })
    await phone.context().addCookies(await olga.context().cookies())
    for (const [path, name] of [
      ['/goodwill/given', 'given'],
      ['/goodwill/learn', 'learn'],
      ['/settings/authority', 'authority'],
    ]) {
      await phone.goto(path!)
      await phone.getByText(/£/).first().waitFor()
      expect(await accessProblems(phone)).toEqual([])
      await picture(phone, `${name}-phone`)
    }
    await phone.request.patch('/api/me/preferences', { data: { language: 'de' } })
    await phone.emulateMedia({ colorScheme: 'dark' })
    for (const [path, name] of [
      ['/goodwill/given', 'given'],
      ['/goodwill/learn', 'learn'],
      ['/settings/authority', 'authority'],
    ]) {
      await phone.goto(path!)
      await phone.getByText(/£/).first().waitFor()
      expect(await accessProblems(phone)).toEqual([])
      await picture(phone, `${name}-phone-dark-german`)
    }
    await phone
      .getByRole('button', { name: /^Ändern/ })
      .first()
      .click()
    await phone.getByRole('dialog', { name: 'Befugnis ändern' }).waitFor()
    await picture(phone, 'authority-change-phone-dark-german')
    await phone.context().close()
    expect(complaints).toEqual([])
  })
})
