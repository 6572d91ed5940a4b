import { z } from 'zod'
import { conversation } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { id, text } from './shared.ts'

const conversationId = z.object({ conversationId: id('conversation') })
const act = (name: string, summary: string, verb: string) => ({
  name,
  summary,
  method: 'post' as const,
  path: `/conversations/{conversationId}/${verb}`,
  access: 'conversations.write' as const,
  params: conversationId,
})

export const hearBack = endpoint({
  ...act('hearBack', 'Write down what was heard, in our words, for the customer to confirm', 'heard-back'),
  body: z.object({
    text: text(2000),
    confirmed: z.boolean(),
    /** What stood there when one began: whoever was quicker is not overwritten. */
    was: z.string().nullable().optional(),
  }),
  reply: conversation,
})
export const writeNeed = endpoint({
  ...act('writeNeed', 'Write down a need in the customer’s own words', 'needs'),
  body: z.object({
    id: id('need').optional(),
    words: text(2000),
    priority: z.number().int().min(1).max(99).optional(),
  }),
  reply: conversation,
})
export const accountNeed = endpoint({
  name: 'accountNeed',
  summary:
    'Say what became of a need: met, withdrawn by the customer, or that we cannot and where they can get it',
  method: 'post',
  path: '/conversations/{conversationId}/needs/{needId}/account',
  access: 'conversations.write',
  params: conversationId.extend({ needId: id('need') }),
  body: z.discriminatedUnion('account', [
    z.object({ account: z.literal('met') }),
    z.object({ account: z.literal('withdrawn') }),
    z.object({ account: z.literal('open') }),
    z.object({ account: z.literal('cannot'), why: text(2000), direction: text(2000) }),
    z.object({ account: z.literal('promised'), promiseId: id('promise') }),
  ]),
  reply: conversation,
})
export const orderNeeds = endpoint({
  ...act('orderNeeds', 'Put needs into the customer’s own order', 'needs/order'),
  body: z.object({ needIds: z.array(id('need')).min(1).max(99) }),
  reply: conversation,
})
