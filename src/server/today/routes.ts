import * as contract from '../../contract/today.ts'
import { type Route, route } from '../http/route.ts'
import { showToday } from './views.ts'
import { showAhead } from './views-ahead.ts'

export const todayRoutes: Route[] = [
  route(contract.readToday, (a) => showToday(a)),
  route(contract.readAhead, (a) => showAhead(a)),
]
