import type { SwitchName } from '../../domain/contact/switches.ts'
import { close as decideClose } from '../../domain/conversations/closing.ts'
import type { PromiseOutcome } from '../../domain/conversations/needs.ts'
import { answeredAmong, ownAmong } from '../../domain/conversations/recipients.ts'
import { belowTheWords, signedText } from '../../domain/conversations/signature.ts'
import { undoSeconds } from '../../domain/conversations/undo-send.ts'
import type { CustomerPromise } from '../../domain/promises/promise.ts'
import type { ConversationId, MailboxId, MessageId, PersonId, PromiseId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { plus } from '../../domain/shared/time.ts'
import { demandServing } from '../accounts/actions.ts'
import * as accounts from '../accounts/store.ts'
import { tokenFor } from '../contact/actions-unsubscribe.ts'
import * as conversations from '../conversations/actions.ts'
import * as talk from '../conversations/store.ts'
import * as drafts from '../conversations/store-drafts.ts'
import * as messages from '../conversations/store-messages.ts'
import { showReplyTo } from '../conversations/views-reply-to.ts'
import type { Reader } from '../db/database.ts'
import { type Change, flush, together, type Write } from '../db/flush.ts'
import { accept, patiently, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { mailIdOf, type OutgoingMail, queueMail } from '../jobs/outbox.ts'
import { realNow } from '../jobs/real-time.ts'
import { replySubject } from '../mail/subject.ts'
import { meant, planSender } from '../people/actions.ts'
import { type PromiseInput, planPromise } from '../promises/actions.ts'
import { planKeptByWord } from '../promises/actions-by-word.ts'
import { demandFilled } from './actions-blanks.ts'
import { referencesOf } from './store-mail-in.ts'
import { letterheadOf, type ToWhom } from './views-letterhead.ts'

type Address = messages.Address
type Text = {
  id?: MessageId | undefined
  text: string
  to?: readonly Address[] | undefined
  cc?: readonly Address[] | undefined
  bcc?: readonly Address[] | undefined
  attachmentIds?: readonly string[] | undefined
  /** false: without a signature, `house`: with the house's alone. */
  signature?: boolean | 'house' | undefined
  /** A word said by ourselves, and under which switch it stands: it goes with a link that ends such mail. */
  switch?: { readonly personId: PersonId; readonly name: SwitchName } | undefined
  promises?: readonly PromiseInput[] | undefined
}

type Reply = Text & {
  close?: boolean | undefined
  promisesStayOpen?: boolean | undefined
  /** Promises to them that are kept by these words. */
  keeps?: readonly PromiseId[] | undefined
  keepDraft?: boolean
  /** The last message from them or a colleague that was read; undefined: nobody asks. */
  seen?: MessageId | null | undefined
  /** What is written down in the same act. */
  beside?: readonly Write[]
}

/**
 * Answers the customer, by mail or on their page; promises, keeps promises and closes in the same act. Says the same twice with the same id.
 * @throws Refused `something_new` if they or a colleague wrote after `seen`, the last message that was read before; `no_recipient`,
 * `need_unaccounted`, `promise_open`, `due_in_past`, …; nothing is sent then.
 */
export async function sendReply(asked: Asked, asId: ConversationId, input: Reply): Promise<MessageId> {
  const send = () => sendOnce(asked, asId, demandFilled(input))
  // What came in between our look and our word is told as something new, and what somebody kept meanwhile is kept: no quarrel of two.
  return input.seen === undefined && !input.keeps?.length ? await send() : await patiently(send)
}

async function sendOnce(asked: Asked, asId: ConversationId, input: Reply): Promise<MessageId> {
  const found = await conversations.load(asked, asId)
  const { conversation } = found
  const conversationId = conversation.id
  if (conversation.junkedAt) throw new Refused(refuse('conversation_junk'))
  if (input.id && (await conversations.isSaid(asked, input.id, conversationId))) return input.id
  await demandSeen(asked, conversationId, input.seen)
  const route = await asked.db.read(asked.workspaceId, async (db) => ({
    by: await showReplyTo(db, conversation),
    ...(await mailHeads(db, conversationId)),
    answered: await messages.findAnsweredOrigin(db, conversationId),
  }))
  const to = input.to ?? route.by.to
  const byMail = input.to !== undefined ? input.to.length > 0 : route.by.by === 'email'
  if (!byMail && (route.by.by !== 'page' || !conversation.personId))
    throw new Refused(refuse('no_recipient', { field: 'to' }))
  const last = answeredAmong(route.heads) ?? route.heads[0]
  const letter = byMail
    ? await planLetter(
        asked,
        { ...conversation, answered: last?.direction === 'in' ? last.recipients : null },
        {
          ...input,
          to,
          cc: input.cc ?? route.by.cc,
          subject: replySubject(last?.subject ?? conversation.subject),
          inReplyTo: last?.mailId ?? null,
          references: [...route.earlier, ...route.heads.flatMap((h) => h.mailId ?? []).reverse()],
        },
      )
    : await planWord(asked, input)
  // What answers words that came with a merge belongs where they do.
  const originId = byMail ? (last?.originConversationId ?? null) : route.answered
  const answered = conversations.withMessage(conversation, letter.message)
  const there = { conversationId, messageId: letter.id, originId, needs: found.needs }
  const promised = await planPromises(asked, answered.personId, there, input.promises)
  const { kept, change: keeping } = await planKeptByWord(
    asked,
    { id: letter.id, conversationId },
    input.keeps,
  )
  const outcomes = found.promises.map((p) => kept.find((k) => k.id === p.id) ?? p)
  const next = input.close
    ? {
        ...answered,
        ...accept(
          decideClose(
            answered,
            { ...found, promises: [...outcomes, ...promised.made] },
            asked.member.id,
            asked.now,
            input.promisesStayOpen,
          ),
        ),
      }
    : answered
  const said = conversations.planMessage(asked, conversation, {
    ...letter.message,
    originConversationId: originId,
  })
  const closed: Change = {
    writes: [
      ...(input.keepDraft ? [] : drafts.deleteDraft(conversationId, asked.member.id, 'reply')),
      ...(input.beside ?? []),
    ],
    events: input.close
      ? [{ kind: 'conversation.closed', subjects: conversations.about(next), data: {} }]
      : [],
  }
  await flush(
    asked,
    together(
      conversations.saveConversation(asked, next),
      said.change,
      { writes: letter.writes, events: [] },
      promised.change,
      keeping,
      closed,
    ),
  )
  return letter.id
}

// A word that crossed with ours is read first: the customer's, and a colleague's who answered meanwhile.
async function demandSeen(asked: Asked, id: ConversationId, seen: MessageId | null | undefined) {
  if (seen === undefined) return
  const later = await asked.db.read(asked.workspaceId, (db) =>
    messages.listSaidSince(db, id, seen, asked.member.id),
  )
  const last = later.at(-1)
  if (!last) return
  const by = later.some((m) => m.direction === 'in') ? 'them' : 'colleague'
  throw new Refused(refuse('something_new', { values: { count: later.length, by, messageId: last.id } }))
}

// The mails of a conversation, and what the latest from them refers to: their own mails before ours.
async function mailHeads(db: Reader, id: ConversationId) {
  const heads = await messages.listMailHeads(db, id)
  const last =
    heads.find((h) => h.direction === 'in' && !h.automatic) ?? heads.find((h) => h.direction === 'in')
  return { heads, earlier: last ? await referencesOf(db, last.id) : [] }
}

/**
 * Writes to a person first: by mail where an address is known or named, else on their own page. Gives back the conversation it
 * begins, closed at once where that was asked for. Says the same twice with the same id.
 * @throws Refused `no_recipient` if neither would reach them; `changed_meanwhile` if the id names what somebody else began.
 */
export async function startConversation(
  asked: Asked,
  input: Text & {
    id?: never
    conversationId?: ConversationId | undefined
    personId?: PersonId | undefined
    mailboxId?: MailboxId | undefined
    subject: string
    close?: boolean | undefined
    promisesStayOpen?: boolean | undefined
  },
): Promise<ConversationId> {
  const { conversationId: given } = demandFilled(input)
  if (given && (await conversations.isBegun(asked, given))) return given
  const first = input.to?.[0]
  const who = input.personId
    ? { personId: await meant(asked, input.personId), change: { writes: [], events: [] } }
    : first
      ? await planSender(asked, { name: first.name, handles: [{ kind: 'email', value: first.address }] })
      : null
  if (!who) throw new Refused(refuse('no_recipient', { field: 'to' }))
  const begun = conversations.begin(asked, {
    id: input.conversationId,
    siteId: asked.member.siteId,
    channel: 'email',
    personId: who.personId,
    subject: input.subject,
    mailboxId: input.mailboxId ?? null,
    assigneeId: asked.member.id,
  })
  const by = input.to
    ? { to: input.to, by: 'email' as const }
    : await asked.db.read(asked.workspaceId, (db) => showReplyTo(db, begun))
  if (by.by !== 'page' && by.to.length === 0) throw new Refused(refuse('no_recipient', { field: 'to' }))
  const letter =
    by.by === 'page'
      ? { ...(await planWord(asked, input)), mailboxId: null }
      : await planLetter(
          asked,
          { ...begun, answered: null },
          {
            ...input,
            to: by.to,
            cc: input.cc ?? [],
            subject: input.subject,
            inReplyTo: null,
            references: [],
          },
        )
  const answered = conversations.withMessage(
    { ...begun, channel: letter.message.channel, mailboxId: letter.mailboxId },
    letter.message,
  )
  const there = { conversationId: begun.id, messageId: letter.id }
  const promised = await planPromises(asked, who.personId, there, input.promises)
  const loose = { needs: [], promises: promised.made, handovers: [] }
  const close = () => decideClose(answered, loose, asked.member.id, asked.now, input.promisesStayOpen)
  const next = input.close ? { ...answered, ...accept(close()) } : answered
  const said = conversations.planMessage(asked, begun, letter.message)
  const closed: Change = {
    writes: [],
    events: input.close
      ? [{ kind: 'conversation.closed', subjects: conversations.about(next), data: {} }]
      : [],
  }
  await flush(
    asked,
    together(
      who.change,
      conversations.saveConversation(asked, next),
      said.change,
      { writes: letter.writes, events: [] },
      promised.change,
      closed,
    ),
  )
  return begun.id
}

/** Makes promises in the same act as a message or a call, one's own unless a colleague is named. Nobody to promise to is a refusal. */
export async function planPromises(
  asked: Asked,
  personId: PersonId | null,
  there: {
    conversationId: ConversationId
    messageId: MessageId | null
    originId?: ConversationId | null
    needs?: readonly talk.StoredNeed[]
  },
  inputs: readonly PromiseInput[] = [],
) {
  if (inputs.length > 0 && !personId) throw new Refused(refuse('no_recipient', { field: 'promises' }))
  const me = asked.member.id
  const to = { personId, ...there }
  await demandServing(
    asked,
    inputs.map((p) => p.ownerId),
  )
  const plans = await Promise.all(inputs.map((p) => planPromise(asked, p.ownerId ?? me, me, to, p)))
  return {
    made: plans.map((p): PromiseOutcome & CustomerPromise => p.promise),
    change: together(...plans.map((p) => p.change)),
  }
}

type Letter = Text & { subject: string; inReplyTo: string | null; references: readonly string[] }

// A mail: the message, its place in the outbox, its attachments.
async function planLetter(
  asked: Asked,
  whom: ToWhom,
  letter: Letter & { to: readonly Address[]; cc: readonly Address[] },
) {
  const { signature: signed = true } = letter
  const head = await letterheadOf(asked, whom, signed === 'house' ? 'house' : signed ? 'both' : 'none')
  const { files, ours } = await asked.db.read(asked.workspaceId, async (db) => ({
    ours: (await talk.listOurAddresses(db)).map((m) => m.address),
    files: await messages.findAttachments(db, letter.attachmentIds ?? []),
  }))
  if (!head) throw new Refused(refuse('no_recipient', { field: 'to', values: { why: 'no mailbox' } }))
  if (letter.to.length === 0) throw new Refused(refuse('no_recipient', { field: 'to' }))
  const bcc = letter.bcc ?? []
  const own = ownAmong([...letter.to, ...letter.cc, ...bcc], ours)
  if (own) throw new Refused(refuse('own_address', { field: 'to', values: { address: own.address } }))
  const missing = (letter.attachmentIds ?? []).some(
    (id) => !files.some((f) => f.id === id && f.messageId === null && f.uploadedBy === asked.member.id),
  )
  if (missing) throw new Refused(refuse('not_found', { field: 'attachmentIds' }))
  const id = letter.id ?? asked.newId<'message'>()
  const { sender, from, signature, replyTo } = head
  const { workspaceId, services } = asked
  const going = [...letter.to, ...letter.cc, ...bcc].map((a) => a.address)
  const ends = letter.switch
    ? await asked.db.read(workspaceId, (db) =>
        tokenFor(db, { workspaceId, secret: services.secret }, letter.switch!, going),
      )
    : null
  const content: OutgoingMail = {
    mailId: mailIdOf(id, from.address),
    from,
    to: letter.to,
    cc: letter.cc,
    ...(bcc.length > 0 && { bcc }),
    ...(replyTo && { replyTo }),
    subject: letter.subject,
    text: signedText(letter.text, signature),
    inReplyTo: letter.inReplyTo,
    references: letter.references,
    attachments: files.map((f) => ({ name: f.name, type: f.type, sha256: f.sha256 })),
    automatic: false,
    ...(ends ? { unsubscribe: ends } : {}),
  }
  const recipients = { from: [from], to: letter.to, cc: letter.cc, ...(bcc.length > 0 && { bcc }) }
  const { text, subject } = letter
  const message = conversations.plainMessage(asked, {
    id,
    direction: 'out',
    channel: 'email',
    text,
    // Its text stays what was written: that is what is found, taken back and shown on their page.
    segments: signature
      ? [
          { text, folded: false },
          { text: `\n\n${belowTheWords(signature)}`, folded: true },
        ]
      : null,
    subject,
    recipients,
    mailId: content.mailId,
  })
  const notBefore = plus(realNow(asked.services), { seconds: await undoSecondsOf(asked) })
  const writes: Write[] = [
    queueMail(asked.workspaceId, {
      id: asked.newId<'outbox'>(),
      mailboxId: sender.id,
      messageId: id,
      purpose: 'reply',
      content,
      notBefore,
    }),
    ...messages.attach(letter.attachmentIds ?? [], id, asked.member.id),
  ]
  return { id, message, writes, mailboxId: sender.id }
}

// How long whoever writes wants to be able to take it back.
async function undoSecondsOf({ db, workspaceId, member }: Asked): Promise<number> {
  const chosen = await db.read(workspaceId, (reader) => accounts.findPreferences(reader, member.id))
  return undoSeconds(chosen.undoSeconds)
}

// A word on the customer's own page, which shows it when it can no longer be taken back (see `heldBackUntil`).
async function planWord(asked: Asked, input: Text) {
  const id = input.id ?? asked.newId<'message'>()
  const message = conversations.plainMessage(asked, {
    id,
    direction: 'out',
    channel: 'page',
    text: input.text,
    undoUntil: plus(asked.now, { seconds: await undoSecondsOf(asked) }),
  })
  return { id, message, writes: messages.attach(input.attachmentIds ?? [], id, asked.member.id) }
}
