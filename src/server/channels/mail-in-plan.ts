import { hasAccess } from '../../domain/accounts/permissions.ts'
import type { Doubt } from '../../domain/channels/authenticity.ts'
import { receive } from '../../domain/conversations/conversation.ts'
import type { DomainEvent } from '../../domain/shared/events.ts'
import type { MemberId, MessageId, PersonId } from '../../domain/shared/ids.ts'
import { later } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import * as conversations from '../conversations/actions.ts'
import type { StoredConversation } from '../conversations/store.ts'
import * as messages from '../conversations/store-messages.ts'
import { sayAnswersLate } from '../conversations/store-refile.ts'
import { type Act, type Change, together } from '../db/flush.ts'
import { amissIn } from '../mail/amiss.ts'
import type { UnderstoodMail } from '../mail/parse.ts'
import { bareSubject } from '../mail/subject.ts'
import { planSender } from '../people/actions.ts'
import { type Bounce, planBounce } from './mail-in-bounce.ts'
import { keptReceipt, nameplate, shown } from './mail-in-receipt.ts'
import type { Sender } from './mail-in-sender.ts'
import type { Place, Stray } from './mail-in-thread.ts'
import { awaitMails, cameLate } from './store-awaited.ts'
import { type InboundChange, type StoredInbound, updateInbound } from './store-mail-in.ts'
import type { StoredMailbox } from './store-mailboxes.ts'

const NOTHING: Change = { writes: [], events: [] }
const NOBODY = { personId: null, why: '', isNew: false, change: NOTHING }

/** What it takes to file a mail where it belongs: person, conversation, message, attachments and its line in the receipt book. */
export async function planFiling(
  act: Act,
  found: {
    row: StoredInbound
    mailbox: StoredMailbox
    mail: UnderstoodMail
    sender: Sender
    doubt: Doubt | null
    place: Place
    bounce: Bounce | null
    who: Who
  },
): Promise<{ act: Act; change: Change; settled: InboundChange }> {
  const { row, mailbox, mail, sender, doubt, place, bounce, who } = found
  const filer: Act = who.personId && !doubt ? { ...act, actor: { kind: 'person', id: who.personId } } : act
  const before = place.into ?? (await newConversation(filer, mailbox, mail, place, who.personId, row))
  const why = place.why ?? whyNew(sender, who)
  const message = messageOf(filer, found, who.personId, why)
  // What came before our last answer was not yet seen when it was given: it still waits for one.
  const unseen = before.lastOutAt !== null && row.receivedAt <= before.lastOutAt
  const moved = conversations.withMessage(before, {
    ...message,
    ...(unseen ? { at: later(act.now, row.receivedAt) } : {}),
  })
  const owner = moved.personId ?? (sender.kind === 'from_them' ? who.personId : null)
  // Nobody got what we said: it is for us again.
  const ours = bounce?.forAll ? receive(moved, later(act.now, row.receivedAt), false) : {}
  const next = { ...moved, ...ours, personId: owner }
  const originConversationId = place.into ? place.origin : null
  const said = conversations.planMessage(filer, next, { ...message, originConversationId })
  const settled: InboundChange = {
    state: 'filed',
    messageId: said.id,
    conversationId: next.id,
    problem: null,
    ...nameplate(mail),
    reason: why.code,
    receipt: keptReceipt(mail, why),
    settledAt: act.now,
  }
  // A machine, or somebody who may be another, draws nobody's mail to where theirs stands.
  const awaits = doubt || sender.isNobody || sender.kind === 'automatic' ? [] : place.awaits
  const strays = strayed(place.strays, next)
  const came = why.code === 'answered_before' || place.strays.length > 0
  const late = mail.messageId && came ? [cameLate(mail.messageId)] : []
  const awaiting = [...late, ...awaitMails(act.workspaceId, said.id, awaits, act.now)]
  const back = bounce ? await planBounce(filer, bounce) : NOTHING
  const subjects = { ...conversations.about(next), messageId: said.id, mailboxId: mailbox.id }
  return {
    act: filer,
    settled,
    change: together(who.change, conversations.saveConversation(filer, next), said.change, {
      writes: [
        ...attachmentsOf(filer, mail, said.id),
        updateInbound(row, settled),
        ...awaiting,
        ...back.writes,
        ...strays.writes,
      ],
      events: [
        { kind: 'mail.filed', subjects, data: { why: why.code, source: row.source } },
        ...(bounce ? bouncedOf(bounce, next) : []),
        ...back.events,
        ...strays.events,
      ],
    }),
  }
}

/** Tells answers that came before what they answer, and elsewhere, where that stands. */
function strayed(strays: readonly Stray[], to: StoredConversation): Change {
  if (strays.length === 0) return NOTHING
  return {
    writes: [
      sayAnswersLate(
        strays.map(({ messageId }) => messageId),
        to,
      ),
    ],
    events: strays.map(({ messageId, stands }) => ({
      kind: 'conversation.changed',
      subjects: { ...conversations.about(stands), messageId },
      data: { link: 'open' },
    })),
  }
}

