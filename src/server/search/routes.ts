import * as contract from '../../contract/search.ts'
import { type Route, route } from '../http/route.ts'
import { showSearch } from './views.ts'

export const searchRoutes: Route[] = [
  route(contract.search, (a, { query }) => showSearch(a, query.q, query.after, query.limit ?? 25)),
]
