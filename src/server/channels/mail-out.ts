import type { DomainEvent } from '../../domain/shared/events.ts'
import type { MailboxId, WorkspaceId } from '../../domain/shared/ids.ts'
import { fromEpochMs, type Instant, plus } from '../../domain/shared/time.ts'
import { kept } from '../../words/kept.ts'
import * as accounts from '../accounts/store.ts'
import { about } from '../conversations/actions.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { BlobDamaged, BlobMissing } from '../files/blobs.ts'
import { actIn } from '../http/who.ts'
import {
  CLAIMED_AT_ONCE,
  type ClaimedMail,
  claimMails,
  holdMails,
  hurryMails,
  settleMail,
} from '../jobs/outbox.ts'
import { type ComposedMail, composeMail } from '../mail/compose.ts'
import { type SendResult, sendMail } from '../mail/send.ts'
import { SENT_MARK, sentMark } from '../mail/sent-mark.ts'
import type { MailServer } from '../mail/servers.ts'
import type { Services } from '../services.ts'
import { missWord } from './actions-words.ts'
import { heldByBreaker } from './mail-out-breaker.ts'
import { serversOf } from './mailboxes-servers.ts'
import { findAbout } from './store-mail-out.ts'
import { findMailbox } from './store-mailboxes.ts'

/** How long a server may put a message off before it counts as refused. */
const PATIENCE = { days: 3 }
/** How long a server may take over one mail (ms). */
const LONGEST = 10 * 60_000
/** How often a claim is held on to (ms). */
const HOLD = 20_000
/** How long a mailbox that failed is left alone. */
const ILL = { seconds: 30 }

/**
 * Sends what is due of one mailbox (null: of none), claim after claim until nothing is due, its server fails or `signal` is raised. A mail
 * goes out at least once: should the process die between the server's yes and our note of it, the mail leaves again a minute later, byte
 * for byte the same and under the same Message-ID, so that mail programs show it once. A server that is down, or does not let us in, keeps
 * mail waiting for as long as it takes and never fails it. Demo workspaces never send: their mail is noted as sent and goes nowhere.
 */
export async function sendDue(
  services: Services,
  workspaceId: WorkspaceId,
  mailboxId: MailboxId | null,
  ill: IllMailboxes,
  signal?: AbortSignal,
): Promise<void> {
  for (let goesOn = true; goesOn && !signal?.aborted; ) {
    const act = await actIn(services, workspaceId, { kind: 'system', id: null })
    const isDemo = (await act.db.read(workspaceId, accounts.findWorkspace))?.isDemo ?? false
    const claimed = await claimMails(services.db, workspaceId, realNow(services), mailboxId)
    goesOn = claimed.length === CLAIMED_AT_ONCE
    using claim = holdOn(services, workspaceId, claimed)
    for (const mail of claimed) {
      if (!claim.has(mail)) continue
      const held = !isDemo && (await heldByBreaker(act, mail, realNow(services)).catch(overtaken))
      if (held) continue
      const outcome = isDemo ? SENT : (notNow(services, mail, ill) ?? (await attempt(services, act, mail)))
      if (outcome.as === 'mailbox') goesOn = false
      if (outcome.as === 'mailbox' && outcome.problem && mailboxId)
        ill.set(mailboxId, { until: plus(realNow(services), ILL), problem: outcome.problem })
      await settle(services, act, mail, outcome).catch(overtaken)
    }
  }
}

/** Holds on to what was claimed for as long as it is worked on: who dies lets go within a minute, who is slow does not. */
function holdOn(services: Services, workspaceId: WorkspaceId, claimed: readonly ClaimedMail[]) {
  let ours: readonly Pick<ClaimedMail, 'id' | 'claimedUntil'>[] = claimed
  const timer = setInterval(() => {
    holdMails(services.db, workspaceId, ours, realNow(services)).then(
      (still) => {
        ours = still
      },
      (err) => services.log.warn({ err }, 'mails that are being sent could not be held on to'),
    )
  }, HOLD)
  return {
    has: ({ id }: ClaimedMail) => ours.some((mail) => mail.id === id),
    [Symbol.dispose]: () => clearInterval(timer),
  }
}

// Somebody else settled it: it is not ours any more.
function overtaken(e: unknown): true {
  if (!(e instanceof Refused)) throw e
  return true
}

/** Mailboxes that failed a moment ago, so that not every mail of theirs waits for the same dead server. */
export type IllMailboxes = Map<MailboxId, { until: Instant; problem: string }>

function notNow(services: Services, mail: ClaimedMail, ill: IllMailboxes): Outcome | null {
  const known = mail.mailboxId ? ill.get(mail.mailboxId) : undefined
  if (!known || realNow(services) >= known.until) return null
  return { as: 'mailbox', problem: known.problem, gone: false }
}

type Outcome =
  /** `still`: those a server will take it for later; they are tried again with those it refused, so that both are told at the end. */
  | { as: 'sent'; problem: string | null; still: string[] }
  | { as: 'refused' | 'later'; problem: string; unsure?: boolean }
  /** Not this mail is at fault but its mailbox. */
  | { as: 'mailbox'; problem: string | null; gone: boolean; unsure?: boolean }

const SENT: Outcome = { as: 'sent', problem: null, still: [] }

async function attempt(services: Services, act: Act, mail: ClaimedMail): Promise<Outcome> {
  const way = await openWay(services, act, mail.mailboxId)
  if ('as' in way) return way
  let composed: ComposedMail
  try {
    composed = await compose(services, mail)
  } catch (e) {
    if (e instanceof BlobMissing || e instanceof BlobDamaged)
      return { as: 'refused', problem: kept('attachment_lost', { why: e.message }) }
    return { as: 'later', problem: kept('not_composed', { why: (e as Error).message }) }
  }
  const envelope = { from: composed.envelope.from, to: mail.envelopeTo }
  const result = await sendMail(way.server, composed.raw, envelope, LONGEST)
  return outcomeOf(result, way.gone)
}

