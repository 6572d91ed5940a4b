import type { Context } from 'hono'
import type { Endpoint, InputOf, ReplyOf } from '../../contract/endpoint.ts'
import type { Member } from '../../domain/accounts/membership.ts'
import type { Id } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Language } from '../../words/languages.ts'
import type { Act } from '../db/flush.ts'
import type { Services } from '../services.ts'

/** By what somebody came in: their session, with when they last proved who they are, or a token of theirs. */
export type Via = { readonly twoStep: boolean; readonly isDemo?: boolean } & (
  | {
      readonly kind: 'session'
      readonly userId: string
      readonly sessionId: string
      readonly provedAt: Instant | null
    }
  | { readonly kind: 'token'; readonly tokenId: Id<'api_token'> }
)

/** An act asked for by somebody signed in and allowed. Without `via` (a job, a story) nobody is at the other end. */
export type Asked = Act & {
  readonly services: Services
  readonly member: Member
  /** What they read: their own choice, else the workspace's. */
  readonly language: Language
  readonly via?: Via
}

/** A request from anybody. */
export type Open = { readonly services: Services; readonly c: Context }

/** An endpoint with what answers it. */
export type Route = {
  readonly endpoint: Endpoint
  readonly answer: (asked: Asked, input: never, c: Context) => Promise<unknown>
  readonly answerAnybody: ((open: Open, input: never) => Promise<unknown>) | null
}

/** Ties an endpoint of the contract to what answers it, for somebody signed in whose permission was checked. */
export function route<E extends Endpoint>(
  endpoint: E,
  answer: (asked: Asked, input: InputOf<E, 'out'>, c: Context) => Promise<ReplyOf<E>>,
): Route {
  return { endpoint, answer: answer as Route['answer'], answerAnybody: null }
}

/** Ties a public endpoint to what answers it. */
export function publicRoute<E extends Endpoint>(
  endpoint: E,
  answer: (open: Open, input: InputOf<E, 'out'>) => Promise<ReplyOf<E>>,
): Route {
  if (endpoint.access !== 'public') throw new Error(`${endpoint.name} is not public`)
  const nobody = async () => {
    throw new Error('public')
  }
  return { endpoint, answer: nobody, answerAnybody: answer as Route['answerAnybody'] }
}
