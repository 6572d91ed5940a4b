import type { MailboxId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { kept } from '../../words/kept.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { actIn } from '../http/who.ts'
import { type Pacing, type WatchState, watchMailbox } from '../mail/fetch.ts'
import type { MailPosition } from '../mail/imap.ts'
import type { MailServer } from '../mail/servers.ts'
import type { Services } from '../services.ts'
import { receiveAll } from './mail-in.ts'
import { keepOversized } from './mail-in-book.ts'
import { serversOf } from './mailboxes-servers.ts'
import * as store from './store-mailboxes.ts'

/** The largest message that is fetched, in bytes. */
export const LARGEST = 100 * 1024 * 1024
/** How often it is written down that a mailbox was looked into (ms). */
const LOOK_IS_TOLD = 60_000

/**
 * Fetches the mail of one mailbox until the signal is raised: every message goes into the receipt book and is filed, and how the
 * mailbox does is written to it. Ends by itself when the mailbox is not to be read any more.
 */
export async function keepMailbox(
  services: Services,
  workspaceId: WorkspaceId,
  id: MailboxId,
  signal: AbortSignal,
  limits: { pacing?: Pacing; maxBytes?: number } = {},
): Promise<void> {
  // A folder that was renumbered is read again from the agreed moment on; another round begins then.
  for (let again = true; again && !signal.aborted; )
    again = await watchOnce(services, workspaceId, id, signal, limits)
}

async function watchOnce(
  services: Services,
  workspaceId: WorkspaceId,
  id: MailboxId,
  signal: AbortSignal,
  { pacing, maxBytes = LARGEST }: { pacing?: Pacing; maxBytes?: number },
): Promise<boolean> {
  const nobody = { kind: 'system', id: null } as const
  const frame = () => actIn(services, workspaceId, nobody)
  const mailbox = await services.db.read(workspaceId, (db) => store.findMailbox(db, id))
  if (!mailbox || mailbox.archivedAt || !mailbox.imapHost) return false
  const teller = new Teller(services, await frame(), mailbox)
  const server = openServer(services, workspaceId, mailbox)
  if (!server) {
    await teller.tell('refused', kept('password_sealed'), 'sealed')
    return false
  }
  const since: MailPosition | null =
    mailbox.uidValidity === null ? null : { uidValidity: mailbox.uidValidity, uid: mailbox.lastUid ?? 0 }
  const round = new AbortController()
  const from = (meta: MailPosition) => ({
    position: { uidValidity: meta.uidValidity, uid: meta.uid },
    version: mailbox.version,
  })
  let renumbered = false
  await watchMailbox(server, {
    since,
    start: mailbox.fetchSince ? { from: mailbox.fetchSince } : 'all',
    signal: AbortSignal.any([signal, round.signal]),
    maxBytes,
    ...(pacing ? { pacing } : {}),
    onMessages: async (messages) => {
      const arrived = messages.map(({ raw, meta }) => ({
        ...{ mailboxId: id, raw, source: 'imap' as const },
        ...{ arrivedAt: meta.internalDate, from: from(meta) },
      }))
      await receiveAll(services, await frame(), arrived)
    },
    onOversized: async (meta) => {
      const arrived = {
        mailboxId: id,
        source: 'imap',
        arrivedAt: meta.internalDate,
        from: from(meta),
      } as const
      await keepOversized(services, await frame(), { ...arrived, size: meta.size, limit: maxBytes })
    },
    onPosition: async (position) => {
      // All its messages have new numbers: those from before the agreed moment are not to come in.
      renumbered = since !== null && since.uidValidity !== position.uidValidity && mailbox.fetchSince !== null
      const to = renumbered ? null : position
      await flush(await frame(), { writes: [store.updatePosition(id, mailbox.version, to)], events: [] })
      if (renumbered) round.abort()
    },
    onState: (state) => teller.heard(state),
    onLooked: () => teller.looked(),
  })
  await teller.done
  return renumbered
}

function openServer(
  services: Services,
  workspaceId: WorkspaceId,
  mailbox: store.StoredMailbox,
): MailServer | null {
  try {
    return serversOf(services, workspaceId, mailbox).imap
  } catch {
    return null
  }
}

/** Writes how a mailbox does to its row, when it changes; a short cut that mends itself is not worth a word. */
class Teller {
  done: Promise<void> = Promise.resolve()
  private misses = 0
  private lookedAt = 0
  private readonly services: Services
  private readonly act: Act
  private readonly mailbox: store.StoredMailbox
  private state: store.MailboxState
  private reason: string | null

  constructor(services: Services, act: Act, mailbox: store.StoredMailbox) {
    this.services = services
    this.act = act
    this.mailbox = mailbox
    this.state = mailbox.state
    this.reason = mailbox.stateReason
  }

  heard(state: WatchState): void {
    if (state.state === 'ready') {
      this.misses = 0
      this.later('ready', null, 'ready')
    } else if (state.state !== 'connecting') {
      this.misses += 1
      const short = this.misses === 1 && this.state === 'ready' && state.state === 'waiting_retry'
      if (!short) this.later(state.state, state.reason, state.code)
    } else if (this.state === 'off') this.later('connecting', null, 'connecting')
  }

  /** Notes that all the server has was fetched: once a minute is enough for whoever reads it. */
  looked(): void {
    const now = this.services.clock()
    if (now < this.lookedAt + LOOK_IS_TOLD) return
    this.lookedAt = now
    this.done = this.done.then(async () => {
      const { id } = this.mailbox
      try {
        const act = await actIn(this.services, this.act.workspaceId, this.act.actor)
        await flush(act, { writes: [store.updateLooked(id, act.now)], events: [] }, true)
      } catch (err) {
        this.services.log.warn({ err, mailbox: id }, 'that a mailbox was looked into was not written')
      }
    })
  }

  private later(state: store.MailboxState, reason: string | null, code: string): void {
    this.done = this.done.then(() => this.tell(state, reason, code))
  }

  async tell(state: store.MailboxState, stateReason: string | null, code: string): Promise<void> {
    const before = this.state
    // Whoever looked for a token has written it down, and told of it.
    if (code === 'sign_in_needed') {
      this.state = 'sign_in'
      return
    }
    if (state === before && stateReason === this.reason) return
    this.state = state
    this.reason = stateReason
    const ill = (s: store.MailboxState) => ['waiting_retry', 'refused', 'sign_in'].includes(s)
    const kind =
      (ill(state) && !ill(before)) || (state === 'refused' && before !== 'refused')
        ? 'mailbox.failed'
        : !ill(state) && ill(before)
          ? 'mailbox.recovered'
          : state === 'ready'
            ? 'mailbox.changed'
            : null
    const { id, version } = this.mailbox
    try {
      const act = await actIn(this.services, this.act.workspaceId, this.act.actor)
      const stateAt: Instant = act.now
      await flush(act, {
        writes: [store.updateState(id, version, { state, stateReason, stateAt })],
        events: kind ? [{ kind, subjects: { mailboxId: id }, data: { code, state } }] : [],
      })
    } catch (err) {
      // Other settings by now: they tell for themselves.
      if (!(err instanceof Refused))
        this.services.log.warn({ err, mailbox: id }, 'the state of a mailbox was not written')
    }
  }
}
