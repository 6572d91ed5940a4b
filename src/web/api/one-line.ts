import type { Here } from './here.ts'
import { type Heard, isBefore, rememberLine } from './relay.ts'
import type { News } from './touched.ts'

type Word =
  | { readonly asks: string; readonly after: string }
  | { readonly leads: true }
  | { readonly told: readonly Heard[]; readonly to?: string }

/**
 * One line to live changes for all windows of a browser that show the same member in the same workspace. Without HTTP/2 a browser opens
 * six connections to a host: windows with a line each would leave none for the seventh to load anything with. The window that holds the
 * lock has the line and tells the others; when it goes the next one takes over where it was. Where the browser has no locks (an address
 * without https) each window has its own. `address` gives where the line is, from a position on. Gives back how to leave.
 */
export function openOneLine(
  {
    name,
    after,
    address,
  }: { readonly name: string; readonly after: string; readonly address: (after: string) => string },
  hear: (heard: Heard) => void,
): () => void {
  if (!navigator.locks || typeof BroadcastChannel === 'undefined') return openLine(address, after, hear)
  const me = crypto.randomUUID()
  const channel = new BroadcastChannel(name)
  const leaving = new AbortController()
  const post = (word: Word) => channel.postMessage(word)
  let position = after
  let memory: ReturnType<typeof rememberLine> | undefined
  let close: (() => void) | undefined
  let unanswered: number | undefined
  const take = (heard: Heard) => {
    // What is told again, because a window asked or another one leads, moves nobody back.
    if ('position' in heard && isBefore(position, heard.position)) position = heard.position
    hear(heard)
  }
  const ask = () => post({ asks: me, after: position })
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if ('leads' in data) ask()
    else if ('told' in data) {
      window.clearTimeout(unanswered)
      if (data.to === undefined || data.to === me) for (const heard of data.told) take(heard)
    } else if (memory) post({ to: data.asks, told: memory.tell(data.after) })
  }
  const lead = () =>
    new Promise<void>((done) => {
      const remembered = rememberLine(position)
      memory = remembered
      close = openLine(address, position, (heard) => {
        remembered.note(heard)
        post({ told: [heard] })
        take(heard)
      })
      post({ leads: true })
      leaving.signal.addEventListener('abort', () => done())
    })
  const resign = () => {
    close?.()
    close = undefined
    memory = undefined
  }
  const stand = (how: LockOptions) => {
    navigator.locks.request(name, how, lead).catch(() => {
      // Given up while it waited for its turn, or taken by a window somebody looks at.
      resign()
      if (!leaving.signal.aborted) stand({ signal: leaving.signal })
    })
  }
  stand({ signal: leaving.signal })
  // A telephone puts windows behind others to sleep, with the lock and the line in their hands.
  const look = () => {
    window.clearTimeout(unanswered)
    if (document.visibilityState !== 'visible' || memory) return
    ask()
    unanswered = window.setTimeout(() => {
      // It may have come by itself meanwhile: taken from oneself it would be gone.
      if (!memory) stand({ steal: true })
    }, PATIENCE)
  }
  // From the beginning: a window that was left may sleep on with the line as well.
  if (document.visibilityState === 'visible') look()
  else ask()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    window.clearTimeout(unanswered)
    leaving.abort()
    resign()
    channel.close()
  }
}

/** How long the window that has the line may take to answer one that somebody looks at (ms). */
const PATIENCE = 4_000

/** How soon a line that the server (or what stands before it) refused is asked for again (ms): longer each time. */
const AGAIN = { first: 2_000, most: 30_000 }

/** How long a line may be silent (ms): the server says every 20 s that it is still there (`HEARTBEAT` in events/stream.ts). */
const SILENT = 50_000

/**
 * A line of one's own, from a position on. A line that breaks is opened again by the browser, one that was refused or has gone silent (the
 * network changed below it, and nobody told the browser) by us.
 */
function openLine(
  address: (after: string) => string,
  after: string,
  hear: (heard: Heard) => void,
): () => void {
  let source: EventSource
  let position = after
  let pause = AGAIN.first
  let timer: number | undefined
  let silent: number | undefined
  const alive = () => {
    window.clearTimeout(silent)
    silent = window.setTimeout(() => {
      source.close()
      hear({ kind: 'lost', refused: false })
      open()
    }, SILENT)
  }
  const open = () => {
    source = new EventSource(address(position))
    alive()
    source.addEventListener('still', () => {
      alive()
      hear({ kind: 'still' })
    })
    const on = <T>(kind: string, heardOf: (data: T) => Heard) =>
      source.addEventListener(kind, (event: MessageEvent<string>) => {
        alive()
        if (event.lastEventId) position = event.lastEventId
        pause = AGAIN.first
        hear(heardOf(JSON.parse(event.data) as T))
      })
    on<{ anew: boolean }>('ready', ({ anew }) => ({ kind: 'ready', anew, position }))
    on<News[]>('news', (items) => ({ kind: 'news', items, position }))
    on<{ mark: string }>('cover', ({ mark }) => ({ kind: 'cover', mark }))
    on<Here>('here', (here) => ({ kind: 'here', here }))
    source.addEventListener('error', () => {
      const refused = source.readyState === EventSource.CLOSED
      hear({ kind: 'lost', refused })
      if (!refused) return
      window.clearTimeout(silent)
      timer = window.setTimeout(open, pause)
      pause = Math.min(pause * 2, AGAIN.most)
    })
  }
  // Whatever stood before stands on another network now, or waits a while before it is tried again.
  const again = () => {
    window.clearTimeout(timer)
    source.close()
    open()
  }
  open()
  addEventListener('online', again)
  return () => {
    removeEventListener('online', again)
    window.clearTimeout(timer)
    window.clearTimeout(silent)
    source.close()
  }
}
