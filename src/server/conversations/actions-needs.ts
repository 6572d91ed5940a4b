import * as facts from '../../domain/conversations/conversation.ts'
import { writeNeed as decideNeed, type Settlement, settleNeed } from '../../domain/conversations/needs.ts'
import type { ConversationId, NeedId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { flush } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { about, change, load } from './actions.ts'
import * as store from './store.ts'

/** Writes a need down in the customer's own words; last in their order unless they say otherwise. */
export async function writeNeed(
  asked: Asked,
  id: ConversationId,
  input: { id?: NeedId | undefined; words: string; priority?: number | undefined },
) {
  const { conversation, needs } = await load(asked, id)
  if (input.id && needs.some((n) => n.id === input.id)) return
  const last = Math.max(0, ...needs.map((n) => n.priority))
  const need = accept(
    decideNeed({
      id: input.id ?? asked.newId<'need'>(),
      conversationId: conversation.id,
      words: input.words,
      priority: input.priority ?? last + 1,
      createdAt: asked.now,
    }),
  )
  await flush(asked, {
    writes: [
      store.insertNeed(asked.workspaceId, need),
      store.updateConversation(greeted(asked, conversation)),
    ],
    events: [{ kind: 'need.written', subjects: { ...about(conversation), needId: need.id }, data: {} }],
  })
}

// Whoever writes down what somebody needs has met them.
function greeted(asked: Asked, c: store.StoredConversation): store.StoredConversation {
  return c.greetedAt || c.closedAt ? c : { ...c, ...accept(facts.greet(c, asked.member.id, asked.now)) }
}

/** Says what became of a need: met, promised, handed over, withdrawn, or why we cannot. @throws Refused `not_found`. */
export async function accountNeed(
  asked: Asked,
  id: ConversationId,
  needId: NeedId,
  settlement: Settlement,
): Promise<void> {
  const { conversation, needs } = await load(asked, id)
  const need = needs.find((n) => n.id === needId)
  if (!need) throw new Refused(refuse('not_found'))
  await flush(asked, {
    writes: [
      store.updateNeed(accept(settleNeed(need, settlement, asked.now)), need.version),
      store.updateConversation(conversation),
    ],
    events: [
      { kind: 'need.accounted', subjects: { ...about(conversation), needId }, data: { as: settlement.as } },
    ],
  })
}

/** Puts needs into the customer's own order. */
export async function orderNeeds(asked: Asked, id: ConversationId, order: readonly NeedId[]): Promise<void> {
  const { conversation, needs } = await load(asked, id)
  const rest = needs.filter((n) => !order.includes(n.id)).map((n) => n.id)
  const place = (n: NeedId) => [...order, ...rest].indexOf(n) + 1
  await flush(asked, {
    writes: [
      ...needs
        .filter((n) => n.priority !== place(n.id))
        .map((n) => store.updateNeed({ ...n, priority: place(n.id) }, n.version)),
      store.updateConversation(conversation),
    ],
    events: [{ kind: 'need.changed', subjects: about(conversation), data: { order: true } }],
  })
}

/** Writes down what was heard, in our words, and whether the customer said yes to it (S1-13). */
export async function hearBack(
  asked: Asked,
  id: ConversationId,
  input: { text: string; confirmed: boolean; was?: string | null | undefined },
): Promise<void> {
  const kind = input.confirmed ? 'conversation.heard_back_confirmed' : 'conversation.heard_back'
  await change(asked, id, kind, ({ conversation }) => {
    const same = conversation.heardBack === input.text.trim()
    if (!same && input.was !== undefined && conversation.heardBack !== input.was)
      return refuse('changed_meanwhile')
    const heard = same ? conversation : accept(facts.hearBack(conversation, input.text, asked.now))
    return input.confirmed ? facts.confirmHeardBack(heard, asked.now) : heard
  })
}
