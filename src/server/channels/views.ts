import { expectedState } from '../../domain/contact/expected.ts'
import type { NextContact } from '../../domain/contact/next-contact.ts'
import { arrivalState, isOverlooked, mayApproach } from '../../domain/conversations/arrival.ts'
import type { Approach } from '../../domain/people/person.ts'
import { wordsNow } from '../../domain/promises/said-of.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { addDays, type Instant, localParts, startOfDay, type TimeZone } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import type * as talk from '../conversations/store.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import type { Asked } from '../http/route.ts'
import * as people from '../people/store.ts'
import { namesOf } from '../people/views.ts'
import { listOpenTo, listSubjects } from '../promises/store.ts'
import * as store from './store.ts'

/** How many open promises stand on a card. */
const PROMISES = 5

/** People at the counter as cards: what to know before greeting stands on them (S4-11). */
export async function showArrivals(db: Reader, rows: readonly talk.StoredConversation[], now: Instant) {
  const members = await memberNames(db)
  const sites = await accounts.listSites(db)
  const ids = rows.flatMap((c) => c.personId ?? [])
  const names = await namesOf(db, ids)
  const persons = await people.findPersons(db, ids)
  const open = await listOpenTo(db, ids, PROMISES)
  const subjects = await listSubjects(
    db,
    open.flatMap((p) => p.conversationId ?? []),
  )
  const hushed = new Set<string | null>(subjects.filter((t) => t.sensitive).map((t) => t.id))
  const before = await store.listLastTimes(
    db,
    ids,
    rows.map((c) => c.id),
  )
  return rows.map((c) => {
    const person = persons.find((p) => p.id === c.personId)
    const site = sites.find((s) => s.id === c.siteId)
    const approach: Approach = person?.approach ?? 'welcome'
    const last = before.find((t) => t.personId === c.personId)
    const state = arrivalState(c)
    return {
      conversationId: c.id,
      person: person
        ? { id: person.id, name: names.get(person.id) ?? '', sayName: person.sayName, approach }
        : null,
      // The card is seen by everybody near: nothing of a sensitive conversation stands on it.
      note: c.sensitive ? '' : c.subject,
      state: (state === 'left' || state === 'closed' ? 'greeted' : state) as
        | 'waiting'
        | 'greeted'
        | 'being_served'
        | 'looking',
      arrivedAt: c.arrivedAt,
      greetedBy: members(c.greetedBy),
      with: members(c.assigneeId),
      leaveInPeace: c.greetedAt !== null && !mayApproach(c, approach),
      needsGreeting: isOverlooked(c, site?.greetWithinMinutes ?? 3, now),
      lastTime: last ? last.subject : null,
      openPromises: open
        .filter((p) => p.toPersonId === c.personId && !hushed.has(p.conversationId))
        .map((p) => ({ id: p.id, text: wordsNow(p, members(p.ownerId)!.name), due: p.due })),
      version: c.version,
    }
  })
}

/** Whom we expect today, by the site's day, with how each stands; whoever wrote it down or may read of it may settle it. */
export async function listExpectedToday(db: Reader, zone: TimeZone, member: Asked['member'], now: Instant) {
  const { date } = localParts(now, zone)
  const begins = startOfDay(date, zone)
  const rows = await store.listExpected(db, begins, startOfDay(addDays(date, 1), zone))
  const arrivals = await store.listCameIn(
    db,
    rows.map((r) => r.personId as PersonId),
    begins,
  )
  return rows.map((r) => ({
    ...r,
    what: r.hushed ? '' : r.what,
    nextContactId: r.hushed && r.ownerId !== member.id ? null : (r.id as string),
    state: expectedState(
      r as Pick<NextContact, 'due' | 'told'>,
      arrivals.filter((a) => a.personId === r.personId).map((a) => a.arrivedAt),
      now,
    ),
  }))
}

/** Who may come next: whoever is expected today, late ones too; who came stands there while they are at the counter. */
export async function showExpected(
  db: Reader,
  zone: string,
  member: Asked['member'],
  now: Instant,
  here: ReadonlySet<string | null>,
) {
  const rows = (await listExpectedToday(db, zone as TimeZone, member, now)).filter(
    (r) => r.state === 'ahead' || r.state === 'late' || (r.state === 'came' && here.has(r.personId)),
  )
  const ids = rows.map((r) => r.personId)
  const names = await namesOf(db, ids)
  const persons = await people.findPersons(db, ids)
  const before = await store.listLastTimes(db, ids, [])
  return rows.map((r) => ({
    nextContactId: r.nextContactId,
    person: {
      id: r.personId as PersonId,
      name: names.get(r.personId) ?? '',
      sayName: persons.find((p) => p.id === r.personId)?.sayName ?? null,
    },
    at: r.due,
    what: r.what,
    late: r.state === 'late',
    lastTime: before.find((t) => t.personId === r.personId)?.subject ?? null,
  }))
}
