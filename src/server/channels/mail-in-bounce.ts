import type { Doubt } from '../../domain/channels/authenticity.ts'
import { beliefIn } from '../../domain/channels/returned.ts'
import { saysGone } from '../../domain/people/gone.ts'
import { kept, keptKey } from '../../words/kept.ts'
import * as talk from '../conversations/store.ts'
import type { Reader } from '../db/database.ts'
import type { Act, Change } from '../db/flush.ts'
import type { UnderstoodMail } from '../mail/parse.ts'
import { isSentMark } from '../mail/sent-mark.ts'
import { planReturned } from '../people/actions-returned.ts'
import type { Secret } from '../secret.ts'
import type { Place } from './mail-in-thread.ts'
import { cameBack, findLetter, findReturned, type Returned, stillWaits } from './store-mail-in.ts'

/**
 * A mail of ours that came back, or that a server still tries to deliver (`waits`): where it was said, whether nobody got it, and why as
 * the other server says it.
 */
export type Bounce = {
  readonly waits: boolean
  /** It brings along what only that mail holds; else it only says so, and nothing of ours changes by it. */
  readonly proven: boolean
  /** It is the first that says so of that mail, and nobody knows better. */
  readonly isNews: boolean
  readonly returned: Returned
  readonly place: Place
  readonly forAll: boolean
  readonly problem: string
  /** Those to whom nothing can be delivered for good, with what their server said. */
  readonly gone: readonly { readonly address: string; readonly words: string | null }[]
}

/**
 * Finds the mail of ours a bounce is about (RFC 3464): by the mail or header it brings along, else by what it says it answers. Anybody
 * can write one who knows its Message-ID: what `beliefIn` does not believe is a mail like any other. What is only said stands where that
 * mail was said and is told to its writer once; no mail of ours fails by it, no address is marked, nothing is raised. What is proven
 * belongs there too, though the machine that sent it takes no part; a closed conversation goes on in a new one,
 * because somebody believes they were answered who were not. That one still waits (RFC 3464, `Action: delayed`) is noted where it was
 * said, and raises nobody: its server says so again if it gives up. Null if it is neither, of a mail of ours.
 */
export async function findBounce(
  db: Reader,
  secret: Secret,
  mail: UnderstoodMail,
  doubt: Doubt | null,
): Promise<Bounce | null> {
  if (!mail.auto.isBounce && !mail.auto.isDelay) return null
  const waits = !mail.auto.isBounce
  const returned = await findReturned(db, namedBy(mail))
  const belief = returned && beliefIn({ ...shownBy(mail, returned.mailId, secret), doubted: doubt !== null })
  if (!returned || belief === 'not') return null
  const proven = belief === 'proven'
  const said = await talk.findConversation(db, returned.conversationId)
  if (!said) return null
  const conversation = await talk.carriedOn(db, said)
  const failed = waits
    ? []
    : mail.auto.reports.filter((r) => r.action === 'failed' || r.status?.startsWith('5'))
  const addresses = failed.flatMap((r) => r.address?.toLowerCase() ?? [])
  const gone = failed.flatMap(({ address, status, words }) =>
    // Whom it never went to, nobody gives back: a list's own address, somebody's forwarding.
    proven && address && saysGone(status) && returned.recipients.includes(address.toLowerCase())
      ? [{ address: address.toLowerCase(), words: words ?? status }]
      : [],
  )
  const values = { conversationId: conversation.id, reference: conversation.reference }
  const goesOn = conversation.closedAt === null || waits || !proven
  return {
    ...{ waits, proven, isNews: isNews(returned), returned },
    place: {
      into: goesOn ? conversation : null,
      reopens: goesOn ? null : conversation,
      origin: conversation.id === said.id ? returned.originConversationId : null,
      why: { code: waits ? 'delayed' : proven ? 'bounce' : 'bounce_said', values },
      awaits: [],
      strays: [],
    },
    forAll:
      proven &&
      !waits &&
      (addresses.length === 0 || returned.recipients.every((address) => addresses.includes(address))),
    problem: waits ? delayOf(mail.auto.reports) : problemOf(failed),
    gone,
  }
}

