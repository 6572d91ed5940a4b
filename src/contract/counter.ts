import { z } from 'zod'
import { intents } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { approaches } from './people.ts'
import { id, instant, memberRef, personRef, shownId, text } from './shared.ts'

/** Somebody at the counter. What is worked out: waiting, greeted, being served, just looking. */
export const arrival = z
  .object({
    conversationId: shownId('conversation'),
    person: personRef.extend({ sayName: z.string().nullable(), approach: z.enum(approaches) }).nullable(),
    note: z.string(),
    state: z.enum(['waiting', 'greeted', 'being_served', 'looking']),
    arrivedAt: instant,
    greetedBy: memberRef.nullable(),
    with: memberRef.nullable(),
    leaveInPeace: z.boolean(),
    /** Nobody greeted within the time the site set itself. */
    needsGreeting: z.boolean(),
    lastTime: z.string().nullable(),
    openPromises: z.array(z.object({ id: shownId('promise'), text: z.string(), due: instant })),
    version: z.number(),
  })
  .meta({ id: 'Arrival' })

export const readCounter = endpoint({
  name: 'readCounter',
  summary: 'Who is at the counter, and who may come next',
  method: 'get',
  path: '/counter',
  access: 'conversations.read',
  reply: z.object({
    arrivals: z.array(arrival),
    expected: z.array(
      z.object({
        person: personRef.extend({ sayName: z.string().nullable() }),
        at: instant,
        what: z.string(),
        lastTime: z.string().nullable(),
        /** What may be said to have taken place, or not; null where those who look may not settle it. */
        nextContactId: z.string().nullable(),
        /** Their moment has passed, and they have not come. */
        late: z.boolean(),
      }),
    ),
  }),
})
export const someoneIsHere = endpoint({
  name: 'someoneIsHere',
  summary: 'Somebody came in: one press, no account needed',
  method: 'post',
  path: '/arrivals',
  access: 'counter.use',
  body: z.object({
    id: id('conversation').optional(),
    personId: id('person').optional(),
    note: text(500, 0).optional(),
    siteId: id('site').optional(),
  }),
  reply: arrival,
})
const arrivalAct = (name: string, summary: string, verb: string) => ({
  name,
  summary,
  method: 'post' as const,
  path: `/arrivals/{conversationId}/${verb}`,
  access: 'counter.use' as const,
  params: z.object({ conversationId: id('conversation') }),
})
export const greetArrival = endpoint({
  ...arrivalAct('greetArrival', 'Greet: one act', 'greet'),
  body: z.object({ serve: z.boolean().optional() }).optional(),
  reply: arrival,
})
export const serveArrival = endpoint({
  ...arrivalAct('serveArrival', 'I am with them now', 'serve'),
  reply: arrival,
})
export const undoArrivalAct = endpoint({
  ...arrivalAct('undoArrivalAct', 'Take my greeting back, or that they have gone', 'undo'),
  body: z.object({ act: z.enum(['greet', 'left']) }),
  reply: arrival,
})
export const declineHelp = endpoint({
  ...arrivalAct(
    'declineHelp',
    '“No thanks, just looking”: nobody approaches them for this visit',
    'just-looking',
  ),
  reply: arrival,
})
export const askForHelp = endpoint({
  ...arrivalAct('askForHelp', 'They asked for help after all', 'asks-for-help'),
  reply: arrival,
})
export const nameArrival = endpoint({
  ...arrivalAct('nameArrival', 'Say who it is, or what one sees to find them by', 'name'),
  body: z.object({
    personId: id('person').optional(),
    newPersonName: text(200).optional(),
    note: text(500, 0).optional(),
    intent: z.enum(intents).optional(),
  }),
  reply: arrival,
})
export const arrivalLeft = endpoint({ ...arrivalAct('arrivalLeft', 'They have gone', 'left') })
