import { standsInFor } from '../../domain/promises/standing-in.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import {
  addDays,
  endOfDay,
  type Instant,
  localParts,
  startOfDay,
  type TimeZone,
} from '../../domain/shared/time.ts'
import { DAYS_AHEAD, datesAhead, orderAhead } from '../../domain/today/ahead.ts'
import { listExpected } from '../channels/store.ts'
import { listExpectedToday } from '../channels/views.ts'
import type { Asked } from '../http/route.ts'
import { listLastUpdates, type PromiseLine } from '../promises/store.ts'
import { listFallingIn, type Some } from '../promises/store-falling.ts'
import { readablePromises } from '../promises/views.ts'
import { listSnoozed } from './store.ts'
import { listShownPersons } from './store-persons.ts'
import { nextContacts } from './views-lines.ts'
import { about, coveredLine, cut, sayTold } from './views-promises.ts'
import { lookingFor, showing } from './views-shown.ts'
import type { Looking, Told } from './views-told.ts'

/** How many promises of a sort stand on a day ahead: of more it is said that there are. */
const A_DAY = 50

/** What falls on each of the next days of the site (S1-19): promises, words on the way, what wakes, who comes. */
export async function showAhead(asked: Asked) {
  const { now } = asked
  return await asked.db.readOften(asked.workspaceId, async (db) => {
    const looking = await lookingFor(db, asked)
    const { cover } = looking
    if (looking.rests) return { now, onBreak: true, cover, days: [] }
    const kinds = [nextContacts, expected, snoozed]
    const [mine, theirs, others] = await Promise.all([
      promises(looking),
      standsIn(looking),
      Promise.all(kinds.map((kind) => kind(looking))),
    ])
    const lines = [...mine.lines, ...theirs.lines, ...others.flat()]
    const show = await showing(db, lines, now)
    const days = orderAhead(
      lines.map((l) => l.item),
      now,
      zoneOf(looking),
    )
    const more = (n: number) => [
      ...cut('moment', 'soon', mine.days[n]!),
      ...cut('moment', 'stands_in', theirs.days[n]!, true),
    ]
    return {
      now,
      onBreak: false,
      cover,
      days: days.map((d, n) => ({ date: d.date, lines: d.lines.map(show), more: more(n) })),
    }
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

type OfDays = { readonly lines: readonly Told[]; readonly days: readonly Some[] }

/** The days themselves: each is asked for by itself, so that no full one hides what stands on another. */
function spans(l: Looking) {
  const zone = zoneOf(l)
  return datesAhead(l.asked.now, zone).map((date) => ({
    from: startOfDay(date, zone),
    until: startOfDay(addDays(date, 1), zone),
  }))
}

type Span = ReturnType<typeof spans>[number]
const falls = (at: Instant | null, { from, until }: Span): at is Instant =>
  at !== null && at >= from && at < until

/** A promise stands on its day, and its next word on that of the word. */
async function promises(l: Looking): Promise<OfDays> {
  const each = spans(l)
  const days = await listFallingIn(l.db, { owners: [l.asked.member.id] }, each, A_DAY)
  const hasWord = (p: PromiseLine, span: Span) => falls(p.nextUpdateDue, span) && p.nextUpdateDue !== p.due
  const words = days.flatMap(({ rows }, n) => rows.flatMap((p) => (hasWord(p, each[n]!) ? p.id : [])))
  const said = new Map((await listLastUpdates(l.db, words)).map((w) => [w.promiseId, w]))
  const lines = days.flatMap(({ rows }, n) =>
    rows.flatMap((p): Told[] => {
      const line = { id: p.id, personId: p.toPersonId, colleagueId: p.toMemberId }
      const told = about(p, l.nameOf, p.toMemberId)
      const word = said.get(p.id)
      const due = p.nextUpdateDue!
      return [
        ...(falls(p.due, each[n]!)
          ? [{ ...told, item: { kind: 'promise' as const, ...line, due: p.due } }]
          : []),
        ...(hasWord(p, each[n]!)
          ? [
              {
                ...told,
                item: { kind: 'update' as const, ...line, due, ...(word ? {} : { unsaid: true }) },
                more: word ? [sayTold(word)] : [],
              },
            ]
          : []),
      ]
    }),
  )
  return { lines, days }
}

/** The same of colleagues who rest now and for whom one stands in, as far as one may read it. */
async function standsIn(l: Looking): Promise<OfDays> {
  const { member, now } = l.asked
  const each = spans(l)
  const whose = { owners: standsInFor(member.id, l.standing, now), except: member.id }
  const days = await listFallingIn(l.db, whose, each, A_DAY)
  const readable = await Promise.all(days.map(({ rows }) => readablePromises(l.db, rows, member)))
  const lines = readable.flatMap((rows, n) =>
    rows.flatMap((p) =>
      [...new Set([p.due, p.nextUpdateDue])]
        .filter((at) => falls(at, each[n]!))
        .map((due): Told => coveredLine(p, l, due!)),
    ),
  )
  return { lines, days }
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
