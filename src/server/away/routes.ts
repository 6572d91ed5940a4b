import * as contract from '../../contract/put-away.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { readKey } from '../db/keyset.ts'
import { type Route, route } from '../http/route.ts'
import { fetchBack } from './actions.ts'
import { showPutAway } from './views.ts'

export const awayRoutes: Route[] = [
  route(contract.listPutAway, async (a, { query }) => {
    const key = readKey(query.after, 2)
    return await showPutAway(a, key && { at: key[0] as Instant, id: key[1] as string }, query.limit ?? 50)
  }),
  route(contract.fetchBack, (a, { params }) => fetchBack(a, params.eventId)),
]
