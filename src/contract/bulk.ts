import { z } from 'zod'
import { conversationLine, listConversations } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { id, instant, instantIn, page, pageQuery, shownId } from './shared.ts'

export const bulkKinds = ['close', 'reopen', 'junk', 'snooze', 'wake', 'assign', 'handover', 'tag'] as const
export const bulkStates = ['going', 'done', 'undoing', 'undone'] as const

const act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('close'), promisesStayOpen: z.boolean().default(false) }),
  z.object({ kind: z.literal('reopen') }),
  z.object({ kind: z.literal('junk') }),
  z.object({ kind: z.literal('snooze'), until: instantIn }),
  z.object({ kind: z.literal('wake') }),
  z.object({ kind: z.literal('assign'), memberId: id('member').nullable() }),
  // Warmly: to one colleague or one team, each ends when they accept it.
  z.object({
    kind: z.literal('handover'),
    toMemberId: id('member').nullable().default(null),
    toTeamId: id('team').nullable().default(null),
    told: z.string().trim().min(1).max(2_000),
  }),
  z.object({
    kind: z.literal('tag'),
    add: z.array(id('tag')).max(20).default([]),
    remove: z.array(id('tag')).max(20).default([]),
  }),
])

/** A list of conversations as its own query names it, without its pages. */
const ofView = listConversations.query!.omit({ after: true, limit: true })

export const bulkAct = z
  .object({
    id: shownId('bulk_act'),
    kind: z.enum(bulkKinds),
    /** To whom it gives them, until when they sleep, which tags it puts on and takes off. */
    memberId: shownId('member').nullable(),
    until: instant.nullable(),
    add: z.array(shownId('tag')),
    remove: z.array(shownId('tag')),
    state: z.enum(bulkStates),
    total: z.number(),
    /** How many it is through with; while it is taken back, how many of those are. */
    done: z.number(),
    stayed: z.number(),
    at: instant,
  })
  .meta({ id: 'BulkAct' })

const bulkId = z.object({ bulkId: id('bulk_act') })
const access = 'conversations.write' as const

export const beginBulk = endpoint({
  name: 'beginBulk',
  summary: 'Do something with many conversations: those named, or all a list holds (of its latest 5,000)',
  method: 'post',
  path: '/bulk-acts',
  access,
  body: z.object({
    /** The same one begins once. */
    id: id('bulk_act').optional(),
    act,
    conversationIds: z.array(id('conversation')).min(1).max(500).optional(),
    view: ofView.optional(),
  }),
  reply: bulkAct,
})
export const listBulk = endpoint({
  name: 'listBulk',
  summary: 'What I did with many at once in the last day and have not put away, the latest first',
  method: 'get',
  path: '/bulk-acts',
  access,
  reply: z.object({ items: z.array(bulkAct) }),
})
export const countOfView = endpoint({
  name: 'countOfView',
  summary: 'How many conversations a list holds, counted up to 5,000',
  method: 'get',
  path: '/bulk-acts/of-view',
  access,
  query: ofView,
  reply: z.object({ count: z.number(), more: z.boolean() }),
})
export const readBulk = endpoint({
  name: 'readBulk',
  summary: 'How far something done with many is',
  method: 'get',
  path: '/bulk-acts/{bulkId}',
  access,
  params: bulkId,
  reply: bulkAct,
})
export const listBulkStayed = endpoint({
  name: 'listBulkStayed',
  summary: 'Which conversations stayed as they were, each with the refusal that held it',
  method: 'get',
  path: '/bulk-acts/{bulkId}/stayed',
  access,
  params: bulkId,
  query: z.object(pageQuery),
  reply: page(z.object({ conversation: conversationLine, why: z.string() })),
})
export const undoBulk = endpoint({
  name: 'undoBulk',
  summary: 'Take something done with many back; what was changed since stays as it is',
  method: 'post',
  path: '/bulk-acts/{bulkId}/undo',
  access,
  params: bulkId,
  reply: bulkAct,
})
export const seeBulk = endpoint({
  name: 'seeBulk',
  summary: 'Put away what was told of it',
  method: 'post',
  path: '/bulk-acts/{bulkId}/seen',
  access,
  params: bulkId,
  reply: bulkAct,
})
