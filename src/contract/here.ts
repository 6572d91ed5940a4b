import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './shared.ts'

export const beHere = endpoint({
  name: 'beHere',
  summary: 'Where one is just now, said again every few seconds by each window; nothing of it is kept',
  method: 'post',
  path: '/here',
  access: 'conversations.read',
  body: z.object({
    /** A window of a browser, an id it made itself. */
    tab: z.uuid(),
    /** Null: it has been left. */
    conversationId: id('conversation').nullable(),
    writing: z.boolean(),
  }),
})
