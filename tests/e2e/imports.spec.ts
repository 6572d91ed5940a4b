import type { Browser, Page } from 'playwright-core'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { makeOwnHouse } from './support/house.ts'
import { openedProblemsWideAndNarrow } from './support/look-at-opened.ts'
import { type Server, startServer } from './support/server.ts'

let server: Server
let browser: Browser
let desk: Page
let complaints: string[]

const HEAD = 'Kunden-Nr;Vorname;Nachname;E-Mail;Telefon;Kennzeichen;Haushalt;Schuhgröße;Notizen'
const LINES = [
  '1001;Marta;Okafor;marta@posteo.example;030 1234567;B-MO 218;Familie Okafor;38;Mag Tee',
  '1002;Jonas;Huber;jonas@huber.example;0171 5551234;;;44;',
  '1003;Lena;Huber;jonas@huber.example;;;;39;Kommt mit Hund',
  '1004;Priya;Nair;keine Adresse;;;;37;',
  ...Array.from({ length: 1500 }, (_, n) => `${2000 + n};Gast;Nummer ${n};gast${n}@x.example;;;;;`),
]
const CSV = Buffer.from(`${[HEAD, ...LINES].join('\r\n')}\r\n`, 'latin1')

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  desk = await (await visitor(browser)).newPage()
  complaints = complaintsOf(desk)
  await makeOwnHouse(desk, server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const seen = (name: string | RegExp) => desk.getByText(name).first().waitFor()

it('brings a list of people along: columns, preview, twins, leaving the page and finding it done, and back again', async () => {
  await desk.goto(`${server.url}/people`)
  await desk.getByRole('link', { name: 'Bring your history' }).click()
  await desk.getByRole('heading', { name: 'Bring your history', level: 2 }).waitFor()
  expect(await accessProblems(desk)).toEqual([])
  await picture(desk, 'imports-start')
  const files = { name: 'Kunden.csv', mimeType: 'text/csv', buffer: CSV }
  await desk.getByLabel('Choose a CSV file').setInputFiles(files)

  // What the columns hold was guessed; one that is nothing of ours is left out.
  await seen('What the columns hold')
  await seen('WINDOWS-1252, parted by ;')
  const shoe = desk.getByRole('combobox', { name: 'What “Schuhgröße” holds' })
  expect(await shoe.textContent()).toContain('Leave out')
  expect(await desk.getByRole('combobox', { name: 'What “Kennzeichen” holds' }).textContent()).toContain(
    'Number plate',
  )
  const preview = desk.getByRole('list', { name: 'The first lines' })
  await preview.getByText('Marta Okafor').waitFor()
  await preview.getByText('The e-mail address cannot be read.').waitFor()
  expect(await accessProblems(desk)).toEqual([])
  await picture(desk, 'imports-columns')
  for (const [name, width] of [
    ['small', 1280],
    ['phone', 390],
  ] as const) {
    await desk.setViewportSize({ width, height: 844 })
    expect(await accessProblems(desk)).toEqual([])
    await picture(desk, `imports-columns-${name}`)
  }
  await desk.setViewportSize({ width: 1440, height: 900 })

  await desk.getByRole('button', { name: 'Look the whole file through' }).click()
  await seen(/1,504 lines|1504 lines/)
  await seen('One line says whom you know')
  await seen('One line cannot be read')
  expect(await accessProblems(desk)).toEqual([])
  await picture(desk, 'imports-checked')
  await desk.getByRole('button', { name: /^Bring 1,?503 lines$/ }).click()

  // It goes on while one is elsewhere, and is found again.
  await desk.getByRole('link', { name: 'Today' }).first().click()
  await desk.goto(`${server.url}/settings/imports`)
  await desk.getByRole('link', { name: /Kunden\.csv/ }).click()
  await seen('It is done.')
  const found = desk.locator('dl').getByText('1,503')
  await found.waitFor()
  await picture(desk, 'imports-done')
  expect(await accessProblems(desk)).toEqual([])
  await desk.goto(`${server.url}/people`)
  await desk.getByRole('searchbox').fill('BMO218')
  await desk.getByRole('link', { name: 'Marta Okafor' }).click()
  // Nobody typed it.
  await seen('brought along, today')
  await seen('Olga Brandt brought this person along from before')

  await desk.goto(`${server.url}/settings/imports`)
  await desk.getByRole('link', { name: /Kunden\.csv/ }).click()
  await desk.getByRole('button', { name: 'Take it all back' }).click()
  expect(await openedProblemsWideAndNarrow(desk)).toEqual([])
  await desk.getByRole('button', { name: 'Take it back' }).click()
  await seen('It was taken back.')
  await seen('Nothing of it is left.')
  await desk.goto(`${server.url}/people`)
  await desk.getByRole('link', { name: 'Bring your history' }).waitFor()
  expect(complaints).toEqual([])
})

it('says of a file that is empty or no text that it is, and of none that it was cut while its last part is written down', async () => {
  await desk.goto(`${server.url}/settings/imports`)
  const choose = async (name: string, content: string) =>
    await desk.getByLabel('Choose a CSV file').setInputFiles({
      ...{ name, mimeType: 'text/csv', buffer: Buffer.from(content, 'latin1') },
    })
  await choose('nobody.csv', '')
  await desk.getByText('“nobody.csv” is empty.').waitFor()
  expect(await accessProblems(desk)).toEqual([])

  // All of it is there, and the server has not yet been asked again; a file so small would be there before it was asked at all.
  const asked = Promise.withResolvers<void>()
  const shown = Promise.withResolvers<void>()
  await desk.route(/\/api\/imports\/[0-9a-f-]{36}\/content\?/, async (route) => {
    await shown.promise
    await route.fallback()
  })
  await desk.route(/\/api\/imports\/[0-9a-f-]{36}(\?.*)?$/, async (route) => {
    const response = await route.fetch()
    const { state } = (await response.json()) as { state: string }
    if (state !== 'uploading') await asked.promise
    await route.fulfill({ response })
    shown.resolve()
  })
  await choose('picture.csv', '\u0089PNG\u0000\u0001\u0002')
  await desk.getByText('7 bytes of 7 bytes are here').waitFor()
  expect(await desk.getByText('The upload was cut').count()).toBe(0)
  asked.resolve()
  await desk.getByText('There is no text in this file.').waitFor()
  await desk.unrouteAll()
})

it('brings an mbox along on a phone in the dark, and nobody waits on Today', async () => {
  const context = await visitor(browser, { phone: true, dark: true })
  await context.addCookies(await desk.context().cookies())
  const phone = await context.newPage()
  await phone.goto(`${server.url}/settings/imports`)
  const letters = Array.from(
    { length: 30 },
    (_, n) =>
      `From x Mon Mar  4 10:00:00 2024\nFrom: Marta Okafor <marta@posteo.example>\nTo: desk@nordlicht.example\nSubject: Matter ${n}\nDate: Mon, 04 Mar 2024 10:00:00 +0100\nMessage-ID: <m${n}@posteo.example>\n\nWord ${n}\n\n`,
  )
  await phone.getByLabel('Choose an mbox file').setInputFiles({
    name: 'Archive.mbox',
    mimeType: 'application/mbox',
    buffer: Buffer.from(letters.join('')),
  })
  await phone.getByLabel('Other addresses that were yours').fill('desk@nordlicht.example')
  expect(await accessProblems(phone)).toEqual([])
  await picture(phone, 'imports-mail-phone-dark')
  await phone.getByRole('button', { name: 'Bring this mail along' }).click()
  await phone.getByText('It is done.').waitFor()
  await picture(phone, 'imports-done-phone-dark')
  expect(await accessProblems(phone)).toEqual([])
  await phone.goto(`${server.url}/inbox/waiting`)
  await phone.getByText('Matter 1').waitFor({ state: 'detached' })
  await phone.goto(`${server.url}/inbox/closed`)
  await phone.getByText('Matter 29').waitFor()
  await context.close()
})
