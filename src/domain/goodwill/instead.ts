import type { Role } from '../accounts/permissions.ts'
import type { MemberId, SiteId } from '../shared/ids.ts'
import type { Instant } from '../shared/time.ts'
import { type AuthorityLimit, limitFor } from './authority.ts'
import { isPaid } from './gesture.ts'

/** What holds once a limit ended: another one, nothing that bounds them, or a yes of somebody else for each amount. */
export type Instead = { readonly limit: AuthorityLimit } | 'free' | 'asks'

/**
 * What holds where a limit holds now, once it ends; `role`: theirs whom it is for. Limits for less than this one was for (one kind of
 * several, one site of all) hold on as they did and say nothing of it.
 */
export function holdsInstead(
  limits: readonly AuthorityLimit[],
  ended: AuthorityLimit,
  role: Role,
  now: Instant,
): Instead {
  const kind = ended.kind ?? 'refund'
  const as = limits.filter(
    (l) =>
      l.id !== ended.id &&
      (ended.kind !== null || l.kind === null) &&
      (ended.siteId !== null || l.siteId === null),
  )
  const member = { id: ended.memberId ?? ('' as MemberId), role }
  const deciding = { member, kind, siteId: ended.siteId ?? ('' as SiteId), currency: ended.currency }
  const limit = limitFor(as, deciding, now)
  if (limit) return { limit }
  return role === 'owner' || !isPaid(kind) ? 'free' : 'asks'
}
