import { homeOf, type Placed } from '../../domain/conversations/merge.ts'
import { findReference } from '../../domain/conversations/reference.ts'
import { placeOf } from '../../domain/conversations/reopen.ts'
import { type Pointer, thread } from '../../domain/conversations/threading.ts'
import type { ConversationId, MessageId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import * as talk from '../conversations/store.ts'
import * as messages from '../conversations/store-messages.ts'
import type { Reader } from '../db/database.ts'
import type { UnderstoodMail } from '../mail/parse.ts'
import { readReplyAddress } from '../mail/reply-token.ts'
import * as people from '../people/store.ts'
import type { Secret } from '../secret.ts'
import { comparable, type Sender } from './mail-in-sender.ts'
import { listNamedBy, type NamedBy } from './store-awaited.ts'

/** Where a mail belongs: in a conversation, or in a new one, which may carry a closed one on. */
export type Place = {
  readonly into: talk.StoredConversation | null
  readonly reopens: talk.StoredConversation | null
  /** The one it answers, where that was merged into the one it goes into or carries on; else null. */
  readonly origin: ConversationId | null
  /** Why, if it is not for the sender alone. */
  readonly why: messages.WhyHere | null
  /** The mails it names that have not come, the nearest first. */
  readonly awaits: readonly string[]
  /** Answers to it that came before it and stand elsewhere: they named nothing else, so nothing told where they belong. */
  readonly strays: readonly Stray[]
}

/** A message that belongs where another mail went, and the conversation it stands in. */
export type Stray = { readonly messageId: MessageId; readonly stands: talk.StoredConversation }

/** Where a mail stands; `refiled`: because somebody filed it there. */
type PlacedMail = Placed & { readonly mailId: string | null; readonly refiled?: boolean }

/** What threading looks at: the database for a mail that comes now, what a batch has at hand for mails of before. */
export type ThreadGround = {
  conversation(id: ConversationId): Promise<talk.StoredConversation | null>
  byReference(reference: string): Promise<talk.StoredConversation | null>
  /** Where mails with these Message-IDs stand. */
  places(mailIds: readonly string[]): Promise<readonly PlacedMail[]>
  /** Where mails stand that name this one and came before it. */
  namedBy(mailId: string): Promise<readonly NamedBy[]>
  /**
   * Whoever wrote or was written to, and the person it is about under each of their addresses; only the former where `who` is one of
   * them already.
   */
  participants(c: talk.StoredConversation, who: string): Promise<readonly string[]>
  /** Where a closed conversation goes on. */
  carriedOn(c: talk.StoredConversation): Promise<talk.StoredConversation>
}

/** The ground of a mail that comes now. */
export function groundIn(db: Reader): ThreadGround {
  return {
    conversation: (id) => talk.findConversation(db, id),
    byReference: (reference) => talk.findByReference(db, reference),
    places: (ids) => messages.listByMailIds(db, ids),
    namedBy: (id) => listNamedBy(db, id),
    participants: (c, who) => participantsOf(db, c, who),
    carriedOn: (c) => talk.carriedOn(db, c),
  }
}

/** How many conversations a mail may point at before we stop looking. */
const MOST_POINTERS = 20
/** How many mails one may wait for. */
const MOST_AWAITED = 20

/**
 * Finds where a mail belongs: by the token in the address it was sent to, by References, by the reference in its subject, and
 * only if its sender takes part there. `now` stands for when it was sent, because what nobody had seen when a conversation was
 * closed must not vanish into it.
 */
export async function placeMail(
  ground: ThreadGround,
  secret: Secret,
  ours: readonly string[],
  mail: UnderstoodMail,
  sender: Sender,
  now: Instant,
  doubt = false,
): Promise<Place> {
  const found = new Map<ConversationId, talk.StoredConversation>()
  const who = comparable(sender.address.address)
  // By what it answers itself, merged or not; its words stand, and who takes part is told, where it was merged into.
  const pointer = async (id: ConversationId | undefined | null): Promise<Pointer | null> => {
    const c = id ? await ground.conversation(id) : null
    // What was put into junk goes on nowhere: what comes after it is looked at for itself.
    if (!id || !c || c.junkedAt) return null
    found.set(id, c)
    return {
      conversationId: id,
      participants: [...(await ground.participants(c, who)), ...(sender.isUs ? ours.map(comparable) : [])],
    }
  }
  const token = readToken(mail, ours, secret)
  const reference = findReference(mail.subject)
  const references: (Pointer & { refiled: boolean })[] = []
  const named = await referencedBy(ground, mail)
  for (const { id, refiled } of named.homes) {
    const one = await pointer(id)
    if (one) references.push({ ...one, refiled })
  }
  const answers: Pointer[] = []
  const early = await answeredBy(ground, mail, who)
  for (const id of [...new Set(early.map(homeOf))].slice(0, MOST_POINTERS)) {
    const one = await pointer(id)
    if (one) answers.push(one)
  }
  const pointers = {
    replyToken: await pointer(token),
    references,
    answers,
    subjectReference: await pointer(reference ? (await ground.byReference(reference))?.id : null),
  }
  const threaded = thread(who, pointers, doubt)
  if (threaded.conversationId) {
    const c = found.get(threaded.conversationId)!
    const place = await inOrAfter(ground, c, threaded.why, sender, now)
    const there = (place.into ?? place.reopens)?.id === c.id && c.id !== threaded.conversationId
    const origin = there ? threaded.conversationId : null
    return { ...place, origin, awaits: named.awaits, strays: straysOf(early, found, [c.id, place.into?.id]) }
  }
  const suggested = threaded.suggested ? found.get(threaded.suggested)! : null
  return {
    into: null,
    reopens: null,
    origin: null,
    why: suggested ? { code: 'sender_not_in_conversation', values: valuesOf(suggested) } : null,
    awaits: named.awaits,
    strays: [],
  }
}

function straysOf(
  early: readonly NamedBy[],
  found: ReadonlyMap<ConversationId, talk.StoredConversation>,
  there: readonly (ConversationId | undefined)[],
): Stray[] {
  return early.flatMap((answer) => {
    const stands = found.get(homeOf(answer))
    // What was made part of another is where somebody wanted it.
    const wanted = answer.originConversationId !== null
    return stands && !wanted && !there.includes(stands.id) ? [{ messageId: answer.messageId, stands }] : []
  })
}

async function inOrAfter(
  ground: ThreadGround,
  c: talk.StoredConversation,
  by: string,
  { kind }: Sender,
  now: Instant,
): Promise<Omit<Place, 'origin' | 'awaits' | 'strays'>> {
  const same = { into: c, reopens: null, why: { code: by, values: valuesOf(c) } }
  if (placeOf({ kind, sentAt: now, closedAt: c.closedAt }) === 'same') return same
  const last = await ground.carriedOn(c)
  if (!last.closedAt) return { ...same, into: last }
  return { into: null, reopens: last, why: { code: 'reopened', values: { ...valuesOf(last), by } } }
}

function valuesOf(c: talk.StoredConversation): Record<string, string> {
  return { conversationId: c.id, reference: c.reference }
}

/** The conversation whose token stands in an address a mail was sent to; null for none. */
export function readToken(
  mail: UnderstoodMail,
  ours: readonly string[],
  secret: Secret,
): ConversationId | null {
  const delivered = [mail.headers['delivered-to'], mail.headers['x-original-to']].filter(
    (a) => a !== undefined,
  )
  const addresses = [...[...mail.to, ...mail.cc, ...mail.bcc].map((a) => a.address), ...delivered]
  for (const address of addresses)
    for (const own of ours) {
      const id = readReplyAddress(address, own, secret.key('reply address'))
      if (id) return id as ConversationId
    }
  return null
}

/** Conversations that hold a message this one refers to, the nearest first, and those it refers to that have not come. */
async function referencedBy(ground: ThreadGround, mail: UnderstoodMail) {
  const ids = [...new Set([...mail.inReplyTo, ...mail.references.toReversed()])]
  const hits = await ground.places(ids.slice(0, 100))
  const near = hits.toSorted((a, b) => ids.indexOf(a.mailId!) - ids.indexOf(b.mailId!))
  const homes = [...new Set(near.map(homeOf))].slice(0, MOST_POINTERS)
  const there = new Set([mail.messageId, ...hits.map((hit) => hit.mailId)])
  return {
    homes: homes.map((id) => ({ id, refiled: near.find((hit) => homeOf(hit) === id)?.refiled ?? false })),
    awaits: ids.filter((id) => !there.has(id)).slice(0, MOST_AWAITED),
  }
}

/**
 * The answers to this mail which came before it. Only of somebody who takes part in this one, as if it had come
 * first: otherwise whoever names its Message-ID would draw it to themselves.
 */
async function answeredBy(ground: ThreadGround, mail: UnderstoodMail, who: string) {
  const answers = mail.messageId ? await ground.namedBy(mail.messageId) : []
  const takePart = new Set([who, ...[...mail.to, ...mail.cc].map((a) => comparable(a.address))])
  return answers.filter((a) => a.writers.some((writer) => takePart.has(comparable(writer))))
}

async function participantsOf(db: Reader, c: talk.StoredConversation, who: string): Promise<string[]> {
  const wrote = (await messages.listParticipants(db, c.id)).map(comparable)
  if (!c.personId || wrote.includes(who)) return wrote
  const handles = await people.listHandles(db, [c.personId])
  const own = handles.filter((h) => h.kind === 'email').map((h) => h.value)
  return [...wrote, ...own.map(comparable)]
}
