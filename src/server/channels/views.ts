import { arrivalState, isOverlooked, mayApproach } from '../../domain/conversations/arrival.ts'
import type { Approach } from '../../domain/people/person.ts'
import { isOpen } from '../../domain/promises/overdue.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { addDays, type Instant, localParts, startOfDay, type TimeZone } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import * as talk from '../conversations/store.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import * as people from '../people/store.ts'
import { namesOf } from '../people/views.ts'
import { listPromises, listSubjects } from '../promises/store.ts'
import * as store from './store.ts'

/** People at the counter as cards: what to know before greeting stands on them (S4-11). */
export async function showArrivals(db: Reader, rows: readonly talk.StoredConversation[], now: Instant) {
  const members = await memberNames(db)
  const sites = await accounts.listSites(db)
  const ids = rows.flatMap((c) => c.personId ?? [])
  const names = await namesOf(db, ids)
  const persons = await people.findPersons(db, ids)
  return await Promise.all(
    rows.map(async (c) => {
      const person = persons.find((p) => p.id === c.personId)
      const site = sites.find((s) => s.id === c.siteId)
      const approach: Approach = person?.approach ?? 'welcome'
      const promises = person
        ? await listPromises(db, { owners: null, state: 'open', personId: person.id }, null, 5)
        : []
      const hushed = new Set<string | null>(
        (
          await listSubjects(
            db,
            promises.flatMap((p) => p.conversationId ?? []),
          )
        )
          .filter((t) => t.sensitive)
          .map((t) => t.id),
      )
      const last = person ? await talk.findLastTime(db, person.id, c.id) : null
      const state = arrivalState(c)
      return {
        conversationId: c.id,
        person: person
          ? { id: person.id, name: names.get(person.id) ?? '', sayName: person.sayName, approach }
          : null,
        note: c.subject,
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
        // The card is seen by everybody near: nothing of a sensitive conversation stands on it.
        openPromises: promises
          .filter((p) => isOpen(p) && !hushed.has(p.conversationId))
          .map((p) => ({ id: p.id, text: p.text, due: p.due })),
        version: c.version,
      }
    }),
  )
}

/** Who may come next: next contacts of today, by the site's day. */
export async function showExpected(db: Reader, zone: string, now: Instant) {
  const { date } = localParts(now, zone as TimeZone)
  const rows = await store.listExpected(
    db,
    startOfDay(date, zone as TimeZone),
    startOfDay(addDays(date, 1), zone as TimeZone),
  )
  const ids = rows.map((r) => r.personId)
  const names = await namesOf(db, ids)
  const persons = await people.findPersons(db, ids)
  return await Promise.all(
    rows.map(async (r) => ({
      person: {
        id: r.personId as PersonId,
        name: names.get(r.personId) ?? '',
        sayName: persons.find((p) => p.id === r.personId)?.sayName ?? null,
      },
      at: r.due,
      what: r.what,
      lastTime: (await talk.findLastTime(db, r.personId, null))?.subject ?? null,
    })),
  )
}
