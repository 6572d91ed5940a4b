import type { Page } from 'playwright-core'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'

let house: House
let olga: Page
beforeAll(async () => {
  house = await openHouse()
  olga = await house.visit()
  await makeOwnHouse(olga, house.server)
})
afterAll(() => house?.close())

describe('what was put away', () => {
  it('is found under the settings, with what it was and by whom, and one press fetches it back', async () => {
    const person = await api<{ id: string; handles: { id: string }[] }>(olga, 'post', '/people', {
      ...{ name: 'Jonas Lind', handles: [{ kind: 'email', value: 'jonas@lind.example' }] },
    })
    await api(olga, 'post', `/people/${person.id}/handles/${person.handles[0]!.id}/remove`)
    const view = {
      name: 'Calls',
      icon: 'phone',
      base: 'all',
      narrowed: 'channel:phone',
      of: 'all',
      teamId: null,
    }
    await api(olga, 'post', '/views', view)
    await olga.goto('/inbox/all')
    await olga
      .getByRole('link', { name: /^Calls/ })
      .first()
      .click()
    await olga.getByRole('button', { name: 'Edit the view' }).click()
    await olga.getByRole('dialog').getByRole('button', { name: 'Delete the view' }).click()
    // It is said once the server has done it; a page that is left before takes its question along.
    await olga.getByText('“Calls” is deleted').waitFor()
    await olga.goto('/settings/away')
    const line = olga.getByRole('listitem').filter({ hasText: 'Calls' })
    await line.getByText(/A view of the inbox .* Olga Brandt/).waitFor()
    await olga.getByText('Address or telephone of Jonas Lind').waitFor()
    await picture(olga, 'put-away')
    expect(await accessProblems(olga)).toEqual([])
    await olga.getByRole('button', { name: 'Fetch back Calls' }).click()
    await line.waitFor({ state: 'detached' })
    await olga.getByRole('button', { name: 'Fetch back jonas@lind.example' }).click()
    await olga.getByText('Nothing was put away in the last 30 days.').waitFor()
    await olga.goto(`/people/${person.id}`)
    await olga.getByText('jonas@lind.example').first().waitFor()
    await olga.goto('/inbox/all')
    await olga
      .getByRole('link', { name: /^Calls/ })
      .first()
      .waitFor()
  })
})
