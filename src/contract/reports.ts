import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, instantIn } from './shared.ts'

/** k of n, with the 95 % Wilson interval; shares between 0 and 1. */
export const share = z
  .object({ k: z.number(), n: z.number(), share: z.number(), low: z.number(), high: z.number() })
  .meta({ id: 'Share' })

const promiseMeasures = z.object({
  /** Kept by the original date ÷ all whose original date fell in the period, less those released before it. */
  kept: share.nullable(),
  /** Told before the original date ÷ all that slipped. */
  earlyWarning: share.nullable(),
  /** Minutes late, of those kept after their original date. */
  lateness: z.object({ n: z.number(), median: z.number(), p90: z.number() }).nullable(),
  /** Words on the way said by when they were due ÷ all that fell due. */
  updateOnTime: share.nullable(),
})

export const measurePromises = endpoint({
  name: 'measurePromises',
  summary: 'How promises were kept in a period: of the house, a site or a team, never of a person',
  method: 'get',
  path: '/reports/promises',
  access: 'promises.read',
  query: z.object({
    /** The first moment of the period, and the first after it; at most 400 days apart. */
    from: instantIn,
    to: instantIn,
    madeTo: z.enum(['customers', 'colleagues']).default('customers'),
    siteId: id('site').optional(),
    teamId: id('team').optional(),
  }),
  reply: z.object({
    /** The version of the definitions (DOMAIN 3.2). */
    definition: z.number(),
    now: instant,
    from: instant,
    to: instant,
    /** Null where the figure would be one of a handful of people. */
    figures: promiseMeasures.nullable(),
    /** Which of the figures are left out because they would be those of a handful of people. */
    few: z.array(z.enum(['earlyWarning', 'lateness', 'updateOnTime'])),
    /** The kept rate week by week, the earliest first; a week begins where the period does. */
    weeks: z.array(z.object({ from: instant, to: instant, kept: share.nullable(), few: z.boolean() })),
  }),
})
