import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, memberRef, shownId } from './shared.ts'

/** What nobody looks after while somebody rests. */
const alone = z.object({
  count: z.number().int(),
  /** How many of them are made to those we serve; the others to colleagues, by name. */
  toCustomers: z.number().int(),
  toColleagues: z.array(z.object({ name: z.string(), count: z.number().int() })),
  /** When the first of them falls. */
  first: instant.nullable(),
})

export const readMyPromisesAlone = endpoint({
  name: 'readMyPromisesAlone',
  summary: 'How many promises of mine fall by tonight while I rest and nobody stands in for me',
  method: 'get',
  path: '/me/promises-alone',
  access: 'promises.read',
  reply: alone,
})
export const chooseBreakStandIn = endpoint({
  name: 'chooseBreakStandIn',
  summary: 'Name who stands in for me until I am back from my break',
  method: 'put',
  path: '/me/break/stand-in',
  access: 'signed_in',
  body: z.object({ memberId: id('member') }),
})

/** What somebody else did with a promise of mine while I rested. */
export const meanwhile = z
  .object({
    promiseId: shownId('promise'),
    text: z.string(),
    /** To whom it was made. */
    to: z.string(),
    /** A new date, whether told in time (`moved`) or not (`broken` with a new one after it), is a `moved`. */
    did: z.enum(['told', 'moved', 'kept', 'broken', 'released', 'took_over']),
    by: memberRef.nullable(),
    at: instant,
  })
  .meta({ id: 'Meanwhile' })
const standIn = z.object({ memberId: shownId('member').nullable() })
export const readStandIn = endpoint({
  name: 'readStandIn',
  summary: 'Who hears of a colleague’s promises in their place',
  method: 'get',
  path: '/members/{memberId}/stand-in',
  access: 'members.manage',
  params: z.object({ memberId: id('member') }),
  reply: standIn,
})
export const chooseStandIn = endpoint({
  name: 'chooseStandIn',
  summary: 'Name who hears of a colleague’s promises in their place',
  method: 'put',
  path: '/members/{memberId}/stand-in',
  access: 'members.manage',
  params: z.object({ memberId: id('member') }),
  body: z.object({ memberId: id('member').nullable() }),
  reply: standIn,
})

export const readAway = endpoint({
  name: 'readAway',
  summary: 'Which colleagues rest just now, or have their last day today: for whoever chooses one',
  method: 'get',
  path: '/colleagues/away',
  access: 'conversations.write',
  reply: z.object({
    items: z.array(
      z.object({
        memberId: shownId('member'),
        is: z.enum(['on_break', 'leaves_today']),
      }),
    ),
  }),
})
