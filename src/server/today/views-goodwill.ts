import { cannotKeep, leads, may } from '../../domain/accounts/permissions.ts'
import { emergencyFrom } from '../../domain/goodwill/asking.ts'
import { isOpen } from '../../domain/promises/overdue.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import type { PromiseId } from '../../domain/shared/ids.ts'
import { plus } from '../../domain/shared/time.ts'
import * as views from '../conversations/store-views.ts'
import { mayHelpWith } from '../goodwill/views-alone.ts'
import { lookersOfEach } from '../goodwill/views-lookers.ts'
import { findAsTheyStand } from '../promises/store.ts'
import * as store from './store-goodwill.ts'
import { cut } from './views-promises.ts'
import type { Found, Gift, Looking, Told } from './views-told.ts'

/** So long an answer stands on Today as such (days); afterwards what was promised to whom it is for stands alone. */
const STANDS = 7
/** How many of a sort stand there at once; of more it is said. */
const SOME = 20
/** How far what waits to be looked at is counted. */
const COUNTED = 100

/** What of the asks stands on Today, and what it says of promises that stand there too. */
export type Asks = {
  readonly lines: readonly Told[]
  /** Promises of whose ask another line tells, or nobody has to be told. */
  readonly covered: ReadonlySet<PromiseId>
  /** What is said of a promise to whom it is for, while the answer is waited for. */
  readonly waiting: ReadonlyMap<PromiseId, Pick<Told, 'more' | 'gift'>>
}

/**
 * Who waits for the yes of the one who looks (S3-09), and what became of what they asked themselves: one line for each ask. What was
 * promised by it to who asks is said by that line; what was promised to whom it is for stands as a promise, until there is an answer.
 */
export async function goodwillAsks({ db, asked, nameOf }: Looking): Promise<Asks> {
  const { member, now } = asked
  const rows = await store.listAskLines(db, member.id, plus(now, { days: -STANDS }))
  const promised = await findAsTheyStand(
    db,
    rows.flatMap((a) => [a.customerPromiseId, ...(a.askerPromiseId ? [a.askerPromiseId] : [])]),
  )
  // What of it is settled, or in other hands, is not told from here.
  const mine = rows.flatMap((a) => {
    const promise = promised.get(a.customerPromiseId)
    return a.askedBy === member.id && promise?.ownerId === member.id && isOpen(promise)
      ? [{ ...a, promise }]
      : []
  })
  const isLate = (a: store.AskLine) => a.settledAt === null && emergencyFrom(a) <= now
  const enough = await mayHelpWith(
    db,
    asked,
    mine.filter(isLate).map((a) => a.gestureId),
  )
  const covered = new Set<PromiseId>()
  const waiting = new Map<PromiseId, Pick<Told, 'more' | 'gift'>>()
  const lines: Told[] = []
  for (const a of rows) {
    const answer = a.askerPromiseId && promised.get(a.askerPromiseId)
    // Whoever got it from somebody asked, and was not asked themselves, reads of it by the promise alone.
    if (a.settledAt === null && answer && a.asked.includes(answer.ownerId)) covered.add(answer.id)
    if (a.settledAt === null && a.askedBy !== member.id && a.asked.includes(member.id))
      lines.push(askedLine(a, nameOf, member.id))
  }
  for (const a of mine) {
    const gift = giftOf(a)
    const line = { personId: a.personId, colleague: null, what: '', conversationId: a.conversationId }
    const word = {
      ...{ ...line, gift, mine: true, promiseId: a.promise.id, promiseVersion: a.promise.version },
    }
    const item = { id: a.id, personId: a.personId, due: a.promise.due }
    if (isLate(a)) {
      const since = emergencyFrom(a)
      lines.push({ ...word, item: { kind: 'may_help', ...item, since, enough: enough.has(a.gestureId) } })
      covered.add(a.promise.id)
    } else if (a.settledAt === null) {
      const name = firstName(nameOf(a.holderId) ?? '')
      const code = a.holderId ? 'yes_awaited' : 'yes_nobody'
      const said = { code, values: { name, at: a.holderId ? a.answerBy : emergencyFrom(a) } }
      waiting.set(a.promise.id, { gift, more: [said] })
    } else if (a.reversedAt === null && a.outcome !== null && a.outcome !== 'withdrawn') {
      const by = firstName(nameOf(a.settledBy) ?? '')
      lines.push({
        ...word,
        item: { kind: 'yes_answered', ...item, since: a.settledAt, outcome: a.outcome },
        values: { by, words: a.why ?? '' },
      })
      covered.add(a.promise.id)
    }
  }
  return { lines, covered, waiting }
}

