import type { Page } from 'playwright-core'
import { accessProblems, complaintsOf, picture } from './support/browser.ts'
import { api, type House, joins, openHouse, sitAtDesk } from './support/house.ts'
import type { Server } from './support/server.ts'
import { soon } from './support/soon.ts'

let house: House
let server: Server
let ana: Page
let nora: Page
let complaints: string[]
let memberIds: Map<string, string>

beforeAll(async () => {
  house = await openHouse('demo')
  server = house.server
  ana = await house.visit()
  complaints = complaintsOf(ana)
  await sitAtDesk(ana, server)
  type Session = { current: { members: { id: string; name: string }[] } }
  const { current } = await api<Session>(ana, 'get', '/session')
  memberIds = new Map(current.members.map((m) => [m.name, m.id]))
  nora = await house.visit()
  await joins(nora, ana, 'Nora Weiss')
})
afterAll(() => house?.close())

describe('a promise', () => {
  it('is made from the page of the person it is made to [S3-21]', async () => {
    await ana.goto(`${server.url}/people`)
    await ana
      .getByRole('main')
      .getByRole('link', { name: /Helen Ward/ })
      .first()
      .click()
    await ana.getByRole('heading', { name: 'Helen Ward', level: 1 }).waitFor()
    await ana.getByRole('button', { name: 'Promise something' }).waitFor()
    await ana.keyboard.press('p')
    const dialog = ana.getByRole('dialog', { name: 'Promise Helen something' })
    await dialog.getByLabel('What', { exact: true }).fill('call you about the winter tyres by tomorrow noon')
    await dialog.getByText('Helen reads: “Ana calls you about the winter tyres”').waitFor()
    await picture(ana, 'promising-person')
    expect(await accessProblems(ana)).toEqual([])
    await dialog.getByRole('button', { name: 'Promise it' }).click()
    await dialog.waitFor({ state: 'detached' })
    // It stands among what we promised, and in what happened with them.
    await soon(async () =>
      expect(await ana.getByRole('link', { name: /Ana calls Helen about the winter tyres/ }).count()).toBe(2),
    )
    await ana.goto(`${server.url}/promises`)
    await ana.getByRole('link', { name: /Helen Ward.*Ana calls Helen about the winter tyres/ }).waitFor()
  })

  it('stands first beside the conversation with them, and what comes first of it on top [S3-21]', async () => {
    const { id: personId } = await api<{ id: string }>(ana, 'post', '/people', { name: 'Ida Holm' })
    await api(ana, 'post', `/people/${personId}/page-links`)
    const body = { personId, subject: 'Winter tyres', text: 'Your tyres are here.' }
    const talk = await api<{ id: string }>(ana, 'post', '/conversations', body)
    const { current } = await api<{ current: { workspace: { now: string } } }>(ana, 'get', '/session')
    const inDays = (days: number) =>
      new Date(Date.parse(current.workspace.now) + days * 86_400_000).toISOString()
    const owed: [string, number][] = [
      ['Ana sends the bill', 5],
      ['Ana calls about the rims', 2],
    ]
    for (const [text, days] of owed)
      await api(ana, 'post', '/promises', { text, due: inDays(days), toPersonId: personId })
    await ana.goto(`${server.url}/conversations/${talk.id}?view=all`)
    const pane = ana.getByRole('complementary', { name: 'The person' })
    await pane.getByRole('link', { name: /the bill/ }).waitFor()
    expect(await pane.getByRole('heading', { level: 3 }).first().textContent()).toBe('What we promised')
    const lines = await pane.getByRole('listitem').allTextContents()
    expect(lines[0]).toContain('about the rims')
    expect(lines[1]).toContain('the bill')
  })

  it('kept by a call is put down where one called, and leaves Today [S1-31]', async () => {
    await ana.goto(`${server.url}/today`)
    const line = ana
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: 'Ana calls Priya with both prices' })
    await line.getByRole('button', { name: 'Call Priya Raman' }).click()
    await ana.getByRole('link', { name: '0173 555 0161' }).waitFor()
    await picture(ana, 'promising-call')
    expect(await accessProblems(ana)).toEqual([])
    await ana.getByRole('button', { name: 'It is kept' }).click()
    await ana.getByText(/^Kept\. Priya sees it/).waitFor()
    await line.waitFor({ state: 'detached' })
    await ana.goto(`${server.url}/promises?state=settled`)
    await ana.getByRole('link', { name: /Priya Raman.*both prices/ }).waitFor()
  })

  it('of a colleague stands under the team’s where we belong to one, and under all where we do not', async () => {
    const ids = ['Ana Novak', 'Luis Ortega'].map((name) => memberIds.get(name))
    await api(ana, 'post', '/teams', { name: 'The workshop', memberIds: ids })
    const marta = await api<{ items: { id: string }[] }>(ana, 'get', '/people?q=Ewa')
    for (const [name, text] of [
      ['Luis Ortega', 'Luis inspects the brakes again'],
      ['Milo Kranz', 'Milo brings the loaner car round'],
    ] as const)
      await api(ana, 'post', '/promises', {
        ...{ text, due: '2030-01-07T11:00:00Z', ownerId: memberIds.get(name) },
        toPersonId: marta.items[0]!.id,
      })
    await ana.goto(`${server.url}/promises`)
    const main = ana.getByRole('main')
    const [luis, milo] = [main.getByText('inspects the brakes'), main.getByText('loaner car round')]
    await main.getByText('winter tyres').first().waitFor()
    expect([await luis.count(), await milo.count()]).toEqual([0, 0])
    await ana.getByText('My team’s').click()
    await luis.waitFor()
    expect(await milo.count()).toBe(0)
    expect(new URL(ana.url()).searchParams.get('of')).toBe('team')
    await picture(ana, 'promising-team')
    await ana.getByRole('radiogroup', { name: 'Whose promises' }).getByText('All', { exact: true }).click()
    await milo.waitFor()
    await luis.waitFor()
  })
})

