import type { Page, Request } from 'playwright-core'

/** Nothing is asked for there. */
const NOTHING = 'never://**'
/** How long a page may go on fetching before its routing is let be, or ask past its routes (ms). */
const MOST = 5_000
/** What the worker leaves to the browser, and nobody counts. */
const ASKED = '/icon-192.png?routed'
const ASKS = `fetch('${ASKED}', { method: 'HEAD', cache: 'no-store' }).then(({ status }) => status, () => 0)`
const ROUTED = 204

/**
 * Has a page ask by its routes from the moment in which they are given: the browser says that they hold before a busy page knows of
 * it, and a key pressed then is heard first. Takes the routes away once nothing is under way: where the last of them goes a browser
 * loses what it is fetching just then, and where routing stays on for good it now and then gives up the code of a page opened later.
 */
export function sureRoutes(page: Page): void {
  const [route, unroute] = [page.route.bind(page), page.unroute.bind(page)]
  const routed = new Set<Parameters<Page['route']>[0]>()
  const underWay = new Set<Request>()
  let rests = () => {}
  const over = (request: Request) => {
    underWay.delete(request)
    if (underWay.size === 0) rests()
  }
  page.on('request', (request) => request.url().includes('/api/live') || underWay.add(request))
  page.on('requestfinished', over)
  page.on('requestfailed', over)

  const takeAway = async (urls: readonly Parameters<Page['route']>[0][]) => {
    await route(NOTHING, (one) => one.continue())
    for (const url of urls) {
      routed.delete(url)
      await unroute(url)
    }
    const { promise, resolve } = Promise.withResolvers<boolean>()
    rests = () => resolve(true)
    const late = setTimeout(resolve, MOST, false)
    if (underWay.size === 0) rests()
    if (await promise) await unroute(NOTHING)
    clearTimeout(late)
  }
  const untilItHolds = async () => {
    await route(`**${ASKED}`, (one) => one.fulfill({ status: ROUTED }))
    const until = performance.now() + MOST
    // A page that is left meanwhile cannot say: the next one is opened by what is routed then.
    while ((await page.evaluate<number>(ASKS).catch(() => ROUTED)) !== ROUTED)
      if (performance.now() > until) throw new Error(`${page.url()} asks past its routes.`)
    await unroute(`**${ASKED}`)
  }
  page.route = async (url, handler, options) => {
    if (options)
      throw new Error('A route for some times only is taken away in the middle: count in its handler.')
    const isFirst = routed.size === 0
    routed.add(url)
    const given = await route(url, handler)
    if (isFirst && page.url().startsWith('http')) await untilItHolds()
    return given
  }
  page.unroute = (url) => takeAway([url])
  page.unrouteAll = () => takeAway([...routed])
}
