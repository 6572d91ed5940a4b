import { measureMistakes as mistakes } from '../../contract/mistakes.ts'
import * as contract from '../../contract/reports.ts'
import { type Route, route } from '../http/route.ts'
import { measurePromises } from './views.ts'
import { measureMistakes } from './views-mistakes.ts'

export const reportRoutes: Route[] = [
  route(contract.measurePromises, (asked, { query }) => measurePromises(asked, query)),
  route(mistakes, (asked, { query }) => measureMistakes(asked, query)),
]
