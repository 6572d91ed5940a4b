import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { address } from './messages.ts'
import { id, instant, memberRef, page, pageQuery, shownId } from './shared.ts'

/**
 * A mail of ours on its way. `waiting`: its turn has not come; `sending`: a server has it in hand; `retrying`: it was tried, and will
 * be again; `given_up`: it failed, and somebody said that it is not to be tried any more; `cancelled`: who wrote it took it back.
 */
export const outboxMail = z
  .object({
    id: z.string(),
    state: z.enum(['waiting', 'sending', 'retrying', 'failed', 'given_up', 'cancelled', 'sent']),
    /** `reply` for words of a conversation, else which letter of the house it is. */
    purpose: z.string(),
    mailbox: z.object({ id: shownId('mailbox'), address: z.string() }).nullable(),
    /** It belongs to a conversation one may not read: to whom it goes and what about is not told. */
    hidden: z.boolean(),
    to: z.array(address),
    /** Who gets it without being named in it. */
    bcc: z.array(address),
    subject: z.string().nullable(),
    conversationId: shownId('conversation').nullable(),
    /** Who wrote it; null for what nobody did. */
    by: memberRef.nullable(),
    createdAt: instant,
    attempts: z.number(),
    /** When it is tried next. */
    nextAttemptAt: instant.nullable(),
    sentAt: instant.nullable(),
    /** Why it has not left, or whom it did not reach. */
    problem: z.string().nullable(),
  })
  .meta({ id: 'OutboxMail' })

const one = z.object({ mailId: z.uuid() })

export const listOutbox = endpoint({
  name: 'listOutbox',
  summary:
    'Mail that waits, that is tried again, that failed, that was put aside, or that left in the last days; the latest first',
  method: 'get',
  path: '/outbox',
  access: 'mailboxes.manage',
  query: z.object({
    ...pageQuery,
    /** `open`: all that has not left and still may; `aside`: what was put aside or taken back. */
    state: z.enum(['open', 'retrying', 'failed', 'aside', 'sent']).default('open'),
    mailboxId: id('mailbox').optional(),
  }),
  reply: page(outboxMail),
})
export const retryOutbox = endpoint({
  name: 'retryOutbox',
  summary: 'Try a mail now that failed, or that waits to be tried again',
  method: 'post',
  path: '/outbox/{mailId}/retry',
  access: 'mailboxes.manage',
  params: one,
  reply: outboxMail,
})
export const giveUpOutbox = endpoint({
  name: 'giveUpOutbox',
  summary: 'Say that a mail which failed is not to be tried any more, or take that back',
  method: 'put',
  path: '/outbox/{mailId}/given-up',
  access: 'mailboxes.manage',
  params: one,
  body: z.object({ givenUp: z.boolean() }),
  reply: outboxMail,
})
