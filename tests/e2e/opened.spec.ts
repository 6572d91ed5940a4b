import type { BrowserContext, Page } from 'playwright-core'
import { codeAt } from '../../src/server/world/visitor.ts'
import { complaintsOf, picture, visitor } from './support/browser.ts'
import { api, type House, joins, makeOwnHouse, openHouse, PASSWORD, sitAtDesk } from './support/house.ts'
import { closeOpened, openedProblems } from './support/look-at-opened.ts'
import { type OpenedIds, OVER_PAGES } from './support/opened.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

let house: House
let own: Server
let ids: OpenedIds
let cookies: Record<'ana' | 'olga' | 'tim', Awaited<ReturnType<BrowserContext['cookies']>>>

beforeAll(async () => {
  ;[house, own] = await Promise.all([openHouse('demo'), startServer()])
  const ana = await house.visit()
  await sitAtDesk(ana, house.server)
  type Named = { id: string; name?: string; subject?: string; text?: string }
  const ask = async (path: string) => (await api<{ items: Named[] }>(ana, 'get', path)).items
  const [talks, people, promises] = await Promise.all(
    ['/conversations?view=all', '/people', '/promises'].map(ask),
  )
  ids = {
    talk: talks!.find((c) => /^We will be five/.test(c.subject ?? ''))!.id,
    closed: talks!.find((c) => c.subject === 'Third van, same rattle')!.id,
    person: people!.find((p) => p.name === 'Marta Okafor')!.id,
    promise: promises!.find((p) => /gearbox/.test(p.text ?? ''))!.id,
  }
  await api(ana, 'post', `/conversations/${ids.talk}/needs`, { words: 'a warm place to wait' })
  await api(ana, 'post', '/tags', { name: 'Rare animals' })
  const olga = await (await visitor(house.browser, { baseURL: own.url })).newPage()
  await makeOwnHouse(olga, own)
  await isLeftWithAnAsk(olga)
  await hasAMailbox(olga)
  const tim = await hasATim(olga)
  cookies = { ana: await ana.context().cookies(), olga: await olga.context().cookies(), tim }
  await ana.context().close()
  await olga.context().close()
})
afterAll(async () => {
  await house?.close()
  await own?.stop()
})

/** Asks a colleague for something who then leaves: it is with nobody. */
async function isLeftWithAnAsk(olga: Page): Promise<void> {
  const nora = await (await visitor(house.browser, { baseURL: own.url })).newPage()
  await joins(nora, olga, 'Nora Weiss')
  await nora.context().close()
  type Members = { items: { id: string; name: string; version: number }[] }
  const { items } = await api<Members>(olga, 'get', '/members')
  const { id, version } = items.find((one) => one.name === 'Nora Weiss')!
  await api(olga, 'post', '/asks', { askedOf: id, text: 'order the sensor' })
  const data = { endsAt: new Date().toISOString(), giveOver: true, version }
  const ended = await olga.request.patch(`/api/members/${id}`, { data })
  expect(ended.ok(), await ended.text()).toBe(true)
}

async function hasAMailbox(olga: Page): Promise<void> {
  const { current } = await api<{ current: { member: { siteId: string } } }>(olga, 'get', '/session')
  await api(olga, 'post', '/mailboxes', {
    ...{ siteId: current.member.siteId, address: 'desk@nordlicht.example', displayName: 'Nordlicht Motors' },
    ...{ imap: null, smtp: null, username: null },
  })
}

/** Tim joins, signs in by two steps, asks for another address, and is asked for something; gives his cookies. */
async function hasATim(olga: Page) {
  const tim = await (await visitor(house.browser, { baseURL: own.url })).newPage()
  await joins(tim, olga, 'Tim Weber')
  const { items } = await api<{ items: { id: string; name: string }[] }>(olga, 'get', '/members')
  const askedOf = items.find((one) => one.name === 'Tim Weber')!.id
  await api(olga, 'post', '/asks', { askedOf, text: 'order the wipers' })
  await api(tim, 'post', '/me/address', { address: 'tim.weber@posteo.example' })
  const { secret } = await api<{ secret: string }>(tim, 'post', '/me/two-step', { password: PASSWORD })
  await api(tim, 'post', '/me/two-step/finish', { code: codeAt(secret, Date.now()) })
  const theirs = await tim.context().cookies()
  await tim.context().close()
  return theirs
}

describe.each([
  ['on a desktop', false],
  ['on a phone', true],
] as const)('what opens over a page %s', (_, phone) => {
  const pages = new Map<string, { page: Page; complaints: string[] }>()
  const pageOf = async (who: keyof typeof cookies) => {
    const known = pages.get(who)
    if (known) return known
    const url = (who === 'ana' ? house.server : own).url
    const context = await visitor(house.browser, { phone, baseURL: url })
    await context.addCookies(cookies[who])
    const page = await context.newPage()
    const made = { page, complaints: complaintsOf(page) }
    pages.set(who, made)
    return made
  }
  afterAll(async () => {
    for (const { page } of pages.values()) await page.context().close()
  })

  it.each(OVER_PAGES)('can be used by everyone: $at [S4-9]', async ({ at, who, path, heading, openings }) => {
    const { page, complaints } = await pageOf(who)
    const visit = async () => {
      await page.goto(typeof path === 'string' ? path : path(ids))
      const exact = typeof heading === 'string'
      await page.getByRole('main').getByRole('heading', { name: heading, exact }).first().waitFor()
      await soon(async () => expect(await page.locator('[aria-busy=true], [data-skeleton]').count()).toBe(0))
    }
    const found: Record<string, string[]> = {}
    await visit()
    for (const { name, open, firm, only } of openings) {
      if (only === (phone ? 'desktop' : 'phone')) continue
      await open(page, phone)
      const against = await openedProblems(page)
      await picture(page, `opened-${at}-${name}-${phone ? 'phone' : 'desktop'}`.replace(/[^\w-]+/g, '-'))
      if (against.length > 0) found[name] = against
      await (firm ? visit() : closeOpened(page))
    }
    expect(found).toEqual({})
    expect(complaints.splice(0)).toEqual([])
  })
})
