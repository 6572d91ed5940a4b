import type { Browser, Page } from 'playwright-core'
import { inject } from 'vitest'
import { openBrowser, visitor } from './browser.ts'
import { PASSWORD } from './password.ts'
import { type Server, startServer } from './server.ts'

export { PASSWORD }

type Opened = Parameters<typeof visitor>[1]

/** A Servus and a browser for one journey. */
export type House = {
  readonly server: Server
  readonly browser: Browser
  /** Somebody new in a browser of their own; addresses may be given without the server's. */
  readonly visit: (options?: Opened) => Promise<Page>
  readonly close: () => Promise<void>
}

/** Opens a house right after the first start, or with the demo in it. */
export async function openHouse(from: 'ground' | 'demo' = 'ground'): Promise<House> {
  const [server, browser] = await Promise.all([startServer(from), openBrowser()])
  return {
    server,
    browser,
    visit: async (options) => await (await visitor(browser, { ...options, baseURL: server.url })).newPage(),
    close: async () => {
      await browser.close()
      await server.stop()
    },
  }
}

/** Presses what opens the demo, on the first page, and is led to the desk; months of history are told meanwhile. */
export async function opensDemo(page: Page): Promise<void> {
  const opened = page.waitForResponse('**/api/demo', { timeout: 0 })
  await page.getByRole('button', { name: 'Open the demo' }).click()
  expect((await opened).status()).toBe(200)
  await page.getByRole('heading', { name: 'Good morning, Ana' }).waitFor()
}

/** Sits down at the service desk of the demo: Ana, in her Today. */
export async function sitAtDesk(page: Page, server: Pick<Server, 'url'>): Promise<void> {
  const { cookies } = inject('demo')
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, url: server.url })))
  await page.goto(`${server.url}/today`)
  await page.getByRole('heading', { name: 'Good morning, Ana' }).waitFor()
}

/** Makes the workspace Nordlicht Motors of Olga's, who stands in it. */
export async function makeOwnHouse(page: Page, server: Server): Promise<void> {
  const reply = await page.request.post(`${server.url}/api/setup`, {
    data: {
      ...{ token: server.setupToken, workspaceName: 'Nordlicht Motors', timeZone: 'Europe/Berlin' },
      ...{ vocabulary: 'customer', country: 'GB', language: 'en' },
      ...{ name: 'Olga Brandt', email: 'olga@nordlicht.example', password: PASSWORD },
    },
  })
  expect(reply.ok(), await reply.text()).toBe(true)
  await page.goto(`${server.url}/inbox`)
  await page.getByRole('link', { name: 'Inbox' }).first().waitFor()
}

/** Calls the API with the cookies of a page that visits a house; a call that is refused fails the test. */
export async function api<T>(
  page: Page,
  method: 'get' | 'post' | 'delete',
  path: string,
  data?: object,
): Promise<T> {
  const reply = await page.request[method](`/api${path}`, data ? { data } : {})
  expect(reply.ok(), `${path}: ${reply.status()} ${reply.ok() ? '' : await reply.text()}`).toBe(true)
  return (reply.status() === 204 ? undefined : await reply.json()) as T
}

/** Whoever leads invites somebody, who joins in a browser of their own. */
export async function joins(page: Page, lead: Page, name: string): Promise<void> {
  const { current } = await api<{ current: { member: { siteId: string } } }>(lead, 'get', '/session')
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}@nordlicht.example`
  const { url } = await api<{ url: string }>(lead, 'post', '/invitations', {
    ...{ email, name, role: 'member', job: 'service_advisor', endsAt: null },
    siteId: current.member.siteId,
  })
  const token = url.split('/').at(-1)
  await api(page, 'post', `/invitations/by-token/${token}/accept`, { name, password: PASSWORD })
}
