import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Running, start } from '../../src/server/start.ts'
import { removePlace } from '../../src/server/world/places.ts'
import { accessProblems, openBrowser, picture, visitor } from './support/browser.ts'
import { carelessly, makeGround } from './support/ground.ts'
import { opensDemo } from './support/house.ts'
import { openedProblemsWideAndNarrow } from './support/look-at-opened.ts'

const dataDir = makeGround('offline')
let server: Running
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([start(carelessly(dataDir), () => {}), openBrowser()])
  context = await visitor(browser)
  page = await context.newPage()
  await page.goto(`${server.url}/setup?token=${server.services.setupToken}`)
  await opensDemo(page)
  // The app is kept for when there is no line.
  await page.evaluate('navigator.serviceWorker.ready.then(() => 1)')
  await vi.waitFor(async () => expect(await page.evaluate(KEPT)).toBe(true), { timeout: 30_000 })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  removePlace(dataDir)
})

const KEPT = "caches.match('/index.html', { cacheName: 'servus-shell-1' }).then((kept) => kept !== undefined)"

type Said = { items: { text: string; direction: string }[] }

async function api<T>(method: 'get' | 'post', path: string, data?: object): Promise<T> {
  const reply = await page.request[method](`${server.url}/api${path}`, {
    ...(data ? { data } : {}),
    headers: { origin: server.url },
  })
  expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true)
  return (await reply.json()) as T
}

/** Begins a conversation with somebody and opens it; gives its id. */
async function openNew(name: string): Promise<string> {
  const person = await api<{ id: string }>('post', '/people', { name })
  await api('post', `/people/${person.id}/page-links`)
  const { id } = await api<{ id: string }>('post', '/conversations', {
    ...{ personId: person.id, subject: 'Winter tyres', text: 'Your tyres are here.' },
  })
  await page.goto(`${server.url}/conversations/${id}?view=all`)
  await page.getByRole('textbox', { name: `Reply to ${name}` }).waitFor()
  // In the thread, not only in the line of the list: what waits is shown there.
  await page.locator('[data-thread]').getByText('Your tyres are here.').first().waitFor()
  return id
}

/** What was said in a conversation since it began, and whether it is closed. */
async function toldOf(id: string) {
  const [said, talk] = await Promise.all([
    api<Said>('get', `/conversations/${id}/messages`),
    api<{ closedAt: string | null }>('get', `/conversations/${id}`),
  ])
  return {
    said: said.items.slice(1).map((m) => `${m.direction}: ${m.text}`),
    closed: talk.closedAt !== null,
  }
}

/** Has whoever a conversation is with write on their own page. */
async function writeFromTheirPage(id: string, text: string): Promise<void> {
  const { person } = await api<{ person: { id: string } }>('get', `/conversations/${id}`)
  const links = await api<{ items: { url: string }[] }>('get', `/people/${person.id}/page-links`)
  const token = new URL(links.items[0]!.url).pathname.split('/').at(-1)
  await api('post', `/public/page/${token}/messages`, { conversationId: id, text })
}

const writing = (name: string) => page.getByRole('textbox', { name })
const send = () => page.getByRole('button', { name: 'Send', exact: true }).click()

