import type { Page } from 'playwright-core'
import { instant, plus } from '../../src/domain/shared/time.ts'
import { accessProblems, complaintsOf, picture } from './support/browser.ts'
import { api, type House, joins, makeOwnHouse, openHouse, sitAtDesk } from './support/house.ts'
import { soon } from './support/soon.ts'

type Created = { id: string }

/** Somebody whose matter goes beyond what who serves them may decide. */
async function someoneToHelp(clerk: Page, name: string) {
  const person = await api<Created>(clerk, 'post', '/people', { name })
  return (minor: number) =>
    api(clerk, 'post', '/authority-asks', {
      ...{ personId: person.id, kind: 'refund', money: { minor, currency: 'EUR' } },
      why: 'The same part broke again.',
    })
}

describe('a yes that is asked for', () => {
  let house: House
  let olga: Page
  let ana: Page
  const complaints: string[][] = []

  beforeAll(async () => {
    house = await openHouse()
    olga = await house.visit()
    ana = await house.visit()
    complaints.push(complaintsOf(olga), complaintsOf(ana))
    await makeOwnHouse(olga, house.server)
    await joins(ana, olga, 'Ana Lima')
  })
  afterAll(() => house?.close())

  it('stands on Today and on the bell of who is asked, is allowed from there, and who asked is told to tell it [S3-09] [S1-07]', async () => {
    const ask = await someoneToHelp(ana, 'Marta Okafor')
    await olga.goto('/today')
    await olga.getByRole('heading', { name: /Olga/, level: 1 }).waitFor()
    await ana.goto('/today')
    await ana.getByRole('heading', { name: /Ana/, level: 1 }).waitFor()
    await ask(300_00)
    // Both screens hear of it by themselves.
    const line = olga.getByRole('listitem').filter({ hasText: 'asks for your yes' })
    await line.getByText(/refund of €300 for Marta Okafor · “The same part broke again\.”/).waitFor()
    await olga.getByRole('button', { name: 'Notices: one not read' }).first().waitFor()
    await ana.getByText(/Olga is asked, until/).waitFor()
    await picture(olga, 'yes-asked')
    expect(await accessProblems(olga)).toEqual([])
    await olga.keyboard.press('Shift+N')
    const panel = olga.getByRole('dialog', { name: 'Notices' })
    await panel.getByText('Ana Lima asks for your yes').waitFor()
    await picture(olga, 'yes-notice')
    await olga.keyboard.press('Escape')
    await line.getByRole('button', { name: 'Allow Ana Lima' }).press('Enter')
    await olga.getByText('Allowed: refund of €300. Ana hears of it now').waitFor()
    await line.waitFor({ state: 'detached' })
    // What she answered rings no more.
    await olga.getByRole('button', { name: 'Notices', exact: true }).first().waitFor()

    const told = ana.getByRole('listitem').filter({ hasText: 'Olga said yes, and it is given' })
    await told.getByText(/waits for your word: refund of €300/).waitFor()
    await ana.getByRole('button', { name: 'Notices: one not read' }).first().waitFor()
    await picture(ana, 'yes-granted')
    expect(await accessProblems(ana)).toEqual([])
    await told.getByRole('button', { name: 'I have told them Marta Okafor' }).press('Enter')
    await ana.getByText('Put down: Marta knows').waitFor()
    await told.waitFor({ state: 'detached' })
  })

  it('is refused on its own page, and the reason stands where it is to be told [S1-08]', async () => {
    const ask = await someoneToHelp(ana, 'Jonas Lind')
    await ask(250_00)
    const line = olga.getByRole('listitem').filter({ hasText: 'Jonas Lind' })
    await line.getByRole('link', { name: 'Say no… Ana Lima' }).waitFor()
    const { items } = await api<{ items: { id: string; version: number }[] }>(olga, 'get', '/authority-asks')
    const { id, version } = items[0]!
    expect(await line.getByRole('link', { name: 'Say no… Ana Lima' }).getAttribute('href')).toBe(
      `/goodwill/asks?open=${id}`,
    )
    const why = 'The maker pays this one: I call them now.'
    await api(olga, 'post', `/authority-asks/${id}/refuse`, { why, version })
    await line.waitFor({ state: 'detached' })
    await ana
      .getByRole('listitem')
      .filter({ hasText: 'Jonas Lind' })
      .getByText(`Olga said no: “${why}” · tell them, with the reason`)
      .waitFor()
    await picture(ana, 'yes-refused')
    expect(complaints.flat()).toEqual([])
  })
})