function askedLine(a: store.AskLine, nameOf: Looking['nameOf'], me: string): Told {
  return {
    item: {
      ...{ kind: 'yes_asked', id: a.id, personId: a.personId, colleagueId: a.askedBy, since: a.askedAt },
      ...{ until: emergencyFrom(a), passed: a.holderId !== me },
    },
    personId: a.personId,
    colleague: nameOf(a.askedBy),
    what: a.reason,
    // Whoever is asked reads what it is for, and need not be able to read where it was said.
    conversationId: null,
    mine: a.holderId === me,
    gift: giftOf(a),
    values: { holder: firstName(nameOf(a.holderId) ?? ''), asker: firstName(nameOf(a.askedBy) ?? '') },
  }
}

function giftOf(a: store.AskLine): Gift {
  const money = a.minor === null || a.currency === null ? null : { minor: a.minor, currency: a.currency }
  return { id: a.id, version: a.version, kind: a.kind, money }
}

/** The lines of promises as the asks leave them: what another line tells is told once, and the rest says whom is asked. */
export function withAsks(lines: readonly Told[], { covered, waiting }: Asks): Told[] {
  return lines.flatMap((t) => {
    if (!t.promiseId) return [t]
    if (covered.has(t.promiseId) && t.item.kind !== 'yes_answered' && t.item.kind !== 'may_help') return []
    const said = t.item.kind === 'promise' || t.item.kind === 'update' ? waiting.get(t.promiseId) : undefined
    return [said ? { ...t, ...said, more: [...(t.more ?? []), ...(said.more ?? [])] } : t]
  })
}

/** Rules of the house that kept a colleague from helping, for who answers for them (S1-08); whose owner has left, for whoever leads. */
export async function rulesWaiting(l: Looking): Promise<Found> {
  const { db, nameOf } = l
  const { member } = l.asked
  const rows = await store.listRulesWaiting(db, answeredBy(l), SOME)
  const readable = await views.listReadable(
    db,
    rows.map((f) => f.conversationId),
    member,
  )
  const lines = rows.map((f): Told => {
    const vacant = f.ownerId !== member.id
    // Of a sensitive conversation one may not read: that the rule stopped a colleague, and neither whom nor what was said.
    const reads = f.conversationId === null || readable.has(f.conversationId)
    const personId = reads ? f.personId : null
    return {
      item: {
        ...{ kind: 'rule_asked', id: f.id, personId, colleagueId: f.by },
        ...{ since: f.at, vacant },
      },
      personId,
      colleague: nameOf(f.by),
      what: f.rule,
      conversationId: null,
      mine: !vacant,
      gift: { id: f.id, version: null, kind: null, money: null },
      values: { holder: firstName(nameOf(f.ownerId) ?? '') },
      more: reads && f.words ? [{ code: 'in_words', values: { words: f.words } }] : [],
    }
  })
  return { lines, more: cut('next', 'rules', { rows, total: rows[0]?.total ?? 0 }, true) }
}

/** What made gestures necessary and came back, for who sees that it is mended; what stands with nobody, for whoever leads. */
export async function causesOpen(l: Looking): Promise<Found> {
  const { db, nameOf } = l
  const { member } = l.asked
  const rows = await store.listCausesOf(db, answeredBy(l), leads(member), SOME)
  const lines = rows.map((c): Told => {
    const vacant = c.ownerId !== member.id
    return {
      item: { kind: 'cause', id: c.id, since: c.openedAt, vacant },
      personId: null,
      colleague: null,
      what: c.name,
      conversationId: null,
      mine: !vacant,
      gift: { id: c.id, version: null, kind: null, money: null },
      values: { holder: firstName(nameOf(c.ownerId) ?? '') },
    }
  })
  return { lines, more: cut('moment', 'causes', { rows, total: rows[0]?.total ?? 0 }) }
}

/** What was given beyond a limit and waits for three answers, in one line, for whoever leads there. */
export async function givenToLookAt({ db, asked: { member, now } }: Looking): Promise<Told[]> {
  if (!leads(member) || !may(member, 'goodwill.give', now)) return []
  const rows = await store.listUnlooked(db, COUNTED)
  if (rows.length === 0) return []
  const lookers = await lookersOfEach(db, rows, now)
  const mine = rows.filter((g) => lookers.get(g.id)!.includes(member.id))
  const [first] = mine
  if (!first) return []
  return [
    {
      item: { kind: 'given', id: first.id, since: first.givenAt, count: mine.length },
      personId: null,
      colleague: null,
      what: '',
      conversationId: null,
      mine: false,
      gift: { id: mine.length === 1 ? first.id : '', version: null, kind: null, money: null },
    },
  ]
}

/** In whose place the one who looks answers: their own, and of who leads that of everybody who has left. */
function answeredBy({ asked: { member, now }, members }: Looking) {
  const gone = leads(member) ? members.filter((m) => cannotKeep(m, now)).map((m) => m.id) : []
  return [member.id, ...gone]
}
