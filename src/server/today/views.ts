import { hasAccess } from '../../domain/accounts/permissions.ts'
import { arrivalState } from '../../domain/conversations/arrival.ts'
import { waiting } from '../../domain/conversations/waiting.ts'
import { isOverdue } from '../../domain/promises/overdue.ts'
import type { ConversationId, HandoverId, PersonId, PromiseId } from '../../domain/shared/ids.ts'
import { plus } from '../../domain/shared/time.ts'
import { orderToday, type TodayItem, type TodayLine } from '../../domain/today/order.ts'
import * as accounts from '../accounts/store.ts'
import { listAtCounter } from '../channels/store.ts'
import { showExpected } from '../channels/views.ts'
import { listNextContactsBy } from '../contact/store.ts'
import * as talk from '../conversations/store.ts'
import * as views from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Asked } from '../http/route.ts'
import * as people from '../people/store.ts'
import { namesOf } from '../people/views.ts'
import { listDueBefore } from '../promises/store.ts'

/** How far Today looks ahead (days), and how many conversations it looks through. */
const DAYS = 7
const MOST = 200

/** What a line shows beside its order. */
type Told = {
  personId: PersonId | null
  colleague: string | null
  what: string
  conversationId: ConversationId | null
  promiseId?: PromiseId
  handoverId?: HandoverId
  mine: boolean
}

/** Who needs the one signed in, now and next (S1-31): their promises, those who wait, the counter of their site. */
export async function showToday(asked: Asked) {
  const { now, member } = asked
  return await asked.db.read(asked.workspaceId, async (db) => {
    const told = new Map<string, Told>()
    const items: TodayItem[] = []
    const add = (item: TodayItem, line: Told) => {
      items.push(item)
      told.set(`${item.kind} ${item.id}`, line)
    }
    const sites = await accounts.listSites(db)
    const site = sites.find((s) => s.id === member.siteId)
    const members = await memberNames(db)
    const teams = (await accounts.listTeams(db))
      .filter((t) => t.memberIds.includes(member.id))
      .map((t) => t.id)

    for (const c of await listAtCounter(db, member.siteId)) {
      if (arrivalState(c) !== 'waiting') continue
      const greetWithinMinutes = site?.greetWithinMinutes ?? 3
      add(
        { kind: 'arrival', id: c.id, personId: c.personId, since: c.arrivedAt, greetWithinMinutes },
        { personId: c.personId, colleague: null, what: c.subject, conversationId: c.id, mine: false },
      )
    }
    for (const h of await talk.listWaitingHandovers(db, member.id, teams)) {
      const c = await talk.findConversation(db, h.conversationId)
      add(
        { kind: 'handover', id: h.id, personId: c?.personId ?? null, since: h.offeredAt },
        {
          personId: c?.personId ?? null,
          colleague: members(h.fromMemberId)?.name ?? null,
          what: c?.subject ?? '',
          conversationId: h.conversationId,
          handoverId: h.id,
          mine: true,
        },
      )
    }
    const open = await views.listWaitingFor(db, member, now, MOST)
    for (const c of open) {
      const since = waiting(c, now).since
      const line = {
        personId: c.personId,
        colleague: null,
        what: c.subject,
        conversationId: c.id,
        mine: c.assigneeId === member.id,
      }
      if (c.wokeAt && (!c.lastInAt || c.wokeAt > c.lastInAt))
        add({ kind: 'snooze', id: c.id, personId: c.personId, due: c.wokeAt }, line)
      else if (since) add({ kind: 'waiting', id: c.id, personId: c.personId, since }, line)
    }
    for (const p of await listDueBefore(db, [member.id], plus(now, { days: DAYS }), MOST)) {
      const line = {
        personId: p.toPersonId,
        colleague: members(p.toMemberId)?.name ?? null,
        what: p.text,
        conversationId: p.conversationId,
        promiseId: p.id,
        mine: true,
      }
      // A word due before the promise itself is what needs doing first.
      const word = p.nextUpdateDue !== null && p.nextUpdateDue < p.due
      if (word) add({ kind: 'update', id: p.id, personId: p.toPersonId, due: p.nextUpdateDue! }, line)
      if (!word || isOverdue(p, now))
        add({ kind: 'promise', id: p.id, personId: p.toPersonId, due: p.due }, line)
    }
    // Whoever leads sees what somebody left behind whose access has ended (P2).
    if (member.role === 'owner' || member.role === 'manager') {
      const gone = (await accounts.listMembers(db)).filter((m) => !hasAccess(m, now)).map((m) => m.id)
      for (const p of await listDueBefore(db, gone, plus(now, { days: 365 }), MOST))
        add(
          { kind: 'loose_end', id: p.id, personId: p.toPersonId, since: p.due, missing: 'owner' },
          {
            personId: p.toPersonId,
            colleague: members(p.toMemberId)?.name ?? null,
            what: p.text,
            conversationId: p.conversationId,
            promiseId: p.id,
            mine: false,
          },
        )
    }
    for (const n of await listNextContactsBy(db, member.id, plus(now, { days: DAYS })))
      add(
        { kind: 'next_contact', id: n.id, personId: n.personId, due: n.due },
        { personId: n.personId, colleague: null, what: n.what, conversationId: n.conversationId, mine: true },
      )

    const ids = [...told.values()].flatMap((t) => t.personId ?? [])
    const names = await namesOf(db, ids)
    const handles = await people.listHandles(db, [...new Set(ids)])
    const telephone = (id: PersonId | null) =>
      handles.find((h) => h.personId === id && h.kind === 'phone')?.shown ?? null
    const show = ({ item, at, why }: TodayLine) => {
      const t = told.get(`${item.kind} ${item.id}`)!
      const late = (item.kind === 'promise' || item.kind === 'update') && item.due < now
      return {
        key: `${item.kind}-${item.id}`,
        kind: SHOWN[item.kind],
        person: t.personId ? { id: t.personId, name: names.get(t.personId) ?? '' } : null,
        colleague: t.colleague,
        what: t.what,
        why: [{ code: why.code, values: { ...why.values } }],
        at,
        care: late
          ? ('late' as const)
          : /overlooked|waiting|due_soon|over$/.test(why.code)
            ? ('wait' as const)
            : ('none' as const),
        conversationId: t.conversationId,
        promiseId: t.promiseId ?? null,
        handoverId: t.handoverId ?? null,
        telephone: telephone(t.personId),
        mine: t.mine,
      }
    }
    const { now: first, next, moment } = orderToday(items, now)
    const expected = await showExpected(db, site?.timeZone ?? 'UTC', now)
    return {
      now,
      groups: { now: first.map(show), next: next.map(show), moment: moment.map(show) },
      expected: expected.map((e) => ({
        person: { id: e.person.id, name: e.person.name },
        at: e.at,
        what: e.what,
      })),
    }
  })
}

const SHOWN = {
  arrival: 'arrival',
  waiting: 'conversation',
  promise: 'promise',
  update: 'update',
  handover: 'handover',
  snooze: 'woken',
  next_contact: 'next_contact',
  loose_end: 'loose_end',
} as const
