import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { PATIENCE } from './soon.ts'
import { sureRoutes } from './sure-routes.ts'
import { watchVisitor } from './what-stood-there.ts'

/** Where the run writes its pictures. */
export const OUTPUT = join(import.meta.dirname, '../../output')

export const DESKTOP = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }
/** A window of 1280 × 1024 enlarged four times (WCAG 1.4.10), which is narrower than at 200 % (1.4.4). */
export const LARGE = { width: 320, height: 256 }
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Opens a real Chromium: the system's, else the one that comes as a package. */
export async function openBrowser(): Promise<Browser> {
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) =>
    existsSync(p),
  )
  if (system) return await chromium.launch({ executablePath: system, args: ARGS })
  const { default: packaged } = await import('@sparticuz/chromium')
  return await chromium.launch({ executablePath: await packaged.executablePath(), args: ARGS })
}

/** A fresh visitor: on a desktop, with a phone in the hand, or with everything enlarged. */
export async function visitor(
  browser: Browser,
  options: { phone?: boolean; dark?: boolean; locale?: string; baseURL?: string; worker?: false } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: options.phone ? PHONE : DESKTOP,
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: options.locale ?? 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...(options.baseURL ? { baseURL: options.baseURL } : {}),
    // Without the worker that keeps the app: what is fetched is fetched from the server.
    ...(options.worker === false ? { serviceWorkers: 'block' as const } : {}),
    ...(options.phone ? { hasTouch: true, isMobile: true } : {}),
  })
  context.setDefaultTimeout(PATIENCE)
  context.on('page', sureRoutes)
  watchVisitor(context)
  return context
}

/** Writes a picture of the page as it is now. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true })
  await page.evaluate('document.fonts.ready.then(() => null)')
  await page.screenshot({ path: join(OUTPUT, `${name}.png`) })
}

/**
 * What axe finds wrong with the page (WCAG 2.2 A and AA, or only some rules), or with what stands in one place of it, as sentences;
 * empty when nothing.
 */
export async function accessProblems(
  page: Page,
  rules?: readonly string[],
  within?: string,
): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  if (within) axe.include(within)
  const { violations } = await (rules
    ? axe.withRules([...rules])
    : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
  ).analyze()
  return violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(' ')).join(', ')})`)
}

/** What a page complained about while it was used: errors and failed requests. Hand it the page before it opens. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  const complain = (words: string) => complaints.push(`on ${new URL(page.url()).pathname}: ${words}`)
  page.on('pageerror', (e) => complain(`thrown: ${e}`))
  page.on('console', (m) => {
    if (m.type() === 'error') complain(m.text())
  })
  return complaints
}
