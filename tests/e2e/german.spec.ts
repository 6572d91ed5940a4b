import type { Browser, BrowserContext, Page } from 'playwright-core'
import de from '../../src/words/de.json' with { type: 'json' }
import en from '../../src/words/en.json' with { type: 'json' }
import { sentencesOf } from '../../src/words/testing/compare.ts'
import { inVocabulary } from '../../src/words/vocabulary.ts'
import { complaintsOf, openBrowser, picture, visitor } from './support/browser.ts'
import { partsOfTheSettings } from './support/screens.ts'
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
/** What is found in the demo while it is made. */
let ids: { talks: string[]; promises: string[]; marta: string; customer: string; form: string }

beforeAll(async () => {
  ;[demo, own, browser] = await Promise.all([startServer(), startServer(), openBrowser()])
  ana = await visitor(browser, { locale: 'de-AT' })
  olga = await visitor(browser, { locale: 'de-CH' })
})
afterAll(async () => {
  await browser?.close()
  await Promise.all([demo?.stop(), own?.stop()])
})

const nameOf = (path: string) => path.replace(/[^a-z0-9]+/gi, '-')

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

/** What stands against an address, read on a desktop and then narrowed to a phone; pictures of both are kept under a name. */
async function wrongAt(context: BrowserContext, base: string, path: string, name: string) {
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.setViewportSize(WIDTHS[0][1])
  await page.goto(new URL(path, base).href)
  const wrong: Record<string, string[]> = {}
  for (const [how, size] of WIDTHS) {
    await page.setViewportSize(size)
    await page.locator('h1, [role=dialog]').first().waitFor()
    const found = await flaws(page)
    if (found.length > 0) wrong[how] = found
    await picture(page, `german-${name}-${how === 'on a phone' ? 'phone' : 'desktop'}`)
  }
  await page.close()
  // A link that holds no more is answered so, and that is what its page says.
  return { wrong, complaints: complaints.filter((c) => !/410 \(Gone\)/.test(c)) }
}

const NOTHING = { wrong: {}, complaints: [] }

describe('somebody whose browser asks for German', () => {
  it('sets up a demo and a house of their own in German, and both speak it from then on', async () => {
    const page = await ana.newPage()
    await page.goto(`${demo.url}/setup?token=${demo.setupToken}`)
    await page.getByRole('heading', { name: 'Willkommen bei Servus' }).waitFor()
    expect(await flaws(page)).toEqual([])
    await picture(page, 'german-setup')
    // Months of history are told meanwhile.
    const opened = page.waitForResponse('**/api/demo', { timeout: 0 })
    await page.getByRole('button', { name: 'Demo öffnen' }).click()
    expect((await opened).status()).toBe(200)
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
    ids = {
      talks: talks!.map((c) => c.id),
      promises: promises!.map((p) => p.id),
      marta: people!.find((p) => p.name === 'Marta Okafor')!.id,
      customer,
      form: forms![0]!.url,
    }
  })

  it.each([
    ...['/today', '/today?view=ahead', '/inbox', '/inbox/mine', '/inbox/closed', '/inbox/new', '/counter'],
    ...['/promises', '/promises?state=settled', '/people', '/people/duplicates', '/reports'],
    ...['/search?q=Marta', '/search', '/nowhere'],
    ...['/conversations/0', '/conversations/1', '/conversations/2', '/conversations/3'],
    ...['/promises/0', '/promises/1', '/people/marta'],
  ])(
    'reads German at %s of a house full of people, with room for its longer words [S4-9]',
    async (address) => {
      const path = address
        .replace(/(?<=conversations\/)\d/, (n) => ids.talks[Number(n)]!)
        .replace(/(?<=promises\/)\d/, (n) => ids.promises[Number(n)]!)
        .replace('marta', ids.marta)
      expect(await wrongAt(ana, demo.url, path, `demo${nameOf(address)}`)).toEqual(NOTHING)
    },
  )

  it.each([
    ...['/today', '/inbox', '/inbox/held', '/counter', '/promises', '/people', '/reports'],
    ...partsOfTheSettings().map((part) => `/settings/${part}`),
  ])('reads German at %s of an empty house [S4-9]', async (path) => {
    expect(await wrongAt(olga, own.url, path, `own${nameOf(path)}`)).toEqual(NOTHING)
  })

  it.each([
    ...['the page of a customer', 'the form', '/sign-in', '/forgot-password', '/reset-password?token=x'],
    ...['/invitation/x', '/setup'],
  ])('reads German at the door: %s [S4-9]', async (door) => {
    const guest = await visitor(browser, { locale: 'de' })
    const path = { 'the page of a customer': ids.customer, 'the form': ids.form }[door] ?? door
    expect(await wrongAt(guest, demo.url, path, `door${nameOf(door)}`)).toEqual(NOTHING)
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
