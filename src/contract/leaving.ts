import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, memberRef, shownId } from './shared.ts'

const params = z.object({ memberId: id('member') })

export const readLeaving = endpoint({
  name: 'readLeaving',
  summary:
    'What becomes of what a colleague owes when their access ends: each promise with who takes it over',
  method: 'get',
  path: '/members/{memberId}/leaving',
  access: 'members.manage',
  params,
  reply: z.object({
    /** How many promises are theirs. */
    count: z.number().int(),
    /** How many of them nobody can take over: while there are any, access cannot end at once. */
    stay: z.number().int(),
    /** What else is with them: open conversations, asks, and promises made to them; no more than 200 of each are counted. */
    conversations: z.number().int(),
    asks: z.number().int(),
    promisedTo: z.number().int(),
    /** What nobody takes over by itself: rules of the house they answer for, causes they see to. Whoever leads names somebody else. */
    rules: z.number().int(),
    causes: z.number().int(),
    /** Those that may be read, the earliest due first; the first hundred. */
    promises: z.array(
      z.object({
        id: shownId('promise'),
        text: z.string(),
        to: z.string(),
        due: instant,
        /** Null where nobody can. */
        goesTo: memberRef.nullable(),
      }),
    ),
  }),
})
