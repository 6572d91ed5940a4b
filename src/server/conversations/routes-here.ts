import * as contract from '../../contract/here.ts'
import { type Route, route } from '../http/route.ts'
import { beHere } from './actions-here.ts'

/** Who is where just now. */
export const hereRoutes: Route[] = [
  route(contract.beHere, (a, { body: { tab, conversationId, writing } }) =>
    beHere(a, tab, conversationId && { conversationId, writing }),
  ),
]
