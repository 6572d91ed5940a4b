import type { Page } from 'playwright-core'
import { accessProblems, complaintsOf, picture } from './support/browser.ts'
import { api, type House, openHouse, sitAtDesk } from './support/house.ts'
import { soon } from './support/soon.ts'

let house: House
let desk: Page
let complaints: string[]

beforeAll(async () => {
  house = await openHouse('demo')
  desk = await house.visit()
  complaints = complaintsOf(desk)
  await sitAtDesk(desk, house.server)
  // The app is kept for when there is no line.
  await desk.evaluate('navigator.serviceWorker.ready.then(() => 1)')
  await vi.waitFor(async () => expect(await desk.evaluate(KEPT)).toBe(true), { timeout: 30_000 })
})
afterAll(() => house?.close())

const KEPT = "caches.match('/index.html', { cacheName: 'servus-shell-1' }).then((kept) => kept !== undefined)"

type Promises = { items: { text: string; saidAs: string | null; state: string; to: { name: string } }[] }
const heard = () => desk.getByRole('list', { name: 'Heard as promises' }).getByRole('listitem')
const reply = () => desk.getByRole('textbox', { name: 'Reply to Ewa Nowak' })

describe('a promise heard without a line [S3-21]', () => {
  it('shows what the customer will see, is confirmed, waits with its words, and is made once when the line is back', async () => {
    await desk.goto(`${house.server.url}/inbox/all`)
    await desk.locator('main [data-row]').filter({ hasText: 'Ewa Nowak' }).first().click()
    await reply().waitFor()
    const talk = new URL(desk.url()).pathname.split('/').at(-1)!
    const made = async () => {
      const path = `/promises?of=all&conversationId=${talk}&limit=100`
      const { items } = await api<Promises>(desk, 'get', path)
      return items.filter((p) => p.saidAs?.includes('tomorrow at 10'))
    }
    expect(await made()).toEqual([])
    await desk.context().setOffline(true)
    await desk.getByText('There is no line to the server.').first().waitFor()
    await reply().fill('I’ll call you tomorrow at 10.')
    await heard().first().waitFor()
    expect(await heard().count()).toBe(1)
    expect(await heard().textContent()).toContain('Ana calls Ewa by tomorrow 10:00')
    await picture(desk, 'hearing-offline-1-heard')
    expect(await accessProblems(desk)).toEqual([])
    await heard().getByRole('button', { name: 'Promise it', exact: true }).click()
    await desk.getByText('Promised when you send this').waitFor()
    await desk.getByRole('button', { name: 'Send', exact: true }).click()
    await desk.getByText('1 waits to be sent').waitFor()
    await picture(desk, 'hearing-offline-2-waits')
    expect(await accessProblems(desk)).toEqual([])

    await desk.context().setOffline(false)
    await desk.getByText('waits to be sent').waitFor({ state: 'detached' })
    await soon(async () =>
      expect(await made()).toMatchObject([
        { text: 'Ana calls you', state: 'open', to: { name: 'Ewa Nowak' } },
      ]),
    )
    // Looked at anew, it stands there once.
    await desk.reload()
    await desk.getByRole('article').getByText('I’ll call you tomorrow at 10.').waitFor()
    expect(await made()).toHaveLength(1)
  })

  it('has not complained once', () =>
    expect(complaints.filter((said) => !said.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]))
})