describe('without a line', () => {
  it('one reads on, writes, closes, loads the page anew, and all of it is sent once, in order, when it is back', async () => {
    const id = await openNew('Rosa Lind')
    await context.setOffline(true)
    await page.getByText('There is no line to the server.').first().waitFor()
    await writing('Reply to Rosa Lind').fill('We put them on tomorrow at nine.')
    await send()
    await page.getByText('1 waits to be sent').waitFor()
    await page.getByRole('radio', { name: 'Note' }).click()
    await writing('Note for colleagues').fill('Bay three is free.')
    await page.getByRole('button', { name: /^Keep the note/ }).click()
    await page.getByText('2 wait to be sent').waitFor()
    await page
      .getByRole('button', { name: /^Close/ })
      .first()
      .click()
    await page.getByText('3 wait to be sent').waitFor()
    await picture(page, 'offline-writing')
    expect(await accessProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Look', exact: true }).click()
    const list = page.getByRole('dialog', { name: 'Waiting to be sent' })
    await list.getByText('Reply · Rosa Lind').waitFor()
    await picture(page, 'offline-waiting')
    expect(await accessProblems(page)).toEqual([])
    expect(await openedProblemsWideAndNarrow(page)).toEqual([])

    // Loaded anew one reads on, as the server said it last: what only waits is not shown as said.
    await page.reload()
    await page.locator('[data-thread]').getByText('Your tyres are here.').waitFor()
    await page.getByText('3 wait to be sent').waitFor()
    expect(await page.locator('[data-thread]').getByText('We put them on').count()).toBe(0)
    expect(await accessProblems(page)).toEqual([])
    await picture(page, 'offline-reads-on')
    // A window of its own knows nothing of what was read in another.
    const waits = await context.newPage()
    await waits.goto(page.url())
    await waits.getByRole('heading', { name: 'There is no line to the server.' }).waitFor()
    const lines = waits.getByRole('region', { name: 'Waiting to be sent' }).getByRole('listitem')
    await lines.nth(2).waitFor()
    expect(await lines.allInnerTexts()).toEqual([
      expect.stringContaining('We put them on tomorrow at nine.'),
      expect.stringContaining('Bay three is free.'),
      expect.stringContaining('Close · Rosa Lind'),
    ])
    await picture(waits, 'offline-reloaded')
    expect(await accessProblems(waits)).toEqual([])
    await waits.close()

    await context.setOffline(false)
    await page.getByText('Winter tyres').first().waitFor()
    await vi.waitFor(
      async () =>
        expect(await toldOf(id)).toEqual({
          said: ['out: We put them on tomorrow at nine.', 'note: Bay three is free.'],
          closed: true,
        }),
      { timeout: 20_000 },
    )
    await page.getByText('wait to be sent').waitFor({ state: 'detached' })
  })

  it('what was written is sent once over a server that was gone, and is held where they wrote meanwhile', async () => {
    const id = await openNew('Tom Berg')
    const port = new URL(server.url).port
    await server.stop()
    await writing('Reply to Tom Berg').fill('See you on Monday.')
    await send()
    await page.getByText('1 waits to be sent').waitFor()
    await page.getByRole('button', { name: 'Take back' }).click()
    expect(await writing('Reply to Tom Berg').inputValue()).toBe('See you on Monday.')
    await page.getByText('waits to be sent').waitFor({ state: 'detached' })
    await send()
    await page.getByText('1 waits to be sent').waitFor()
    server = await start({ ...carelessly(dataDir), port: Number(port) }, () => {})
    await vi.waitFor(async () => expect((await toldOf(id)).said).toEqual(['out: See you on Monday.']), {
      timeout: 40_000,
    })

    // They write while there is no line.
    // A moment after it was loaded a page keeps what is read in it.
    const keeps = page.waitForResponse('**/assets/last-read-*.js')
    await page.reload()
    await page.getByRole('article').getByText('See you on Monday.').waitFor()
    await (await keeps).finished()
    await writing('Reply to Tom Berg').fill('Or on Tuesday?')
    await context.setOffline(true)
    await send()
    await page.getByText('1 waits to be sent').waitFor()
    await page
      .getByRole('button', { name: /^Close/ })
      .first()
      .click()
    await page.getByText('2 wait to be sent').waitFor()
    await page.reload()
    await page.getByText('2 wait to be sent').waitFor()
    await page.locator('[data-thread]').getByText('See you on Monday.').waitFor()
    await writeFromTheirPage(id, 'Monday is fine!')
    await context.setOffline(false)
    await page.getByText('2 were not sent').waitFor()
    expect(await toldOf(id)).toEqual({
      said: ['out: See you on Monday.', 'in: Monday is fine!'],
      closed: false,
    })
    await page.getByRole('button', { name: 'Look', exact: true }).click()
    const list = page.getByRole('dialog', { name: 'Waiting to be sent' })
    await list.getByText(/The words before it were not sent/).waitFor()
    await picture(page, 'offline-not-sent')
    await list.getByRole('button', { name: 'Back to the composer' }).click()
    await list.getByRole('button', { name: 'Let go' }).click()
    await list.getByText('Nothing waits any more.').waitFor()
    await page.keyboard.press('Escape')
    expect(await writing('Reply to Tom Berg').inputValue()).toBe('Or on Tuesday?')
  })

  it('that went before all was here says so all the same', async () => {
    const early = await visitor(browser)
    await early.addCookies(await context.cookies())
    await early.route('**/assets/OfflineParts-*', (route) => route.abort())
    const fresh = await early.newPage()
    await fresh.goto(`${server.url}/promises`)
    await fresh.getByRole('heading', { name: 'Promises' }).waitFor()
    await early.setOffline(true)
    await fresh.getByText('There is no line to the server.').first().waitFor()
    await early.setOffline(false)
    await fresh.getByText('There is no line to the server.').waitFor({ state: 'detached' })
    await early.close()
  })

  it('a page that comes back as it was left shows nothing of whoever has signed out since', async () => {
    const left = await context.newPage()
    await left.goto(`${server.url}/conversations/${await openNew('Lea Stern')}?view=all`)
    const words = left.getByText('Your tyres are here.').first()
    await words.waitFor()
    await context.setOffline(true)
    const comesBack = () =>
      left.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    // Who is signed in still reads on.
    await comesBack()
    await words.waitFor()
    const signedIn = await page.evaluate("localStorage.getItem('servus.signed-in')")
    await page.evaluate("localStorage.removeItem('servus.signed-in')")
    await words.waitFor()
    await comesBack()
    await left.getByRole('heading', { name: 'There is no line to the server.' }).waitFor()
    expect(await words.count()).toBe(0)
    await page.evaluate(`localStorage.setItem('servus.signed-in', ${JSON.stringify(signedIn)})`)
    await context.setOffline(false)
    await left.close()
  })

  it('signing out asks first what becomes of what waits, and leaves nothing of it', async () => {
    const talk = `${server.url}/conversations/${await openNew('Lea Stern')}?view=all`
    await page.route('**/replies', (route) => route.abort())
    await writing('Reply to Lea Stern').fill('Only here.')
    await send()
    await page.getByText('1 waits to be sent').waitFor()
    await page.getByRole('button', { name: /how it looks|Ana Novak Service/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByText('One thing you did here is not sent yet.').waitFor()
    await page.getByRole('button', { name: 'Sign out and let go of it' }).click()
    await page.waitForURL('**/sign-in**')
    const left = "Object.keys(localStorage).filter((key) => key.startsWith('servus.outbox.')).length"
    expect(await page.evaluate(left)).toBe(0)
    // Nor of what was read, not even where there is no line to ask who it is.
    await page.unrouteAll()
    await context.setOffline(true)
    await page.goto(talk)
    await page.getByRole('heading', { name: 'There is no line to the server.' }).waitFor()
    expect(await page.getByText('Your tyres are here.').count()).toBe(0)
    expect(await page.evaluate("sessionStorage.getItem('servus.read')")).toBeNull()
    await context.setOffline(false)
  })
})
