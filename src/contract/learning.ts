import { z } from 'zod'
import { GESTURE_KINDS } from '../domain/goodwill/gesture.ts'
import { NEED_MET } from '../domain/goodwill/learning.ts'
import { endpoint } from './endpoint.ts'
import { gesture } from './goodwill.ts'
import { id, instant, instantIn, memberRef, page, pageQuery, shownId, text } from './shared.ts'

/** Something that made gestures necessary; open while it is to be mended. */
export const cause = z
  .object({
    id: shownId('cause'),
    name: z.string(),
    openedAt: instant.nullable(),
    owner: memberRef.nullable(),
    mendedAt: instant.nullable(),
    fix: z.string().nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Cause' })

export const listCauses = endpoint({
  name: 'listCauses',
  summary: 'What made gestures necessary, by name; all, or those that came back and wait to be mended',
  method: 'get',
  path: '/causes',
  access: 'people.read',
  query: z.object({ ...pageQuery, state: z.enum(['open', 'all']).default('all') }),
  reply: page(cause),
})
export const mendCause = endpoint({
  name: 'mendCause',
  summary: 'Say how a cause was mended',
  method: 'post',
  path: '/causes/{causeId}/mend',
  access: 'goodwill.give',
  params: z.object({ causeId: id('cause') }),
  body: z.object({ fix: text(2000), version: z.number().int() }),
  reply: cause,
})
export const giveCause = endpoint({
  name: 'giveCause',
  summary: 'Say who sees to it that a cause is mended',
  method: 'post',
  path: '/causes/{causeId}/owner',
  access: 'goodwill.give',
  params: z.object({ causeId: id('cause') }),
  body: z.object({ ownerId: id('member'), version: z.number().int() }),
  reply: cause,
})
export const noteLesson = endpoint({
  name: 'noteLesson',
  summary: 'Write what colleagues may learn of a gesture, in the place of what stood there',
  method: 'post',
  path: '/gestures/{gestureId}/lesson',
  access: 'goodwill.give',
  params: z.object({ gestureId: id('gesture') }),
  body: z.object({ text: text(2000), version: z.number().int() }),
  reply: gesture,
})
/** What waits to be looked at. Of a sensitive conversation one may not read: without whom it was for, why, and where. */
const toLookAt = gesture.extend({
  person: gesture.shape.person.nullable(),
  /** Whether I may look at it: not at what I gave, nor at what I allowed where others look. */
  mayLook: z.boolean(),
})

export const listToLookAt = endpoint({
  name: 'listToLookAt',
  summary: 'What was given above a limit or in an emergency and nobody looked at yet, the latest first',
  method: 'get',
  path: '/gestures/to-look-at',
  access: 'goodwill.give',
  query: z.object({
    ...pageQuery,
    /** Only this one, if it waits. */
    gestureId: id('gesture').optional(),
  }),
  reply: page(toLookAt),
})
export const lookAtGesture = endpoint({
  name: 'lookAtGesture',
  summary: 'Answer the three questions of a gesture; nothing is taken back from anybody for it',
  method: 'post',
  path: '/gestures/{gestureId}/look',
  access: 'goodwill.give',
  params: z.object({ gestureId: id('gesture') }),
  body: z.object({ needMet: z.enum(NEED_MET), nextTime: text(2000), mend: text(2000) }),
  reply: toLookAt,
})
export const listLearnt = endpoint({
  name: 'listLearnt',
  summary:
    'What colleagues wrote for each other of gestures: a note, or the answers to the three questions; the latest word first',
  method: 'get',
  path: '/gestures/learnt',
  access: 'people.read',
  query: z.object(pageQuery),
  reply: page(
    gesture.extend({
      look: z
        .object({
          needMet: z.enum(NEED_MET),
          nextTime: z.string(),
          mend: z.string(),
          by: memberRef,
          at: instant,
        })
        .nullable(),
    }),
  ),
})
export const countGestures = endpoint({
  name: 'countGestures',
  summary: 'What was given in a period, by site, cause, kind and currency; never by who gave it',
  method: 'get',
  path: '/reports/gestures',
  access: 'people.read',
  query: z.object({
    /** The first moment of the period, and the first after it; at most 400 days apart. */
    from: instantIn,
    to: instantIn,
    siteId: id('site').optional(),
  }),
  reply: z.object({
    items: z.array(
      z.object({
        /** Null: at sites that are not told apart, since one of us alone gave there. */
        siteId: shownId('site').nullable(),
        cause: z.object({ id: shownId('cause'), name: z.string() }).nullable(),
        kind: z.enum(GESTURE_KINDS),
        currency: z.string().nullable(),
        count: z.number().int(),
        /** Minor units of the currency; null for what is counted. */
        minor: z.number().int().nullable(),
      }),
    ),
  }),
})
