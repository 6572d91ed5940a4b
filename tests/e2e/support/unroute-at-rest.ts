import type { Page, Request } from 'playwright-core'

/** Nothing is asked for there. */
const NOTHING = 'never://**'
/** How long a page may go on fetching before its routing is let be (ms). */
const MOST = 5_000

/**
 * Takes the routes of a page away once nothing is under way: where the last of them goes a browser loses what it is fetching just then, and
 * where routing stays on for good it now and then gives up the code of a page that is opened later.
 */
export function unrouteAtRest(page: Page): void {
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
  page.route = async (url, handler, options) => {
    if (options)
      throw new Error('A route for some times only is taken away in the middle: count in its handler.')
    routed.add(url)
    return await route(url, handler)
  }
  page.unroute = (url) => takeAway([url])
  page.unrouteAll = () => takeAway([...routed])
}
