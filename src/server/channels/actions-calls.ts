import { close as decideClose } from '../../domain/conversations/closing.ts'
import * as facts from '../../domain/conversations/conversation.ts'
import type { ConversationId, MessageId, PersonId } from '../../domain/shared/ids.ts'
import * as conversations from '../conversations/actions.ts'
import { type Change, flush, together } from '../db/flush.ts'
import { accept } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { planPerson, planSender, rightful } from '../people/actions.ts'
import { sawPerson } from '../people/store.ts'
import type { PromiseInput } from '../promises/actions.ts'
import { planPromises } from './actions-replies.ts'

export type CallInput = {
  id?: ConversationId | undefined
  conversationId?: ConversationId | undefined
  personId?: PersonId | undefined
  name?: string | undefined
  telephone?: string | undefined
  direction: 'in' | 'out'
  summary: string
  promises?: readonly PromiseInput[] | undefined
  close?: boolean | undefined
}

const NOTHING: Change = { writes: [], events: [] }

/**
 * Logs a telephone call, in a conversation that goes on or a new one: both sides have spoken, so nobody waits for an answer.
 * Says the same twice with the same id.
 */
export async function logCall(asked: Asked, input: CallInput): Promise<ConversationId> {
  if (
    input.id &&
    input.conversationId &&
    (await conversations.isSaid(asked, input.id as string as MessageId))
  )
    return input.conversationId
  if (input.id && !input.conversationId && (await conversations.isBegun(asked, input.id))) return input.id
  const found = input.conversationId ? await conversations.load(asked, input.conversationId) : null
  const caller = await whoCalled(asked, input, found?.conversation.personId ?? null)
  const conversation =
    found?.conversation ??
    conversations.begin(asked, {
      id: input.id,
      siteId: asked.member.siteId,
      channel: 'phone',
      personId: caller.personId,
      subject: conversations.subjectOf(input.summary),
      assigneeId: asked.member.id,
    })
  const m = conversations.plainMessage(asked, {
    id: input.conversationId && input.id ? (input.id as string as MessageId) : asked.newId<'message'>(),
    direction: input.direction,
    channel: 'phone',
    personId: caller.personId,
    text: input.summary,
  })
  const spoken = facts.answer(facts.receive(conversation, asked.now, false), asked.now, asked.member.id)
  const after = {
    ...conversations.withMessage(conversation, m),
    lastInAt: spoken.lastInAt,
    lastOutAt: spoken.lastOutAt,
    greetedAt: spoken.greetedAt,
    greetedBy: spoken.greetedBy,
    snoozedUntil: spoken.snoozedUntil,
  }
  const named = after.personId ? after : { ...after, personId: caller.personId }
  const there = { conversationId: conversation.id, messageId: m.id!, needs: found?.needs ?? [] }
  const promised = await planPromises(asked, named.personId, there, input.promises)
  const loose = {
    needs: found?.needs ?? [],
    handovers: found?.handovers ?? [],
    promises: [...(found?.promises ?? []), ...promised.made],
  }
  const next = input.close
    ? { ...named, ...accept(decideClose(named, loose, asked.member.id, asked.now, true)) }
    : named
  const said = conversations.planMessage(asked, named, m)
  await flush(
    asked,
    together(
      caller.change,
      conversations.saveConversation(asked, next),
      { writes: said.change.writes, events: [] },
      {
        writes: [],
        events: [
          {
            kind: 'call.logged',
            subjects: { ...conversations.about(next), messageId: said.id },
            data: { direction: input.direction },
          },
          ...(input.close
            ? [{ kind: 'conversation.closed' as const, subjects: conversations.about(next), data: {} }]
            : []),
        ],
      },
      promised.change,
    ),
  )
  return conversation.id
}

// Somebody chosen, else the one whose number it is, else somebody new with that name, else nobody we know.
async function whoCalled(
  asked: Asked,
  input: CallInput,
  known: PersonId | null,
): Promise<{ personId: PersonId | null; change: Change }> {
  const chosen = input.personId ? await rightful(asked, input.personId, known) : known
  if (chosen) return { personId: chosen, change: { writes: [sawPerson(chosen, asked.now)], events: [] } }
  const name = input.name ?? ''
  if (input.telephone)
    return await planSender(asked, { name, handles: [{ kind: 'phone', value: input.telephone }] })
  return name === '' ? { personId: null, change: NOTHING } : planPerson(asked, { name }, 'seen')
}
