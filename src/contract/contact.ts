import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, instantIn, shownId, text } from './shared.ts'

const nextContact = z
  .object({
    id: z.string(),
    personId: shownId('person'),
    conversationId: shownId('conversation').nullable(),
    what: z.string(),
    due: instant,
    told: z.boolean(),
    /** When somebody said that it took place, or that they did not come. */
    doneAt: instant.nullable(),
    version: z.number(),
  })
  .meta({ id: 'NextContact' })

export const setNextContact = endpoint({
  name: 'setNextContact',
  summary: 'Something to look forward to: when we meet or hear from each other next',
  method: 'post',
  path: '/people/{personId}/next-contacts',
  access: 'conversations.write',
  params: z.object({ personId: id('person') }),
  body: z.object({
    id: id('next_contact').optional(),
    what: text(500),
    due: instantIn,
    told: z.boolean(),
    conversationId: id('conversation').optional(),
  }),
  reply: nextContact,
})
export const listNextContacts = endpoint({
  name: 'listNextContacts',
  summary: 'What a person may look forward to',
  method: 'get',
  path: '/people/{personId}/next-contacts',
  access: 'people.read',
  params: z.object({ personId: id('person') }),
  reply: z.object({ items: z.array(nextContact.extend({ didNotCome: z.boolean() })) }),
})
export const finishNextContact = endpoint({
  name: 'finishNextContact',
  summary: 'The next contact took place',
  method: 'post',
  path: '/next-contacts/{nextContactId}/done',
  access: 'conversations.write',
  params: z.object({ nextContactId: id('next_contact') }),
  reply: nextContact,
})
export const missNextContact = endpoint({
  name: 'missNextContact',
  summary: 'They did not come: nobody is expected any more, and nothing is said to have taken place',
  method: 'post',
  path: '/next-contacts/{nextContactId}/did-not-come',
  access: 'conversations.write',
  params: z.object({ nextContactId: id('next_contact') }),
  reply: nextContact,
})
export const reopenNextContact = endpoint({
  name: 'reopenNextContact',
  summary: 'Take back that the next contact took place, or that they did not come',
  method: 'post',
  path: '/next-contacts/{nextContactId}/reopen',
  access: 'conversations.write',
  params: z.object({ nextContactId: id('next_contact') }),
  reply: nextContact,
})

const pageLink = z.object({
  id: z.string(),
  url: z.string(),
  createdAt: instant,
  revokedAt: instant.nullable(),
  lastOpenedAt: instant.nullable(),
})
export const listPageLinks = endpoint({
  name: 'listPageLinks',
  summary: 'Links to a person’s own page',
  method: 'get',
  path: '/people/{personId}/page-links',
  access: 'people.read',
  params: z.object({ personId: id('person') }),
  reply: z.object({ items: z.array(pageLink) }),
})
export const makePageLink = endpoint({
  name: 'makePageLink',
  summary: 'Make a link to a person’s own page; whoever has it can read the page',
  method: 'post',
  path: '/people/{personId}/page-links',
  access: 'people.write',
  params: z.object({ personId: id('person') }),
  reply: pageLink,
})
export const revokePageLink = endpoint({
  name: 'revokePageLink',
  summary: 'Take a link back',
  method: 'post',
  path: '/page-links/{linkId}/revoke',
  access: 'people.write',
  params: z.object({ linkId: id('page_link') }),
  reply: pageLink,
})

export const restorePageLink = endpoint({
  name: 'restorePageLink',
  summary: 'Undo taking a link back, within ten minutes; after that a new one is made',
  method: 'post',
  path: '/page-links/{linkId}/restore',
  access: 'people.write',
  params: z.object({ linkId: id('page_link') }),
  reply: pageLink,
})

/** The customer's own page: what we promised and how it stands, what we talked about, what comes next. */
export const customerPage = z
  .object({
    workspaceName: z.string(),
    site: z.object({ name: z.string(), telephone: z.string().nullable(), timeZone: z.string() }),
    name: z.string(),
    now: instant,
    isDemo: z.boolean(),
    /** In which it is shown: the first of theirs we speak, else what their browser asks for, else the workspace's. */
    language: z.string(),
    promises: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        by: z.string(),
        /** The first date ever named for it; another than `due` once a new one was agreed. */
        originalDue: instant,
        due: instant,
        nextUpdateDue: instant.nullable(),
        state: z.enum(['open', 'due_soon', 'overdue', 'kept', 'kept_late', 'broken', 'released', 'moved']),
        settledAt: instant.nullable(),
        why: z.string().nullable(),
        updates: z.array(
          z.object({
            at: instant,
            kind: z.string(),
            text: z.string(),
            reason: z.string().nullable(),
            by: z.string(),
          }),
        ),
      }),
    ),
    conversations: z.array(
      z.object({
        id: z.string(),
        subject: z.string(),
        closed: z.boolean(),
        lastActivityAt: instant,
        messages: z.array(
          z.object({ id: z.string(), mine: z.boolean(), author: z.string(), text: z.string(), at: instant }),
        ),
      }),
    ),
    next: z.array(z.object({ what: z.string(), due: instant })),
  })
  .meta({ id: 'CustomerPage' })
const token = z.object({ token: text(300) })
export const readCustomerPage = endpoint({
  name: 'readCustomerPage',
  summary: 'A customer’s own page, by signed link',
  method: 'get',
  path: '/public/page/{token}',
  access: 'public',
  params: token,
  reply: customerPage,
})
export const writeFromPage = endpoint({
  name: 'writeFromPage',
  summary: 'The customer asks or tells us something',
  method: 'post',
  path: '/public/page/{token}/messages',
  access: 'public',
  params: token,
  body: z.object({
    id: id('message').optional(),
    text: text(20_000),
    conversationId: id('conversation').optional(),
  }),
  reply: customerPage,
})
