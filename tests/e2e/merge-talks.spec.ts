import type { APIResponse, Browser, Page } from 'playwright-core'
import { letter } from '../../src/server/world/mail-desk.ts'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { makeOwnHouse } from './support/house.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

let server: Server
let browser: Browser
let desk: Page
let complaints: string[]
let post: (raw: string) => Promise<{ conversationId: string }>

const [FIRST, SECOND] = ['<brakes@posteo.example>', '<offer@posteo.example>']

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  desk = await (await visitor(browser)).newPage()
  complaints = complaintsOf(desk)
  await makeOwnHouse(desk, server)
  post = await openDesk()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function answered<T>(reply: APIResponse): Promise<T> {
  expect(reply.ok(), `${reply.url()} ${reply.status()} ${await reply.text()}`).toBe(true)
  return (await reply.json()) as T
}

/** Calls the API as whoever is signed in at the desk. */
async function api<T>(path: string, body?: object): Promise<T> {
  const url = `${server.url}/api${path}`
  return await answered<T>(body ? await desk.request.post(url, { data: body }) : await desk.request.get(url))
}

/** A mailbox that takes posted mail, and how to post to it. */
async function openDesk(): Promise<typeof post> {
  const { current } = await api<{ current: { sites: { id: string }[] } }>('/session')
  const none = { imap: null, smtp: null, username: null }
  const mailbox = await api<{ id: string }>('/mailboxes', {
    ...{
      siteId: current.sites[0]!.id,
      address: 'desk@nordlicht.example',
      displayName: 'Nordlicht',
      ...none,
    },
  })
  const made = await api<{ token: string; url: string }>(`/mailboxes/${mailbox.id}/post-token`, {})
  return async (raw) =>
    answered(
      await desk.request.post(new URL(made.url, server.url).href, {
        data: Buffer.from(raw),
        headers: { authorization: `Bearer ${made.token}`, 'content-type': 'message/rfc822' },
      }),
    )
}

it('merges two conversations, files an answer to the merged one where it is seen, and takes it apart without losing a word or the promise [S3-21]', async () => {
  const a = (await post(letter({ id: FIRST, subject: 'The brakes squeal' }))).conversationId
  const b = (await post(letter({ id: SECOND, subject: 'Brakes: the offer?', text: 'How much will it be?' })))
    .conversationId
  await api('/promises', {
    ...{ text: 'Olga sends the offer', due: new Date(Date.now() + 3_600_000).toISOString() },
    conversationId: b,
  })
  await desk.goto(`${server.url}/conversations/${b}`)
  const pane = desk.getByRole('complementary').last()
  await desk.getByText('Marta has another open conversation').waitFor()
  expect(await pane.textContent()).toContain('Within a few days')
  await picture(desk, 'merge-proposed')

  // With one key, to one of theirs, seen before it is done.
  await desk.keyboard.press('m')
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Find a conversation').fill('squeal')
  await dialog.getByRole('button', { name: /The brakes squeal/ }).waitFor()
  expect(await accessProblems(desk)).toEqual([])
  await dialog.getByRole('button', { name: /The brakes squeal/ }).click()
  await dialog.getByText('One message comes along, with one open promise.').waitFor()
  await dialog.getByText('They wait for us.').waitFor()
  expect(await accessProblems(desk)).toEqual([])
  await picture(desk, 'merge-talks-preview')
  await desk.keyboard.press('ControlOrMeta+Enter')

  const line = desk.getByText(/From “Brakes: the offer\?”/)
  await line.waitFor()
  expect(desk.url()).toContain(a)
  await desk.getByText('How much will it be?').first().waitFor()
  await picture(desk, 'merged')
  expect(await accessProblems(desk)).toEqual([])

  // Their answer to what was merged is filed here, live.
  await post(letter({ inReplyTo: SECOND, text: 'And by when?' }))
  await desk.getByText('And by when?').first().waitFor()
  await desk.goto(`${server.url}/conversations/${b}`)
  await line.waitFor()
  expect(desk.url()).toContain(a)
  await desk.goto(`${server.url}/promises`)
  await desk.getByText('Olga sends the offer').first().waitFor()
  await desk.goto(`${server.url}/conversations/${a}`)

  await desk.getByRole('button', { name: 'Undo merge' }).click()
  await desk.getByRole('heading', { name: 'Brakes: the offer?' }).waitFor()
  await soon(() => expect(desk.url()).toContain(b))
  const thread = desk.locator('[data-thread]')
  await thread.getByText('And by when?').waitFor()
  expect(await thread.textContent()).toContain('How much will it be?')
  await desk.goto(`${server.url}/conversations/${a}`)
  await thread.getByText('It clatters when I brake').waitFor()
  expect(await thread.textContent()).not.toContain('And by when?')
  await desk.goto(`${server.url}/promises`)
  await desk.getByText('Olga sends the offer').first().waitFor()
  expect(complaints).toEqual([])
})

