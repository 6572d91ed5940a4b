import { listParkedEvents, retryParkedEvent } from '../../contract/happenings.ts'
import { type Route, route } from '../http/route.ts'
import { listParked, retryParked } from './parked.ts'

/** What became of events that a reader could not deal with. */
export const eventRoutes: Route[] = [
  route(listParkedEvents, async (a) => ({ items: await a.db.read(a.workspaceId, listParked) })),
  route(retryParkedEvent, (a, { params }) => retryParked(a, params.parkedEventId)),
]
