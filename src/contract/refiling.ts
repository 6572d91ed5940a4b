import { z } from 'zod'
import { conversation } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { id, shownId } from './shared.ts'

export const refileConversation = endpoint({
  name: 'refileConversation',
  summary:
    'File messages in another conversation, or in one of their own; what was promised in them goes along',
  method: 'post',
  path: '/conversations/{conversationId}/refile',
  access: 'conversations.write',
  params: z.object({ conversationId: id('conversation') }),
  body: z.object({
    /** Of this act: the same one is done once, and taken back by it. */
    id: id('refiling').optional(),
    /** Absent: all of it. */
    messageIds: z.array(id('message')).min(1).max(500).optional(),
    /** Null: into a conversation of its own. */
    to: id('conversation').nullable(),
  }),
  reply: z.object({
    /** Where they stand now; null where that is for other eyes only. */
    conversation: conversation.nullable(),
    /** By what it is taken back: `undoRefile`, or (all of it went over) `unmergeConversation`. */
    refilingId: shownId('refiling').nullable(),
    mergedId: shownId('conversation').nullable(),
  }),
})
export const undoRefile = endpoint({
  name: 'undoRefile',
  summary: 'Take filing elsewhere back; what came meanwhile stays where it belongs',
  method: 'post',
  path: '/refilings/{refilingId}/undo',
  access: 'conversations.write',
  params: z.object({ refilingId: id('refiling') }),
  reply: conversation,
})
export const answerSuggestedLink = endpoint({
  name: 'answerSuggestedLink',
  summary: 'Say that a mail is no part of the conversation it points at, or take that back',
  method: 'put',
  path: '/messages/{messageId}/suggested-link',
  access: 'conversations.write',
  params: z.object({ messageId: id('message') }),
  body: z.object({ declined: z.boolean() }),
  reply: conversation,
})
