import { z } from 'zod'
import { conversation } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { id, text } from './shared.ts'

export const offerHandover = endpoint({
  name: 'offerHandover',
  summary: 'Hand over warmly: it stays yours until somebody accepts',
  method: 'post',
  path: '/conversations/{conversationId}/handovers',
  access: 'conversations.write',
  params: z.object({ conversationId: id('conversation') }),
  body: z.object({
    toMemberId: id('member').optional(),
    toTeamId: id('team').optional(),
    told: text(4000),
    needId: id('need').optional(),
  }),
  reply: conversation,
})
export const acceptHandover = endpoint({
  name: 'acceptHandover',
  summary: 'Take over what was handed to me or my team',
  method: 'post',
  path: '/handovers/{handoverId}/accept',
  access: 'conversations.write',
  params: z.object({ handoverId: id('handover') }),
  reply: conversation,
})
export const declineHandover = endpoint({
  name: 'declineHandover',
  summary: 'Say why I cannot take it over; it stays with the one who offered',
  method: 'post',
  path: '/handovers/{handoverId}/decline',
  access: 'conversations.write',
  params: z.object({ handoverId: id('handover') }),
  body: z.object({ why: text(2000) }),
  reply: conversation,
})
