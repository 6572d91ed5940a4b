import type { Page } from 'playwright-core'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, joins, openHouse, sitAtDesk } from './support/house.ts'
import type { Server } from './support/server.ts'
import { soon } from './support/soon.ts'

let house: House
let server: Server
let ana: Page
let nora: Page

beforeAll(async () => {
  house = await openHouse('demo')
  server = house.server
  ana = await house.visit()
  await sitAtDesk(ana, server)
  nora = await house.visit()
  await joins(nora, ana, 'Nora Weiss')
})
afterAll(() => house?.close())

/** Opens the conversation of somebody; gives its id. */
async function openTalk(page: Page, name: string): Promise<string> {
  await page.goto(`${server.url}/inbox/all`)
  await page
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click()
  await page.getByRole('textbox', { name: `Reply to ${name}` }).waitFor()
  return new URL(page.url()).pathname.split('/').at(-1)!
}

describe('two people at one conversation', () => {
  it('see each other there, in the list and at the composer while one writes', async () => {
    await openTalk(ana, 'Ewa Nowak')
    await nora.goto(`${server.url}/inbox/all`)
    await nora.getByText('Ana Novak is here').first().waitFor()
    await openTalk(nora, 'Ewa Nowak')
    await ana.getByText('Nora Weiss is here').first().waitFor()
    await ana.getByRole('textbox', { name: 'Reply to Ewa Nowak' }).pressSequentially('Dear Ewa, your car')
    await nora.getByText('Ana Novak is writing…').waitFor()
  })

  it('see what the other drafts as it grows, and one takes it over', async () => {
    const draft = nora.getByRole('region', { name: 'Ana Novak’s draft' })
    await draft.getByText('Dear Ewa, your car').waitFor()
    await ana.getByRole('textbox', { name: 'Reply to Ewa Nowak' }).pressSequentially(' is ready.')
    await draft.getByText('Dear Ewa, your car is ready.').waitFor()
    await picture(nora, 'together-draft')
    expect(await accessProblems(nora)).toEqual([])
    await draft.getByRole('button', { name: 'Take over this draft' }).click()
    const mine = nora.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
    await soon(async () => expect(await mine.inputValue()).toBe('Dear Ewa, your car is ready.'))
  })

  it('are stopped when the other has answered meanwhile, also where no screen has heard of it yet', async () => {
    const id = new URL(ana.url()).pathname.split('/').at(-1)!
    // Ana's screen is deaf: only the server knows.
    await ana.route(/\/api\/(live|conversations\/[^/]+\/messages)/, (route) => route.abort())
    await api(nora, 'post', `/conversations/${id}/replies`, { text: 'Nora was quicker.' })
    await ana.getByRole('button', { name: /^Send/ }).first().click()
    await ana.getByText(/while you wrote/).waitFor()
    await ana.unroute(/\/api\/(live|conversations\/[^/]+\/messages)/)
    expect(await ana.getByRole('textbox', { name: 'Reply to Ewa Nowak' }).inputValue()).toContain('Dear Ewa')
    await picture(ana, 'together-something-new')
    await ana.getByRole('button', { name: 'Send it as it is' }).click()
    await soon(async () => {
      const { items } = await api<{ items: { text: string }[] }>(ana, 'get', `/conversations/${id}/messages`)
      expect(items.slice(-2).map((m) => m.text)).toEqual([
        'Nora was quicker.',
        'Dear Ewa, your car is ready.',
      ])
    })
  })

  it('take back what was sent as it was, by a key in the empty field, and the list shows what stood there before', async () => {
    const field = ana.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
    await ana.getByRole('button', { name: 'Undo' }).first().waitFor()
    await field.focus()
    await ana.keyboard.press('ControlOrMeta+z')
    await soon(async () => expect(await field.inputValue()).toBe('Dear Ewa, your car is ready.'))
    const line = ana.locator('main li').filter({ hasText: 'Ewa Nowak' }).first()
    await line.getByText('Nora was quicker.').waitFor()
    const theirs = nora.locator('main li').filter({ hasText: 'Ewa Nowak' }).first()
    await theirs.getByText('Nora was quicker.').waitFor()
  })

  it('are stopped as well when one wrote and sent before the thread stood there', async () => {
    await openTalk(ana, 'Anna Achterberg')
    const id = new URL(ana.url()).pathname.split('/').at(-1)!
    let answer = () => {}
    const held = new Promise<void>((done) => {
      answer = done
    })
    // Left before its requests are held, so that nobody goes on seeing her there.
    await ana.goto(`${server.url}/today`)
    await ana.route(/\/conversations\/[^/]+\/messages/, async (route) => {
      await held
      await route.continue()
    })
    await ana.goto(`${server.url}/conversations/${id}`)
    const field = ana.getByRole('textbox', { name: 'Reply to Anna Achterberg' })
    await field.fill('Written before anything was read.')
    await ana.keyboard.press('ControlOrMeta+Enter')
    await ana.getByText(/while you wrote/).waitFor()
    answer()
    await ana
      .getByText(/We will be five/)
      .first()
      .waitFor()
    await ana.unrouteAll()
    await ana.getByRole('button', { name: 'Change it' }).click()
    // Emptied and left at once: it does not come back from the server.
    await field.fill('')
    await openTalk(ana, 'Anna Achterberg')
    expect(await field.inputValue()).toBe('')
  })

  it('are not shown where they do not want it', async () => {
    await nora.goto(`${server.url}/settings/me`)
    const kept = nora.waitForResponse((reply) => reply.url().endsWith('/me/preferences') && reply.ok())
    await nora.getByRole('switch', { name: /Show colleagues where I am/ }).click()
    await kept
    await openTalk(nora, 'Ewa Nowak')
    await openTalk(ana, 'Ewa Nowak')
    await nora.getByText('Ana Novak is here').first().waitFor()
    await soon(async () => expect(await ana.getByText('Nora Weiss is here').count()).toBe(0))
  })

  it('who change one person: the second sees what the first changed, and nothing is overwritten', async () => {
    const { items } = await api<{ items: { id: string; name: string }[] }>(ana, 'get', '/people?q=Nowak')
    const ewa = items.find((one) => one.name === 'Ewa Nowak')!
    const form = async (page: Page) => {
      await page.goto(`${server.url}/people/${ewa.id}`)
      await page
        .getByRole('button', { name: /^Change/ })
        .first()
        .click()
      await page.getByRole('textbox', { name: 'Good to know' }).waitFor()
      return page.getByRole('textbox', { name: 'Good to know' })
    }
    const [of, her] = [await form(ana), await form(nora)]
    await of.fill('Prefers a call.')
    await her.fill('Comes by train.')
    await nora.getByRole('button', { name: 'Save', exact: true }).click()
    await nora.getByText('Comes by train.').first().waitFor()
    await ana.getByRole('button', { name: 'Save', exact: true }).click()
    const meanwhile = ana.getByRole('alert').filter({ hasText: 'Comes by train.' })
    await meanwhile.waitFor()
    expect(await of.inputValue()).toBe('Prefers a call.')
    const read = () => api<{ goodToKnow: string }>(ana, 'get', `/people/${ewa.id}`)
    expect((await read()).goodToKnow).toBe('Comes by train.')
    await meanwhile.getByRole('button', { name: 'Keep mine' }).click()
    await ana.getByRole('button', { name: 'Save', exact: true }).click()
    await soon(async () => expect((await read()).goodToKnow).toBe('Prefers a call.'))
  })

  it('hear by name who was quicker with an act, and what they did', async () => {
    const id = await openTalk(nora, 'Ewa Nowak')
    await nora.route(/\/api\/(live|conversations\/[^/]+$)/, (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    )
    await openTalk(ana, 'Ewa Nowak')
    await api(ana, 'post', `/conversations/${id}/close`, { promisesStayOpen: true })
    await nora.getByRole('heading', { level: 1 }).first().focus()
    await nora.keyboard.press('e')
    await nora
      .getByText(/^Ana Novak closed.*before you\.$/)
      .first()
      .waitFor()
    await nora.unroute(/\/api\/(live|conversations\/[^/]+$)/)
  })
})
