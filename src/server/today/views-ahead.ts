import { standsInFor } from '../../domain/promises/standing-in.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { addDays, endOfDay, type Instant, localParts, type TimeZone } from '../../domain/shared/time.ts'
import { DAYS_AHEAD, orderAhead } from '../../domain/today/ahead.ts'
import { listExpected } from '../channels/store.ts'
import { listExpectedToday } from '../channels/views.ts'
import type { Asked } from '../http/route.ts'
import { listDueBefore, listLastUpdates } from '../promises/store.ts'
import { readablePromises } from '../promises/views.ts'
import { listSnoozed } from './store.ts'
import { listShownPersons } from './store-persons.ts'
import { nextContacts } from './views-lines.ts'
import { about, coveredLine, sayTold } from './views-promises.ts'
import { lookingFor, showing } from './views-shown.ts'
import { type Looking, MOST, type Told } from './views-told.ts'

/** What falls on each of the next days of the site (S1-19): promises, words on the way, what wakes, who comes. */
export async function showAhead(asked: Asked) {
  const { now } = asked
  return await asked.db.read(asked.workspaceId, async (db) => {
    const looking = await lookingFor(db, asked)
    if (!looking) return { now, onBreak: true, days: [] }
    const kinds = [promises, standsIn, nextContacts, expected, snoozed]
    const lines = (await Promise.all(kinds.map((kind) => kind(looking)))).flat()
    const show = await showing(db, lines, now)
    const days = orderAhead(
      lines.map((l) => l.item),
      now,
      zoneOf(looking),
    )
    return { now, onBreak: false, days: days.map((d) => ({ date: d.date, lines: d.lines.map(show) })) }
  })
}

/** Whoever is still to come today, by the site's day: also after their moment, until they come or the day ends. */
export async function showExpectedToday(l: Looking) {
  const { member, now } = l.asked
  const all = await listExpectedToday(l.db, zoneOf(l), member, now)
  const rows = all.filter((r) => r.state === 'ahead' || r.state === 'late')
  const ids = rows.map((r) => r.personId as PersonId)
  const persons = await listShownPersons(l.db, ids)
  return rows.map((r) => ({
    id: r.id as string,
    person: { id: r.personId as PersonId, name: persons.get(r.personId as PersonId)?.name ?? '' },
    nextContactId: r.nextContactId,
    at: r.due,
    what: r.what,
    late: r.state === 'late',
  }))
}

function zoneOf({ site }: Looking): TimeZone {
  return (site?.timeZone ?? 'UTC') as TimeZone
}

/** From when to when the days ahead reach. */
function reach(l: Looking) {
  const zone = zoneOf(l)
  const { date } = localParts(l.asked.now, zone)
  return { from: endOfDay(date, zone), until: endOfDay(addDays(date, DAYS_AHEAD), zone) }
}

/** A promise stands on its day, and its next word on that of the word. */
async function promises(l: Looking): Promise<Told[]> {
  const { from, until } = reach(l)
  const owed = await listDueBefore(l.db, [l.asked.member.id], until, MOST)
  const falls = (at: Instant | null): at is Instant => at !== null && at >= from && at < until
  const words = owed.filter((p) => falls(p.nextUpdateDue) && p.nextUpdateDue !== p.due).map((p) => p.id)
  const said = new Map((await listLastUpdates(l.db, words)).map((w) => [w.promiseId, w]))
  const withWord = new Set(words)
  return owed.flatMap((p): Told[] => {
    const line = { id: p.id, personId: p.toPersonId }
    const told = about(p, l.nameOf, p.toMemberId)
    const word = said.get(p.id)
    return [
      ...(falls(p.due) ? [{ ...told, item: { kind: 'promise' as const, ...line, due: p.due } }] : []),
      ...(withWord.has(p.id)
        ? [
            {
              ...told,
              item: {
                kind: 'update' as const,
                ...line,
                due: p.nextUpdateDue!,
                ...(word ? {} : { unsaid: true }),
              },
              more: word ? [sayTold(word)] : [],
            },
          ]
        : []),
    ]
  })
}

/** The same of colleagues who rest now and for whom one stands in, as far as one may read it. */
async function standsIn(l: Looking): Promise<Told[]> {
  const { member, now } = l.asked
  const { from, until } = reach(l)
  const owed = await listDueBefore(l.db, standsInFor(member.id, l.standing, now), until, MOST)
  const readable = await readablePromises(
    l.db,
    owed.filter((p) => p.toMemberId !== member.id),
    member,
  )
  return readable.flatMap((p) =>
    [...new Set([p.due, p.nextUpdateDue])]
      .filter((at) => at !== null)
      .filter((at) => at >= from && at < until)
      .map((due): Told => coveredLine(p, l, due)),
  )
}

async function expected(l: Looking): Promise<Told[]> {
  const { from, until } = reach(l)
  const rows = await listExpected(l.db, from, until)
  return rows
    .filter((r) => r.ownerId !== l.asked.member.id)
    .map((r) => ({
      item: { kind: 'expected', id: r.id, personId: r.personId, due: r.due },
      personId: r.personId,
      colleague: null,
      what: r.hushed ? '' : r.what,
      conversationId: null,
      mine: false,
    }))
}

/** Conversations of one's own that wake by themselves. */
async function snoozed(l: Looking): Promise<Told[]> {
  const { from, until } = reach(l)
  return (await listSnoozed(l.db, l.asked.member.id, from, until)).map((c) => ({
    item: { kind: 'snooze', id: c.id, personId: c.personId, due: c.snoozedUntil },
    personId: c.personId,
    colleague: null,
    what: c.subject,
    conversationId: c.id,
    mine: true,
  }))
}
