import type { ImapFlow } from 'imapflow'
import type { Instant } from '../../domain/shared/time.ts'
import { faultOf, type MailFault, type MailFaultCode } from './faults.ts'
import {
  type FetchedMeta,
  firstUidSince,
  type MailPosition,
  nudge,
  openFolder,
  readMessages,
  uidsAbove,
} from './imap.ts'
import { pause } from './pause.ts'
import { type MailServer, NotStored } from './servers.ts'

/** Faults that somebody has to mend; they are tried again rarely. */
const WAITS_FOR_SOMEBODY: readonly MailFaultCode[] = ['password_refused', 'sign_in_needed', 'app_refused']

/** How a watched mailbox stands. `refused`: it does not let us in as we are; tried again rarely, as that may be mended. */
export type WatchState =
  | { readonly state: 'connecting' }
  | { readonly state: 'ready'; readonly by: 'idle' | 'polling' }
  | ({ readonly state: 'waiting_retry'; readonly retryInMs: number } & MailFault)
  | ({ readonly state: 'refused'; readonly retryInMs: number } & MailFault)

/** A message as it was fetched. */
export type Fetched = { readonly raw: Buffer; readonly meta: FetchedMeta }

export type WatchOptions = {
  /** Where reading stood, as last handed to `onMessages` or `onPosition`; null for a mailbox never read. */
  readonly since: MailPosition | null
  /** What of a mailbox never read is taken: only what comes now, all, or what arrived from this instant on. */
  readonly start: 'now' | 'all' | { readonly from: Instant }
  /** Takes messages over, in their order. Once this resolves they are never fetched again; when it rejects they come again. */
  readonly onMessages: (messages: readonly Fetched[]) => Promise<void>
  /** The position moved without a message: at the first start, and to uid 0 when the server renumbered the folder. */
  readonly onPosition?: (position: MailPosition) => Promise<void>
  /** A message over `maxBytes` (100 MiB): it stays on the server. */
  readonly onOversized?: (meta: FetchedMeta) => Promise<void>
  readonly onState?: (state: WatchState) => void
  /** The server was asked for new mail, and all it has is taken over. */
  readonly onLooked?: () => void
  readonly signal: AbortSignal
  readonly folder?: string
  readonly markSeen?: boolean
  readonly maxBytes?: number
  readonly pacing?: Pacing
  /** Behaves as if the server had no IDLE. */
  readonly neverIdle?: boolean
}

/** Milliseconds: between polls 60 s · a look during IDLE every 4 min · retries from 1 s doubling to 5 min · refused 15 min. */
export type Pacing = {
  readonly poll?: number
  readonly idle?: number
  readonly firstRetry?: number
  readonly longestRetry?: number
  readonly refusedRetry?: number
}

/**
 * Reads a mailbox until `signal` aborts, then resolves (after a message being taken over is done). New messages come in
 * order, each exactly once per position: by IDLE where the server can, else by polling; after a cut it connects again and
 * goes on where it stood. A changed UIDVALIDITY brings everything again (whoever takes over knows doubles). Nothing on the
 * server is changed, except `\Seen` when `markSeen` asks for it.
 */
export async function watchMailbox(server: MailServer, options: WatchOptions): Promise<void> {
  const { signal, onState = () => {}, pacing = {} } = options
  const reading: Reading = { position: options.since, retry: pacing.firstRetry ?? 1000 }
  while (!signal.aborted) {
    onState({ state: 'connecting' })
    try {
      await readUntilCut(server, options, reading)
    } catch (error) {
      if (signal.aborted) return
      const fault = faultOf(error, server)
      const refused = WAITS_FOR_SOMEBODY.includes(fault.code)
      const retryInMs = refused ? (pacing.refusedRetry ?? 15 * 60_000) : reading.retry
      onState({ state: refused ? 'refused' : 'waiting_retry', retryInMs, ...fault })
      reading.retry = Math.min(reading.retry * 2, pacing.longestRetry ?? 5 * 60_000)
      await pause(retryInMs, signal)
    }
  }
}

type Reading = { position: MailPosition | null; retry: number }