/** What it takes to write a bounce down: at the mail that came back, and at the addresses it came back from. */
export async function planBounce(act: Act, bounce: Bounce): Promise<Change> {
  const { returned, forAll, problem, gone, proven, isNews } = bounce
  // No word of somebody who may be anybody stands at a mail of ours.
  if (!proven)
    return {
      writes: isNews && !bounce.waits ? [stillWaits(returned.outboxId, kept('said_back'))] : [],
      events: [],
    }
  if (bounce.waits) return { writes: [stillWaits(returned.outboxId, problem)], events: [] }
  const marked = await planReturned(act, gone)
  return { ...marked, writes: [cameBack(returned.outboxId, forAll, problem), ...marked.writes] }
}

/** A letter of the house that came back, or that a server still tries to deliver: where it stands, and why as that server says it. */
export type ReturnedLetter = NonNullable<Awaited<ReturnType<typeof findReturnedLetter>>>

/**
 * Finds the letter of ours (invitation, password, notice) a bounce is about. What comes back with it may open the door to somebody's
 * account: nothing of it is filed where others read. Only what is `proven` fails it. Null for any other mail.
 */
export async function findReturnedLetter(
  db: Reader,
  secret: Secret,
  mail: UnderstoodMail,
  doubt: Doubt | null,
) {
  if (!mail.auto.isBounce && !mail.auto.isDelay) return null
  const waits = !mail.auto.isBounce
  const letter = await findLetter(db, namedBy(mail))
  const failed = waits
    ? []
    : mail.auto.reports.filter((r) => r.action === 'failed' || r.status?.startsWith('5'))
  if (!letter) return null
  const belief = beliefIn({ ...shownBy(mail, letter.mailId, secret), doubted: doubt !== null })
  const problem = waits ? delayOf(mail.auto.reports) : problemOf(failed)
  return { ...letter, waits, proven: belief === 'proven', problem }
}

/** What it takes to write down that a letter came back: once, however many servers say so; nothing where it is not proven. */
export function planLetter(letter: ReturnedLetter): Change {
  const { id, purpose, mailboxId, problem, state, waits, proven } = letter
  if (!proven) return { writes: [], events: [] }
  if (waits) return { writes: [stillWaits(id, problem)], events: [] }
  const told = state === 'failed' || !mailboxId
  return {
    writes: [cameBack(id, true, problem)],
    events: told ? [] : [{ kind: 'letter.failed', subjects: { mailboxId }, data: { purpose } }],
  }
}

/** Tells whether nobody said yet that a mail came back. */
function isNews({ state, lastProblem }: Returned): boolean {
  const known = lastProblem === null ? null : keptKey(lastProblem)
  return state !== 'failed' && (known === null || known.startsWith('on_its_way'))
}

/** What a bounce shows of the mail of ours it is about. */
function shownBy({ auto, headers }: UnderstoodMail, mailId: string, secret: Secret) {
  return {
    marked: auto.returned === mailId && isSentMark(auto.returnedMark, mailId, secret.key('sent mail')),
    returnPath: headers['return-path'] ?? null,
  }
}

/** The Message-IDs a bounce may be about, the surest first. */
function namedBy(mail: UnderstoodMail): string[] {
  const named = [mail.auto.returned, ...mail.inReplyTo, ...mail.references.toReversed()]
  return [...new Set(named.filter((id) => id !== null))].slice(0, 20)
}

function delayOf(reports: UnderstoodMail['auto']['reports']): string {
  const who = reports
    .flatMap((r) => r.address ?? [])
    .join(', ')
    .slice(0, 500)
  const said = reports.find((r) => r.words)?.words?.slice(0, 500)
  if (!who) return kept('on_its_way')
  return kept('on_its_way_to', { who, ...(said ? { said } : {}) })
}

function problemOf(failed: UnderstoodMail['auto']['reports']): string {
  const [first] = failed
  if (!first) return kept('came_back')
  const who = failed.flatMap((r) => r.address ?? []).join(', ')
  const words = (first.words ?? first.status)?.slice(0, 500).toWellFormed()
  if (!who) return words ? kept('came_back_saying', { words }) : kept('came_back')
  const from = who.slice(0, 500).toWellFormed()
  return words ? kept('came_back_from_saying', { who: from, words }) : kept('came_back_from', { who: from })
}
