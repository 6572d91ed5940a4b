import { z } from 'zod'
import { AWAY } from '../domain/away/put-away.ts'
import { endpoint } from './endpoint.ts'
import { id, instant, memberRef, page, pageQuery, personRef, shownId } from './shared.ts'

export const putAway = z
  .object({
    /** Of what happened when it was put away. */
    id: shownId('event'),
    what: z.enum(AWAY),
    name: z.string(),
    /** Whose it was, where it was somebody's. */
    person: personRef.nullable(),
    at: instant,
    by: memberRef.nullable(),
  })
  .meta({ id: 'PutAway' })

export const listPutAway = endpoint({
  name: 'listPutAway',
  summary: 'What was put away in the last 30 days and can be fetched back by whoever asks, the latest first',
  method: 'get',
  path: '/put-away',
  access: 'conversations.write',
  query: z.object(pageQuery),
  reply: page(putAway),
})
export const fetchBack = endpoint({
  name: 'fetchBack',
  summary: 'Fetch back what was put away: a view, a saved reply, a tag, a team, an address, a thing',
  method: 'post',
  path: '/put-away/{eventId}/fetch-back',
  access: 'conversations.write',
  params: z.object({ eventId: id('event') }),
})
