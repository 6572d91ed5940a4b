import type { Browser, BrowserContext, Page } from 'playwright-core'
import { parkEvent } from '../../src/server/events/parked.ts'
import { accessProblems, complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { type FoundIds, partsOfTheSettings, routesOfTheApp, SCREENS } from './support/screens.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

const HOWS = [
  ['on a desktop', {}],
  ['on a desktop in the dark', { dark: true }],
  ['on a phone', { phone: true }],
  ['four times as large', { large: true }],
] as const

let demo: Server
let own: Server
let browser: Browser
let cookies: { ana: Cookies; olga: Cookies; nobody: Cookies }
let ids: FoundIds
let furnishing: Promise<void> | undefined

beforeAll(async () => {
  ;[demo, own, browser] = await Promise.all([startServer(), startServer(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await Promise.all([demo?.stop(), own?.stop()])
})

/** A demo with its cast, and a house of one's own with a mailbox, a form, an invitation and something that is parked. */
async function furnish(): Promise<void> {
  const context = await visitor(browser)
  const page = await context.newPage()
  await page.goto(`${demo.url}/setup?token=${demo.setupToken}`)
  await page.getByRole('button', { name: 'Open the demo' }).click()
  await page.getByRole('heading', { name: 'Good morning, Ana' }).waitFor()
  const customerPage = (await page.getByRole('link', { name: /be the customer/i }).getAttribute('href'))!
  type Named = { id: string; name?: string; subject?: string; text?: string; url?: string }
  const ask = async (path: string) =>
    (await (await page.request.get(`${demo.url}/api${path}`)).json()) as { items: Named[] }
  const [talks, people, promises, forms] = await Promise.all(
    ['/conversations?view=all', '/people', '/promises', '/forms'].map(ask),
  )
  const ana = await context.cookies()
  await context.close()

  const desk = await visitor(browser)
  const olga = await desk.newPage()
  await olga.goto(`${own.url}/setup?token=${own.setupToken}`)
  await olga.getByRole('button', { name: 'Make your workspace' }).click()
  await olga.getByLabel('What is your house called?').fill('Nordlicht Motors')
  await olga.getByLabel('Your name').fill('Olga Brandt')
  await olga.getByLabel('E-mail').fill('olga@nordlicht.example')
  await olga.getByLabel('Password').fill('correct horse battery')
  await olga.getByRole('button', { name: 'Begin' }).click()
  await olga.getByRole('link', { name: 'Inbox' }).first().waitFor()
  const say = async (path: string, data: object) =>
    await (await olga.request.post(`${own.url}/api${path}`, { data })).json()
  const session = await (await olga.request.get(`${own.url}/api/session`)).json()
  const { siteId, workspaceId } = {
    siteId: session.current.sites[0].id,
    workspaceId: session.current.workspace.id,
  }
  const invited = await say('/invitations', {
    ...{ email: 'tom@nordlicht.example', name: 'Tom Weber', role: 'member', job: 'service_advisor' },
    ...{ siteId, endsAt: null },
  })
  const mailbox = await say('/mailboxes', {
    ...{ siteId, address: 'service@nordlicht.example', displayName: 'Nordlicht Motors' },
    ...{ imap: null, smtp: null, username: null },
  })
  const form = await say('/forms', {
    siteId,
    name: 'Write to us',
    intro: 'A person reads it.',
    thanks: 'Thank you.',
  })
  const brought = await say('/imports/files', { kind: 'people', name: 'people.csv', size: 100 })
  const { db } = own.services
  const [event] = await db.read(workspaceId, (r) => r.selectFrom('events').selectAll().limit(1).execute())
  await parkEvent(own.services, 'notices', event as never, new Error('the notice could not be made'))
  const olgas = await desk.cookies()
  await desk.close()
  cookies = { ana, olga: olgas, nobody: [] }
  const idOf = (all: { items: Named[] } | undefined, which: (one: Named) => boolean) =>
    all?.items.find(which)?.id ?? ''
  ids = {
    conversation: idOf(talks, (c) => c.subject === 'Is the part there?'),
    person: idOf(people, (p) => p.name === 'Marta Okafor'),
    promise: idOf(promises, (p) => /prices for winter tyres/.test(p.text ?? '')),
    mailbox: mailbox.id,
    import: brought.id,
    invitation: invited.url,
    customerPage,
    form: form.url ?? forms?.items[0]?.url,
    resetPassword: `${own.url}/reset-password?token=given-by-mail`,
  }
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  // Neither a page nor a list that is still coming: what is looked at is what people see.
  await soon(async () => expect(await page.locator('[aria-busy=true], [data-skeleton]').count()).toBe(0))
}

// Mirrored, what stands out over the edge where lines begin counts as width, unless it scrolls.
/** By how many pixels the page, or what scrolls in it, is wider than the window. */
async function tooWide(page: Page): Promise<number> {
  return await page.evaluate(`Math.max(...[document.documentElement, ...document.querySelectorAll('main, [data-panes] > *, [role=dialog]')]
    .filter((e) => e === document.documentElement || getComputedStyle(e).direction === 'ltr' || getComputedStyle(e).overflowX !== 'visible')
    .map((e) => e.scrollWidth - e.clientWidth))`)
}

/** By how much a page is too wide once it is written from right to left, as some languages to come are. */
async function tooWideMirrored(page: Page): Promise<number> {
  const turn = (to: string) => page.evaluate(`document.documentElement.dir = '${to}'`)
  await turn('rtl')
  const wide = await tooWide(page)
  await turn('ltr')
  return wide
}

/** What stands against using a screen: where it complains, is too wide, or axe finds something. */
async function troubles(page: Page, how: (typeof HOWS)[number][1]): Promise<string[]> {
  const wide = await tooWide(page)
  const mirrored = 'dark' in how ? 0 : await tooWideMirrored(page)
  // Enlarged only the room is another one, and in the dark only the colours.
  const found =
    'large' in how ? [] : await accessProblems(page, 'dark' in how ? ['color-contrast'] : undefined)
  return [
    ...(wide > 0 ? [`wider than the window by ${wide} px`] : []),
    ...(mirrored > 0 ? [`mirrored, wider than the window by ${mirrored} px`] : []),
    ...found,
  ]
}

it('every address of the app and every part of its settings is among the screens', () => {
  const routes = new Set(SCREENS.map((s) => s.route))
  expect([...routes].sort()).toEqual([...new Set(routesOfTheApp())].sort())
  const parts = SCREENS.filter((s) => s.route === '/settings/$section').map((s) =>
    s.name.replace('settings-', ''),
  )
  expect(parts).toEqual(partsOfTheSettings())
})

describe('before there is a house', () => {
  it.each(HOWS)('its making can be used by everyone %s', async (how, options) => {
    const context = await visitor(browser, options)
    const page = await context.newPage()
    await page.goto(`${own.url}/setup?token=${own.setupToken}`)
    await page.getByRole('button', { name: 'Make your workspace' }).waitFor()
    await picture(page, `screen-setup-${markOf(how)}`)
    expect(await troubles(page, options)).toEqual([])
    await page.getByRole('button', { name: 'Make your workspace' }).click()
    await page.getByLabel('Your name').waitFor()
    await picture(page, `screen-setup-own-${markOf(how)}`)
    expect(await troubles(page, options)).toEqual([])
    await context.close()
  })
})

const markOf = (how: string) => how.replace(/^on a /, '').replaceAll(' ', '-')

describe.each(HOWS)('every screen %s', (how, options) => {
  const contexts = new Map<string, BrowserContext>()
  beforeAll(async () => {
    furnishing ??= furnish()
    await furnishing
    for (const who of ['ana', 'olga', 'nobody'] as const) {
      const context = await visitor(browser, options)
      await context.addCookies(cookies[who])
      contexts.set(who, context)
    }
  })
  afterAll(async () => {
    for (const context of contexts.values()) await context.close()
  })

  it.each(SCREENS.filter((s) => !s.leadsOn || how === HOWS[0][0]))(
    '$name can be used by everyone',
    async (screen) => {
      const { name, who, path, heading, opens = 'main' } = screen
      const page = await contexts.get(who)!.newPage()
      const complaints = complaintsOf(page)
      const at = typeof path === 'string' ? path : path(ids)
      await page.goto(new URL(at, (who === 'ana' ? demo : own).url).href)
      const exact = typeof heading === 'string'
      await page.getByRole(opens).getByRole('heading', { name: heading, exact }).first().waitFor()
      await settled(page)
      await picture(page, `screen-${name}-${markOf(how)}`)
      expect(await troubles(page, options)).toEqual([])
      expect(complaints).toEqual([])
      await page.close()
    },
  )
})
