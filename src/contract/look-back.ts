import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { promiseInput } from './promises.ts'
import { id, instant, instantIn, memberRef, page, pageQuery, personRef, shownId, text } from './shared.ts'

export const findingKinds = ['promise', 'unanswered'] as const
export const lookBackStates = ['waiting', 'reading', 'done', 'failed', 'stopped'] as const

/** One reading of the last weeks of a mailbox. */
export const lookBack = z
  .object({
    id: shownId('look_back'),
    mailbox: z.object({ id: shownId('mailbox'), address: z.string(), siteId: shownId('site') }),
    state: z.enum(lookBackStates),
    askedBy: memberRef,
    since: instant,
    readCount: z.number(),
    total: z.number().nullable(),
    /** The folder of what was sent; null where none was found, or before it was looked for. */
    sentFolder: z.string().nullable(),
    oversized: z.number(),
    unreadable: z.number(),
    /** What is wrong, in a sentence; while it reads: it goes on by itself. */
    problem: z.string().nullable(),
    createdAt: instant,
    finishedAt: instant.nullable(),
    /** All that was found in this mailbox, settled or not. */
    found: z.object({
      promises: z.number(),
      withoutLaterWord: z.number(),
      unanswered: z.number(),
    }),
    /** Of these, what nobody confirmed or dismissed yet. */
    open: z.object({
      promises: z.number(),
      withoutLaterWord: z.number(),
      unanswered: z.number(),
    }),
  })
  .meta({ id: 'LookBack' })

/** A promise in a mail of ours, or somebody’s mail that had no answer. */
export const finding = z
  .object({
    id: shownId('finding'),
    kind: z.enum(findingKinds),
    address: z.string(),
    name: z.string(),
    person: personRef.nullable(),
    conversation: z.object({ id: shownId('conversation'), subject: z.string() }).nullable(),
    saidBy: memberRef.nullable(),
    mailAt: instant,
    subject: z.string(),
    sentence: z.string(),
    /** Which letters of the sentence are the promise. */
    heard: z.object({ from: z.number(), to: z.number() }).nullable(),
    what: z.string().nullable(),
    saidAs: z.string().nullable(),
    due: instant.nullable(),
    laterWord: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'Finding' })

const ids = z.object({ ids: z.array(id('finding')).min(1).max(100) })
const params = z.object({ mailboxId: id('mailbox') })

export const listLookBacks = endpoint({
  name: 'listLookBacks',
  summary: 'The latest look back of each mailbox: how far it is and what it found',
  method: 'get',
  path: '/look-backs',
  access: 'promises.read',
  query: z.object({ mailboxId: id('mailbox').optional() }),
  reply: z.object({ items: z.array(lookBack) }),
})
export const startLookBack = endpoint({
  name: 'startLookBack',
  summary: 'Look through the last 30 days of a mailbox for promises; changes nothing there. One at a time',
  method: 'post',
  path: '/mailboxes/{mailboxId}/look-back',
  access: 'mailboxes.manage',
  params,
  reply: lookBack,
})
export const stopLookBack = endpoint({
  name: 'stopLookBack',
  summary: 'Stop looking; what was found stays',
  method: 'post',
  path: '/mailboxes/{mailboxId}/look-back/stop',
  access: 'mailboxes.manage',
  params,
  reply: lookBack,
})
export const listFindings = endpoint({
  name: 'listFindings',
  summary: 'What a look back found and nobody confirmed or dismissed yet, the latest mail first',
  method: 'get',
  path: '/findings',
  access: 'promises.read',
  query: z.object({
    ...pageQuery,
    mailboxId: id('mailbox'),
    kind: z.enum(findingKinds).optional(),
    laterWord: z.enum(['yes', 'no']).optional(),
  }),
  reply: page(finding),
})
export const confirmFinding = endpoint({
  name: 'confirmFinding',
  summary: 'Make a promise of what was found, to that person; a date that has passed needs a new one',
  method: 'post',
  path: '/findings/{findingId}/confirm',
  access: 'promises.write',
  params: z.object({ findingId: id('finding') }),
  body: promiseInput.pick({ id: true, text: true, saidAs: true, due: true }).extend({
    ownerId: id('member').optional(),
    /** When they are to hear of the new date. */
    nextUpdateDue: instantIn.nullable().optional(),
    /** How they are called, where nobody knows yet. */
    name: text(200, 0).optional(),
    version: z.number().int(),
  }),
  reply: z.object({ promiseId: shownId('promise'), personId: shownId('person') }),
})
export const dismissFindings = endpoint({
  name: 'dismissFindings',
  summary: 'Let found things go; they are not found again',
  method: 'post',
  path: '/findings/dismiss',
  access: 'promises.write',
  body: ids,
  reply: z.object({ ids: z.array(shownId('finding')) }),
})
export const restoreFindings = endpoint({
  name: 'restoreFindings',
  summary: 'Take back that found things were dismissed',
  method: 'post',
  path: '/findings/restore',
  access: 'promises.write',
  body: ids,
  reply: z.object({ ids: z.array(shownId('finding')) }),
})
