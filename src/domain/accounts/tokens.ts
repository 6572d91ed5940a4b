import type { Id, MemberId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import { type Access, may, type Permission } from './permissions.ts'

/** How every token begins, so that one that leaked is found by a search. */
export const TOKEN_PREFIX = 'servus_'

/** The longest a token lives, in days. */
export const TOKEN_DAYS = 366

/** How many tokens that still work one member may have. */
export const MOST_TOKENS = 20

/** What a token may be good for. Nothing by which members, owners, mailboxes or the workspace itself are changed. */
export const TOKEN_SCOPES = [
  'people.read',
  'people.write',
  'conversations.read',
  'conversations.write',
  'counter.use',
  'promises.read',
  'promises.write',
  'forms.manage',
  'teams.manage',
  'sites.manage',
  'audit.read',
] as const satisfies readonly Permission[]
export type TokenScope = (typeof TOKEN_SCOPES)[number]

/** A key for a program: it acts as its maker, in one workspace, within its scopes, until it expires or is revoked. */
export type ApiToken = {
  readonly id: Id<'api_token'>
  readonly memberId: MemberId
  readonly name: string
  readonly scopes: readonly TokenScope[]
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly revokedAt: Instant | null
}

type Maker = Access & { readonly id: MemberId }

/** Makes a token. Refuses a scope its maker does not have, an end that has passed or lies too far, and more than {@link MOST_TOKENS}. */
export function makeToken(
  maker: Maker,
  input: Pick<ApiToken, 'id' | 'name' | 'scopes' | 'expiresAt'>,
  working: number,
  now: Instant,
): ApiToken | Refusal {
  const beyond = input.scopes.find((scope) => !may(maker, scope, now))
  if (beyond) return refuse('not_allowed', { field: 'scopes', values: { permission: beyond } })
  if (input.scopes.length === 0) return refuse('invalid_input', { field: 'scopes' })
  if (input.expiresAt <= now || input.expiresAt > plus(now, { days: TOKEN_DAYS }))
    return refuse('invalid_input', { field: 'expiresAt' })
  if (working >= MOST_TOKENS) return refuse('too_many_tokens', { values: { limit: MOST_TOKENS } })
  return { ...input, memberId: maker.id, createdAt: now, revokedAt: null }
}

/** Tells whether a token still opens anything. */
export function works(token: Pick<ApiToken, 'expiresAt' | 'revokedAt'>, now: Instant): boolean {
  return token.revokedAt === null && now < token.expiresAt
}

/** What a token's caller may do: what its maker may do now, and of that only what the token is for. */
export function withinScopes<M extends Access>(maker: M, scopes: readonly Permission[]): M {
  return { ...maker, scopes }
}

/** What of an endpoint decides whether a token may call it. */
export type Door = {
  readonly access: Permission | 'signed_in' | 'public'
  /** For what is open to everybody signed in: the scope by which a token may call it too. */
  readonly tokens?: Permission | undefined
  readonly fresh?: boolean | undefined
}

/** Null when a token may call an endpoint, else why not: never what wants a fresh proof, never what is one's own. */
export function tokenMayNot(caller: Access, door: Door, now: Instant): Refusal | null {
  if (door.fresh) return refuse('not_for_tokens')
  const permission = door.access === 'signed_in' ? door.tokens : door.access
  if (permission === undefined || permission === 'public') return refuse('not_for_tokens')
  if (may(caller, permission, now)) return null
  // What is missing is the token's, or its maker's right.
  const lacks = caller.scopes !== undefined && !caller.scopes.includes(permission)
  return refuse(lacks ? 'token_lacks_scope' : 'not_allowed', { values: { permission } })
}

/** Null when somebody may revoke a token: their own, or anybody's with the right to manage members. */
export function mayNotRevoke(actor: Maker, token: Pick<ApiToken, 'memberId'>, now: Instant): Refusal | null {
  if (token.memberId === actor.id || may(actor, 'members.manage', now)) return null
  return refuse('not_found')
}
