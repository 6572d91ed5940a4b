import { cannotKeep, leads, may } from '../../domain/accounts/permissions.ts'
import { comesFirst } from '../../domain/promises/comes-first.ts'
import { isOverdue } from '../../domain/promises/overdue.ts'
import { isUncovered } from '../../domain/promises/standing-in.ts'
import { plus } from '../../domain/shared/time.ts'
import { NEXT_HOURS } from '../../domain/today/order.ts'
import * as views from '../conversations/store-views.ts'
import { listDueBefore } from '../promises/store.ts'
import { listFalling } from '../promises/store-falling.ts'
import { readablePromises } from '../promises/views.ts'
import * as store from './store.ts'
import { about, cut } from './views-promises.ts'
import type { Found, Looking, More, Told } from './views-told.ts'

/** How far what a leaver owes is looked for (days), and how long something has to be quiet to be loose (hours). */
const FAR = 365
const QUIET_HOURS = 24
/** How many loose ends of a sort Today names at once: as one is tied, the next stands there, and it is said that there are more. */
const LOOSE = 20

/** Nothing is left to chance (S2-26): an open thing that has no owner, or no next date. */
export async function looseEnds(l: Looking): Promise<Found> {
  const [found, alone] = await Promise.all([Promise.all([leftBehind(l), openNeeds(l)]), nobodyStandsIn(l)])
  // Said once, of whatever sort they are.
  const more = found.some((f) => f.cut) ? [MORE] : []
  return { lines: [...found.flatMap((f) => f.lines), ...alone.lines], more: [...more, ...alone.more] }
}

const MORE: More = { group: 'moment', of: 'loose', count: null }
type Loose = { readonly lines: readonly Told[]; readonly cut: boolean }
const NONE: Loose = { lines: [], cut: false }

/** What somebody left behind whose access has ended, or who may only read by now; whoever leads sees it (P2), as far as they may read it. */
async function leftBehind({ db, asked: { member, now }, members, nameOf }: Looking): Promise<Loose> {
  if (!leads(member)) return NONE
  const gone = members.filter((m) => cannotKeep(m, now)).map((m) => m.id)
  const [owed, talks] = await Promise.all([
    listDueBefore(db, gone, plus(now, { days: FAR }), LOOSE + 1),
    store.listLeftBehind(db, gone, LOOSE + 1),
  ])
  const [readable, mine] = await Promise.all([
    views.listReadable(
      db,
      talks.map((c) => c.id),
      member,
    ),
    readablePromises(db, owed, member),
  ])
  const lines = [
    ...mine.slice(0, LOOSE).map(
      (p): Told => ({
        ...about(p, nameOf, p.toMemberId),
        item: { kind: 'loose_end', id: p.id, personId: p.toPersonId, since: p.due, missing: 'owner' },
        mine: false,
        more: [{ code: 'was_with', values: { name: nameOf(p.ownerId) ?? '' } }],
      }),
    ),
    ...talks
      .filter((c) => readable.has(c.id))
      .slice(0, LOOSE)
      .map(
        (c): Told => ({
          item: {
            kind: 'loose_end',
            id: c.id,
            personId: c.personId,
            since: c.lastActivityAt,
            missing: 'owner',
          },
          personId: c.personId,
          colleague: null,
          what: readable.get(c.id)!.subject,
          conversationId: c.id,
          mine: false,
          more: [{ code: 'was_with', values: { name: nameOf(c.assigneeId) ?? '' } }],
        }),
      ),
  ]
  return { lines, cut: owed.length > LOOSE || talks.length > LOOSE }
}

/** What falls soon while its owner is not there and nobody stands in, for whoever leads: somebody else has to take over. */
async function nobodyStandsIn({
  db,
  asked: { member, now },
  members,
  standing: everybody,
  nameOf,
}: Looking): Promise<Found> {
  if (!leads(member)) return { lines: [], more: [] }
  // Who has left is not away: what they owe was left behind.
  const there = new Set(members.filter((m) => !cannotKeep(m, now)).map((m) => m.id))
  const alone = everybody
    .filter((m) => m.id !== member.id && there.has(m.id) && isUncovered(m, everybody, now))
    .map((m) => m.id)
  const reach = { now, soon: plus(now, { hours: NEXT_HOURS }), late: LOOSE, most: LOOSE }
  const { late, soon } = await listFalling(db, { owners: alone }, reach)
  const lines = (await readablePromises(db, [...late.rows, ...soon.rows], member)).map(
    (p): Told => ({
      ...about(p, nameOf, p.toMemberId),
      item: {
        ...{ kind: 'loose_end', id: p.id, personId: p.toPersonId },
        ...{ since: comesFirst(p, isOverdue(p, now)).at, missing: 'stand_in' },
      },
      mine: false,
      more: [{ code: 'is_with', values: { name: nameOf(p.ownerId) ?? '' } }],
    }),
  )
  return { lines, more: [...cut('now', 'loose', late, true), ...cut('next', 'loose', soon, true)] }
}

/** Needs written down that nobody accounts for and nothing dated will bring back, where we spoke last: ours, and nobody's. */
async function openNeeds({ db, asked: { member, now } }: Looking): Promise<Loose> {
  if (!may(member, 'conversations.write', now)) return NONE
  const quiet = plus(now, { hours: -QUIET_HOURS })
  const rows = await store.listOpenNeeds(db, member.id, now, quiet, LOOSE + 1)
  const readable = await views.listReadable(
    db,
    rows.map((n) => n.id),
    member,
  )
  const lines = rows
    .filter((n) => readable.has(n.id))
    .slice(0, LOOSE)
    .map(
      (n): Told => ({
        item: {
          ...{ kind: 'loose_end', id: n.id, personId: n.personId, since: n.lastActivityAt },
          missing: n.assigneeId ? 'next_date' : 'owner',
        },
        personId: n.personId,
        colleague: null,
        what: n.words,
        conversationId: n.id,
        mine: n.assigneeId === member.id,
      }),
    )
  return { lines, cut: rows.length > LOOSE }
}
