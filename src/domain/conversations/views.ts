import { type Access, hasAccess, may } from '../accounts/permissions.ts'
import type { InboxViewId, MemberId, TeamId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'

/** What may stand before the name of a view. */
export const VIEW_ICONS = [
  'list',
  'star',
  'flag',
  'clock',
  'tag',
  'hand',
  'globe',
  'phone',
  'mail',
  'wrench',
  'users',
  'heart',
] as const
export type ViewIcon = (typeof VIEW_ICONS)[number]

/** As many views one member, one team or everybody may have. */
export const MOST_VIEWS = 50

/** How many stand in a view is counted no further than this; beyond it there are more. */
export const MOST_COUNTED = 500

/** Whose something kept is: one member's, one team's, or, with neither, everybody's. */
export type Belongs = { readonly ownerId: MemberId | null; readonly teamId: TeamId | null }
/** Somebody with the teams they are in. */
export type Teamed = Access & { readonly id: MemberId; readonly teams: readonly TeamId[] }

/** Tells whether a view stands among somebody's: their own, their teams', everybody's. */
export function seesView(of: Belongs, who: Teamed): boolean {
  if (of.ownerId !== null) return of.ownerId === who.id
  return of.teamId === null || who.teams.includes(of.teamId)
}

/**
 * Null when somebody may make, change or delete a view, else why not: one's own always; a team's whoever serves in it; everybody's
 * and any team's those who lead. Somebody else's own is as if it were not there.
 */
export function mayNotChangeView(of: Belongs, who: Teamed, now: Instant): Refusal | null {
  if (!hasAccess(who, now)) return refuse('access_ended')
  if (of.ownerId !== null) return of.ownerId === who.id ? null : refuse('not_found')
  if (may(who, 'views.share', now)) return null
  const inTeam = of.teamId !== null && who.teams.includes(of.teamId) && may(who, 'conversations.write', now)
  return inTeam ? null : refuse('not_allowed', { values: { permission: 'views.share' } })
}

/** Views as somebody put them; those they have not put anywhere come last, as they were given. */
export function inOrder<View extends { readonly id: InboxViewId }>(
  views: readonly View[],
  order: readonly InboxViewId[],
): View[] {
  const place = new Map(order.map((id, n) => [id, n]))
  return views.toSorted((a, b) => (place.get(a.id) ?? Infinity) - (place.get(b.id) ?? Infinity) || 0)
}
