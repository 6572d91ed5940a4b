import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, page, pageQuery, shownId, text } from './shared.ts'

const file = z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.number() })

export const savedReply = z
  .object({
    id: shownId('saved_reply'),
    name: z.string(),
    /** The words in each language there are, by its tag; with blanks as `{{person.first|there}}`. */
    texts: z.record(z.string(), z.string()),
    files: z.array(file),
    /** Mine alone, or everybody's. */
    of: z.enum(['me', 'all']),
    /** How often it was said, by whomever. */
    used: z.number(),
    deleted: z.boolean(),
    mayChange: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'SavedReply' })

const language = z.string().regex(/^[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
const body = z.object({
  name: text(80),
  texts: z
    .record(language, text(20_000))
    .refine((texts) => Object.keys(texts).length >= 1 && Object.keys(texts).length <= 20),
  of: z.enum(['me', 'all']).default('me'),
  /** Files that go with it: those it has, by their id, and uploaded ones. */
  fileIds: z.array(z.uuid()).max(10).default([]),
})
const one = z.object({ replyId: id('saved_reply') })

export const listSavedReplies = endpoint({
  name: 'listSavedReplies',
  summary:
    'Saved replies by name, one’s own and everybody’s; those that have all the words; or what was deleted',
  method: 'get',
  path: '/saved-replies',
  access: 'conversations.read',
  query: z.object({
    ...pageQuery,
    q: text(200, 0).optional(),
    deleted: z.enum(['no', 'yes']).default('no'),
    /** `used`: what is said most comes first, one page only. */
    order: z.enum(['name', 'used']).default('name'),
  }),
  reply: page(savedReply),
})
export const addSavedReply = endpoint({
  name: 'addSavedReply',
  summary: 'Keep words to be said again',
  method: 'post',
  path: '/saved-replies',
  access: 'conversations.write',
  body: body.extend({ id: id('saved_reply').optional() }),
  reply: savedReply,
})
export const changeSavedReply = endpoint({
  name: 'changeSavedReply',
  summary: 'Change a saved reply',
  method: 'patch',
  path: '/saved-replies/{replyId}',
  access: 'conversations.write',
  params: one,
  body: body.extend({ version: z.number().int() }),
  reply: savedReply,
})
export const deleteSavedReply = endpoint({
  name: 'deleteSavedReply',
  summary: 'Put a saved reply into the trash; it can be taken back',
  method: 'delete',
  path: '/saved-replies/{replyId}',
  access: 'conversations.write',
  params: one,
})
export const restoreSavedReply = endpoint({
  name: 'restoreSavedReply',
  summary: 'Take a saved reply back from the trash',
  method: 'post',
  path: '/saved-replies/{replyId}/restore',
  access: 'conversations.write',
  params: one,
  reply: savedReply,
})
export const useSavedReply = endpoint({
  name: 'useSavedReply',
  summary:
    'Tell that a saved reply is being said; its files come back as uploads of one’s own, to go with the reply',
  method: 'post',
  path: '/saved-replies/{replyId}/use',
  access: 'conversations.write',
  params: one,
  reply: z.object({ files: z.array(file) }),
})
