import * as contract from '../../contract/reports.ts'
import { type Route, route } from '../http/route.ts'
import { measurePromises } from './views.ts'

export const reportRoutes: Route[] = [
  route(contract.measurePromises, (asked, { query }) => measurePromises(asked, query)),
]
