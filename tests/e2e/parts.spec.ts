import type { Browser, Page } from 'playwright-core'
import { vi } from 'vitest'
import { accessProblems, openBrowser, picture, visitor } from './support/browser.ts'
import { sitAtDesk } from './support/house.ts'
import { type Server, startServer } from './support/server.ts'

let server: Server
let browser: Browser
let desk: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer('demo'), openBrowser()])
  desk = await (await visitor(browser)).newPage()
  await sitAtDesk(desk, server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

it('a part of a person’s page that could not be loaded says so, and comes when it is tried again', async () => {
  const reply = await desk.request.get(`${server.url}/api/people?q=Jonas`)
  const { items } = (await reply.json()) as { items: { id: string }[] }
  const failing = /\/api\/(promises\?|people\/[^/]+\/(timeline|next-contacts|page-links))/
  await desk.route(failing, (route) => route.fulfill({ status: 500, body: '' }))
  await desk.goto(`${server.url}/people/${items[0]!.id}`)
  const promised = desk.getByRole('region', { name: 'What we promised' })
  await promised.getByRole('alert').waitFor()
  await picture(desk, 'person-part-failed')
  expect(await accessProblems(desk)).toEqual([])
  await desk.unroute(failing)
  await vi.waitFor(async () => {
    // It may have been tried anew by itself meanwhile.
    const again = promised.getByRole('button', { name: 'Try again' }).first()
    if ((await again.count()) > 0) await again.click({ timeout: 1_000 }).catch(() => {})
    expect(await promised.getByRole('link').count()).toBeGreaterThan(0)
    expect(await promised.getByRole('alert').count()).toBe(0)
  }, 15_000)
})
