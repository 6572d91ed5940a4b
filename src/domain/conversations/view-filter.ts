import type { MailboxId, MemberId, PersonId, SiteId, TagId, TeamId } from '../shared/ids.ts'
import { type Instant, plus } from '../shared/time.ts'
import { CHANNELS, type Channel } from './conversation.ts'
import { JUNK } from './junk.ts'
import { type Held, STANDINGS, type Standing, standingOf } from './standing.ts'
import { waiting } from './waiting.ts'

/** The views every house has. */
export const BASES = ['waiting', 'mine', 'unassigned', 'snoozed', 'closed', 'all', 'held'] as const
export type Base = (typeof BASES)[number]

/** What of promises a conversation may be asked for: an open one, one to be kept or told of today or earlier, a late one, none. */
export const PROMISED = ['open', 'today', 'overdue', 'none'] as const

/** What narrows a view. Of each part any of the values has to hold, and all parts together. */
export type ViewFilter = {
  readonly state?: readonly Standing[]
  /** `me` is whoever looks. */
  readonly owner?: readonly ('me' | 'nobody' | MemberId)[]
  /** whose owner is in one of these */
  readonly team?: readonly TeamId[]
  readonly channel?: readonly Channel[]
  readonly mailbox?: readonly MailboxId[]
  readonly site?: readonly SiteId[]
  readonly tag?: readonly TagId[]
  readonly person?: readonly PersonId[]
  /** they wait for us at least so long: `30m`, `4h`, `2d` */
  readonly waiting?: string
  readonly promise?: (typeof PROMISED)[number]
  /** the first language of the person, as `de` */
  readonly language?: readonly string[]
}
export type FilterPart = keyof ViewFilter

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const SPAN = /^([1-9]\d{0,3})([mhd])$/
const among = (all: readonly string[]) => (value: string) => all.includes(value)
const isId = (value: string) => ID.test(value)

/** Every part in its order, with what its values may be, and whether it takes one value only. */
const PARTS: Readonly<Record<FilterPart, { fits: (value: string) => boolean; one?: true }>> = {
  state: { fits: among(STANDINGS) },
  owner: { fits: (value) => value === 'me' || value === 'nobody' || isId(value) },
  team: { fits: isId },
  channel: { fits: among(CHANNELS) },
  mailbox: { fits: isId },
  site: { fits: isId },
  tag: { fits: isId },
  person: { fits: isId },
  waiting: { fits: (value) => SPAN.test(value), one: true },
  promise: { fits: among(PROMISED), one: true },
  language: { fits: (value) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(value) },
}
/** The parts of a filter in the order in which screens show them. */
export const FILTER_PARTS = Object.keys(PARTS) as readonly FilterPart[]
/** As many values may stand in one part. */
const MOST = 20

/** Writes a filter as it stands in an address: `owner:me channel:email,form`. Equal filters are written alike. */
export function writeFilter(filter: ViewFilter): string {
  return FILTER_PARTS.flatMap((part) => {
    const values = [filter[part] ?? []].flat() as string[]
    return values.length > 0 ? [`${part}:${[...new Set(values)].sort().join(',')}`] : []
  }).join(' ')
}

/** Reads a filter as it was written; null where it is none. */
export function readFilter(text: string): ViewFilter | null {
  const filter: Partial<Record<FilterPart, string | string[]>> = {}
  for (const written of text.split(' ').filter(Boolean)) {
    const [name = '', list = '', ...more] = written.split(':')
    const part = Object.hasOwn(PARTS, name) ? PARTS[name as FilterPart] : null
    const values = [...new Set(list.split(','))].sort()
    const sound =
      part && more.length === 0 && values.length <= (part.one ? 1 : MOST) && values.every(part.fits)
    if (!sound || name in filter) return null
    filter[name as FilterPart] = part.one ? values[0]! : values
  }
  return filter as ViewFilter
}

/** A filter with one part changed; without values it is left out. */
export function withPart(filter: ViewFilter, part: FilterPart, values: readonly string[]): ViewFilter {
  const { [part]: _, ...rest } = filter
  if (values.length === 0) return rest
  return { ...rest, [part]: PARTS[part].one ? values[0]! : [...values] } as ViewFilter
}

