import { z } from 'zod'
import { FOUND_BY } from '../domain/promises/mistakes.ts'
import { endpoint } from './endpoint.ts'
import { promiseInput } from './promises.ts'
import { share } from './reports.ts'
import { id, instant, instantIn, page, pageQuery, shownId, text } from './shared.ts'

/** A mistake in what was done or made; nothing here says whose it was. */
export const mistake = z
  .object({
    id: shownId('mistake'),
    foundBy: z.enum(FOUND_BY),
    what: z.string(),
    cause: z.string().nullable(),
    fix: z.string().nullable(),
    mendedAt: instant.nullable(),
    foundAt: instant,
    siteId: shownId('site'),
    /** What it was noted in. */
    conversation: z.object({ id: shownId('conversation'), subject: z.string() }).nullable(),
    /** The promise to tell them. */
    promiseId: shownId('promise').nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Mistake' })

export const listMistakes = endpoint({
  name: 'listMistakes',
  summary:
    'Mistakes that were found, the latest first; those of sensitive conversations for who may read these',
  method: 'get',
  path: '/mistakes',
  access: 'promises.read',
  query: z.object({ ...pageQuery, state: z.enum(['open', 'all']).default('open') }),
  reply: page(mistake),
})
export const noteMistake = endpoint({
  name: 'noteMistake',
  summary: 'Note a mistake that we found, or the one it was for; with a promise to tell them, if one is made',
  method: 'post',
  path: '/mistakes',
  access: 'promises.write',
  body: z.object({
    id: id('mistake').optional(),
    foundBy: z.enum(FOUND_BY),
    what: text(2000),
    cause: text(2000).nullable().optional(),
    conversationId: id('conversation').optional(),
    /** What is promised to the person of the conversation. */
    tell: promiseInput.pick({ id: true, text: true, due: true, saidAs: true }).optional(),
  }),
  reply: mistake,
})
export const mendMistake = endpoint({
  name: 'mendMistake',
  summary: 'Say how a mistake was put right, and why it came about',
  method: 'post',
  path: '/mistakes/{mistakeId}/mend',
  access: 'promises.write',
  params: z.object({ mistakeId: id('mistake') }),
  body: z.object({ fix: text(2000), cause: text(2000).nullable().optional(), version: z.number().int() }),
  reply: mistake,
})
export const measureMistakes = endpoint({
  name: 'measureMistakes',
  summary:
    'How many of the mistakes found in a period those we serve found, of the house or a site; never of a person',
  method: 'get',
  path: '/reports/mistakes',
  access: 'promises.read',
  query: z.object({
    /** The first moment of the period, and the first after it; at most 400 days apart. */
    from: instantIn,
    to: instantIn,
    siteId: id('site').optional(),
  }),
  reply: z.object({
    /** The version of the definitions (DOMAIN 3.2). */
    definition: z.number(),
    /** Found by those we serve ÷ all found; null where none was found. */
    escaped: share.nullable(),
    /** How many of them are put right. */
    mended: z.number().int(),
  }),
})
