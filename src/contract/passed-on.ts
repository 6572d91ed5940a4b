import { z } from 'zod'
import { conversation } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { id } from './shared.ts'

export const takePassedOn = endpoint({
  name: 'takePassedOn',
  summary: 'Make whoever first wrote a mail that was passed on the person of its conversation',
  method: 'post',
  path: '/conversations/{conversationId}/passed-on',
  access: 'conversations.write',
  params: z.object({ conversationId: id('conversation') }),
  body: z.object({ messageId: id('message') }),
  reply: conversation,
})
