import { z } from 'zod'
import { TAG_COLOURS } from '../domain/conversations/tags.ts'
import { endpoint } from './endpoint.ts'
import { id, shownId, text } from './shared.ts'

/** A tag as it stands on a conversation. */
export const tagRef = z.object({ id: shownId('tag'), name: z.string(), colour: z.enum(TAG_COLOURS) })
export const tag = tagRef
  .extend({
    /** Put away: it stays where it is and is put on nothing more. */
    retired: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'Tag' })
const tagId = z.object({ tagId: id('tag') })

export const listTags = endpoint({
  name: 'listTags',
  summary: 'The tags of the house, by name',
  method: 'get',
  path: '/tags',
  access: 'conversations.read',
  reply: z.object({ items: z.array(tag) }),
})
export const countTags = endpoint({
  name: 'countTags',
  summary: 'On how many conversations that one may read each tag of the house stands',
  method: 'get',
  path: '/tags/counts',
  access: 'tags.manage',
  reply: z.object({ counts: z.record(z.string(), z.number()) }),
})
export const addTag = endpoint({
  name: 'addTag',
  summary: 'Make a tag; where there is one of this name already, that one is answered',
  method: 'post',
  path: '/tags',
  access: 'conversations.write',
  body: z.object({ id: id('tag').optional(), name: text(40), colour: z.enum(TAG_COLOURS).optional() }),
  reply: tag,
})
export const changeTag = endpoint({
  name: 'changeTag',
  summary: 'Rename a tag, give it another colour, put it away or bring it back',
  method: 'patch',
  path: '/tags/{tagId}',
  access: 'tags.manage',
  params: tagId,
  body: z.object({
    name: text(40),
    colour: z.enum(TAG_COLOURS),
    retired: z.boolean(),
    version: z.number().int(),
  }),
  reply: tag,
})
export const mergeTag = endpoint({
  name: 'mergeTag',
  summary: 'Put another tag wherever this one stands, and let this one go',
  method: 'post',
  path: '/tags/{tagId}/merge',
  access: 'tags.manage',
  params: tagId,
  body: z.object({ into: id('tag'), version: z.number().int() }),
  reply: tag,
})
export const tagConversations = endpoint({
  name: 'tagConversations',
  summary: 'Put tags on conversations and take others off, all at once',
  method: 'post',
  path: '/conversations/tags',
  access: 'conversations.write',
  body: z.object({
    conversationIds: z.array(id('conversation')).min(1).max(100),
    add: z.array(id('tag')).max(20).default([]),
    remove: z.array(id('tag')).max(20).default([]),
  }),
})
