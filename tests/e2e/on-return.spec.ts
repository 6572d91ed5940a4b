import type { Browser, Page } from 'playwright-core'
import { instant, plus } from '../../src/domain/shared/time.ts'
import { openBrowser, visitor } from './support/browser.ts'
import { sitAtDesk } from './support/house.ts'
import { type Server, startServer } from './support/server.ts'

let server: Server
let browser: Browser
let ana: Page

async function api<T>(method: 'get' | 'post', path: string, data?: object): Promise<T> {
  const reply = await ana.request[method](`${server.url}/api${path}`, data ? { data } : {})
  expect(reply.ok(), `${path}: ${reply.status()}`).toBe(true)
  return (reply.status() === 204 ? undefined : await reply.json()) as T
}

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer('demo'), openBrowser()])
  ana = await (await visitor(browser)).newPage()
  await sitAtDesk(ana, server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** What went down comes up again, in another process's place. */
async function comeBack(role?: 'web') {
  const { dataDir } = server
  await server.goDown()
  server = await startServer(dataDir ? { dataDir } : 'ground', role)
}

/** What Ana's bell says of the promise, once it is open. */
async function bell() {
  await ana.goto(`${server.url}/people`)
  await ana.getByRole('heading', { name: 'People', level: 1 }).waitFor()
  await ana
    .getByRole('button', { name: /^Notices/ })
    .first()
    .click()
  const panel = ana.getByRole('dialog', { name: 'Notices' })
  await panel.getByRole('listitem').first().waitFor()
  return panel.getByRole('listitem').filter({ hasText: 'Ana sends the courtesy car' })
}

describe('a server that was down while a promise fell due', () => {
  it('tells of it on return, once, however often it comes back [S1-19]', async () => {
    const { items } = await api<{ items: { id: string }[] }>('get', '/people')
    const { current } = await api<{ current: { workspace: { now: string } } }>('get', '/session')
    const due = plus(instant(current.workspace.now), { minutes: 40 })
    const text = 'Ana sends the courtesy car'
    await api('post', '/promises', { text, toPersonId: items[0]!.id, due })

    // The hour passes while nothing works: one can read, and nobody is told.
    await comeBack('web')
    await api('post', '/demo/clock', { to: plus(due, { minutes: 5 }) })
    expect(await (await bell()).count()).toBe(0)

    await comeBack()
    await vi.waitFor(async () => expect(await (await bell()).count()).toBe(1), {
      timeout: 60_000,
      interval: 500,
    })
    await (await bell()).getByText('A promise of yours, due').waitFor()
    await ana.goto(`${server.url}/today`)
    await ana
      .getByRole('main')
      .getByRole('link', { name: /Ana sends the courtesy car/ })
      .first()
      .waitFor()

    await comeBack()
    // Another that falls due is told, so this server has looked: of the first it says nothing more.
    const next = plus(due, { minutes: 40 })
    await api('post', '/promises', {
      text: 'Ana orders the brake discs',
      toPersonId: items[0]!.id,
      due: next,
    })
    await api('post', '/demo/clock', { to: next })
    await vi.waitFor(
      async () => {
        await bell()
        const panel = ana.getByRole('dialog', { name: 'Notices' })
        expect(await panel.getByText('Ana orders the brake discs').count()).toBe(1)
      },
      { timeout: 60_000, interval: 500 },
    )
    expect(await (await bell()).filter({ hasText: 'A promise of yours' }).count()).toBe(1)
  })
})
