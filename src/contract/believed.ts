import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, text } from './shared.ts'

const about = {
  path: '/mailboxes/{mailboxId}/believed' as const,
  access: 'mailboxes.manage' as const,
  params: z.object({ mailboxId: id('mailbox') }),
  reply: z.object({
    /** The names of the servers whose findings about senders count; none: nobody's do. */
    servers: z.array(z.string()),
    /** Who signed the findings on top of the latest mails, the most frequent first; `likely`: it looks like our own server. */
    seen: z.array(z.object({ server: z.string(), mails: z.number(), likely: z.boolean() })),
    /** How many of the latest mails were looked at. */
    mails: z.number(),
  }),
}
export const readBelieved = endpoint({
  ...about,
  name: 'readBelieved',
  summary: 'Whose findings about senders are believed for a mailbox, and whose stand on the mails that came',
  method: 'get',
})
export const changeBelieved = endpoint({
  ...about,
  name: 'changeBelieved',
  summary: 'Say whose findings about senders are believed: the names our own mail servers sign with',
  method: 'put',
  body: z.object({ servers: z.array(text(255)).max(20) }),
})
