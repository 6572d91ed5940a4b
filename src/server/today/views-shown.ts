import { LEAD_MINUTES } from '../../domain/promises/overdue.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import type { TodayItem, TodayLine } from '../../domain/today/order.ts'
import * as accounts from '../accounts/store.ts'
import type { Reader } from '../db/database.ts'
import type { Asked } from '../http/route.ts'
import { listStanding } from '../promises/store-alerts.ts'
import { coverMark } from '../promises/views-cover.ts'
import { listShownPersons } from './store-persons.ts'
import type { Looking, Told } from './views-told.ts'

/** Who looks; whoever rests now is offered nothing (S2-25). */
export async function lookingFor(db: Reader, asked: Asked): Promise<Looking> {
  const [sites, members, standing] = await Promise.all([
    accounts.listSites(db),
    accounts.listMembers(db),
    listStanding(db),
  ])
  const names = new Map(members.map((m) => [m.id, m.name]))
  const site = sites.find((s) => s.id === asked.member.siteId)
  const rests = standing.some((m) => m.id === asked.member.id && m.rests)
  const cover = coverMark(asked.member, standing, asked.now)
  return {
    db,
    asked,
    site,
    members,
    standing,
    rests,
    cover,
    nameOf: (id) => (id ? (names.get(id) ?? '') : null),
  }
}

/** Gives a function that turns a line of the order into what a screen shows. */
export async function showing(db: Reader, lines: readonly Told[], now: Instant) {
  const told = new Map(lines.map((l) => [l.item, l]))
  const persons = await listShownPersons(db, [...new Set(lines.flatMap((l) => l.personId ?? []))])
  const shown = (id: PersonId | null) => (id ? { id, name: persons.get(id)?.name ?? '' } : null)
  return ({ item, at, why }: TodayLine) => {
    const t = told.get(item)!
    return {
      // The date and the next word of what one stands in for may fall on one day.
      key: item.kind === 'stands_in' ? `${item.kind}-${item.id}-${at}` : `${item.kind}-${item.id}`,
      kind: SHOWN[item.kind],
      person: shown(t.personId),
      colleague: t.colleague,
      what: t.what,
      why: [
        {
          code: why.code as string,
          values: {
            ...why.values,
            ...(t.giver ? { given: 'other', giver: t.giver } : {}),
            ...t.values,
          },
        },
        ...(t.more ?? []),
      ],
      at,
      care: careOf({ item, at, why }, now),
      conversationId: t.conversationId,
      promiseId: t.promiseId ?? null,
      promiseVersion: t.promiseVersion ?? null,
      handoverId: t.handoverId ?? null,
      nextContactId: t.nextContactId ?? null,
      gift: t.gift ?? null,
      telephone: (t.personId && persons.get(t.personId)?.telephone) ?? null,
      mine: t.mine,
    }
  }
}

function careOf({ item, why }: TodayLine, now: Instant): 'none' | 'wait' | 'late' {
  if ((item.kind === 'promise' || item.kind === 'update') && item.due < now) return 'late'
  // As one's own: amber is what is due within minutes.
  if (item.kind === 'stands_in')
    return item.due < now ? 'late' : item.due <= plus(now, { minutes: LEAD_MINUTES }) ? 'wait' : 'none'
  if (item.kind === 'loose_end' && item.missing === 'stand_in') return item.since < now ? 'late' : 'wait'
  if (item.kind === 'not_told') return item.due && item.due < now ? 'late' : 'wait'
  if (item.kind === 'yes_answered' || item.kind === 'may_help') return item.due < now ? 'late' : 'wait'
  if (item.kind === 'update' && item.wasDue) return 'wait'
  return /^(arrival_overlooked|.*_waiting|.*_due_soon|snooze_over|owed_overdue)$/.test(why.code)
    ? 'wait'
    : 'none'
}

const SHOWN = {
  arrival: 'arrival',
  greeted: 'greeted',
  waiting: 'conversation',
  promise: 'promise',
  owed: 'owed',
  update: 'update',
  not_told: 'not_told',
  handover: 'handover',
  asked: 'asked',
  asked_back: 'asked_back',
  stands_in: 'stands_in',
  snooze: 'woken',
  next_contact: 'next_contact',
  expected: 'expected',
  ask: 'ask',
  yes_asked: 'yes_asked',
  yes_answered: 'yes_answered',
  may_help: 'may_help',
  rule_asked: 'rule_asked',
  cause: 'cause',
  given: 'given',
  held: 'to_look_at',
  loose_end: 'loose_end',
} as const satisfies Record<TodayItem['kind'], string>
