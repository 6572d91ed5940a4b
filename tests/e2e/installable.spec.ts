import type { Browser, Page } from 'playwright-core'
import { accessProblems, openBrowser, picture, visitor } from './support/browser.ts'
import { sitAtDesk } from './support/house.ts'
import { type Server, startServer } from './support/server.ts'

/** The most compressed script the first screen may load (bytes). */
const MOST = 250_000

/** A script as it travelled. */
type Sent = { path: string; bytes: number; as: string | undefined }

let server: Server
let browser: Browser
let page: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer('demo'), openBrowser()])
  page = await (await visitor(browser)).newPage()
  await sitAtDesk(page, server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

describe('the first screen', () => {
  it('loads no more than 250 kB of compressed script', async () => {
    const context = await visitor(browser)
    await context.addCookies(await page.context().cookies())
    const fresh = await context.newPage()
    // What is fetched ahead, once the screen stands, is no part of it (`useReadiness` in AppShell.tsx).
    await fresh.addInitScript(
      'const later = setTimeout; window.setTimeout = (f, ms, ...more) => (ms === 1500 ? 0 : later(f, ms, ...more))',
    )
    const scripts: Sent[] = []
    fresh.on('response', (r) => {
      const { pathname: path } = new URL(r.url())
      if (!path.endsWith('.js') || path === '/worker.js') return
      const { 'content-length': bytes = '0', 'content-encoding': as } = r.headers()
      scripts.push({ path, bytes: Number(bytes), as })
    })
    await fresh.goto(`${server.url}/today`)
    await fresh
      .getByRole('link', { name: /Ewa Nowak/ })
      .first()
      .waitFor()
    await fresh.waitForLoadState('load')
    const sum = scripts.reduce((all, one) => all + one.bytes, 0)
    console.log(`first screen: ${(sum / 1000).toFixed(1)} kB of compressed script in ${scripts.length} files`)
    expect(scripts.every((one) => one.bytes > 0)).toBe(true)
    expect(scripts.length).toBeGreaterThan(3)
    expect(scripts.filter((one) => !one.as && one.bytes > 1000)).toEqual([])
    expect(sum).toBeLessThanOrEqual(MOST)
    await context.close()
  })
})

describe('Servus', () => {
  it('can be installed: with pictures of each size, one that may be cut round, and colours of its own', async () => {
    const manifest = await (await page.request.get(`${server.url}/manifest.webmanifest`)).json()
    type Icon = { src: string; sizes: string; purpose: string; type: string }
    const pngs = (manifest.icons as Icon[]).filter((icon) => icon.type === 'image/png')
    expect(pngs.map((icon) => `${icon.sizes} ${icon.purpose}`).sort()).toEqual([
      ...['192x192 any', '192x192 maskable', '512x512 any', '512x512 maskable'],
    ])
    for (const { src, sizes } of pngs) {
      const bytes = await (await page.request.get(`${server.url}${src}`)).body()
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes)
    }
    expect(manifest).toMatchObject({ display: 'standalone', theme_color: '#fbf9f4', start_url: '/' })
    const line = await page.context().newCDPSession(page)
    const { installabilityErrors } = await line.send('Page.getInstallabilityErrors')
    // A visitor of a test keeps nothing, as in a private window, and there nothing is installed.
    expect(installabilityErrors.filter((e) => e.errorId !== 'in-incognito')).toEqual([])
  })

  it('says itself where there is no line to the server, and opens again once there is', async () => {
    const context = page.context()
    await page.evaluate('navigator.serviceWorker.ready.then(() => 1)')
    await context.setOffline(true)
    await page.goto(`${server.url}/promises`)
    await page.getByRole('heading', { name: 'There is no line to the server.' }).waitFor()
    await picture(page, 'offline')
    expect(await accessProblems(page)).toEqual([])
    // A page of theirs is not the app: it says so too, in what was last read here.
    for (const [language, words] of [
      ['en', 'There is no line to the server.'],
      ['de', 'Keine Verbindung zum Server.'],
    ]) {
      await page.evaluate(`localStorage.setItem('servus.language', '${language}')`)
      await page.goto(`${server.url}/p/somebody`)
      await page.getByRole('heading', { name: words! }).waitFor()
      expect(await page.evaluate('document.documentElement.lang')).toBe(language)
      expect(await accessProblems(page)).toEqual([])
    }
    await page.evaluate("localStorage.setItem('servus.language', 'en')")
    await page.goto(`${server.url}/promises`)
    await page.getByRole('heading', { name: 'There is no line to the server.' }).waitFor()
    await context.setOffline(false)
    // It looks every few seconds whether the line is back.
    await page.getByRole('heading', { name: 'Promises', level: 1 }).waitFor({ timeout: 60_000 })
  })
})
