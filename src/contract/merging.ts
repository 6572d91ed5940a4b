import { z } from 'zod'
import { conversation, conversationLine } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { id, instant, memberRef, page, pageQuery, personRef, text } from './shared.ts'

const conversationId = z.object({ conversationId: id('conversation') })
const from = z.object({ from: z.array(id('conversation')).min(1).max(20) })

/** Why two conversations may be one matter. */
export const mergeReasons = ['same_subject', 'similar_subject', 'close_in_time'] as const

/** A conversation that could be merged with another; without a reason it is only offered to be chosen. */
export const mergeCandidate = conversationLine
  .extend({ arrivedAt: instant, reasons: z.array(z.enum(mergeReasons)) })
  .meta({ id: 'ConversationMergeCandidate' })

/** What a merge would leave, shown before anybody presses. */
export const mergePreview = z
  .object({
    survivor: conversationLine,
    merged: z.array(conversationLine),
    /** How the one that stays would stand: whose, whose turn, until when it sleeps, for how few eyes. */
    after: z.object({
      person: personRef.nullable(),
      assignee: memberRef.nullable(),
      state: z.enum(['waiting', 'answered', 'snoozed', 'closed', 'held']),
      snoozedUntil: instant.nullable(),
      sensitive: z.boolean(),
    }),
    /** The one that stays was closed and would be open, or was for all eyes and would be for few. */
    opens: z.boolean(),
    becomesSensitive: z.boolean(),
    /** What comes along. Promises: those still open; drafts: words begun and not yet sent. */
    messages: z.number(),
    promises: z.number(),
    needs: z.number(),
    drafts: z.number(),
    /** Mails on their way that can still be taken back: they leave, and can be, all the same. */
    leaving: z.number(),
  })
  .meta({ id: 'ConversationMergePreview' })

export const listMergeCandidates = endpoint({
  name: 'listMergeCandidates',
  summary: 'Other conversations with the same person, the latest first, and why one may be the same matter',
  method: 'get',
  path: '/conversations/{conversationId}/merge-candidates',
  access: 'conversations.read',
  params: conversationId,
  query: z.object({
    ...pageQuery,
    /** Words of the subject, or a reference. */
    q: text(200, 0).optional(),
    /** Only the open ones that may be the same matter; not paged. */
    proposed: z.enum(['true']).optional(),
  }),
  reply: page(mergeCandidate),
})
export const previewConversationMerge = endpoint({
  name: 'previewConversationMerge',
  summary: 'What would be left if other conversations were merged into this one',
  method: 'post',
  path: '/conversations/{conversationId}/merge-preview',
  access: 'conversations.write',
  params: conversationId,
  body: from,
  reply: mergePreview,
})
export const mergeConversations = endpoint({
  name: 'mergeConversations',
  summary: 'Merge other conversations into this one; it can be taken back at any time',
  method: 'post',
  path: '/conversations/{conversationId}/merge',
  access: 'conversations.write',
  params: conversationId,
  body: from,
  reply: conversation,
})
export const unmergeConversation = endpoint({
  name: 'unmergeConversation',
  summary: 'Take this conversation out of the one it was merged into, with all that is its own',
  method: 'post',
  path: '/conversations/{conversationId}/unmerge',
  access: 'conversations.write',
  params: conversationId,
  reply: conversation,
})
