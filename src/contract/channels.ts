import { z } from 'zod'
import { conversation } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { message } from './messages.ts'
import { promiseInput } from './promises.ts'
import { id, shownId, text } from './shared.ts'

const emailAddress = z.object({ name: text(200, 0).default(''), address: z.email().max(254) })

export const sendReply = endpoint({
  name: 'sendReply',
  summary:
    'Answer the customer; can promise, keep promises and close in the same act. A mail leaves after the time to undo',
  method: 'post',
  path: '/conversations/{conversationId}/replies',
  access: 'conversations.write',
  params: z.object({ conversationId: id('conversation') }),
  body: z.object({
    id: id('message').optional(),
    text: text(100_000),
    to: z.array(emailAddress).max(50).optional(),
    cc: z.array(emailAddress).max(50).optional(),
    /** Get it without being named in it. */
    bcc: z.array(emailAddress).max(50).optional(),
    attachmentIds: z.array(id('attachment')).max(50).optional(),
    promises: z.array(promiseInput).max(10).optional(),
    /** Promises to them in this conversation that are kept by these words. */
    keeps: z.array(id('promise')).max(10).optional(),
    close: z.boolean().optional(),
    promisesStayOpen: z.boolean().optional(),
    /** false: a mail without one's signature, this once. */
    signature: z.boolean().optional(),
    /**
     * The last message of them or of a colleague that stood there when the reply was begun (null: none). With anything later than
     * it the answer is `something_new`, and nothing is sent; absent: as it is.
     */
    seen: id('message').nullable().optional(),
  }),
  reply: z.object({ message, conversation }),
})
export const undoSend = endpoint({
  name: 'undoSend',
  summary: 'Take a reply back before it leaves, or that no server took; its text becomes the draft again',
  method: 'post',
  path: '/messages/{messageId}/undo-send',
  access: 'conversations.write',
  params: z.object({ messageId: id('message') }),
  /** `opened`: what it had kept, and is open again. */
  reply: conversation.extend({ opened: z.array(shownId('promise')) }),
})
export const retrySend = endpoint({
  name: 'retrySend',
  summary: 'Try to send now what failed, or waits to be tried again',
  method: 'post',
  path: '/messages/{messageId}/retry-send',
  access: 'conversations.write',
  params: z.object({ messageId: id('message') }),
  reply: message,
})
export const startConversation = endpoint({
  name: 'startConversation',
  summary: 'Write to a person first, by mail or on their page; can close in the same act',
  method: 'post',
  path: '/conversations',
  access: 'conversations.write',
  body: z.object({
    id: id('conversation').optional(),
    personId: id('person').optional(),
    to: z.array(emailAddress).max(50).optional(),
    cc: z.array(emailAddress).max(50).optional(),
    mailboxId: id('mailbox').optional(),
    subject: text(500),
    text: text(100_000),
    promises: z.array(promiseInput).max(10).optional(),
    close: z.boolean().optional(),
    promisesStayOpen: z.boolean().optional(),
    signature: z.boolean().optional(),
  }),
  reply: conversation,
})

export const logCall = endpoint({
  name: 'logCall',
  summary: 'Log a telephone call: who, what about, what was promised',
  method: 'post',
  path: '/calls',
  access: 'conversations.write',
  body: z.object({
    id: id('conversation').optional(),
    conversationId: id('conversation').optional(),
    personId: id('person').optional(),
    name: text(200, 0).optional(),
    telephone: text(60, 0).optional(),
    direction: z.enum(['in', 'out']),
    summary: text(20_000),
    promises: z.array(promiseInput).max(10).optional(),
    close: z.boolean().optional(),
  }),
  reply: conversation,
})
