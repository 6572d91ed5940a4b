import type { Browser, BrowserContext, Page } from 'playwright-core'
import { unsubscribeToken } from '../../src/server/contact/actions-unsubscribe.ts'
import { parkEvent } from '../../src/server/events/parked.ts'
import {
  accessProblems,
  complaintsOf,
  DESKTOP,
  LARGE,
  openBrowser,
  picture,
  visitor,
} from './support/browser.ts'
import { makeOwnHouse, sitAtDesk } from './support/house.ts'
import { type FoundIds, partsOfTheSettings, routesOfTheApp, SCREENS } from './support/screens.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

/** How a screen is looked at: one that was opened on a desktop is then darkened, and enlarged. */
type How = { readonly dark?: boolean; readonly phone?: boolean; readonly large?: boolean }
const ON_A_DESKTOP: readonly (readonly [string, How])[] = [
  ['on a desktop', {}],
  ['on a desktop in the dark', { dark: true }],
  ['four times as large', { large: true }],
]
const ON_A_PHONE: readonly (readonly [string, How])[] = [['on a phone', { phone: true }]]

let demo: Server
let own: Server
let browser: Browser
let cookies: { ana: Cookies; olga: Cookies; nobody: Cookies }
let ids: FoundIds
let furnishing: Promise<void> | undefined

beforeAll(async () => {
  ;[demo, own, browser] = await Promise.all([startServer('demo'), startServer(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await Promise.all([demo?.stop(), own?.stop()])
})

/** A demo with its cast, and a house of one's own with a mailbox, a form, an invitation and something that is parked. */
async function furnish(): Promise<void> {
  const context = await visitor(browser)
  const page = await context.newPage()
  await sitAtDesk(page, demo)
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
  await makeOwnHouse(olga, own)
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
  await say('/me/address', { address: 'olga.brandt@nordlicht.example' })
  const form = await say('/forms', {
    siteId,
    name: 'Write to us',
    intro: 'A person reads it.',
    thanks: 'Thank you.',
  })
  const nora: Named = await say('/people', { name: 'Nora Weiss' })
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
    unsubscribe: `${own.url}/u/${unsubscribeToken(own.services.secret, workspaceId, nora.id as never, 'promises')}`,
    resetPassword: `${own.url}/reset-password?token=given-by-mail`,
  }
}

/** How much room there is at least between the sentence under a heading and what comes next (px). */
const ROOM = 12

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

/** How far below the sentence under its heading the words of a page begin, in pixels; null where a page has no such sentence. */
async function belowItsLede(page: Page): Promise<number | null> {
  return await page.evaluate(`(() => {
    const lede = document.querySelector('main header:has([data-page-heading]) > p')
    if (!lede) return null
    const words = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
    words.currentNode = [...lede.childNodes].at(-1)
    const range = document.createRange()
    for (let text = words.nextNode(); text; text = words.nextNode()) {
      range.selectNodeContents(text)
      const { top, height } = range.getBoundingClientRect()
      if (!lede.contains(text) && text.data.trim() && height > 1) return top - lede.getBoundingClientRect().bottom
    }
    return null
  })()`)
}

/** What stands against using a screen: where it complains, is too wide, or axe finds something. */
async function troubles(page: Page, how: How): Promise<string[]> {
  const wide = await tooWide(page)
  const mirrored = how.dark ? 0 : await tooWideMirrored(page)
  // Enlarged only the room is another one, and in the dark only the colours.
  const found = how.large ? [] : await accessProblems(page, how.dark ? ['color-contrast'] : undefined)
  const below = how.dark || how.large ? null : await belowItsLede(page)
  return [
    ...(below !== null && below < ROOM ? [`glued to the sentence under its heading: ${below} px`] : []),
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

/** Looks at an open page in several ways, and keeps a picture of each; gives what stands against using it, by the way. */
async function lookedAt(page: Page, ways: typeof ON_A_DESKTOP, name: string, isThere: () => Promise<void>) {
  const found: Record<string, string[]> = {}
  for (const [how, options] of ways) {
    if (!options.phone) await page.setViewportSize(options.large ? LARGE : DESKTOP)
    await page.emulateMedia({ colorScheme: options.dark ? 'dark' : 'light' })
    await isThere()
    await settled(page)
    await picture(page, `screen-${name}-${how.replace(/^on a /, '').replaceAll(' ', '-')}`)
    const against = await troubles(page, options)
    if (against.length > 0) found[how] = against
  }
  return found
}

const PLACES = [
  ['on a desktop, in the dark, four times as large', {}, ON_A_DESKTOP],
  ['on a phone', { phone: true }, ON_A_PHONE],
] as const

describe('before there is a house', () => {
  it.each(PLACES)('its making can be used by everyone %s', async (_, options, ways) => {
    const context = await visitor(browser, options)
    const page = await context.newPage()
    await page.goto(`${own.url}/setup?token=${own.setupToken}`)
    const make = page.getByRole('button', { name: 'Make your workspace' })
    expect(await lookedAt(page, ways, 'setup', () => make.waitFor())).toEqual({})
    await make.click()
    const name = page.getByLabel('Your name')
    expect(await lookedAt(page, ways, 'setup-own', () => name.waitFor())).toEqual({})
    await context.close()
  })
})

describe.each(PLACES)('every screen %s', (_, options, ways) => {
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

  it.each(SCREENS.filter((s) => !s.leadsOn || ways === ON_A_DESKTOP))(
    '$name can be used by everyone',
    async (screen) => {
      const { name, who, path, heading, opens = 'main', leadsOn } = screen
      const page = await contexts.get(who)!.newPage()
      const complaints = complaintsOf(page)
      const at = typeof path === 'string' ? path : path(ids)
      await page.goto(new URL(at, (who === 'ana' ? demo : own).url).href)
      const exact = typeof heading === 'string'
      const isThere = () =>
        page.getByRole(opens).getByRole('heading', { name: heading, exact }).first().waitFor()
      expect(await lookedAt(page, leadsOn ? ways.slice(0, 1) : ways, name, isThere)).toEqual({})
      expect(complaints).toEqual([])
      await page.close()
    },
  )
})
