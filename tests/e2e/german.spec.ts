import type { Browser, BrowserContext, Page } from 'playwright-core'
import de from '../../src/words/de.json' with { type: 'json' }
import en from '../../src/words/en.json' with { type: 'json' }
import { sentencesOf } from '../../src/words/testing/compare.ts'
import { inVocabulary } from '../../src/words/vocabulary.ts'
import { complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

const WIDTHS = [
  ['on a desktop', { width: 1280, height: 900 }],
  ['on a phone', { width: 390, height: 844 }],
] as const

let demo: Server
let own: Server
let browser: Browser
let ana: BrowserContext
let olga: BrowserContext
/** Addresses in the demo and in a house of one's own, found while both are made. */
let paths: { demo: readonly string[]; own: readonly string[]; customer: string; form: string }

beforeAll(async () => {
  ;[demo, own, browser] = await Promise.all([startServer(), startServer(), openBrowser()])
  ana = await visitor(browser, { locale: 'de-AT' })
  olga = await visitor(browser, { locale: 'de-CH' })
})
afterAll(async () => {
  await browser?.close()
  await Promise.all([demo?.stop(), own?.stop()])
})

const spoken = sentencesOf(inVocabulary(de, 'customer')).map(([, said]) => said)

/** How an English sentence looks on screen; null where it is one word, says no more than its values, or is the same in German. */
function englishLook(sentence: string): RegExp | null {
  if (spoken.includes(sentence) || /, (plural|select),/.test(sentence)) return null
  const literal = sentence.replace(/\{\w+\}|<\/?\w+>/g, ' ')
  if ((literal.match(/\p{L}{2,}/gu) ?? []).length < (sentence.includes('{') ? 3 : 2)) return null
  const parts = sentence.split(/\{\w+\}|<\w+><\/\w+>/)
  return new RegExp(`^${parts.map((p) => p.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.+')}$`, 'u')
}

const ENGLISH = sentencesOf(inVocabulary(en, 'customer')).flatMap(([key, said]) => {
  // The story of the demo is English, and it lives among the examples.
  const look = /Example$/.test(key) ? null : englishLook(said)
  return look ? [[key, look] as const] : []
})

/** All that can be read or heard on a page: texts, labels, hints and its title. */
async function readAll(page: Page): Promise<string[]> {
  return await page.evaluate(`(() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const said = [document.title]
    while (walk.nextNode()) said.push(walk.currentNode.data)
    for (const e of document.querySelectorAll('*'))
      for (const name of ['aria-label', 'aria-description', 'placeholder', 'title', 'alt']) said.push(e.getAttribute(name))
    return [...new Set(said.filter(Boolean).map((s) => s.replace(/\\s+/g, ' ').trim()).filter(Boolean))]
  })()`)
}

/** What of a page is still English, and by how much it is too wide. */
async function flaws(page: Page): Promise<string[]> {
  await page.waitForLoadState('load')
  await soon(async () => expect(await page.locator('[aria-busy=true], [data-skeleton]').count()).toBe(0))
  const said = await readAll(page)
  const english = said.flatMap((words) => {
    const found = ENGLISH.find(([, look]) => look.test(words))
    return found ? [`${found[0]}: ${words}`] : []
  })
  const wide = await page.evaluate<number>(
    `Math.max(...[document.documentElement, ...document.querySelectorAll('main, [data-panes] > *, [role=dialog]')]
      .map((e) => e.scrollWidth - e.clientWidth))`,
  )
  const lang = await page.evaluate('document.documentElement.lang')
  return [
    ...english,
    ...(wide > 0 ? [`wider than the window by ${wide} px`] : []),
    ...(lang === 'de' ? [] : [`says it is ${lang}`]),
  ]
}

async function crawl(context: BrowserContext, base: string, all: readonly string[], mark: string) {
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  const wrong: Record<string, string[]> = {}
  for (const [how, size] of WIDTHS) {
    await page.setViewportSize(size)
    for (const path of all) {
      await page.goto(new URL(path, base).href)
      await page.locator('h1, [role=dialog]').first().waitFor()
      const found = await flaws(page)
      if (found.length > 0) wrong[`${path.slice(0, 40)} ${how}`] = found
      const name = path
        .replace(/^https?:\/\/[^/]+/, '')
        .replace(/[^a-z]+/gi, '-')
        .slice(0, 30)
      await picture(page, `german-${mark}${name}-${how === 'on a phone' ? 'phone' : 'desktop'}`)
    }
  }
  await page.close()
  expect(wrong).toEqual({})
  // A link that holds no more is answered so, and that is what its page says.
  expect(complaints.filter((c) => !/410 \(Gone\)/.test(c))).toEqual([])
}

describe('somebody whose browser asks for German', () => {
  it('sets up a demo and a house of their own in German, and both speak it from then on', async () => {
    const page = await ana.newPage()
    await page.goto(`${demo.url}/setup?token=${demo.setupToken}`)
    await page.getByRole('heading', { name: 'Willkommen bei Servus' }).waitFor()
    expect(await flaws(page)).toEqual([])
    await picture(page, 'german-setup')
    await page.getByRole('button', { name: 'Demo öffnen' }).click()
    await page.getByRole('heading', { name: 'Guten Morgen, Ana' }).waitFor()
    const customer = (await page.getByRole('link', { name: 'Kundenblick' }).getAttribute('href'))!
    const ask = async (path: string) =>
      (
        (await (await page.request.get(`${demo.url}/api${path}`)).json()) as {
          items: { id: string; url: string; name?: string }[]
        }
      ).items
    const [talks, people, promises, forms] = await Promise.all(
      ['/conversations?view=all', '/people', '/promises', '/forms'].map(ask),
    )
    await page.close()

    const desk = await olga.newPage()
    await desk.goto(`${own.url}/setup?token=${own.setupToken}`)
    await desk.getByRole('button', { name: 'Arbeitsbereich anlegen' }).click()
    await desk.getByLabel('Wie heißt Ihr Haus?').fill('Autohaus Nordlicht')
    await desk.getByLabel('Ihr Name').fill('Olga Brandt')
    await desk.getByLabel('E-Mail-Adresse').fill('olga@nordlicht.example')
    await desk.getByLabel('Passwort').fill('correct horse battery')
    await desk.getByRole('button', { name: 'Los geht’s' }).click()
    await desk.getByRole('link', { name: 'Posteingang' }).first().waitFor()
    const session = (await (await desk.request.get(`${own.url}/api/session`)).json()) as {
      current: { workspace: { language: string } }
    }
    expect(session.current.workspace.language).toBe('de')
    await desk.close()
    const marta = people!.find((p) => p.name === 'Marta Okafor')!
    paths = {
      demo: [
        ...[
          '/today',
          '/today?view=ahead',
          '/inbox',
          '/inbox/mine',
          '/inbox/closed',
          '/inbox/new',
          '/counter',
        ],
        ...[
          '/promises',
          '/promises?state=settled',
          '/people',
          '/people/duplicates',
          '/reports',
          '/search?q=Marta',
          '/search',
        ],
        ...talks!.slice(0, 4).map((c) => `/conversations/${c.id}`),
        ...promises!.slice(0, 2).map((p) => `/promises/${p.id}`),
        ...[`/people/${marta.id}`, '/nowhere'],
      ],
      own: [
        ...['/today', '/inbox', '/inbox/held', '/counter', '/promises', '/people', '/reports'],
        ...['me', 'safety', 'tokens', 'notices', 'workspace', 'sites', 'members', 'teams'].map(
          (p) => `/settings/${p}`,
        ),
        ...['mailboxes', 'forms', 'tags', 'audit'].map((p) => `/settings/${p}`),
      ],
      customer,
      form: forms![0]!.url,
    }
  })

  it('reads German on every screen of a house full of people, with room for its longer words [S4-9]', async () => {
    await crawl(ana, demo.url, paths.demo, 'demo')
  })

  it('reads German on every empty screen and in every part of the settings [S4-9]', async () => {
    await crawl(olga, own.url, paths.own, 'own')
  })

  it('has the page of a customer, the form and the doors of the house in German [S4-9]', async () => {
    const guest = await visitor(browser, { locale: 'de' })
    await crawl(
      guest,
      demo.url,
      [
        paths.customer,
        paths.form,
        '/sign-in',
        '/forgot-password',
        '/reset-password?token=x',
        '/invitation/x',
        '/setup',
      ],
      'door',
    )
    await guest.close()
  })

  it('opens German dialogs, with the names that stand on German keys', async () => {
    const page = await ana.newPage()
    await page.goto(`${demo.url}/today`)
    for (const name of ['Anruf festhalten', 'Jemand ist da']) {
      await page.getByRole('button', { name }).first().click()
      await page.getByRole('dialog').waitFor()
      expect(await flaws(page), name).toEqual([])
      await picture(page, `german-dialog-${name.replaceAll(' ', '-')}`)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Strg').first().waitFor()
    expect(await flaws(page)).toEqual([])
    await picture(page, 'german-keys')
    await page.close()
  })
})
