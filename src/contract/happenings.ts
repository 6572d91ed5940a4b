import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, page, pageQuery, shownId } from './shared.ts'

/** One line of what happened: who did what, when, to whom. */
export const happening = z
  .object({
    id: shownId('event'),
    kind: z.string(),
    at: instant,
    actor: z.object({ kind: z.enum(['member', 'person', 'system']), name: z.string().nullable() }),
    subjects: z.record(z.string(), z.string()),
    data: z.record(z.string(), z.unknown()),
    /** Names of the subjects, for reading. */
    about: z.string().nullable(),
    /** The name of the other of two whom it is about. */
    other: z.string().nullable(),
  })
  .meta({ id: 'Happening' })
export const listEvents = endpoint({
  name: 'listEvents',
  summary:
    'Who did what, when: of one conversation, person or promise; the whole audit trail needs audit.read',
  method: 'get',
  path: '/events',
  access: 'conversations.read',
  query: z.object({
    ...pageQuery,
    personId: id('person').optional(),
    conversationId: id('conversation').optional(),
    promiseId: id('promise').optional(),
  }),
  reply: page(happening),
})

const parkedEvent = z
  .object({
    id: z.string(),
    reader: z.string(),
    kind: z.string(),
    at: instant,
    problem: z.string(),
    tries: z.number().int(),
    /** Null once it is not tried again by itself. */
    nextTryAt: instant.nullable(),
  })
  .meta({ id: 'ParkedEvent' })
export const listParkedEvents = endpoint({
  name: 'listParkedEvents',
  summary: 'What Servus could not do by itself after something happened, and will try again',
  method: 'get',
  path: '/parked-events',
  access: 'audit.read',
  reply: z.object({ items: z.array(parkedEvent) }),
})
export const retryParkedEvent = endpoint({
  name: 'retryParkedEvent',
  summary: 'Have a parked event tried again now',
  method: 'post',
  path: '/parked-events/{parkedEventId}/retry',
  access: 'audit.read',
  params: z.object({ parkedEventId: id('parked_event') }),
})
