import { z } from 'zod'
import { conversation, conversationLine, junked } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { id, instant, memberRef, page, pageQuery, shownId, text } from './shared.ts'

/** A mail that is held back as junk: nothing is made of it until somebody fetches it back. */
const junkMail = z.object({
  id: z.string(),
  mailbox: z.object({ id: z.string(), address: z.string() }),
  receivedAt: instant,
  sender: z.string().nullable(),
  subject: z.string().nullable(),
  size: z.number(),
  why: z.object({ code: z.string(), values: z.record(z.string(), z.string()) }),
  /** When it is erased. */
  erasedAt: instant,
})
const block = z.object({
  id: z.string(),
  kind: z.enum(['address', 'domain']),
  value: z.string(),
  reason: z.string(),
  by: memberRef.nullable(),
  at: instant,
  /** How many mails it held back, and when the last of them came. */
  caught: z.number(),
  lastCaughtAt: instant.nullable(),
})

export const listJunk = endpoint({
  name: 'listJunk',
  summary: 'Mail held back as junk, the latest first',
  method: 'get',
  path: '/junk',
  access: 'conversations.read',
  query: z.object(pageQuery),
  reply: page(junkMail).extend({ days: z.number() }),
})
const ofTalk = {
  access: 'conversations.write' as const,
  params: z.object({ conversationId: id('conversation') }),
}
export const markJunk = endpoint({
  ...ofTalk,
  name: 'markJunk',
  summary:
    'It is junk: it stands in no list any more, is answered by nobody and erased after the days junk is kept',
  method: 'post',
  path: '/conversations/{conversationId}/junk',
  body: z.object({
    /** Although something is promised to them elsewhere. */
    anyway: z.boolean().default(false),
  }),
  reply: conversation,
})
export const notJunk = endpoint({
  ...ofTalk,
  name: 'notJunk',
  summary: 'It is no junk: it is again as it was',
  method: 'post',
  path: '/conversations/{conversationId}/not-junk',
  reply: conversation,
})
export const listJunked = endpoint({
  name: 'listJunked',
  summary: 'Conversations somebody put into junk, the latest first',
  method: 'get',
  path: '/junk/conversations',
  access: 'conversations.read',
  query: z.object(pageQuery),
  reply: page(conversationLine.extend({ junk: junked })),
})
export const fetchBackJunk = endpoint({
  name: 'fetchBackJunk',
  summary: 'It is no junk: it is filed as if it had come in that way',
  method: 'post',
  path: '/junk/{inboundId}/fetch-back',
  access: 'conversations.write',
  params: z.object({ inboundId: id('inbound') }),
  reply: z.object({
    conversationId: shownId('conversation').nullable(),
    state: z.string(),
    /** By which its sender is blocked still: what they write next is junk again. */
    block: z.object({ id: z.string(), value: z.string() }).nullable(),
  }),
})
export const keepJunkFor = endpoint({
  name: 'keepJunkFor',
  summary: 'For how many days junk is kept before it is erased',
  method: 'put',
  path: '/junk/days',
  access: 'mailboxes.manage',
  body: z.object({ days: z.number().int().min(7).max(365) }),
})
export const listBlocks = endpoint({
  name: 'listBlocks',
  summary: 'Whose mail is junk by a decision of the house',
  method: 'get',
  path: '/blocks',
  access: 'conversations.read',
  /** `of`: the one by which an address is blocked, the narrowest if there are several. */
  query: z.object({ ...pageQuery, q: text(320, 0).optional(), of: text(320).optional() }),
  reply: page(block),
})
export const addBlock = endpoint({
  name: 'addBlock',
  summary: 'Block an address or a domain: what it sends from now on is junk',
  method: 'post',
  path: '/blocks',
  access: 'conversations.write',
  body: z.object({
    value: text(320),
    reason: text(500, 0).default(''),
    /** Although members, or people to whom a promise is open, write from there. */
    anyway: z.boolean().default(false),
  }),
  reply: block.extend({
    /** It was blocked before, perhaps by somebody else: nothing was done. */
    wasThere: z.boolean(),
  }),
})
export const removeBlock = endpoint({
  name: 'removeBlock',
  summary: 'Block it no more',
  method: 'delete',
  path: '/blocks/{blockId}',
  access: 'conversations.write',
  params: z.object({ blockId: id('block') }),
})
export const restoreBlock = endpoint({
  name: 'restoreBlock',
  summary: 'Block it again, as before',
  method: 'post',
  path: '/blocks/{blockId}/restore',
  access: 'conversations.write',
  params: z.object({ blockId: id('block') }),
})
