import { z } from 'zod'
import { conversationLine } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { personLine } from './people.ts'
import { instant, page, pageQuery, shownId, text } from './shared.ts'

/** What of a conversation was found: words said or noted, the name of a file, what it is called, its reference, or it passed the filters. */
export const foundBy = ['message', 'note', 'file', 'subject', 'reference', 'filters'] as const

export const searchHit = z
  .object({
    conversation: conversationLine,
    foundBy: z.enum(foundBy),
    /** The newest message of it that was found. */
    messageId: shownId('message').nullable(),
    /** Who said or noted it. */
    author: z.string().nullable(),
    at: instant,
    /** The words around what was found, in pieces; what was looked for is lit. */
    excerpt: z.array(z.object({ text: z.string(), lit: z.boolean() })),
  })
  .meta({ id: 'SearchHit' })

export const search = endpoint({
  name: 'search',
  summary: 'Search people and conversations: what was said, noted or attached, the newest first',
  method: 'get',
  path: '/search',
  access: 'conversations.read',
  query: z.object({
    ...pageQuery,
    /** Words; and filters as from: owner: channel: is: after: before: has:file site: tag: */
    q: text(1000, 0).default(''),
  }),
  reply: page(searchHit).extend({
    /** On the first page: who has all the words as keys, if nothing but words was asked. */
    people: z.array(personLine),
    /** Nobody has these keys: these are called nearly so. */
    similar: z.boolean(),
    /** What looked like a filter and means nothing here. */
    notUnderstood: z.array(z.string()),
  }),
})