describe('what one asks of a colleague', () => {
  it('is asked where one reads, by the palette, and stands on the Today of whom it was asked [S3-24]', async () => {
    await ana.goto(`${server.url}/inbox/all`)
    await ana
      .getByRole('main')
      .getByRole('link', { name: /Ewa Nowak/ })
      .first()
      .click()
    await ana.getByRole('textbox', { name: 'Reply to Ewa Nowak' }).waitFor()
    const talk = ana.url()
    await ana.keyboard.press('ControlOrMeta+k')
    await ana.getByRole('combobox').fill('ask a coll')
    await ana.getByRole('option', { name: 'Ask a colleague' }).waitFor()
    await ana.keyboard.press('Enter')
    const dialog = ana.getByRole('dialog', { name: 'Ask a colleague for something' })
    await dialog.getByRole('combobox', { name: 'Colleague' }).click()
    await ana.getByRole('option', { name: 'Nora Weiss' }).click()
    await dialog.getByLabel('What', { exact: true }).fill('order the sensor')
    await dialog.getByLabel('What', { exact: true }).press('ControlOrMeta+Enter')
    await ana.getByText('Nora is asked.').waitFor()
    expect(ana.url()).toBe(talk)

    await nora.goto(`${server.url}/today`)
    const line = nora
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: 'asks you: order the sensor' })
    await line.getByText('Waits for your answer').waitFor()
    await picture(nora, 'promising-asked')
    expect(await accessProblems(nora)).toEqual([])
    await line.getByRole('link', { name: 'Answer Ana Novak' }).click()
    const asked = nora.getByRole('list', { name: 'Asked of you' })
    expect(await asked.getByRole('link', { name: /./ }).first().getAttribute('href')).toContain(
      new URL(talk).pathname,
    )
    await asked.getByRole('button', { name: 'Cannot do it…' }).click()
    await nora.getByRole('dialog').getByRole('textbox').fill('Luis has one in stock')
    await nora.getByRole('button', { name: 'Say so' }).click()
    await asked.waitFor({ state: 'detached' })
    await nora.goto(`${server.url}/today`)
    await nora.getByRole('heading', { name: /^Good / }).waitFor()
    await line.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })
})
