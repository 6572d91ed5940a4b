import { api, type House, joins, makeOwnHouse, openHouse } from './support/house.ts'
import { openedProblemsWideAndNarrow } from './support/look-at-opened.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

describe('a window that was left behind', () => {
  it('does nothing in the name of who signed in after, keeps what was written, and goes on as them only when told', async () => {
    const olgas = await house.visit()
    await makeOwnHouse(olgas, house.server)
    const { id } = await api<{ id: string }>(olgas, 'post', '/calls', {
      ...{ name: 'Jonas Lind', direction: 'in', summary: 'The brakes squeal' },
    })
    await olgas.goto(`/conversations/${id}?view=all`)
    await olgas.getByRole('radio', { name: 'Note' }).click()
    const words = olgas.getByRole('textbox', { name: /^Note/ })
    await words.fill('By Olga alone.')
    const luis = await olgas.context().newPage()
    await joins(luis, olgas, 'Luis Ortega')

    await words.fill('By Olga alone, indeed.')
    const asked = olgas.getByRole('dialog', { name: 'Luis Ortega is signed in here now' })
    await asked.waitFor()
    expect(await openedProblemsWideAndNarrow(olgas)).toEqual([])
    await asked.getByRole('button', { name: 'Not yet' }).click()
    await asked.waitFor({ state: 'detached' })
    const said = await api<{ items: { text: string }[] }>(luis, 'get', `/conversations/${id}/messages`)
    expect(said.items.map((m) => m.text)).not.toContain('By Olga alone, indeed.')

    // Put off, it is said again by what is done here and not by what the screen tells by itself.
    await olgas.getByRole('button', { name: 'Keep the note' }).click()
    await asked.getByRole('button', { name: 'Go on as Luis' }).click()
    await olgas.getByRole('heading', { name: /Luis$/ }).waitFor()
  })
})
