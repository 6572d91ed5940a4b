import { z } from 'zod'
import { sendReply } from './channels.ts'
import { endpoint } from './endpoint.ts'
import { goesWith } from './messages.ts'
import { id, instant, instantIn, memberRef, page, pageQuery, personRef, shownId } from './shared.ts'

/** A reply that waits for its hour; `held`: it waits for a person, and why, as a code of refusal. */
export const plannedReply = z
  .object({
    id: shownId('message'),
    conversation: z.object({ id: shownId('conversation'), subject: z.string() }),
    person: personRef.nullable(),
    author: memberRef,
    mine: z.boolean(),
    text: z.string(),
    due: instant,
    state: z.enum(['waiting', 'held', 'sent', 'cancelled']),
    heldBecause: z.string().nullable(),
  })
  .meta({ id: 'PlannedReply' })

export const planReply = endpoint({
  name: 'planReply',
  summary: 'Have a reply sent later; held if they or a colleague write before then',
  method: 'post',
  path: '/conversations/{conversationId}/planned-replies',
  access: 'conversations.write',
  params: sendReply.params!,
  body: sendReply.body!.extend({ due: instantIn }),
  reply: plannedReply,
})
export const listPlanned = endpoint({
  name: 'listPlanned',
  summary: 'Replies that wait for their hour or for a person, the first due first',
  method: 'get',
  path: '/planned-replies',
  access: 'conversations.read',
  query: z.object({ ...pageQuery, conversationId: id('conversation').optional() }),
  reply: page(plannedReply),
})
const one = z.object({ messageId: id('message') })
export const sendPlannedNow = endpoint({
  name: 'sendPlannedNow',
  summary: 'Send a planned reply at once, as it is',
  method: 'post',
  path: '/planned-replies/{messageId}/send',
  access: 'conversations.write',
  params: one,
  reply: plannedReply,
})
export const cancelPlanned = endpoint({
  name: 'cancelPlanned',
  summary: 'Take a planned reply back; it becomes its writer’s draft again',
  method: 'post',
  path: '/planned-replies/{messageId}/cancel',
  access: 'conversations.write',
  params: one,
  reply: plannedReply.extend({
    /** What was to go with it, for its writer; null for a colleague who stopped it. */
    goesWith: goesWith.nullable(),
  }),
})
export const replanReply = endpoint({
  name: 'replanReply',
  summary: 'Give a planned reply, also a held one, another hour',
  method: 'put',
  path: '/planned-replies/{messageId}/due',
  access: 'conversations.write',
  params: one,
  body: z.object({
    due: instantIn,
    /** The last message read by now: what came before it holds it no more. */
    seen: id('message').nullable().optional(),
  }),
  reply: plannedReply,
})