async function readUntilCut(server: MailServer, options: WatchOptions, reading: Reading): Promise<void> {
  const { signal, onState = () => {}, pacing = {} } = options
  const { client, ...folder } = await openFolder(server, options.folder ?? 'INBOX', !options.markSeen, signal)
  const news = new News(client)
  try {
    reading.position = await standing(client, folder, options, reading.position)
    const canIdle = client.capabilities.has('IDLE') && !options.neverIdle
    let told = false
    while (!signal.aborted) {
      news.forget()
      await nudge(client, server.timeouts?.silence ?? 60_000)
      await takeNew(client, options, reading)
      reading.retry = pacing.firstRetry ?? 1000
      if (!told) onState({ state: 'ready', by: canIdle ? 'idle' : 'polling' })
      told = true
      options.onLooked?.()
      await news.wait({ canIdle, idleMs: pacing.idle ?? 4 * 60_000, pollMs: pacing.poll ?? 60_000, signal })
    }
  } finally {
    client.close()
  }
}

/** Where to read on from: as before, from the beginning when the folder was renumbered, or as `start` says. */
async function standing(
  client: ImapFlow,
  folder: { uidValidity: number; uidNext: number },
  { start, onPosition }: WatchOptions,
  before: MailPosition | null,
): Promise<MailPosition> {
  const { uidValidity } = folder
  if (before?.uidValidity === uidValidity) return before
  let uid = 0
  if (before === null && start === 'now') uid = folder.uidNext - 1
  else if (before === null && start !== 'all' && start !== 'now') {
    uid = ((await firstUidSince(client, start.from)) ?? folder.uidNext) - 1
  }
  const position = { uidValidity, uid }
  await onPosition?.(position)
  return position
}

async function takeNew(client: ImapFlow, options: WatchOptions, reading: Reading): Promise<void> {
  const { uidValidity, uid } = reading.position!
  const maxBytes = options.onOversized ? (options.maxBytes ?? 100 * 1024 * 1024) : Number.POSITIVE_INFINITY
  const uids = await uidsAbove(client, uid)
  let gathered: Fetched[] = []
  let bytes = 0
  const handOver = async () => {
    const messages = gathered
    gathered = []
    bytes = 0
    const last = messages.at(-1)?.meta.uid
    if (last === undefined || options.signal.aborted) return
    await stored(options.onMessages(messages))
    reading.position = { uidValidity, uid: last }
    const seen = messages.map(({ meta }) => meta.uid).join(',')
    if (options.markSeen) await client.messageFlagsAdd(seen, ['\\Seen'], { uid: true })
  }
  for await (const { meta, raw } of readMessages(client, uidValidity, uids, maxBytes)) {
    const full = gathered.length === TOGETHER || bytes + meta.size > TOGETHER_BYTES
    if (raw === null || full) await handOver()
    if (options.signal.aborted) return
    if (raw === null) {
      await stored(options.onOversized?.(meta))
      reading.position = { uidValidity, uid: meta.uid }
    } else {
      gathered.push({ raw, meta })
      bytes += raw.length
    }
  }
  await handOver()
}

/** How many messages are handed over together at most, and how many bytes of more than one: they are read side by side. */
const TOGETHER = 24
const TOGETHER_BYTES = 4 * 1024 * 1024

async function stored(taken: Promise<void> | undefined): Promise<void> {
  try {
    await taken
  } catch (error) {
    throw new NotStored('the message could not be taken over', { cause: error })
  }
}

type Waiting = { canIdle: boolean; idleMs: number; pollMs: number; signal: AbortSignal }

/** Knows whether the server announced something since it was last asked. */
class News {
  private heard = false
  private closed = false
  private wake: () => void = () => {}
  private readonly client: ImapFlow

  constructor(client: ImapFlow) {
    this.client = client
    client.on('exists', () => {
      this.heard = true
      this.wake()
    })
    client.on('close', () => {
      this.closed = true
      this.wake()
    })
  }

  forget(): void {
    this.heard = false
  }

  /** Resolves when there may be something new; rejects when the connection is gone. */
  async wait({ canIdle, idleMs, pollMs, signal }: Waiting): Promise<void> {
    if (!this.heard && !this.closed && !signal.aborted) {
      let timer: NodeJS.Timeout | undefined
      let waiting = true
      await new Promise<void>((resolve) => {
        this.wake = resolve
        timer = setTimeout(resolve, canIdle ? idleMs : pollMs)
        if (!canIdle) return
        // An IDLE the server ends or refuses must not make us ask at once, again and again: then we poll.
        const poll = () => {
          if (!waiting) return
          clearTimeout(timer)
          timer = setTimeout(resolve, Math.min(pollMs, idleMs))
        }
        this.client.idle().then(poll, poll)
      })
      waiting = false
      clearTimeout(timer)
    }
    if (this.closed && !signal.aborted) {
      throw Object.assign(new Error(this.client.byeReason ?? 'connection closed'), {
        code: 'EConnectionClosed',
      })
    }
  }
}