function bouncedOf(
  { returned, forAll, waits, proven, isNews }: Bounce,
  c: StoredConversation,
): DomainEvent[] {
  const subjects = { ...conversations.about(c), messageId: returned.messageId }
  if (!proven) return waits || !isNews ? [] : [{ kind: 'mail.bounce_said', subjects, data: {} }]
  if (waits) return [{ kind: 'mail.delayed', subjects, data: {} }]
  return [{ kind: 'mail.bounced', subjects, data: { partly: !forAll } }]
}

type Who = Awaited<ReturnType<typeof whoIs>>

/**
 * Whom a mail is from, with what it takes to write that down. Of somebody who may be another (`trust` typed) nothing is learned: no
 * name, no address, not that theirs works.
 */
export async function whoIs(act: Act, sender: Sender, trust: 'seen' | 'typed') {
  if (sender.isNobody) return NOBODY
  const { name, address } = sender.address
  const named = (name ?? '').slice(0, 200).toWellFormed()
  return await planSender(act, { name: named, handles: [{ kind: 'email', value: address }] }, trust)
}

/** Why a mail that belongs to no conversation begins one. */
export function whyNew(sender: Sender, who: { isNew: boolean; why: string }): messages.WhyHere {
  if (sender.isUs) return { code: 'from_us', values: {} }
  if (sender.saysUs) return { code: 'says_us', values: {} }
  if (sender.isNobody) return { code: 'from_machine', values: {} }
  const via: Record<string, string> = sender.via ? { via: sender.via } : {}
  return who.isNew
    ? { code: 'new_sender', values: via }
    : { code: 'known_sender', values: { ...via, by: who.why } }
}

async function newConversation(
  act: Act,
  mailbox: StoredMailbox,
  mail: UnderstoodMail,
  { reopens, origin }: Place,
  personId: PersonId | null,
  row: StoredInbound,
): Promise<StoredConversation> {
  return conversations.begin(act, {
    siteId: reopens?.siteId ?? mailbox.siteId,
    channel: 'email',
    personId: reopens?.personId ?? personId,
    subject: bareSubject(mail.subject).slice(0, 500).toWellFormed(),
    reopensId: origin ?? reopens?.id ?? null,
    mailboxId: mailbox.id,
    assigneeId: reopens?.assigneeId ? await stillHere(act, reopens.assigneeId) : null,
    // What was for few eyes stays so when it goes on.
    sensitive: reopens?.sensitive ?? false,
    arrivedAt: row.receivedAt,
  })
}

async function stillHere(act: Act, id: MemberId): Promise<MemberId | null> {
  const member = (await act.db.read(act.workspaceId, accounts.listMembers)).find((m) => m.id === id)
  return member && member.role !== 'read_only' && hasAccess(member, act.now) ? id : null
}

/** A mail as a message of a conversation. */
export function messageOf(
  act: Act,
  {
    row,
    mail,
    sender,
    doubt = null,
  }: {
    row: Pick<StoredInbound, 'sha256' | 'receivedAt'>
    mail: UnderstoodMail
    sender: Sender
    doubt?: Doubt | null
  },
  personId: PersonId | null,
  why: messages.WhyHere,
) {
  const replyTo = mail.replyTo.filter((a) => a.address !== sender.address.address).map(shown)
  const recipients = {
    from: [shown(sender.address)],
    to: mail.to.map(shown),
    cc: mail.cc.map(shown),
    ...(replyTo.length > 0 ? { replyTo } : {}),
  }
  return conversations.plainMessage(act, {
    id: act.newId<'message'>(),
    direction: sender.isUs ? 'out' : 'in',
    channel: 'email',
    personId,
    memberId: null,
    automatic: sender.kind === 'automatic',
    text: mail.text,
    segments: mail.segments.map(({ text, folded }) => ({ text, folded })),
    html: mail.html,
    subject: mail.subject,
    recipients,
    mailId: mail.messageId,
    rawSha256: mail.withheld ? null : row.sha256,
    whyHere: why,
    doubt,
    forwarded: mail.forwarded,
    sealed: mail.seal,
    amiss: amissIn(mail.problems),
    at: row.receivedAt,
  })
}

/** What it takes to write down what was attached to a mail. */
export function attachmentsOf(act: Act, mail: UnderstoodMail, messageId: MessageId) {
  return mail.attachments.map(({ name, type, size, sha256, contentId, inline }) => {
    const attachment = {
      id: act.newId<'attachment'>(),
      messageId,
      name,
      type,
      size,
      sha256,
      contentId,
      inline,
    }
    return messages.insertAttachment(act.workspaceId, attachment, null, act.now)
  })
}
