import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'

export const ROLES = ['owner', 'manager', 'member', 'read_only'] as const
export type Role = (typeof ROLES)[number]

const everybody: readonly Role[] = ['owner', 'manager', 'member', 'read_only']
const everybodyWhoServes: readonly Role[] = ['owner', 'manager', 'member']
const leading: readonly Role[] = ['owner', 'manager']

/**
 * Who may do what, all of it. No line is named after a department, and whoever serves may do every act of service: a
 * technician greets, promises and closes like a receptionist (S1-05).
 */
export const PERMISSIONS = {
  'workspace.configure': ['owner'],
  'owners.manage': ['owner'],
  'members.manage': leading,
  'teams.manage': leading,
  'sites.manage': leading,
  // Letters with new passwords go out through them: whoever sets the server could read an owner's.
  'mailboxes.manage': ['owner'],
  'forms.manage': leading,
  'tags.manage': leading,
  'views.share': leading,
  'replies.share': leading,
  // It reads mail folders and fills the house: whoever administers the workspace.
  'imports.manage': ['owner'],
  'audit.read': leading,
  'demo.turn_clock': everybodyWhoServes,

  'people.read': everybody,
  'people.write': everybodyWhoServes,
  'conversations.read': everybody,
  'conversations.write': everybodyWhoServes,
  'counter.use': everybodyWhoServes,
  'authority.manage': ['owner'],
  'goodwill.give': everybodyWhoServes,
  'promises.read': everybody,
  'promises.write': everybodyWhoServes,
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

/**
 * What of a member decides what they may do. `endsAt`: the first moment without access, null for no end. `scopes`: a program acts for
 * them, and only within these (absent: they act themselves).
 */
export type Access = {
  readonly role: Role
  readonly endsAt: Instant | null
  readonly scopes?: readonly Permission[]
}

/** Tells whether a member still has access; it stops by itself at the end date (S0-02). */
export function hasAccess(member: Access, now: Instant): boolean {
  return member.endsAt === null || now < member.endsAt
}

/** Tells whether somebody leads: sees to what is nobody's, and hears where those who were told first say nothing. */
export function leads(member: { readonly role: string }): boolean {
  return (leading as readonly string[]).includes(member.role)
}

/** Tells whether somebody can keep nothing (any more) at a moment: their access has ended by then, or they may only read. */
export function cannotKeep(member: Pick<Access, 'role' | 'endsAt'>, by: Instant): boolean {
  return member.role === 'read_only' || !hasAccess(member, by)
}

/** Tells whether a member may do something now. */
export function may(member: Access, permission: Permission, now: Instant): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission]
  const within = member.scopes?.includes(permission) ?? true
  return within && hasAccess(member, now) && roles.includes(member.role)
}

/** Null when a member may do something now, else the reason why not: `access_ended` or `not_allowed`. */
export function mayNot(member: Access, permission: Permission, now: Instant): Refusal | null {
  if (may(member, permission, now)) return null
  return hasAccess(member, now) ? refuse('not_allowed', { values: { permission } }) : refuse('access_ended')
}
