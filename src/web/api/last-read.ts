import type { Query, QueryClient } from '@tanstack/react-query'
import { saidByServer } from './at-once.ts'
import { isAway, Problem } from './call.ts'
import { IN_WINDOW, isSignedIn, SIGNED_IN } from './read-here.ts'

/** What is read where one works, by the name of its reading: enough to go on reading after the window was loaded anew. */
const READ: ReadonlySet<unknown> = new Set([
  ...['session', 'counts', 'readToday', 'readAhead', 'readCounter', 'listViews', 'countViews', 'listTags'],
  ...['listConversations', 'readConversation', 'listMessages', 'readTimeline', 'listEvents', 'listPlanned'],
  ...['listPeople', 'readPerson', 'listPromises', 'readPromise', 'listAsks', 'listNextContacts'],
])
/** How much is kept, in characters, the latest first: a browser gives a window some five millions. */
const MOST = 2_000_000
/** How long it can be read after the server last said something (ms). */
const LONGEST = 12 * 3_600_000

/** `[key, data, when it was read]` */
type Reading = readonly [readonly unknown[], unknown, number]
type Kept = { readonly memberId: string; readonly readings: readonly Reading[] }
type Pages = { pages: { items: { id: string }[] }[] }

/** Where it is kept: `here` for this window alone, `browser` for all of them. */
export type Places = { readonly here: Storage; readonly browser: Storage; readonly now: () => number }
const PLACES = (): Places => ({ here: sessionStorage, browser: localStorage, now: Date.now })

/** Keeps in this window what was read in it, as the server said it: without what waits to be sent. */
export function keepRead(
  queryClient: QueryClient,
  memberId: string,
  waiting: ReadonlySet<string>,
  { here, browser }: Places = PLACES(),
): void {
  // Signed out in another window since: nothing of it is to be found again.
  if (!isSignedIn(memberId, browser)) {
    here.removeItem(IN_WINDOW)
    return
  }
  const read = queryClient
    .getQueryCache()
    .getAll()
    .filter((query) => READ.has(query.queryKey[0]) && query.state.data !== undefined && !isRefused(query))
    .sort((a, b) => first(b.queryKey) - first(a.queryKey) || b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  const readings: Reading[] = []
  let room = MOST
  for (const query of read) {
    const data = saidByServer(queryClient, query)
    const said = query.queryKey[0] === 'listMessages' ? withoutWaiting(data as Pages, waiting) : data
    const reading: Reading = [query.queryKey, said, query.state.dataUpdatedAt]
    room -= JSON.stringify(reading).length
    if (room < 0) break
    readings.push(reading)
  }
  try {
    here.setItem(IN_WINDOW, JSON.stringify({ memberId, readings } satisfies Kept))
  } catch {
    // no room, or a browser that keeps nothing
    here.removeItem(IN_WINDOW)
  }
}

// What was asked again as the line went stays read; what the server denies since is not kept against it.
function isRefused({ state: { error } }: Query): boolean {
  return error instanceof Problem && !isAway(error.status)
}

// Nothing can be shown without who looks.
function first(key: readonly unknown[]): number {
  return key[0] === 'session' ? 1 : 0
}

function withoutWaiting(thread: Pages, waiting: ReadonlySet<string>): Pages {
  if (waiting.size === 0) return thread
  const pages = thread.pages.map((page) => ({
    ...page,
    items: page.items.filter((m) => !waiting.has(m.id)),
  }))
  return { ...thread, pages }
}

/**
 * Puts back what was read in this window before it was loaded anew, where there is no line to read it again; gives the session it was
 * read in. Undefined where nothing is kept, it is too old, or whoever read it is signed out.
 */
export function restoreRead(queryClient: QueryClient, { here, browser, now }: Places = PLACES()): unknown {
  const kept = readKept(here)
  const latest = Math.max(...(kept?.readings ?? []).map(([, , at]) => at))
  if (!kept || !isSignedIn(kept.memberId, browser) || now() - latest > LONGEST) {
    here.removeItem(IN_WINDOW)
    return undefined
  }
  for (const [key, data, updatedAt] of kept.readings) queryClient.setQueryData(key, data, { updatedAt })
  return kept.readings.find(([key]) => key[0] === 'session')?.[1]
}

function readKept(here: Storage): Kept | null {
  try {
    return JSON.parse(here.getItem(IN_WINDOW) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

/** Keeps what is read in this window whenever it may be left, until the one who reads is another; lets go of it once they sign out anywhere. */
export function followRead(
  queryClient: QueryClient,
  memberId: string,
  waiting: () => ReadonlySet<string>,
): () => void {
  const keep = () => keepRead(queryClient, memberId, waiting())
  // A phone ends a window that nobody sees without a word.
  const hidden = () => document.visibilityState === 'hidden' && keep()
  const other = ({ key }: StorageEvent) => {
    if ((key === null || key === SIGNED_IN) && !isSignedIn(memberId)) sessionStorage.removeItem(IN_WINDOW)
  }
  addEventListener('pagehide', keep)
  document.addEventListener('visibilitychange', hidden)
  addEventListener('storage', other)
  return () => {
    removeEventListener('pagehide', keep)
    document.removeEventListener('visibilitychange', hidden)
    removeEventListener('storage', other)
  }
}
