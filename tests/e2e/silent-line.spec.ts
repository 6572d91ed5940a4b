import { connect, createServer, type Server as Relay, type Socket } from 'node:net'
import type { Page } from 'playwright-core'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'
import { soon } from './support/soon.ts'

let house: House
let olga: Page
let relay: Relay
/** Lines to live changes that go through the relay. */
const lines: { browser: Socket; server: Socket }[] = []

beforeAll(async () => {
  house = await openHouse()
  olga = await house.visit()
  await makeOwnHouse(olga, house.server)
  const port = Number(new URL(house.server.url).port)
  relay = createServer((browser) => {
    const server = connect(port, '127.0.0.1')
    browser.on('data', (data) => {
      if (data.includes('GET /api/live')) lines.push({ browser, server })
    })
    browser.pipe(server).pipe(browser)
    for (const socket of [browser, server]) socket.on('error', () => {})
  })
  await new Promise<void>((done) => relay.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  await house?.close()
  for (const { browser, server } of lines) for (const socket of [browser, server]) socket.destroy()
  relay?.close()
})

it('a line that goes silent without a word is opened again by itself, and nothing is missed', async () => {
  const call = { name: 'Jonas Lind', direction: 'in', summary: 'The brakes squeal' }
  const { id } = await api<{ id: string }>(olga, 'post', '/calls', call)
  const page = await olga.context().newPage()
  await page.clock.install()
  const { port } = relay.address() as { port: number }
  await page.goto(`http://127.0.0.1:${port}/conversations/${id}?view=all`)
  await page.getByRole('article').getByText('The brakes squeal').waitFor()
  await soon(() => expect(lines).toHaveLength(1))
  // It still stands, for all that either end can tell, but nothing goes over it any more.
  const [{ browser, server }] = lines as [(typeof lines)[number]]
  server.unpipe(browser)
  server.resume()
  await api(olga, 'post', `/conversations/${id}/notes`, { text: 'She comes at four.' })
  await page.clock.fastForward(60_000)
  await page.getByRole('article').getByText('She comes at four.').waitFor()
  expect(lines.length).toBeGreaterThan(1)
})
