import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, page, pageQuery, shownId } from './shared.ts'

/** What became of a raw message: where it was filed, why there, what was understood. */
export const receipt = z
  .object({
    state: z.enum(['waiting', 'filed', 'kept', 'doubled', 'junk']),
    sha256: z.string(),
    size: z.number(),
    conversationId: shownId('conversation').nullable(),
    messageId: shownId('message').nullable(),
    whyHere: z.object({ code: z.string(), values: z.record(z.string(), z.string()) }).nullable(),
    problem: z.string().nullable(),
    understood: z
      .object({
        messageId: z.string().nullable(),
        from: z.object({ name: z.string(), address: z.string() }).nullable(),
        to: z.array(z.object({ name: z.string(), address: z.string() })),
        cc: z.array(z.object({ name: z.string(), address: z.string() })),
        subject: z.string(),
        visibleText: z.string(),
        foldedText: z.string(),
        attachments: z.array(
          z.object({ name: z.string(), type: z.string(), size: z.number(), sha256: z.string() }),
        ),
        problems: z.array(z.string()),
      })
      .nullable(),
  })
  .meta({ id: 'Receipt' })
export const inboundMail = z.object({
  id: z.string(),
  mailbox: z.object({ id: z.string(), address: z.string() }),
  receivedAt: instant,
  state: z.enum(['waiting', 'filed', 'kept', 'doubled', 'junk']),
  size: z.number(),
  problem: z.string().nullable(),
  rawUrl: z.string(),
  seen: z.boolean(),
})
export const listInboundMails = endpoint({
  name: 'listInboundMails',
  summary: 'The receipt book of mail; those kept unread are things to look at',
  method: 'get',
  path: '/inbound-mails',
  access: 'conversations.read',
  query: z.object({
    ...pageQuery,
    state: z.enum(['waiting', 'filed', 'kept', 'doubled', 'junk']).default('kept'),
  }),
  reply: page(inboundMail),
})
export const retryInboundMail = endpoint({
  name: 'retryInboundMail',
  summary: 'Read a kept message again',
  method: 'post',
  path: '/inbound-mails/{inboundId}/retry',
  access: 'conversations.write',
  params: z.object({ inboundId: id('inbound') }),
  reply: inboundMail,
})
export const lookedAtInboundMail = endpoint({
  name: 'lookedAtInboundMail',
  summary: 'I have looked at it; it stays kept, and leaves the list of things to look at',
  method: 'post',
  path: '/inbound-mails/{inboundId}/looked-at',
  access: 'conversations.write',
  params: z.object({ inboundId: id('inbound') }),
})