/** The values of one part, none where it does not narrow. */
export function valuesOf(filter: ViewFilter, part: FilterPart): readonly string[] {
  return [filter[part] ?? []].flat() as string[]
}

/** The moment since when, at the latest, somebody waits who waits so long by now. */
export function waitingSince(span: string, now: Instant): Instant {
  const [, count, unit] = SPAN.exec(span)!
  const n = -Number(count)
  return plus(now, unit === 'm' ? { minutes: n } : unit === 'h' ? { hours: n } : { days: n })
}

/** What of a conversation a filter looks at. */
export type Facts = {
  readonly conversation: Held
  readonly mailboxId: MailboxId | null
  readonly tags: readonly TagId[]
  /** Its open promises: when each is due, and when what comes first of it (see `promises/comes-first.ts`). */
  readonly promises: readonly { readonly due: Instant; readonly first: Instant }[]
  /** The first language of its person. */
  readonly language: string | null
}

/** Who looks, when, and who is in which team; `tonight`: the end of their day. */
export type Looking = {
  readonly me: MemberId
  readonly now: Instant
  readonly tonight: Instant
  readonly teams: ReadonlyMap<TeamId, readonly MemberId[]>
}

/** Tells whether a conversation stands in one of the views of the house. One merged into another stands in none. */
export function standsIn(base: Base, c: Held, by: Pick<Looking, 'me' | 'now'>): boolean {
  const stands = standingOf(c, by.now)
  const awake = stands === 'waiting' || stands === 'answered'
  switch (base) {
    case 'waiting':
      return stands === 'waiting' && c.channel !== 'walk_in'
    case 'mine':
      return awake && c.assigneeId === by.me
    case 'unassigned':
      return awake && c.assigneeId === null && c.channel !== 'walk_in'
    case 'snoozed':
      return stands === 'snoozed'
    case 'closed':
      return c.closedAt !== null && c.heldBecause !== JUNK
    case 'held':
      return c.closedAt === null && c.heldBecause !== null && c.heldBecause !== JUNK
    case 'all':
      return c.heldBecause === null
  }
}

/** Tells whether a conversation passes a filter. The SQL twin is `narrowedBy` of `server/conversations/store-filter.ts`. */
export function passes(filter: ViewFilter, facts: Facts, by: Looking): boolean {
  const { conversation: c } = facts
  const any = <T>(wanted: readonly T[] | undefined, has: (one: T) => boolean) => !wanted || wanted.some(has)
  const turn = waiting(c, by.now)
  const longEnough =
    filter.waiting === undefined ||
    (standingOf(c, by.now) === 'waiting' &&
      turn.since !== null &&
      turn.since <= waitingSince(filter.waiting, by.now))
  return (
    any(filter.state, (state) => standingOf(c, by.now) === state) &&
    any(filter.owner, (o) => c.assigneeId === (o === 'me' ? by.me : o === 'nobody' ? null : o)) &&
    any(filter.team, (team) => c.assigneeId !== null && (by.teams.get(team) ?? []).includes(c.assigneeId)) &&
    any(filter.channel, (channel) => c.channel === channel) &&
    any(filter.mailbox, (mailbox) => facts.mailboxId === mailbox) &&
    any(filter.site, (site) => c.siteId === site) &&
    any(filter.tag, (tag) => facts.tags.includes(tag)) &&
    any(filter.person, (person) => c.personId === person) &&
    any(filter.language, (language) => facts.language === language) &&
    longEnough &&
    promised(filter.promise, facts, by)
  )
}

function promised(wanted: ViewFilter['promise'], { promises }: Facts, by: Looking): boolean {
  switch (wanted) {
    case undefined:
      return true
    case 'open':
      return promises.length > 0
    case 'none':
      return promises.length === 0
    case 'overdue':
      return promises.some((p) => p.due < by.now)
    case 'today':
      return promises.some((p) => p.first < by.tonight)
  }
}

/** Tells whether what stands in a view is counted: what is still to do is, what ever was is not. */
export function isCounted(base: Base, filter: ViewFilter): boolean {
  if (base !== 'all' && base !== 'closed') return true
  const { state, waiting: since, promise } = filter
  const open = state !== undefined && !state.includes('closed')
  return base === 'all' && (open || since !== undefined || (promise !== undefined && promise !== 'none'))
}
