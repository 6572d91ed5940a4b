import { randomBytes } from 'node:crypto'
import { close as decideClose } from '../../domain/conversations/closing.ts'
import * as facts from '../../domain/conversations/conversation.ts'
import { mentionsIn } from '../../domain/conversations/mentions.ts'
import { referenceFrom } from '../../domain/conversations/reference.ts'
import { snooze as decideSnooze, wake as decideWake } from '../../domain/conversations/snooze.ts'
import { cutAt } from '../../domain/shared/cut.ts'
import type { DomainEvent, EventKind } from '../../domain/shared/events.ts'
import type {
  ConversationId,
  MailboxId,
  MemberId,
  MessageId,
  PersonId,
  SiteId,
} from '../../domain/shared/ids.ts'
import { type Refusal, refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import { type Act, type Change, flush } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import { listEvents } from '../events/log.ts'
import type { Asked } from '../http/route.ts'
import { rightful } from '../people/actions.ts'
import * as store from './store.ts'
import { deleteDraft } from './store-drafts.ts'
import * as messages from './store-messages.ts'
import { listDueToWake } from './store-to-come.ts'

/** How much of a message stands in a list. */
const LINE = 200

/** Text as the one line of a list. */
export function lineOf(text: string): string {
  return cutAt(text.replace(/\s+/g, ' ').trim(), LINE)
}

/** What a message without a subject is about: its first sentence, cut at a word. */
export function subjectOf(text: string): string {
  const line = lineOf(text).replace(
    /^(hello|hi|good (morning|afternoon|evening)|dear)\b[^,.!]{0,40}[,.!]\s*/i,
    '',
  )
  const sentence = line.match(/^.*?[.!?…](?=\s|$)/)?.[0] ?? line
  const words = sentence.replace(/[.…]+$/, '')
  return words.length > 60 ? `${cutAt(words, 59).replace(/\s+\S*$/, '')}…` : words
}

/** A conversation just begun, not yet written down. */
export function begin(
  act: Act,
  input: {
    id?: ConversationId | undefined
    siteId: SiteId
    channel: facts.Channel
    personId?: PersonId | null
    subject?: string
    reopensId?: ConversationId | null
    mailboxId?: MailboxId | null
    assigneeId?: MemberId | null
    sensitive?: boolean
    heldBecause?: string | null
    arrivedAt?: Instant
  },
): store.StoredConversation {
  const { id, heldBecause = null, mailboxId = null, arrivedAt = act.now, ...rest } = input
  const conversation = facts.startConversation({
    ...rest,
    id: id ?? act.newId<'conversation'>(),
    reference: referenceFrom(randomBytes(24)),
    arrivedAt,
  })
  const alone = { mergedInto: null, rootId: null, alone: null }
  return {
    ...{ ...conversation, ...alone, mailboxId, heldBecause },
    ...{ junkedAt: null, junkedBy: null, heldBefore: null, junkErasedAt: null },
    ...{ lastActivityAt: arrivedAt, lastLine: '', version: 0 },
  }
}

/** Whether a conversation is written down for the first time or again. */
export function saveConversation(act: Act, c: store.StoredConversation): Change {
  if (c.version > 0) return { writes: [store.updateConversation(c)], events: [] }
  const { personId, id, channel, reopensId } = c
  const subjects = { conversationId: id, ...(personId ? { personId } : {}) }
  const started: DomainEvent = { kind: 'conversation.started', subjects, data: { channel } }
  const reopened: DomainEvent = { kind: 'conversation.reopened', subjects, data: { reopens: reopensId } }
  return {
    writes: [store.insertConversation(act.workspaceId, c, act.now)],
    events: reopensId ? [started, reopened] : [started],
  }
}

/** What every event of a conversation is about. */
export function about(c: Pick<store.StoredConversation, 'id' | 'personId'>) {
  return { conversationId: c.id, ...(c.personId ? { personId: c.personId } : {}) }
}

type NewMessage = Omit<messages.StoredMessage, 'id' | 'conversationId' | 'originConversationId'> & {
  id?: MessageId | undefined
  /** The one merged into this it is for; null for this one itself. */
  originConversationId?: ConversationId | null
}

/** Adds a message to a conversation's facts: what came in wakes it, what went out greets and answers. Writes nothing yet. */
export function withMessage(c: store.StoredConversation, m: NewMessage): store.StoredConversation {
  const moved =
    m.direction === 'in'
      ? facts.receive(c, m.at, m.automatic)
      : m.direction === 'out'
        ? facts.answer(c, m.at, m.automatic ? null : m.memberId)
        : c
  const owned =
    m.direction === 'out' && m.memberId && !moved.assigneeId && !m.automatic ? { assigneeId: m.memberId } : {}
  const latest = m.at >= c.lastActivityAt
  // A note is for colleagues: it moves the conversation up, but its words do not stand in the list.
  const line = latest && m.direction !== 'note' ? { lastLine: lineOf(visible(m)) } : {}
  return { ...c, ...moved, ...owned, ...line, lastActivityAt: latest ? m.at : c.lastActivityAt }
}

/** The words of a message without what it quotes. */
export function visible(m: Pick<NewMessage, 'text' | 'segments'>): string {
  const shown = m.segments
    ?.filter((s) => !s.folded)
    .map((s) => s.text)
    .join(' ')
  return shown?.trim() ? shown : m.text
}

/** What it takes to write a message down; the conversation is saved beside it. */
export function planMessage(
  act: Act,
  c: store.StoredConversation,
  m: NewMessage,
): { id: MessageId; change: Change } {
  const id = m.id ?? act.newId<'message'>()
  // So that taking it back can tell whose it became by it (see `withMessage`).
  const took = m.direction === 'out' && m.memberId !== null && !m.automatic && c.assigneeId === null
  const kind: EventKind =
    m.direction === 'in' ? 'message.received' : m.direction === 'out' ? 'message.sent' : 'note.written'
  return {
    id,
    change: {
      writes: [
        messages.insertMessage(
          act.workspaceId,
          { ...m, id, conversationId: c.id, originConversationId: m.originConversationId ?? null },
          act.now,
        ),
      ],
      events: [
        {
          kind,
          subjects: { ...about(c), messageId: id },
          data: { channel: m.channel, automatic: m.automatic, ...(took && { took }) },
        },
      ],
    },
  }
}

/** A plain message written here: no mail behind it. */
export function plainMessage(
  act: Act,
  m: Pick<NewMessage, 'direction' | 'channel' | 'text'> & Partial<NewMessage>,
): NewMessage {
  const nobody = { from: [], to: [], cc: [] }
  return {
    personId: null,
    memberId: act.actor.kind === 'member' ? act.actor.id : null,
    automatic: false,
    segments: null,
    html: null,
    subject: null,
    recipients: nobody,
    mailId: null,
    rawSha256: null,
    whyHere: null,
    originConversationId: null,
    at: act.now,
    ...m,
  }
}

/**
 * Everything a decision about a conversation looks at; of one that was merged, everything of the one it stands in now.
 * @throws Refused `not_found`, also for one this member may not read.
 */
export async function load(asked: Asked, asId: ConversationId) {
  const found = await asked.db.read(asked.workspaceId, async (db) => {
    const conversation = await store.findConversation(db, asId)
    if (!conversation) return null
    const { id } = conversation
    const helpers = conversation.sensitive ? await store.listHelpers(db, id) : []
    const needs = await store.listNeeds(db, [id])
    const handovers = await store.listHandovers(db, id)
    const promises = await store.listPromiseOutcomes(db, [id])
    return { conversation, helpers, needs, handovers, promises }
  })
  if (!found || !facts.mayRead(found.conversation, asked.member, found.helpers))
    throw new Refused(refuse('not_found'))
  return found
}

/** A note only colleagues see, and what it takes to write it down; no change where the same id already said it. */
export async function planNote(
  asked: Asked,
  id: ConversationId,
  note: { id?: MessageId | undefined; text: string },
): Promise<{ messageId: MessageId; conversation: store.StoredConversation; change: Change | null }> {
  const { conversation } = await load(asked, id)
  if (note.id && (await isSaid(asked, note.id, conversation.id)))
    return { messageId: note.id, conversation, change: null }
  const m = plainMessage(asked, {
    id: note.id,
    direction: 'note',
    channel: conversation.channel,
    text: note.text,
  })
  const { id: messageId, change } = planMessage(asked, conversation, m)
  const mentions = mentionsIn(note.text, await asked.db.read(asked.workspaceId, accounts.listMembers))
  const called: DomainEvent['data'] = mentions.length > 0 ? { mentions } : {}
  return {
    messageId,
    conversation,
    change: {
      writes: [
        ...saveConversation(asked, withMessage(conversation, m)).writes,
        ...change.writes,
        ...deleteDraft(conversation.id, asked.member.id, 'note'),
      ],
      events: change.events.map((e) => ({ ...e, data: { ...e.data, ...called } })),
    },
  }
}

/** Writes a note only colleagues see. Says the same twice with the same id. */
export async function writeNote(
  asked: Asked,
  id: ConversationId,
  note: { id?: MessageId | undefined; text: string },
): Promise<MessageId> {
  const { messageId, change } = await planNote(asked, id, note)
  if (change) await flush(asked, change)
  return messageId
}

/**
 * Tells whether the same call came twice: this actor has already written down a message of this id in this conversation.
 * @throws Refused `changed_meanwhile` if the id names anything else; what it names is not told.
 */
export async function isSaid(act: Act, id: MessageId, conversationId?: ConversationId): Promise<boolean> {
  const [known] = await act.db.read(act.workspaceId, (db) => messages.findMessages(db, [id]))
  if (!known) return false
  const mine = act.actor.kind === 'member' ? known.memberId === act.actor.id : known.personId === act.actor.id
  if (mine && (!conversationId || known.conversationId === conversationId)) return true
  throw new Refused(refuse('changed_meanwhile'))
}

/**
 * Tells whether the same call came twice: this member has already begun a conversation of this id.
 * @throws Refused `changed_meanwhile` if the id names anything else; what it names is not told.
 */
export async function isBegun(act: Act, id: ConversationId): Promise<boolean> {
  const kinds: readonly EventKind[] = ['conversation.started']
  const { known, begun } = await act.db.read(act.workspaceId, async (db) => ({
    known: await store.findConversation(db, id),
    begun: await listEvents(db, { conversationId: id, kinds }, null, 1),
  }))
  if (!known) return false
  if (begun[0]?.actorId === act.actor.id) return true
  throw new Refused(refuse('changed_meanwhile'))
}

/** Changes a conversation's facts by a decision and tells of it. */
export async function change(
  asked: Asked,
  id: ConversationId,
  kind: EventKind,
  decide: (
    found: Awaited<ReturnType<typeof load>>,
  ) => store.StoredConversation | facts.Conversation | Refusal,
  data: DomainEvent['data'] = {},
): Promise<void> {
  const found = await load(asked, id)
  const next = { ...found.conversation, ...accept(decide(found)) }
  await flush(asked, {
    writes: [store.updateConversation(next)],
    events: [{ kind, subjects: about(next), data }],
  })
}

/** Gives a conversation to a member, or back to everybody (null). @throws Refused `not_found` naming `memberId`. */
export async function assignConversation(
  asked: Asked,
  id: ConversationId,
  memberId: MemberId | null,
): Promise<void> {
  const members = await asked.db.read(asked.workspaceId, accounts.listMembers)
  const to = memberId ? members.find((m) => m.id === memberId) : null
  if (memberId && !to) throw new Refused(refuse('not_found', { field: 'memberId' }))
  await change(
    asked,
    id,
    'conversation.assigned',
    ({ conversation }) => facts.assign(conversation, to ?? null, asked.now),
    { to: memberId },
  )
}

/** Has a conversation sleep until a moment to come. */
export async function snoozeConversation(asked: Asked, id: ConversationId, until: Instant): Promise<void> {
  await change(
    asked,
    id,
    'conversation.snoozed',
    ({ conversation }) => decideSnooze(conversation, until, asked.member.id, asked.now),
    { until },
  )
}

/** Wakes a conversation before its time. */
export async function wakeConversation(asked: Asked, id: ConversationId): Promise<void> {
  await change(asked, id, 'conversation.woken', ({ conversation }) => decideWake(conversation, asked.now))
}

/** Wakes whatever has slept long enough; the snooze ends, promises and next contacts are untouched by it. */
export async function wakeDue(act: Act): Promise<void> {
  for (const c of await act.db.read(act.workspaceId, (db) => listDueToWake(db, act.now)))
    await flush(act, {
      writes: [store.updateConversation({ ...c, ...decideWake(c, act.now) })],
      events: [{ kind: 'conversation.woken', subjects: about(c), data: { by: 'time' } }],
    }).catch((e) => {
      if (!(e instanceof Refused)) throw e
    })
}

/** Closes a conversation; held only by an open promise (unless it stays open by one press) or a need nobody accounted for. */
export async function closeConversation(
  asked: Asked,
  id: ConversationId,
  input: { promisesStayOpen?: boolean | undefined; version?: number | undefined },
) {
  await change(asked, id, 'conversation.closed', (found) => {
    if (input.version !== undefined && input.version !== found.conversation.version)
      return refuse('changed_meanwhile')
    return decideClose(found.conversation, found, asked.member.id, asked.now, input.promisesStayOpen)
  })
}

/** Takes a close back. */
export async function undoClose(asked: Asked, id: ConversationId): Promise<void> {
  await change(
    asked,
    id,
    'conversation.changed',
    ({ conversation }) => ({ ...conversation, closedAt: null, closedBy: null }),
    { undo: 'close' },
  )
}

type Named = Parameters<typeof facts.changeConversation>[1]

/** Changes its subject, its person, what brings them, or whether it is sensitive. @throws Refused `changed_meanwhile` where `was` is over. */
export async function nameConversation(
  asked: Asked,
  id: ConversationId,
  { was = {}, ...input }: Named & { was?: Named },
): Promise<void> {
  const { personId } = input
  const talksWith = personId ? (await load(asked, id)).conversation.personId : null
  const whose = personId ? { personId: await rightful(asked, personId, talksWith) } : {}
  const said = Object.entries({ ...input, ...whose })
  const fields = Object.fromEntries(said.filter(([, v]) => v !== undefined))
  await change(
    asked,
    id,
    'conversation.changed',
    ({ conversation }) => {
      const over = Object.entries(was).some(
        ([k, v]) => v !== undefined && conversation[k as keyof Named] !== v,
      )
      return over ? refuse('changed_meanwhile') : facts.changeConversation(conversation, fields)
    },
    { fields: Object.keys(fields) },
  )
}
