import { z } from 'zod'
import { BASES, readFilter } from '../domain/conversations/view-filter.ts'
import { VIEW_ICONS } from '../domain/conversations/views.ts'
import { endpoint } from './endpoint.ts'
import { id, shownId, text } from './shared.ts'

/** What narrows the inbox, as it stands in an address: `owner:me channel:email,form`. */
export const narrowed = z
  .string()
  .max(2000)
  .refine((written) => readFilter(written) !== null)
  .meta({
    description:
      'what narrows: parts as `owner:me channel:email,form`, each of state, owner, team, channel, mailbox, site, tag, person, waiting (30m, 4h, 2d), promise, language',
  })

export const inboxView = z
  .object({
    id: shownId('inbox_view'),
    name: z.string(),
    icon: z.enum(VIEW_ICONS),
    /** The view of the house that it narrows. */
    base: z.enum(BASES),
    narrowed: z.string(),
    /** Whose it is: mine alone, a team's, or everybody's. */
    of: z.enum(['me', 'team', 'all']),
    teamId: shownId('team').nullable(),
    mayChange: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'InboxView' })

const body = z.object({
  name: text(60),
  icon: z.enum(VIEW_ICONS).default('list'),
  base: z.enum(BASES),
  narrowed: narrowed,
  of: z.enum(['me', 'team', 'all']).default('me'),
  teamId: id('team').nullable().default(null),
})
const one = z.object({ viewId: id('inbox_view') })

export const listViews = endpoint({
  name: 'listViews',
  summary: 'The views one has: one’s own, one’s teams’ and everybody’s, in one’s own order',
  method: 'get',
  path: '/views',
  access: 'conversations.read',
  reply: z.object({ items: z.array(inboxView) }),
})
export const countViews = endpoint({
  name: 'countViews',
  summary:
    'How many conversations stand in each of one’s views, counted up to 501; what ever was is not counted',
  method: 'get',
  path: '/views/counts',
  access: 'conversations.read',
  reply: z.object({ counts: z.record(z.string(), z.number()) }),
})
export const listViewChoices = endpoint({
  name: 'listViewChoices',
  summary: 'The mailboxes and languages by which the inbox can be narrowed',
  method: 'get',
  path: '/views/choices',
  access: 'conversations.read',
  reply: z.object({
    mailboxes: z.array(z.object({ id: shownId('mailbox'), name: z.string() })),
    languages: z.array(z.string()),
  }),
})
export const addView = endpoint({
  name: 'addView',
  summary: 'Keep what narrows the inbox under a name',
  method: 'post',
  path: '/views',
  access: 'conversations.write',
  body: body.extend({ id: id('inbox_view').optional() }),
  reply: inboxView,
})
export const changeView = endpoint({
  name: 'changeView',
  summary: 'Change a view: its name, what narrows it, whose it is',
  method: 'patch',
  path: '/views/{viewId}',
  access: 'conversations.write',
  params: one,
  body: body.extend({ version: z.number().int() }),
  reply: inboxView,
})
export const deleteView = endpoint({
  name: 'deleteView',
  summary: 'Let a view go; it can be taken back',
  method: 'delete',
  path: '/views/{viewId}',
  access: 'conversations.write',
  params: one,
})
export const restoreView = endpoint({
  name: 'restoreView',
  summary: 'Take back a view that was let go',
  method: 'post',
  path: '/views/{viewId}/restore',
  access: 'conversations.write',
  params: one,
  reply: inboxView,
})
export const orderViews = endpoint({
  name: 'orderViews',
  summary: 'Put one’s views into one’s own order',
  method: 'put',
  path: '/views/order',
  access: 'signed_in',
  body: z.object({ viewIds: z.array(id('inbox_view')).max(1000) }),
})