describe('a yes nobody gives', () => {
  let house: House
  let ana: Page
  let nora: Page

  beforeAll(async () => {
    house = await openHouse('demo')
    ana = await house.visit()
    nora = await house.visit()
    await sitAtDesk(ana, house.server)
    await joins(nora, ana, 'Nora Weiss')
  })
  afterAll(() => house?.close())

  it('lets who asked help, from their Today, once twice the time went by [S3-09]', async () => {
    const ask = await someoneToHelp(nora, 'Wilma Okonjo')
    await nora.goto('/today')
    await nora.getByRole('heading', { name: /Nora/, level: 1 }).waitFor()
    await ask(80_00)
    const line = nora.getByRole('listitem').filter({ hasText: 'Wilma Okonjo' })
    await line.getByText(/is asked, until/).waitFor()
    const { current } = await api<{ current: { workspace: { now: string } } }>(ana, 'get', '/session')
    await api(ana, 'post', '/demo/clock', { to: plus(instant(current.workspace.now), { minutes: 21 }) })
    await line.getByText(/You may help now, without a yes/).waitFor()
    await nora
      .getByRole('button', { name: /Notices: .* not read/ })
      .first()
      .waitFor()
    await picture(nora, 'yes-nobody')
    expect(await accessProblems(nora)).toEqual([])
    await line.getByRole('button', { name: 'Help now Wilma Okonjo' }).press('Enter')
    await nora.getByText('Given: refund of €80. Now tell Wilma').waitFor()
    await line.getByText(/You helped yourself, and it is given/).waitFor()
    await line.getByRole('button', { name: 'I have told them Wilma Okonjo' }).press('Enter')
    await line.waitFor({ state: 'detached' })
  })

  it('is told in a reply that begins with the words one may say [S1-08]', async () => {
    type Talk = Created & { person: Created & { name: string } }
    const { items } = await api<{ items: Talk[] }>(nora, 'get', '/conversations?view=all')
    const talk = items.find(({ person }) => person?.name === 'Ewa Nowak')!
    const { id, version } = await api<Created & { version: number }>(nora, 'post', '/authority-asks', {
      ...{ personId: talk.person.id, conversationId: talk.id, kind: 'refund' },
      ...{ money: { minor: 70_00, currency: 'EUR' }, why: 'The train was late because of us.' },
    })
    const why = 'The railway pays this one: I send them your ticket today.'
    await api(ana, 'post', `/authority-asks/${id}/refuse`, { why, version })
    await nora.goto('/goodwill/asks')
    await nora.getByRole('button', { name: 'Tell Ewa' }).press('Enter')
    const reply = nora.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
    await soon(async () => expect(await reply.inputValue()).toBe(why))
    // One goes on at once.
    await soon(async () => expect(await reply.and(nora.locator(':focus')).count()).toBe(1))
    const chip = nora.getByText('With this you keep your word')
    await nora.getByText('Nora tells Ewa about the refund').first().waitFor()
    await picture(nora, 'yes-told')
    expect(await accessProblems(nora)).toEqual([])
    const waits = async () =>
      (await api<{ customerWaits: boolean }>(nora, 'get', `/authority-asks/${id}`)).customerWaits
    await nora.keyboard.press('Control+Enter')
    await nora.getByText('Ewa will see it on their own page').first().waitFor()
    await chip.waitFor({ state: 'detached' })
    expect(await waits()).toBe(false)
    await nora.getByRole('button', { name: 'Undo' }).first().click()
    await nora.getByText('Taken back. It stands in the composer again.').first().waitFor()
    await chip.waitFor()
    expect(await waits()).toBe(true)
    // Left open, it is a promise like any other.
    await nora.getByRole('button', { name: 'Leave the promise open' }).press('Enter')
    await chip.waitFor({ state: 'detached' })
    await soon(async () => expect(await reply.and(nora.locator(':focus')).count()).toBe(1))
    await nora.keyboard.press('Control+Enter')
    await nora.getByText('Ewa will see it on their own page').first().waitFor()
    expect(await waits()).toBe(true)
  })
})
