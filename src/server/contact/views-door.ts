import type { ConsentStep } from '../../domain/contact/consent.ts'
import type { SwitchName } from '../../domain/contact/switches.ts'
import { isOn, SWITCH_CHANNELS, SWITCH_NAMES, switchOf } from '../../domain/contact/switches.ts'
import type { PersonId, PromiseId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import type { Languages } from '../../words/languages.ts'
import { workspaceLanguage } from '../accounts/views-language.ts'
import * as talk from '../conversations/store.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { Refused } from '../db/refused.ts'
import { listHandles } from '../people/store.ts'
import { personLanguage } from '../people/views-language.ts'
import * as promises from '../promises/store.ts'
import { readablePromises } from '../promises/views.ts'
import { showReach } from '../promises/views-reach.ts'
import { findWhere, weighWord } from './actions-door.ts'
import * as store from './store-door.ts'
import { listHeldOf } from './store-door-held.ts'
import { listLeaving, listWhoseAre } from './store-door-words.ts'

/** How many decisions stand on a person's page, and how far back (days). */
const DECISIONS = 30
const DAYS = 365

/** What a person gets from us and why. Decisions about promises the viewer may not read are left out. */
export async function showContact(db: Reader, personId: PersonId, viewer: Viewer, now: Instant) {
  const side = await store.findContactSide(db, personId)
  if (!side) throw new Refused(refuse('not_found'))
  const { zones, hours } = await findWhere(db, personId, side)
  const steps = await store.listConsents(db, personId)
  const members = await memberNames(db)
  return {
    never: side.neverContact,
    timeZone: side.timeZone as string | null,
    zones: [...zones],
    anyHour: side.anyHourSince !== null,
    hours: { from: hours.from, to: hours.to, quietDays: [...hours.quietDays] },
    switches: await switchesOf(db, personId, await store.consentsOf(db, personId), now),
    steps: steps.toReversed().map((s) => ({
      id: s.id,
      switch: s.purpose === 'all' ? null : switchOf(s.purpose),
      purpose: s.purpose,
      channel: s.channel,
      state: s.state,
      at: s.at,
      expiresAt: s.expiresAt,
      wording: s.wording,
      how: s.how,
      by: s.actorKind === 'member' ? (members(s.actorId as never)?.name ?? null) : null,
    })),
    decisions: await decisionsFor(db, personId, viewer, now),
  }
}

async function decisionsFor(db: Reader, personId: PersonId, viewer: Viewer, now: Instant) {
  const rows = await store.listDecisions(db, personId, plus(now, { days: -DAYS }), DECISIONS)
  const about = await listWhoseAre(
    db,
    rows.flatMap((d) => d.promiseId ?? []),
  )
  const readable = new Set((await readablePromises(db, about, viewer)).map((p) => p.id))
  return rows
    .filter((d) => d.promiseId === null || readable.has(d.promiseId))
    .map(({ id, purpose, channel, at, answer, rule, until, promiseId }) => {
      return { id: id as string, purpose, channel, at, answer, rule, until, promiseId }
    })
}

// Each switch for each way on which they can be reached at all.
async function switchesOf(db: Reader, personId: PersonId, steps: readonly ConsentStep[], now: Instant) {
  const kinds = (await listHandles(db, [personId])).map((h) => h.kind)
  const ways = SWITCH_CHANNELS.filter((channel) => kinds.includes(channel))
  return SWITCH_NAMES.flatMap((name: SwitchName) =>
    ways.map((channel) => ({ name, channel, on: isOn(name, channel, steps, now) })),
  )
}

/** The switches on a customer's own page. */
export async function showSwitches(db: Reader, personId: PersonId, now: Instant) {
  const side = await store.findContactSide(db, personId)
  if (!side) throw new Refused(refuse('not_found'))
  const { hours } = await findWhere(db, personId, side)
  return {
    switches: await switchesOf(db, personId, await store.consentsOf(db, personId), now),
    anyHour: side.anyHourSince !== null,
    from: hours.from as string,
    to: hours.to as string,
    never: side.neverContact !== null,
  }
}

/** What would happen now to a word about a promise, by mail and by telephone. @throws Refused `not_found`. */
export async function showPreview(
  db: Reader,
  languages: Languages,
  promiseId: PromiseId,
  viewer: Viewer,
  now: Instant,
) {
  const promise = await readPromise(db, promiseId, viewer)
  if (!promise.toPersonId) {
    const { locale: language } = await workspaceLanguage(db, languages)
    return { items: [], language, mailTo: [], hasPage: false }
  }
  const personId = promise.toPersonId
  const { locale: language } = await personLanguage(db, languages, personId)
  const items = []
  for (const channel of SWITCH_CHANNELS) {
    const decision = await weighAbout(db, { ...promise, toPersonId: personId }, channel, now)
    const until = decision.answer === 'hold' ? decision.until : null
    items.push({ channel, answer: decision.answer, rule: decision.rule, until })
  }
  const { mailTo, hasPage } = await showReach(db, promise)
  // Who else is in a conversation is for those who may read it; what is owed there may be theirs all the same.
  const readable = await listReadable(db, [promise.conversationId], viewer)
  const open = promise.conversationId === null || readable.has(promise.conversationId)
  return { items, language, mailTo: open ? mailTo : [], hasPage }
}

/** When a word about a promise would arrive that is said by mail now, as far as the door decides it; null for never. */
export async function whenMailArrives(
  db: Reader,
  promiseId: PromiseId,
  now: Instant,
): Promise<Instant | null> {
  const promise = await promises.findPromise(db, promiseId)
  if (!promise?.toPersonId) return now
  const decision = await weighAbout(db, { ...promise, toPersonId: promise.toPersonId }, 'email', now)
  return decision.answer === 'deny' ? null : decision.answer === 'hold' ? decision.until : now
}

type About = Pick<promises.StoredPromise, 'conversationId'> & { readonly toPersonId: PersonId }

async function weighAbout(
  db: Reader,
  { toPersonId: personId, conversationId }: About,
  channel: (typeof SWITCH_CHANNELS)[number],
  now: Instant,
) {
  const siteId = conversationId ? ((await talk.findConversation(db, conversationId))?.siteId ?? null) : null
  return await weighWord(db, { personId, purpose: 'promise_update', channel, siteId }, now)
}

/** How the words of a promise that were to go by mail fared. @throws Refused `not_found`. */
export async function showWords(db: Reader, promiseId: PromiseId, viewer: Viewer) {
  await readPromise(db, promiseId, viewer)
  // Also of those before it, whose words stand on it.
  const line = await promises.listLineOf(db, promiseId)
  const held = await listHeldOf(db, line)
  const items = (await listLeaving(db, line)).map((w) => {
    const waits = held.find((h) => h.id === w.updateId)
    if (waits && waits.settledAt === null)
      return { ...w, state: 'waits' as const, rule: waits.rule, until: waits.until }
    if (waits?.outcome === 'dropped')
      return { ...w, state: 'dropped' as const, rule: waits.rule, until: null }
    return { ...w, until: null }
  })
  return { items }
}

async function readPromise(db: Reader, id: PromiseId, viewer: Viewer) {
  const promise = await promises.findPromise(db, id)
  if (!promise || (await readablePromises(db, [promise], viewer)).length === 0)
    throw new Refused(refuse('not_found'))
  return promise
}
