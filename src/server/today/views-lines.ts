import { may } from '../../domain/accounts/permissions.ts'
import { arrivalState } from '../../domain/conversations/arrival.ts'
import { waiting } from '../../domain/conversations/waiting.ts'
import { plus } from '../../domain/shared/time.ts'
import { DAYS_AHEAD } from '../../domain/today/ahead.ts'
import { listAtCounter } from '../channels/store.ts'
import { listNextContactsBy } from '../contact/store.ts'
import * as views from '../conversations/store-views.ts'
import * as store from './store.ts'
import { causesOpen, givenToLookAt, goodwillAsks, rulesWaiting, withAsks } from './views-goodwill.ts'
import { looseEnds } from './views-loose.ts'
import { asks, cut, owedToMe, promisesOf, standsIn, toAsk } from './views-promises.ts'
import { type Found, type Looking, MOST, type Told } from './views-told.ts'

/** Everything that may need the one signed in, in no order. The questions travel together: none waits for another's answer. */
export async function linesFor(l: Looking): Promise<Found> {
  const whole = [atCounter, handovers, owedToMe, asks, toAsk, held, nextContacts, givenToLookAt]
  const bounded = [conversations, promisesOf, standsIn, looseEnds, rulesWaiting, causesOpen]
  // Those that bring the most go first: while their rows are read, the database is at the others already.
  const [some, all, yeses] = await Promise.all([
    Promise.all(bounded.map((kind) => kind(l))),
    Promise.all(whole.map((kind) => kind(l))),
    goodwillAsks(l),
  ])
  const lines = withAsks([...all.flat(), ...some.flatMap((f) => f.lines), ...yeses.lines], yeses)
  // What waits for one's yes stands there once: whoever offered it may have left, and nobody has it meanwhile.
  const offered = new Set(lines.flatMap((t) => (t.item.kind === 'handover' ? t.conversationId : [])))
  return {
    lines: lines.filter((t) => t.item.kind !== 'waiting' || !offered.has(t.conversationId)),
    more: some.flatMap((f) => f.more),
  }
}

async function atCounter({ db, asked, site }: Looking): Promise<Told[]> {
  const greetWithinMinutes = site?.greetWithinMinutes ?? 3
  return (await listAtCounter(db, asked.member.siteId)).flatMap((c): Told[] => {
    const state = arrivalState(c)
    const { id, personId, arrivedAt: since } = c
    const line = { personId, colleague: null, conversationId: id, mine: false }
    const what = c.sensitive ? '' : c.subject
    if (state === 'waiting')
      return [{ ...line, what, item: { kind: 'arrival', id, personId, since, greetWithinMinutes } }]
    return state === 'greeted' ? [{ ...line, what, item: { kind: 'greeted', id, personId, since } }] : []
  })
}

async function handovers({ db, asked, nameOf }: Looking): Promise<Told[]> {
  return (await store.listHandoversTo(db, asked.member.id)).map((h) => ({
    item: { kind: 'handover', id: h.id, personId: h.personId, since: h.offeredAt },
    personId: h.personId,
    colleague: nameOf(h.fromMemberId),
    what: h.subject,
    conversationId: h.conversationId,
    handoverId: h.id,
    mine: true,
  }))
}

async function conversations({ db, asked: { member, now } }: Looking): Promise<Found> {
  // One more tells that there are more; to count them all would take as long as the rest of Today.
  const found = await views.listWaitingFor(db, member, now, MOST + 1)
  const rows = found.slice(0, MOST)
  const lines = rows.flatMap((c): Told[] => {
    const { id, personId } = c
    const since = waiting(c, now).since
    const mine = c.assigneeId === member.id
    const line = { personId, colleague: null, what: c.subject, conversationId: id, mine }
    if (c.wokeAt && (!c.lastInAt || c.wokeAt > c.lastInAt))
      return [{ ...line, item: { kind: 'snooze', id, personId, due: c.wokeAt } }]
    return since ? [{ ...line, item: { kind: 'waiting', id, personId, since } }] : []
  })
  return { lines, more: cut('now', 'waiting', { rows, total: found.length }, true) }
}

/** Entries of forms held back as perhaps a machine's, in one line, for those who may let them in. */
async function held({ db, asked: { member, now } }: Looking): Promise<Told[]> {
  if (!may(member, 'conversations.write', now)) return []
  const rows = await views.listConversations(db, { view: 'held', viewer: member, now }, null, MOST)
  const [first] = rows.slice(-1)
  if (!first) return []
  return [
    {
      item: { kind: 'held', id: first.id, since: first.arrivedAt, count: rows.length },
      personId: null,
      colleague: null,
      what: first.subject,
      conversationId: rows.length === 1 ? first.id : null,
      mine: false,
    },
  ]
}

/** What somebody agreed themselves, up to the last of the days ahead. */
export async function nextContacts({ db, asked: { member, now } }: Looking): Promise<Told[]> {
  return (await listNextContactsBy(db, member.id, plus(now, { days: DAYS_AHEAD + 1 }))).map((n) => ({
    item: { kind: 'next_contact', id: n.id, personId: n.personId, due: n.due },
    personId: n.personId,
    colleague: null,
    what: n.what,
    conversationId: n.conversationId,
    nextContactId: n.id,
    mine: true,
  }))
}
