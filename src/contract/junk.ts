import { z } from 'zod'
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
export const fetchBackJunk = endpoint({
  name: 'fetchBackJunk',
  summary: 'It is no junk: it is filed as if it had come in that way',
  method: 'post',
  path: '/junk/{inboundId}/fetch-back',
  access: 'conversations.write',
  params: z.object({ inboundId: id('inbound') }),
  reply: z.object({ conversationId: shownId('conversation').nullable(), state: z.string() }),
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
  query: z.object(pageQuery),
  reply: page(block),
})
export const addBlock = endpoint({
  name: 'addBlock',
  summary: 'Block an address or a domain: what it sends from now on is junk',
  method: 'post',
  path: '/blocks',
  access: 'conversations.write',
  body: z.object({ value: text(320), reason: text(500, 0).default('') }),
  reply: block,
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
