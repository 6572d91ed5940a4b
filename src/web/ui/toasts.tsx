import { useSyncExternalStore } from 'react'
import { later } from './later.ts'
import type { Saying, Shower } from './saying.ts'

// What shows them is fetched when something is first said, so that the first screen does not carry it.
const parts = later(() => import('./ToastsShown.tsx'))
const listeners = new Set<() => void>()
let shower: Shower | undefined
let waiting: Saying[] = []
let said = 0

/** Fetches what shows sayings. */
export async function fetchToasts(): Promise<void> {
  await parts.fetch()
  for (const listener of listeners) listener()
}

/** Says in a few words at the foot of the screen that something was done, and offers to undo it. Gives its id. */
export function say(saying: Saying): string {
  const id = saying.id ?? `said ${++said}`
  if (shower) shower.show({ ...saying, id })
  else {
    waiting = [...waiting.filter((w) => w.id !== id), { ...saying, id }]
    // What was said without a line stands there once it is back.
    fetchToasts().catch(() =>
      addEventListener('online', () => void fetchToasts().catch(() => {}), { once: true }),
    )
  }
  return id
}

/** Takes a saying away before its time. */
export function unsay(id: string): void {
  waiting = waiting.filter((w) => w.id !== id)
  shower?.close(id)
}

/** Says at once what was done, and takes the saying away should it come to nothing (null), of which the line to the server tells. */
export async function sayWhile<T>(done: Promise<T | null>, saying: Saying): Promise<T | null> {
  const id = say(saying)
  const reply = await done
  if (reply === null) unsay(id)
  return reply
}

function ready(next: Shower): void {
  shower = next
  for (const saying of waiting) next.show(saying)
  waiting = []
}

/** Where sayings appear: once, around the app. */
export function Toasts() {
  const there = useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, parts.parts)
  return there ? <there.ToastsShown onReady={ready} /> : null
}