function outcomeOf(result: SendResult, gone: boolean): Outcome {
  if (result.outcome === 'sent') {
    const { refused } = result
    const named = refused.map((r) => `${r.address} (“${r.said}”)`).join(', ')
    const still = refused.some((r) => !r.permanent) ? refused.map((r) => r.address) : []
    return { as: 'sent', problem: refused.length > 0 ? kept('not_accepted', { named }) : null, still }
  }
  const { reason: problem, unsure } = result
  if (result.about === 'mailbox') return { as: 'mailbox', problem, gone, unsure }
  return { as: result.permanence === 'permanent' ? 'refused' : 'later', problem, unsure }
}

async function openWay(
  services: Services,
  act: Act,
  id: MailboxId | null,
): Promise<{ server: MailServer; gone: boolean } | Outcome> {
  const mailbox = id && (await act.db.read(act.workspaceId, (db) => findMailbox(db, id)))
  const gone = !mailbox || mailbox.archivedAt !== null
  try {
    const server = mailbox ? serversOf(services, act.workspaceId, mailbox).smtp : null
    return server ? { server, gone } : { as: 'mailbox', problem: kept('mailbox_cannot_send'), gone }
  } catch {
    return {
      as: 'mailbox',
      problem: kept('mailbox_password_sealed'),
      gone,
    }
  }
}

async function compose(services: Services, mail: ClaimedMail): Promise<ComposedMail> {
  const { mailId, inReplyTo, references, attachments, automatic, replyTo, unsubscribe, ...rest } =
    mail.content
  const files = await Promise.all(
    attachments.map(async ({ name, type, sha256 }) => ({
      name,
      type,
      bytes: await services.blobs.get(sha256),
    })),
  )
  return await composeMail({
    ...rest,
    messageId: mailId,
    date: mail.createdAt,
    replyTo: replyTo ?? null,
    answers: inReplyTo || references.length > 0 ? { messageId: inReplyTo, references } : null,
    attachments: files,
    automatic: automatic ? 'auto-generated' : null,
    headers: { [SENT_MARK]: sentMark(mailId, services.secret.key('sent mail')) },
    ...(unsubscribe ? { unsubscribe: `${services.publicUrl()}/u/${unsubscribe}` } : {}),
  })
}

async function settle(services: Services, act: Act, mail: ClaimedMail, outcome: Outcome): Promise<void> {
  const now = realNow(services)
  const maybeLeft = outcome.as === 'sent' || outcome.unsure ? { maybeLeft: true as const } : {}
  const impatient = now >= plus(mail.firstTriedAt, PATIENCE)
  if (outcome.as === 'sent' && (outcome.still.length === 0 || impatient)) {
    const sent = settleMail(mail.id, { state: 'sent', sentAt: act.now, lastProblem: outcome.problem })
    // The server is there again: what waited for it need not wait longer.
    const hurry = mail.attempts > 1 && mail.mailboxId ? [hurryMails(mail.mailboxId, now)] : []
    const told = await toldOf(act, mail, outcome.problem ? ['mail.sent', 'mail.failed'] : ['mail.sent'])
    await flush(act, { writes: [sent, ...hurry], events: told })
  } else if (
    outcome.as === 'refused' ||
    (impatient && (outcome.as === 'later' || (outcome.as === 'mailbox' && outcome.gone)))
  ) {
    const failed = settleMail(mail.id, {
      state: 'failed',
      lastProblem: outcome.problem ?? kept('not_sent'),
      ...maybeLeft,
    })
    await flush(act, { writes: [failed], events: await toldOf(act, mail, ['mail.failed']) })
  } else {
    const lastProblem = outcome.problem ?? mail.lastProblem
    const envelopeTo = outcome.as === 'sent' ? { envelopeTo: outcome.still } : {}
    const next = {
      state: 'queued',
      nextAttemptAt: nextAttempt(now, mail.attempts),
      lastProblem,
      ...envelopeTo,
      ...maybeLeft,
    } as const
    const told = mail.attempts === 1 ? await toldOf(act, mail, ['mail.delayed']) : []
    await flush(act, { writes: [settleMail(mail.id, next)], events: told })
    const again = mail.lastProblem !== null && outcome.as !== 'sent' && outcome.problem !== null
    // It is tried on; but whoever waits for a word need not wait for a server (DOMAIN 8.4: after two failures a person calls).
    if (again && mail.messageId) await missWord(act, mail.messageId, 'mail_delayed')
  }
}

async function toldOf(
  act: Act,
  mail: ClaimedMail,
  kinds: ('mail.sent' | 'mail.failed' | 'mail.delayed')[],
): Promise<DomainEvent[]> {
  const { messageId, purpose, mailboxId } = mail
  if (!messageId && mailboxId && kinds.includes('mail.failed'))
    return [{ kind: 'letter.failed', subjects: { mailboxId }, data: { purpose } }]
  const conversation = messageId && (await act.db.read(act.workspaceId, (db) => findAbout(db, messageId)))
  if (!messageId || !conversation) return []
  const subjects = { ...about(conversation), messageId }
  return kinds.map((kind) => ({ kind, subjects, data: { purpose, partly: kinds.length > 1 } }))
}

/** A minute after the first attempt, then twice as long each time, an hour at most. */
function nextAttempt(now: Instant, attempts: number): Instant {
  return plus(now, { minutes: Math.min(60, 2 ** (attempts - 1)) })
}

function realNow(services: Services): Instant {
  return fromEpochMs(services.clock())
}
