import { comesFirst } from '../../domain/promises/comes-first.ts'
import { isOverdue } from '../../domain/promises/overdue.ts'
import type { ProgressUpdate } from '../../domain/promises/promise.ts'
import { wordsNow } from '../../domain/promises/said-of.ts'
import { standsInFor } from '../../domain/promises/standing-in.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { DAYS_AHEAD } from '../../domain/today/ahead.ts'
import { NEXT_HOURS, USEFUL } from '../../domain/today/order.ts'
import { listLastUpdates, listOverdueTo, type PromiseLine } from '../promises/store.ts'
import { listAsksWaiting } from '../promises/store-asks.ts'
import { listFalling } from '../promises/store-falling.ts'
import { readablePromises } from '../promises/views.ts'
import * as store from './store.ts'
import { type Found, LATE, type Looking, MOST, type More, type Told } from './views-told.ts'

/** How long a word that is to leave as a mail may take (minutes), and how long one that did not stands on Today (days). */
const LEAVES_WITHIN = 1
const STANDS = 7
/** Between how many hours and how many days after a promise was kept one may ask how it went. */
const ASK = { fromHours: 16, toDays: 3 }

/**
 * What the one who looks owes, and what of it did not reach them: what is late, all of the next hours, and a few things to do ahead.
 * A promise whose word did not arrive stands there once, with when it is due.
 */
export async function promisesOf({ db, asked: { member, now }, nameOf }: Looking): Promise<Found> {
  const soon = plus(now, { hours: NEXT_HOURS })
  const [untold, falling] = await Promise.all([
    store.listNotTold(db, member.id, plus(now, { days: -STANDS }), plus(now, { minutes: -LEAVES_WITHIN })),
    listFalling(
      db,
      { owners: [member.id] },
      { now, soon, late: LATE, most: MOST, ahead: { until: plus(now, { days: DAYS_AHEAD }), most: USEFUL } },
    ),
  ])
  const silent = new Set(untold.map((u) => u.promiseId))
  const { late, soon: next, ahead } = falling
  const shown = [...late.rows, ...next.rows, ...ahead.rows].filter((p) => !silent.has(p.id))
  const words = await listLastUpdates(
    db,
    shown.filter((p) => comesFirst(p, isOverdue(p, now)).is === 'word').map((p) => p.id),
  )
  const said = new Map(words.map((w) => [w.promiseId, w]))
  const lines = shown.map((p): Told => {
    const late = isOverdue(p, now)
    const { at, is } = comesFirst(p, late)
    const line = { id: p.id, personId: p.toPersonId, colleagueId: p.toMemberId, due: at }
    const word = is === 'word' ? said.get(p.id) : undefined
    return {
      ...about(p, nameOf, p.toMemberId),
      giver: p.madeBy === member.id ? null : nameOf(p.madeBy),
      item:
        is === 'due'
          ? { kind: 'promise', ...line }
          : {
              kind: 'update',
              ...line,
              ...(late ? { wasDue: p.due } : {}),
              ...(word ? {} : { unsaid: true }),
            },
      more: [
        ...(word ? [sayTold(word)] : []),
        ...(is === 'word' && late ? [{ code: 'was_due', values: { at: p.due } }] : []),
      ],
    }
  })
  const notTold = untold.map(
    (u): Told => ({
      item: {
        ...{ kind: 'not_told', id: u.promiseId, personId: u.personId, since: u.at, rule: u.rule },
        due: u.due,
      },
      personId: u.personId,
      colleague: null,
      what: wordsNow(u, member.name),
      conversationId: u.conversationId,
      promiseId: u.promiseId,
      promiseVersion: u.version,
      mine: true,
      // Of a later word they know nothing: what they wait for is the date (P5).
      more: [{ code: u.due < now ? 'was_due' : 'is_due', values: { at: u.due } }],
    }),
  )
  return { lines: [...lines, ...notTold], more: [...cut('now', 'late', late), ...cut('next', 'soon', next)] }
}

/** What was found and does not stand there. `hidden`: it is not counted, for some of it may not be read, or it is too many. */
export function cut(
  group: More['group'],
  of: More['of'],
  { rows, total }: { rows: readonly unknown[]; total: number },
  hidden = false,
): More[] {
  const count = total - rows.length
  return count > 0 ? [{ group, of, count: hidden ? null : count }] : []
}

