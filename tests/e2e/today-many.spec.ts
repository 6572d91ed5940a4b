import type { Page } from 'playwright-core'
import { type Instant, plus } from '../../src/domain/shared/time.ts'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, openHouse, sitAtDesk } from './support/house.ts'

/** Two more than stand on Today of what is late. */
const MANY = 52

let house: House
let desk: Page

beforeAll(async () => {
  house = await openHouse('demo')
  desk = await house.visit()
  await sitAtDesk(desk, house.server)
})
afterAll(() => house?.close())

it('Today with far more late than stands there says how many more there are, and leads to all of them [S1-31] [S2-26]', async () => {
  const { now } = await api<{ now: Instant }>(desk, 'get', '/today')
  const ewa = await api<{ id: string }>(desk, 'post', '/people', { name: 'Ewa Kowalska' })
  const due = plus(now, { minutes: 60 })
  await Promise.all(
    Array.from({ length: MANY }, (_, n) =>
      api(desk, 'post', '/promises', { text: `Ana calls about part ${n}`, due, toPersonId: ewa.id }),
    ),
  )
  await api(desk, 'post', '/demo/clock', { to: plus(now, { minutes: 62 }) })
  await desk.reload()
  const more = desk.getByRole('link', { name: /^(One more is|\d+ more are) late$/ })
  await more.scrollIntoViewIfNeeded()
  await picture(desk, 'today-many-late')
  expect(await accessProblems(desk)).toEqual([])
  await more.click()
  await desk.getByRole('radio', { name: 'Late', checked: true }).waitFor()
  await desk.getByRole('heading', { name: 'Overdue' }).waitFor()
  await desk.getByText('calls about part').first().waitFor()
  await picture(desk, 'promises-late')
  expect(await accessProblems(desk)).toEqual([])
  // Nothing that is only to come stands among them.
  expect(await desk.getByRole('heading', { name: /^(Tomorrow|Later)$/ }).count()).toBe(0)
  await desk.getByText('Open', { exact: true }).click()
  await desk.getByRole('radio', { name: 'Open', checked: true }).waitFor()
})
