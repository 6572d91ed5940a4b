import type { Permission } from '../accounts/permissions.ts'
import type { EventKind } from '../shared/events.ts'
import type { Instant } from '../shared/time.ts'
import { plus } from '../shared/time.ts'

/** For how many days what was put away can be fetched back. */
export const AWAY_DAYS = 30

/** What can be put away and fetched back. */
export const AWAY = ['view', 'saved_reply', 'tag', 'team', 'handle', 'thing'] as const
export type Away = (typeof AWAY)[number]

/** What has happened when something was put away, the flag of the event that says so, and whose matter it is beside its owner's. */
export const PUT_AWAY: Readonly<
  Record<Away, { kind: EventKind; flag?: string; subject: string; needs: Permission }>
> = {
  view: { kind: 'view.deleted', subject: 'viewId', needs: 'conversations.write' },
  saved_reply: { kind: 'saved_reply.deleted', subject: 'replyId', needs: 'conversations.write' },
  tag: { kind: 'tag.changed', flag: 'retired', subject: 'tagId', needs: 'tags.manage' },
  team: { kind: 'team.changed', flag: 'archived', subject: 'teamId', needs: 'teams.manage' },
  handle: { kind: 'handle.removed', subject: 'handleId', needs: 'people.write' },
  thing: { kind: 'thing.changed', flag: 'released', subject: 'thingId', needs: 'people.write' },
}

/** What an event put away; null for every other event. */
export function awayBy(event: { kind: string; data: Readonly<Record<string, unknown>> }): Away | null {
  return AWAY.find((one) => tells(PUT_AWAY[one], event)) ?? null
}

function tells({ kind, flag }: (typeof PUT_AWAY)[Away], event: Parameters<typeof awayBy>[0]): boolean {
  return event.kind === kind && (flag === undefined || event.data[flag] === true)
}

/** The moment from which on what was put away can still be fetched back. */
export function awaySince(now: Instant): Instant {
  return plus(now, { days: -AWAY_DAYS })
}
