import type { Context } from 'hono'
import type { Services } from '../services.ts'
import { CALLER } from './auth.ts'
import { callerOf } from './guard.ts'

/** What the sign-in library hears of a request: its cookies, its browser, and who called as we saw it. */
export function headersOf(services: Services, c: Context): Headers {
  const headers = new Headers(c.req.raw.headers)
  headers.set(CALLER, callerOf(c, services))
  return headers
}
