import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, instantIn, memberRef, page, pageQuery, shownId, text } from './shared.ts'

export const promiseStates = [
  'open',
  'due_soon',
  'overdue',
  'kept',
  'kept_late',
  'broken',
  'released',
  'moved',
] as const
export const updateKinds = ['progress', 'no_progress', 'delay', 'ready'] as const
export const toldWays = ['page', 'email', 'phone', 'in_person'] as const

/** What is promised: the text as the customer will see it ("Ana calls you"), and by when, as said and as an instant. */
export const promiseInput = z.object({
  id: id('promise').optional(),
  text: text(2000),
  saidAs: text(200).nullable().optional(),
  due: instantIn,
  updateEveryMinutes: z.number().int().min(5).max(43_200).nullable().optional(),
  nextUpdateDue: instantIn.nullable().optional(),
  needId: id('need').optional(),
  /** Whose it is from the beginning; without it, theirs who makes it. */
  ownerId: id('member').optional(),
})

const update = z.object({
  id: z.string(),
  kind: z.enum(updateKinds),
  text: z.string(),
  reason: z.string().nullable(),
  nextUpdateDue: instant.nullable(),
  saidBy: memberRef,
  toldBy: z.enum(toldWays),
  at: instant,
})

export const customerPromise = z
  .object({
    id: shownId('promise'),
    text: z.string(),
    saidAs: z.string().nullable(),
    to: z.object({
      kind: z.enum(['person', 'member']),
      id: z.string(),
      name: z.string(),
      /** They have a link to their own page that works: what stands there can be read. */
      hasPage: z.boolean(),
    }),
    /** In whose place the colleague it is made to stands: who it was made to first, and left. */
    standsFor: memberRef.nullable(),
    owner: memberRef,
    conversation: z.object({ id: shownId('conversation'), subject: z.string() }).nullable(),
    originalDue: instant,
    due: instant,
    updateEveryMinutes: z.number().nullable(),
    nextUpdateDue: instant.nullable(),
    /** Worked out at the workspace's clock. */
    state: z.enum(promiseStates),
    isUpdateDue: z.boolean(),
    madeAt: instant,
    madeBy: memberRef,
    keptAt: instant.nullable(),
    brokenAt: instant.nullable(),
    brokenWhy: z.string().nullable(),
    releasedAt: instant.nullable(),
    releasedWords: z.string().nullable(),
    movedAt: instant.nullable(),
    successorOf: shownId('promise').nullable(),
    succeededBy: shownId('promise').nullable(),
    /** The promise this one took the place of, and by when that was due. */
    before: z.object({ id: shownId('promise'), due: instant }).nullable(),
    /** The promise that follows it: the new date, who set it, when, and why. */
    after: z
      .object({ id: shownId('promise'), due: instant, by: memberRef, at: instant, why: z.string() })
      .nullable(),
    telephone: z.string().nullable(),
    updates: z.array(update),
    version: z.number(),
  })
  .meta({ id: 'Promise' })

export const listPromises = endpoint({
  name: 'listPromises',
  summary: 'What we owe to whom, the earliest due first; settled ones the latest first',
  method: 'get',
  path: '/promises',
  access: 'promises.read',
  query: z.object({
    ...pageQuery,
    /** `to_me`: what colleagues owe the one who asks. */
    of: z.enum(['mine', 'team', 'all', 'to_me']).default('mine'),
    /** Those one member owns; takes the place of `of`. */
    owner: id('member').optional(),
    state: z.enum(['open', 'settled']).default('open'),
    /** Made to customers only, or between colleagues only (S3-24). */
    madeTo: z.enum(['customers', 'colleagues']).optional(),
    /** Of the open ones those that are due (the next word, else the date), at risk, overdue, or owe a word. */
    is: z.enum(['due', 'at_risk', 'overdue', 'update_due']).optional(),
    personId: id('person').optional(),
    conversationId: id('conversation').optional(),
  }),
  reply: page(customerPromise),
})
export const readPromise = endpoint({
  name: 'readPromise',
  summary: 'One promise with every word said on the way',
  method: 'get',
  path: '/promises/{promiseId}',
  access: 'promises.read',
  params: z.object({ promiseId: id('promise') }),
  reply: customerPromise,
})
export const makePromise = endpoint({
  name: 'makePromise',
  summary: 'Promise something to a person, or to a colleague',
  method: 'post',
  path: '/promises',
  access: 'promises.write',
  body: promiseInput.extend({
    toPersonId: id('person').optional(),
    toMemberId: id('member').optional(),
    conversationId: id('conversation').optional(),
  }),
  reply: customerPromise,
})
const act = (name: string, summary: string, verb: string) => ({
  name,
  summary,
  method: 'post' as const,
  path: `/promises/{promiseId}/${verb}`,
  access: 'promises.write' as const,
  params: z.object({ promiseId: id('promise') }),
})
const version = z.number().int()
export const keepPromise = endpoint({
  ...act('keepPromise', 'It is done as promised', 'keep'),
  body: z.object({ version }),
  reply: customerPromise,
})
export const undoKeep = endpoint({
  ...act('undoKeep', 'It was not done after all: take "kept" back, within ten minutes', 'undo-keep'),
  body: z.object({ version }),
  reply: customerPromise,
})
export const breakPromise = endpoint({
  ...act('breakPromise', 'It could not be kept; says why', 'break'),
  body: z.object({ why: text(2000), version }),
  reply: customerPromise,
})
export const releasePromise = endpoint({
  ...act('releasePromise', 'The one it was made to needs it no more; keeps their words', 'release'),
  body: z.object({ theirWords: text(2000), version }),
  reply: customerPromise,
})
export const updatePromise = endpoint({
  ...act(
    'updatePromise',
    'Say how it stands, or that nothing moved, and by when the next word comes',
    'updates',
  ),
  body: z.object({
    kind: z.enum(updateKinds),
    text: text(4000, 0),
    reason: text(2000).nullable().optional(),
    nextUpdateDue: instantIn.nullable().optional(),
    toldBy: z.enum(toldWays),
    version,
  }),
  reply: customerPromise,
})
export const movePromise = endpoint({
  ...act('movePromise', 'Agree a new date: a new promise follows this one', 'move'),
  body: z.object({
    due: instantIn,
    saidAs: text(200).nullable().optional(),
    reason: text(2000),
    toldCustomer: z.boolean(),
    toldBy: z.enum(toldWays),
    version,
  }),
  reply: customerPromise,
})
export const reassignPromise = endpoint({
  ...act('reassignPromise', 'Give it to a colleague; exactly one owns it at any time', 'reassign'),
  body: z.object({ ownerId: id('member'), version }),
  reply: customerPromise,
})
/** How many may be handed over at once. */
const MOST_AT_ONCE = 200
export const reassignPromises = endpoint({
  name: 'reassignPromises',
  summary: 'Give several to a colleague at once; says of each what became of it',
  method: 'post',
  path: '/promises/reassign',
  access: 'promises.write',
  body: z.object({
    /** Under which they are found again (`listHanded`); the same for parts of one act. */
    together: id('handing').optional(),
    ownerId: id('member'),
    promises: z
      .array(z.object({ id: id('promise'), version }))
      .min(1)
      .max(MOST_AT_ONCE),
  }),
  reply: z.object({
    given: z.array(z.object({ id: shownId('promise'), version: z.number() })),
    /** Those that stayed where they are, as they are now, and why; null where they may not be read. */
    stayed: z.array(
      z.object({ id: shownId('promise'), code: z.string(), promise: customerPromise.nullable() }),
    ),
  }),
})
