import type { Intent } from '../../domain/conversations/conversation.ts'
import * as facts from '../../domain/conversations/conversation.ts'
import type { EventKind } from '../../domain/shared/events.ts'
import type { ConversationId, PersonId, SiteId } from '../../domain/shared/ids.ts'
import * as conversations from '../conversations/actions.ts'
import * as talk from '../conversations/store.ts'
import { flush, together } from '../db/flush.ts'
import { accept } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { meant, planPerson } from '../people/actions.ts'
import { sawPerson } from '../people/store.ts'

/** Somebody came in: one press, no account needed. Says the same twice with the same id (a capture that synced late). */
export async function someoneIsHere(
  asked: Asked,
  input: {
    id?: ConversationId | undefined
    personId?: PersonId | undefined
    note?: string | undefined
    siteId?: SiteId | undefined
  },
): Promise<ConversationId> {
  if (input.id && (await conversations.isBegun(asked, input.id))) return input.id
  const personId = await meant(asked, input.personId)
  const arrival = conversations.begin(asked, {
    id: input.id,
    siteId: input.siteId ?? asked.member.siteId,
    channel: 'walk_in',
    personId: personId ?? null,
    subject: input.note ?? '',
  })
  const seen = personId ? [sawPerson(personId, asked.now)] : []
  await flush(asked, together(conversations.saveConversation(asked, arrival), { writes: seen, events: [] }))
  return arrival.id
}

/** Greets: one act, by anybody near; with `serve` one stays with them. */
export async function greetArrival(asked: Asked, id: ConversationId, serve: boolean): Promise<void> {
  await step(asked, id, 'conversation.greeted', (c) => {
    const greeted = accept(facts.greet(c, asked.member.id, asked.now))
    return serve ? accept(facts.assign(greeted, asked.member, asked.now)) : greeted
  })
}

/** I am with them now; whoever comes to serve has greeted. */
export async function serveArrival(asked: Asked, id: ConversationId): Promise<void> {
  await step(asked, id, 'conversation.assigned', (c) => {
    const greeted = accept(facts.greet(c, asked.member.id, asked.now))
    return accept(facts.assign(greeted, asked.member, asked.now))
  })
}

/** "No thanks, just looking": greeted, and nobody approaches them again during this visit (S4-14, S4-29). */
export async function declineHelp(asked: Asked, id: ConversationId): Promise<void> {
  await step(asked, id, 'arrival.wants_no_help', (c) =>
    accept(facts.declineHelp(c, asked.member.id, asked.now)),
  )
}

/** They turned to us themselves. */
export async function askForHelp(asked: Asked, id: ConversationId): Promise<void> {
  await step(asked, id, 'arrival.wants_help', (c) => accept(facts.assign(c, asked.member, asked.now)))
}

/** They have gone before anybody closed with them; kept, because it teaches us something. */
export async function arrivalLeft(asked: Asked, id: ConversationId): Promise<void> {
  await step(asked, id, 'arrival.left', (c) => accept(facts.leave(c, asked.now)))
}

/** Takes one's own greeting back, or that they have gone. @throws Refused `changed_meanwhile`, `conversation_closed`. */
export async function undoArrivalAct(asked: Asked, id: ConversationId, act: 'greet' | 'left'): Promise<void> {
  await conversations.change(
    asked,
    id,
    'conversation.changed',
    ({ conversation: c }) => accept(act === 'greet' ? facts.ungreet(c, asked.member.id) : facts.stayHere(c)),
    { undo: act },
  )
}

/** Says who it is (somebody known, or a new name), or what one sees to find them by. */
export async function nameArrival(
  asked: Asked,
  id: ConversationId,
  input: {
    personId?: PersonId | undefined
    newPersonName?: string | undefined
    note?: string | undefined
    intent?: Intent | undefined
  },
): Promise<void> {
  const { conversation } = await conversations.load(asked, id)
  const made = input.newPersonName ? planPerson(asked, { name: input.newPersonName }, 'seen') : null
  const known = await meant(asked, input.personId)
  const personId = made?.personId ?? known
  const next = facts.changeConversation(conversation, {
    ...(personId ? { personId } : {}),
    ...(input.note !== undefined ? { subject: input.note } : {}),
    ...(input.intent ? { intent: input.intent } : {}),
  })
  const seen = known ? [sawPerson(known, asked.now)] : []
  await flush(
    asked,
    together(made?.change ?? { writes: [], events: [] }, {
      writes: [talk.updateConversation({ ...conversation, ...next }), ...seen],
      events: [
        {
          kind: 'conversation.changed',
          subjects: conversations.about(next),
          data: { fields: Object.keys(input) },
        },
      ],
    }),
  )
}

async function step(
  asked: Asked,
  id: ConversationId,
  kind: EventKind,
  how: (c: talk.StoredConversation) => facts.Conversation,
): Promise<void> {
  await conversations.change(asked, id, kind, ({ conversation }) => how(conversation))
}