/** What was told last, after why a line stands there. */
export function sayTold(word: ProgressUpdate) {
  const code = word.kind === 'no_progress' ? 'told_none' : 'told'
  return { code, values: { at: word.at, words: word.reason ?? word.text } }
}

/** What a promise says in any line, and which colleague it names. */
export function about(p: PromiseLine, nameOf: Looking['nameOf'], colleague: MemberId | null) {
  return {
    personId: p.toPersonId,
    colleague: nameOf(colleague),
    what: wordsNow(p, nameOf(p.ownerId) ?? ''),
    conversationId: p.conversationId,
    promiseId: p.id,
    promiseVersion: p.version,
    mine: true,
  }
}

/** What colleagues owe the one who looks and is late, unless a later word was named (S3-24). */
export async function owedToMe({ db, asked: { member, now }, nameOf }: Looking): Promise<Told[]> {
  return (await listOverdueTo(db, member.id, now, MOST))
    .map((p) => ({ p, at: comesFirst(p, true).at }))
    .filter(({ at }) => at < now)
    .map(({ p, at }) => ({
      ...about(p, nameOf, p.ownerId),
      item: { kind: 'owed', id: p.id, due: at },
      mine: false,
    }))
}

/**
 * What colleagues ask of the one who looks, until it is promised by a day or declined; and what they asked of somebody who has left
 * since, to ask another or to let go (S3-24).
 */
export async function asks({ db, asked: { member }, nameOf }: Looking): Promise<Told[]> {
  const rows = await listAsksWaiting(db, member.id, MOST)
  return rows.map(({ id, text, askedBy, askedOf, askedAt, wishedBy, returnedAt }): Told => {
    const line = { personId: null, what: text, conversationId: null, mine: true }
    if (returnedAt !== null)
      return { ...line, item: { kind: 'asked_back', id, since: returnedAt }, colleague: nameOf(askedOf) }
    return {
      ...line,
      item: { kind: 'asked', id, since: askedAt, wishedBy },
      colleague: nameOf(askedBy),
      more: wishedBy ? [{ code: 'wished', values: { at: wishedBy } }] : [],
    }
  })
}

/** What falls soon of colleagues who rest now and for whom the one who looks stands in. */
export async function standsIn(l: Looking): Promise<Found> {
  const { db, standing } = l
  const { member, now } = l.asked
  const reach = { now, soon: plus(now, { hours: NEXT_HOURS }), late: LATE, most: MOST }
  const whose = { owners: standsInFor(member.id, standing, now), except: member.id }
  const { late, soon } = await listFalling(db, whose, reach)
  const readable = await readablePromises(db, [...late.rows, ...soon.rows], member)
  return {
    lines: readable.map((p) => coveredLine(p, l, comesFirst(p, isOverdue(p, now)).at)),
    more: [...cut('now', 'stands_in', late, true), ...cut('next', 'stands_in', soon, true)],
  }
}

/** A line about what a colleague owes who rests, at one of its moments. */
export function coveredLine(p: PromiseLine, { nameOf }: Looking, due: Instant): Told {
  return {
    ...about(p, nameOf, p.toMemberId),
    item: { kind: 'stands_in', id: p.id, personId: p.toPersonId, due },
    mine: false,
    more: [{ code: 'is_with', values: { name: nameOf(p.ownerId) ?? '' } }],
  }
}

/** Whose promise we kept a day or two ago, and nobody has spoken with them since: one may ask how it went. */
export async function toAsk({ db, asked: { member, now } }: Looking): Promise<Told[]> {
  const [from, until] = [plus(now, { days: -ASK.toDays }), plus(now, { hours: -ASK.fromHours })]
  return (await store.listToAsk(db, member.id, from, until)).map((p) => ({
    item: { kind: 'ask', id: p.id, personId: p.toPersonId, since: p.keptAt },
    personId: p.toPersonId,
    colleague: null,
    what: wordsNow(p, member.name),
    conversationId: p.conversationId,
    mine: true,
  }))
}