it('merges several chosen in the inbox, only of one person', async () => {
  const mia = 'Mia <mia@posteo.example>'
  await post(letter({ from: mia, subject: 'A quote' }))
  await post(letter({ from: mia, subject: 'The quote', text: 'Or two?' }))
  await post(letter({ from: 'Ida <ida@posteo.example>', subject: 'Keys' }))
  await desk.goto(`${server.url}/inbox/all`)
  await desk.getByText('The quote').first().waitFor()
  await desk.keyboard.press('x')
  const box = (name: string) => desk.getByRole('checkbox', { name })
  await box('Choose Mia: A quote').check()
  await box('Choose Ida: Keys').check()
  const bar = desk.getByRole('region', { name: 'Chosen conversations' })
  await bar.getByText('To merge, choose two or more conversations with the same person.').waitFor()
  expect(await bar.getByRole('button', { name: 'Merge…' }).isDisabled()).toBe(true)
  await box('Choose Ida: Keys').uncheck()
  await box('Choose Mia: The quote').check()
  await picture(desk, 'merge-several')
  expect(await accessProblems(desk)).toEqual([])
  await bar.getByRole('button', { name: 'Merge…' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('radio', { name: /A quote/ }).check()
  await dialog.getByText('One message comes along.').waitFor()
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
  await desk.getByText(/From “The quote”/).waitFor()
  expect(await desk.getByRole('checkbox').count()).toBe(0)
})

it('merges and takes back at once, on a phone as well', async () => {
  const a = (await post(letter({ from: 'Ole <ole@posteo.example>', subject: 'Tyres' }))).conversationId
  await post(letter({ from: 'Ole <ole@posteo.example>', subject: 'Tyres', text: 'The winter ones.' }))
  const phone = await (await visitor(browser, { phone: true, dark: true })).newPage()
  await phone.goto(`${server.url}/sign-in`)
  await phone.getByLabel('E-mail').fill('olga@nordlicht.example')
  await phone.getByLabel('Password').fill('correct horse battery')
  await phone.getByRole('button', { name: 'Sign in' }).click()
  await phone.getByRole('link', { name: 'Inbox' }).first().waitFor()
  await phone.goto(`${server.url}/conversations/${a}`)
  await phone.getByRole('button', { name: 'More' }).first().click()
  await phone.getByRole('menuitem', { name: 'Merge into…' }).click()
  const dialog = phone.getByRole('dialog')
  await dialog.getByRole('button', { name: /Tyres/ }).waitFor()
  await picture(phone, 'merge-choose-phone')
  await dialog.getByRole('button', { name: /Tyres/ }).click()
  await dialog.getByText('One message comes along.').waitFor()
  await picture(phone, 'merge-preview-phone')
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
  await phone.getByText(/From “Tyres”/).waitFor()
  expect(await accessProblems(phone)).toEqual([])
  await picture(phone, 'merged-phone')
  await phone.getByRole('button', { name: 'Undo', exact: true }).click()
  await soon(() => expect(phone.url()).toContain(a))
  await phone.locator('[data-thread]').getByText('It clatters when I brake').waitFor()
})
