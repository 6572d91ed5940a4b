import type { BrowserContext, Page, Request } from 'playwright-core'
import { afterEach } from 'vitest'

/** So much is told of what a page shows: its first words say which state it is in. */
const MOST = 400

type Watched = { context: BrowserContext; under: Set<Request>; said: string[] }
const watched = new Set<Watched>()

/** Follows a visitor, so that a journey which fails can say what stood on their screens. */
export function watchVisitor(context: BrowserContext): void {
  const one: Watched = { context, under: new Set(), said: [] }
  watched.add(one)
  context.on('close', () => watched.delete(one))
  context.on('request', (request) => one.under.add(request))
  // Nobody tells what becomes of what a page was fetching when it was closed.
  context.on('page', (page) =>
    page.on('close', () => {
      for (const request of one.under) if (isOf(request, page)) one.under.delete(request)
    }),
  )
  context.on('requestfinished', (request) => one.under.delete(request))
  context.on('requestfailed', (request) => {
    one.under.delete(request)
    one.said.push(`${request.method()} ${pathOf(request.url())}: ${request.failure()?.errorText}`)
  })
  context.on('response', (reply) => {
    if (reply.status() >= 400)
      one.said.push(`${reply.request().method()} ${pathOf(reply.url())}: ${reply.status()}`)
  })
  context.on('weberror', (error) => one.said.push(String(error.error())))
}

/** What stands on every visitor's pages now, what they still wait for, and what was refused or failed; as lines. */
export async function whatStoodThere(): Promise<string[]> {
  const lines = await Promise.all(
    [...watched].map(async ({ context, under, said }) => [
      ...(await Promise.all(context.pages().map(shownOn))),
      ...[...under]
        .filter((request) => !request.url().includes('/api/live'))
        .map((request) => `waits for ${request.method()} ${pathOf(request.url())}`),
      ...said.slice(-5).map((line) => `before: ${line}`),
    ]),
  )
  return lines.flat()
}

// A worker asks as well, and belongs to no page.
function isOf(request: Request, page: Page): boolean {
  return !request.serviceWorker() && !request.isNavigationRequest() && request.frame().page() === page
}

// What lies over the page is told too: a dialog, or a word that something did not go.
const READ = `(() => {
  const page = document.querySelector('main') ?? document.body
  const over = [...document.querySelectorAll('[role=dialog], [role=alertdialog], [role=alert], [role=status]')]
  return [page, ...over.filter((one) => !page.contains(one))].map((one) => one.innerText)
})()`

async function shownOn(page: Page): Promise<string> {
  const path = pathOf(page.url())
  try {
    const read = (await page.evaluate<string[]>(READ)).map((words) => words.replace(/\s+/g, ' ').trim())
    const [shown = '', ...over] = read
    const above = over.filter(Boolean).map((words) => ` under "${words.slice(0, MOST / 4)}"`)
    return `${path}${above.join('')} shows "${shown.slice(0, MOST)}"`
  } catch (error) {
    return `${path} shows nothing that can be read: ${String(error).slice(0, 100)}`
  }
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '')
}

afterEach(async ({ task }) => {
  const error = task.result?.errors?.[0]
  if (task.result?.state !== 'fail' || !error) return
  const lines = (await whatStoodThere()).map((line) => `\n  on screen: ${line}`).join('')
  error.message += lines
  // The report at the end takes its words from here.
  error.stack = error.stack?.replace(/\n(?= {4}at )/, () => `${lines}\n`)
})
