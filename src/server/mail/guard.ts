import type { ImapFlow } from 'imapflow'

/** How long a command may take on a mail server, and how many bytes its answer may have. */
type Bounds = { readonly ms: number; readonly bytes: number }

/** What anything may cost that is not itself a message; small, as a server can make each byte cost a hundred. */
const USUAL: Bounds = { ms: 3 * 60_000, bytes: 512 * 1024 }
/** The numbers of a million messages. */
const NUMBERS = 8 * 1024 * 1024
/** What a line so slow that it is as good as dead still brings, in bytes a second. */
const SLOWEST = 5000
/** How often it is looked. */
const LOOK_MS = 100

// Thrown when a server sends far more than it was asked for.
class SaysTooMuch extends Error {
  readonly code = 'SAYS_TOO_MUCH'
}

const expected = new WeakMap<ImapFlow, number>()

/** Says how many bytes the next fetches of a connection may bring, by what the server said of their size or what was asked for. */
export function expectBytes(client: ImapFlow, bytes: number): void {
  expected.set(client, bytes)
}

/**
 * Bounds every command of a connection: imapflow knows how long a server may be silent, and how large one answer may be, but not one that
 * goes on for ever, a few bytes at a time or as many as it can. Then the line is closed and the command rejects. `ms` is told in tests.
 */
export function guarded(client: ImapFlow, ms = USUAL.ms): ImapFlow {
  // Every command goes through it; it stands in no type.
  const inner = client as unknown as { run: (command: string, ...args: unknown[]) => Promise<unknown> }
  const run = inner.run.bind(client)
  inner.run = async (command, ...args) => {
    const asked = command === 'FETCH' ? (expected.get(client) ?? 0) * 1.5 : command === 'SEARCH' ? NUMBERS : 0
    // Waiting for news takes as long as it takes.
    const longest = command === 'IDLE' ? Number.POSITIVE_INFINITY : ms
    const bounds = { ms: longest, bytes: USUAL.bytes + asked }
    return await within(client, bounds, () => run(command, ...args))
  }
  return client
}

async function within<T>(client: ImapFlow, { ms, bytes }: Bounds, work: () => Promise<T>): Promise<T> {
  const [began, before] = [performance.now(), client.stats().received]
  let over: Error | null = null
  let timer: NodeJS.Timeout | undefined
  const cut = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      // What imapflow leaves open when the line is closed needs no guard any more.
      if (client.isClosed) return clearInterval(timer)
      const heard = client.stats().received - before
      if (heard > bytes) over = new SaysTooMuch(`it sent ${heard} bytes`)
      else if (performance.now() - began > ms + (heard / SLOWEST) * 1000)
        over = Object.assign(new Error('no end of its answer'), { code: 'ETIMEDOUT' })
      if (!over) return
      client.close()
      reject(over)
    }, LOOK_MS)
    timer.unref()
  })
  try {
    return await Promise.race([work(), cut])
  } catch (error) {
    throw over ?? error
  } finally {
    clearInterval(timer)
  }
}
