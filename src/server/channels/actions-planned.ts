import { mayNot } from '../../domain/accounts/permissions.ts'
import type { ConversationId, MessageId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import { memberLanguage } from '../accounts/views-language.ts'
import { about, load } from '../conversations/actions.ts'
import { bothOf, deleteDraft, listDrafts, saveDraft } from '../conversations/store-drafts.ts'
import { findMessages } from '../conversations/store-messages.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import type { Tick } from '../jobs/tick.ts'
import type { Services } from '../services.ts'
import { demandFilled } from './actions-blanks.ts'
import { sendReply } from './actions-replies.ts'
import { waitAnew } from './store-files.ts'
import * as store from './store-planned.ts'

/** How many planned replies are sent in one look; the rest a second later. */
const MOST = 50

/** Has a reply sent later. Says the same twice with the same id. @throws Refused `due_in_past`; `not_found`; `changed_meanwhile` for an id under which something is said or planned. */
export async function planReply(
  asked: Asked,
  conversationId: ConversationId,
  input: store.ReplyAsked & { id?: MessageId | undefined; due: Instant },
): Promise<MessageId> {
  demandFilled(input)
  const { conversation } = await load(asked, conversationId)
  const into = conversation.id
  const { id = asked.newId<'message'>(), due, ...reply } = input
  const known = await asked.db.read(asked.workspaceId, (db) => store.findPlanned(db, id))
  if (known?.memberId === asked.member.id && known.conversationId === into) return id
  if (known || (await saidUnder(asked, id))) throw new Refused(refuse('changed_meanwhile'))
  if (due <= asked.now) throw new Refused(refuse('due_in_past', { field: 'due' }))
  const planned: store.Planned = {
    ...{ id, conversationId: into, memberId: asked.member.id, reply, due },
    ...{ state: 'waiting', heldBecause: null, settledAt: null, version: 1 },
  }
  await flush(asked, {
    writes: [
      store.insertPlanned(asked.workspaceId, planned, asked.now),
      ...deleteDraft(into, asked.member.id, 'reply'),
    ],
    events: [{ kind: 'conversation.changed', subjects: about(conversation), data: { planned: 'set', due } }],
  })
  return id
}

/** Sends a planned reply at once, as it is. @throws Refused `not_found` for what waits no more. */
export async function sendPlannedNow(asked: Asked, id: MessageId): Promise<void> {
  const planned = await findWaiting(asked, id)
  if (planned.memberId !== asked.member.id) throw new Refused(refuse('not_allowed'))
  await send(asked, planned, undefined)
}

/**
 * Gives a planned reply another hour; one that was held waits again. `seen`: the last message its writer has read by now.
 * @throws Refused `not_found` for what waits no more; `not_allowed` for somebody else's; `due_in_past`.
 */
export async function replanReply(
  asked: Asked,
  id: MessageId,
  { due, seen }: { due: Instant; seen?: MessageId | null | undefined },
): Promise<void> {
  const planned = await findWaiting(asked, id)
  if (planned.memberId !== asked.member.id) throw new Refused(refuse('not_allowed'))
  if (due <= asked.now) throw new Refused(refuse('due_in_past', { field: 'due' }))
  const { conversation } = await load(asked, planned.conversationId)
  const reply = seen === undefined ? planned.reply : { ...planned.reply, seen }
  await flush(asked, {
    writes: [store.replan(planned, { due, reply })],
    events: [{ kind: 'conversation.changed', subjects: about(conversation), data: { planned: 'set', due } }],
  })
}

/**
 * Takes a planned reply back: it is its writer’s draft again, with all that was to go with it, before what they began since. Any
 * colleague may stop it.
 */
export async function cancelPlanned(asked: Asked, id: MessageId): Promise<void> {
  const planned = await findWaiting(asked, id)
  const { memberId, reply } = planned
  const { conversation } = await load(asked, planned.conversationId)
  const conversationId = conversation.id
  const drafts = await asked.db.read(asked.workspaceId, (db) => listDrafts(db, conversationId))
  const begun = drafts.find((d) => d.memberId === memberId && d.kind === 'reply')
  const text = begun ? `${reply.text}\n\n${begun.text}` : reply.text
  const goesWith = bothOf(store.goesWithReply(reply), begun?.goesWith ?? null)
  await flush(asked, {
    writes: [
      store.settlePlanned(planned, { state: 'cancelled', heldBecause: null, settledAt: asked.now }),
      ...saveDraft(asked.workspaceId, {
        ...{ conversationId, memberId, kind: 'reply', text, goesWith, updatedAt: asked.now },
      }),
      ...waitAnew(reply.attachmentIds ?? [], asked.now),
    ],
    events: [{ kind: 'conversation.changed', subjects: about(conversation), data: { planned: 'cancelled' } }],
  })
}

async function findWaiting(asked: Asked, id: MessageId): Promise<store.Planned> {
  const planned = await asked.db.read(asked.workspaceId, (db) => store.findPlanned(db, id))
  if (planned) await load(asked, planned.conversationId)
  if (!planned || planned.settledAt !== null) throw new Refused(refuse('not_found'))
  return planned
}

// The reply and that it was sent are one flush: it is said once, whoever is stopped where.
async function send(asked: Asked, planned: store.Planned, seen: store.ReplyAsked['seen']): Promise<void> {
  const sent = { state: 'sent', heldBecause: null, settledAt: asked.now } as const
  const beside = [store.settlePlanned(planned, sent)]
  // Its writer said it by hand meanwhile, under the same id: it waits no more.
  if ((await saidUnder(asked, planned.id))?.memberId === planned.memberId)
    return await flush(asked, { writes: beside, events: [] })
  await sendReply(asked, planned.conversationId, {
    ...planned.reply,
    ...{ id: planned.id, seen, keepDraft: true, beside },
  })
}

async function saidUnder(act: Act, id: MessageId) {
  return (await act.db.read(act.workspaceId, (db) => findMessages(db, [id])))[0]
}

async function sendDue(act: Act, services: Services): Promise<void> {
  const { due, members } = await act.db.read(act.workspaceId, async (db) => ({
    due: await store.listPlannedDue(db, act.now, MOST),
    members: await accounts.listMembers(db),
  }))
  for (const planned of due) {
    const member = members.find((m) => m.id === planned.memberId)
    if (!member) continue
    const language = await act.db.read(act.workspaceId, (db) =>
      memberLanguage(db, services.languages, member.id),
    )
    const asked: Asked = { ...act, services, member, language, actor: { kind: 'member', id: member.id } }
    try {
      const no = mayNot(member, 'conversations.write', act.now)
      if (no) throw new Refused(no)
      await send(asked, planned, planned.reply.seen)
    } catch (err) {
      // A colleague was quicker: it is looked at again a second later. But an id that is theirs by now stays theirs.
      const quicker = err instanceof Refused && err.refusal.refused === 'changed_meanwhile'
      const said = quicker ? await saidUnder(act, planned.id) : undefined
      const taken = said !== undefined && said.memberId !== planned.memberId
      if (!(err instanceof Refused) || (quicker && !taken))
        services.log.warn(
          { err, message: planned.id },
          'a planned reply could not be sent; it is tried again',
        )
      else await hold(asked, planned, err.refusal.refused)
    }
  }
}

async function hold(asked: Asked, planned: store.Planned, why: string): Promise<void> {
  const { conversationId } = planned
  const { memberId } = planned
  // Nobody did it: its writer is told.
  const act = { ...asked, actor: { kind: 'system', id: null } as const }
  await flush(act, {
    writes: [store.settlePlanned(planned, { state: 'held', heldBecause: why, settledAt: null })],
    events: [
      { kind: 'conversation.changed', subjects: { conversationId }, data: { planned: 'held', why } },
      { kind: 'reply.held', subjects: { conversationId, memberId }, data: { why } },
    ],
  }).catch((e) => {
    if (!(e instanceof Refused)) throw e
  })
}

/** Replies whose hour has come are sent, once, also after a server was down; what may not go as it is waits for its writer. */
export const plannedReplies: Tick = { due: store.workspacesWithPlanned, run: sendDue }
