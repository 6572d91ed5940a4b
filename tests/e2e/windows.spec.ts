import type { Page } from 'playwright-core'
import { picture } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse, PASSWORD } from './support/house.ts'
import { soon } from './support/soon.ts'

let house: House
let first: Page
let id: string
beforeAll(async () => {
  house = await openHouse()
  first = await house.visit()
  await makeOwnHouse(first, house.server)
  const call = { name: 'Jonas Lind', direction: 'in', summary: 'The brakes squeal' }
  id = (await api<{ id: string }>(first, 'post', '/calls', call)).id
})
afterAll(() => house?.close())

const noteIn = (page: Page) => page.getByRole('textbox', { name: /^Note/ })

async function openNote(page: Page): Promise<void> {
  await page.goto(`/conversations/${id}?view=all`)
  await page.getByRole('radio', { name: 'Note' }).click()
  await noteIn(page).waitFor()
}

describe('one draft in two windows of one person', () => {
  it('is followed by the window that was only looked at', async () => {
    await openNote(first)
    const second = await first.context().newPage()
    await openNote(second)
    await noteIn(first).fill('Squeals when it is cold')
    await soon(async () => expect(await noteIn(second).inputValue()).toBe('Squeals when it is cold'))
    await noteIn(second).fill('Squeals when it is cold, and wet')
    await soon(async () => expect(await noteIn(first).inputValue()).toBe('Squeals when it is cold, and wet'))
    for (const page of [first, second]) await page.getByText('Draft saved').waitFor()
    await second.close()
  })

  it('is followed too by the window that wrote first and has not heard yet that its words are kept', async () => {
    const second = await first.context().newPage()
    await openNote(second)
    let goOn = () => {}
    const held = new Promise<void>((done) => {
      goOn = done
    })
    await first.route('**/draft', async (route) => {
      await held
      await route.continue()
    })
    const asked = first.waitForRequest('**/draft')
    await noteIn(first).fill('Squeals in the rain')
    await asked
    await soon(async () => expect(await noteIn(second).inputValue()).toBe('Squeals in the rain'))
    await noteIn(second).fill('Squeals in the rain, at the front')
    await soon(async () => expect(await noteIn(first).inputValue()).toBe('Squeals in the rain, at the front'))
    goOn()
    await soon(async () => expect(await keptWords()).toEqual(['Squeals in the rain, at the front']))
    for (const page of [first, second]) {
      await page.getByText('Draft saved').waitFor()
      expect(await noteIn(page).inputValue()).toBe('Squeals in the rain, at the front')
      expect(await page.getByRole('alert', { name: 'in another window' }).count()).toBe(0)
    }
    await first.unroute('**/draft')
    await second.close()
  })

  it('on two machines loses nothing of either: the later one is shown the other and says what becomes of it', async () => {
    const other = await house.visit()
    const data = { email: 'olga@nordlicht.example', password: PASSWORD }
    const reply = await other.request.post('/api/auth/sign-in/email', { data })
    expect(reply.ok()).toBe(true)
    await openNote(other)
    await noteIn(first).fill('From the desk')
    await soon(async () => expect(await keptWords()).toEqual(['From the desk']))
    await noteIn(other).fill('From the yard')
    const shown = other.getByRole('alert', { name: 'You wrote this here in another window:' })
    await shown.getByText('From the desk').waitFor()
    await picture(other, 'elsewhere')
    expect(await keptWords()).toEqual(['From the desk'])
    await shown.getByRole('button', { name: 'Put it below' }).click()
    expect(await noteIn(other).inputValue()).toBe('From the yard\n\nFrom the desk')
    await shown.waitFor({ state: 'detached' })
    await soon(async () => expect(await keptWords()).toEqual(['From the yard\n\nFrom the desk']))
  })
})

async function keptWords(): Promise<string[]> {
  const { drafts } = await api<{ drafts: { text: string }[] }>(first, 'get', `/conversations/${id}`)
  return drafts.map((draft) => draft.text)
}

describe('many windows of one person', () => {
  it('all come up, and all hear what happens, also when the first of them is gone', async () => {
    const windows: Page[] = []
    // More than a browser opens lines to one host.
    for (let n = 0; n < 8; n++) {
      const page = await first.context().newPage()
      windows.push(page)
      await page.goto('/people')
      await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
    }
    for (const name of ['Ida Holm', 'Per Lund']) {
      await api(first, 'post', '/people', { name })
      for (const page of windows)
        await page
          .getByRole('main')
          .getByRole('link', { name: new RegExp(name) })
          .waitFor()
      await windows.shift()!.close()
    }
    for (const page of windows) await page.close()
  })

  it('hear what happens where the one that had the line was put to sleep behind the one that is looked at', async () => {
    const [asleep, looked] = [await first.context().newPage(), await first.context().newPage()]
    await first.goto('about:blank')
    for (const page of [asleep, looked]) {
      await page.goto('/people')
      await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
    }
    const puts = await first.context().newCDPSession(asleep)
    // It stops at the next step of its code, as one that sleeps.
    await puts.send('Debugger.enable')
    await puts.send('Debugger.pause')
    await looked.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await api(looked, 'post', '/people', { name: 'Nils Frost' })
    await looked
      .getByRole('main')
      .getByRole('link', { name: /Nils Frost/ })
      .waitFor()
    await puts.send('Debugger.disable')
    for (const page of [asleep, looked]) await page.close()
  })
})
