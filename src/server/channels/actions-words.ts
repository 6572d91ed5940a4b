import type { Member } from '../../domain/accounts/membership.ts'
import type { ContactDecision } from '../../domain/contact/can-contact.ts'
import { isOutdated } from '../../domain/contact/held-words.ts'
import { tellsNewDate } from '../../domain/promises/new-date.ts'
import { isOpen } from '../../domain/promises/overdue.ts'
import type { CustomerPromise, ProgressUpdate } from '../../domain/promises/promise.ts'
import { wordsNow } from '../../domain/promises/said-of.ts'
import type { ConversationId, MessageId, PersonId, PromiseId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Language } from '../../words/languages.ts'
import { updateWords } from '../../words/update-words.ts'
import * as accounts from '../accounts/store.ts'
import { memberLanguage } from '../accounts/views-language.ts'
import { askDoor, fingerprintOf } from '../contact/actions-door.ts'
import { findDecisionOn } from '../contact/store-door.ts'
import * as held from '../contact/store-door-held.ts'
import { isSaid } from '../conversations/actions.ts'
import { findConversation } from '../conversations/store.ts'
import { findBegunBy } from '../conversations/store-messages.ts'
import { type Act, type Change, flush, together } from '../db/flush.ts'
import { patiently, Refused } from '../db/refused.ts'
import { listEvents } from '../events/log.ts'
import type { Asked } from '../http/route.ts'
import { personLanguage } from '../people/views-language.ts'
import { findPromise, findUpdate, listUpdates } from '../promises/store.ts'
import { insertUntold } from '../promises/store-alerts.ts'
import type { Services } from '../services.ts'
import { sendReply, startConversation } from './actions-replies.ts'

type Told = {
  promise: CustomerPromise & { toPersonId: PersonId }
  update: ProgressUpdate
  member: Member
  conversation: Awaited<ReturnType<typeof findConversation>>
  timeZone: string
  /** Who has it now, and what is promised, said of them. */
  owner: string
  words: string
}

/**
 * Tells a word on the way by mail, if the door lets it out now: else it waits for its time, or a person is asked to call. Told, and
 * asked, once, however often it is called; the mail has the update's id. `saidAt` dates the mail, if not now.
 */
export async function tellWord(
  services: Services,
  act: Act,
  promiseId: PromiseId,
  updateId: string,
  saidAt: Instant = act.now,
): Promise<void> {
  await patiently(() => tellOnce(services, act, promiseId, updateId, saidAt))
}

async function tellOnce(
  services: Services,
  act: Act,
  promiseId: PromiseId,
  updateId: string,
  saidAt: Instant,
): Promise<void> {
  const told = await readTold(act, promiseId, updateId)
  if (!told) return
  const { waits, before } = await act.db.read(act.workspaceId, async (db) => ({
    waits: await held.findHeldWord(db, updateId),
    before: await findDecisionOn(db, updateId),
  }))
  if (waits && (waits.settledAt !== null || waits.until > act.now)) return
  if (before?.answer === 'deny') return
  if (waits && (await isOvertaken(act, told))) return await drop(act, told, waits)
  // Let out already, by somebody who was stopped before the mail was written.
  const decision = before?.answer === 'allow' ? before : await decide(act, told, waits)
  if (decision.answer !== 'allow') return
  const ended = waits ? [settle(act, waits, 'sent')] : []
  try {
    await say(services, { ...act, now: saidAt }, told)
  } catch (e) {
    if (!(e instanceof Refused) || e.refusal.refused === 'changed_meanwhile') throw e
    const unheld = waits ? [settle(act, waits, 'denied')] : []
    return await flush(
      act,
      together({ writes: unheld, events: [] }, await planNotTold(act, told, e.refusal.refused)),
    )
  }
  if (ended.length > 0) await flush(act, { writes: ended, events: [] })
}

async function decide(act: Act, told: Told, waits: held.HeldWord | null): Promise<ContactDecision> {
  const { promise, update, conversation } = told
  const { decision, write } = await act.db.read(act.workspaceId, (db) =>
    askDoor(act, db, {
      personId: promise.toPersonId,
      purpose: 'promise_update',
      channel: 'email',
      fingerprint: fingerprintOf(promise.id, update.kind, update.text, update.reason, update.nextUpdateDue),
      siteId: conversation?.siteId ?? null,
      promiseId: promise.id,
      updateId: update.id,
    }),
  )
  const change: Change =
    decision.answer === 'hold'
      ? planHold(act, told, decision, waits)
      : decision.answer === 'deny'
        ? together(
            { writes: waits ? [settle(act, waits, 'denied')] : [], events: [] },
            await planNotTold(act, told, decision.rule),
          )
        : { writes: [], events: [] }
  await flush(act, together({ writes: [write], events: [] }, change))
  return decision
}

function planHold(
  act: Act,
  { promise, update }: Told,
  { rule, until }: ContactDecision & { answer: 'hold' },
  waits: held.HeldWord | null,
): Change {
  const word = {
    ...{ id: update.id as string, personId: promise.toPersonId, promiseId: promise.id, rule, until },
    ...{ purpose: 'promise_update' as const, channel: 'email' as const, createdAt: update.at },
  }
  // The same word said twice within a day need not come a day later: they have it.
  const ended =
    rule === 'said_already'
      ? { settledAt: act.now, outcome: 'dropped' as const }
      : { settledAt: null, outcome: null }
  const data = { update: update.id, why: rule, due: until }
  return {
    writes: [
      waits
        ? held.updateHeldWord(waits, { rule, until, ...ended })
        : held.insertHeldWord(act.workspaceId, { ...word, ...ended }),
    ],
    events: ended.outcome ? [] : [{ kind: 'contact.held', subjects: about(promise), data }],
  }
}

// They have heard later news, or what it says is past.
async function isOvertaken(act: Act, { promise, update }: Told): Promise<boolean> {
  const all = await act.db.read(act.workspaceId, (db) => listUpdates(db, [promise.id]))
  const laterWord = all.some((u) => u.at > update.at)
  return isOutdated(
    update,
    { released: promise.releasedAt !== null, settled: !isOpen(promise), laterWord },
    act.now,
  )
}

async function drop(act: Act, told: Told, waits: held.HeldWord): Promise<void> {
  const { nextUpdateDue } = told.update
  const silent = nextUpdateDue !== null && nextUpdateDue <= act.now && isOpen(told.promise)
  const missed = silent ? await planNotTold(act, told, 'too_late') : { writes: [], events: [] }
  await flush(act, together({ writes: [settle(act, waits, 'dropped')], events: [] }, missed))
}

function settle(act: Act, waits: held.HeldWord, outcome: NonNullable<held.HeldWord['outcome']>) {
  return held.updateHeldWord(waits, { settledAt: act.now, outcome })
}

function about(promise: CustomerPromise) {
  return {
    promiseId: promise.id,
    memberId: promise.ownerId,
    ...(promise.toPersonId ? { personId: promise.toPersonId } : {}),
    ...(promise.conversationId ? { conversationId: promise.conversationId } : {}),
  } as { promiseId: PromiseId; memberId: string; personId: PersonId }
}

/** What it takes to tell that a word did not reach them, and why; once for each word. Today asks its owner to call (DOMAIN 8.4). */
async function planNotTold(act: Act, { promise, update }: Told, why: string): Promise<Change> {
  const kinds = ['contact.not_told'] as const
  const known = await act.db.read(act.workspaceId, (db) =>
    listEvents(db, { promiseId: promise.id, kinds }, null, 100),
  )
  const data = { update: update.id, why }
  return known.some((e) => e.data.update === update.id)
    ? { writes: [], events: [] }
    : {
        writes: [insertUntold(act.workspaceId, update, act.now)],
        events: [{ kind: 'contact.not_told', subjects: about(promise), data }],
      }
}

/** Tells that the mail of a word failed for good or twice, or came back: it was never told. Other mails are none of its business. */
export async function missWord(
  act: Act,
  messageId: MessageId,
  why: 'mail_failed' | 'mail_delayed' | 'mail_bounced',
): Promise<void> {
  const update = await act.db.read(act.workspaceId, async (db) => {
    const found = await findUpdate(db, messageId)
    const begun = found ? null : await findBegunBy(db, messageId)
    // A word that began a conversation gave it its id.
    return found ?? (begun && (await findUpdate(db, begun)))
  })
  const told = update && (await readTold(act, update.promiseId, update.id))
  if (told) await flush(act, await planNotTold(act, told, why))
}

async function say(services: Services, act: Act, told: Told): Promise<void> {
  const { promise, update, member } = told
  if (await isSaid(act, update.id as string as MessageId)) return
  const { own, theirs } = await act.db.read(act.workspaceId, async (db) => ({
    own: await memberLanguage(db, services.languages, member.id),
    theirs: await personLanguage(db, services.languages, promise.toPersonId),
  }))
  const asked: Asked = { ...act, services, actor: { kind: 'member', id: member.id }, member, language: own }
  const inTheirs = (at: Instant | null) => at && sayMoment(at, told.timeZone, theirs)
  const text = updateWords(theirs.words, {
    ...update,
    promise: told.words,
    by: inTheirs(update.nextUpdateDue),
    due: inTheirs(tellsNewDate(promise, update) ? promise.due : null),
    from: member.name,
    owner: told.owner,
  })
  const ends = { personId: promise.toPersonId, name: 'promises' as const }
  if (promise.conversationId)
    await sendReply(asked, promise.conversationId, {
      id: update.id as string as MessageId,
      text,
      // The words end with a name already.
      signature: 'house',
      switch: ends,
      keepDraft: true,
    })
  else
    await startConversation(asked, {
      conversationId: update.id as string as ConversationId,
      personId: promise.toPersonId,
      subject: told.words,
      text,
      signature: 'house',
      switch: ends,
    })
}

// Words between colleagues go by no mail, least of all by one to the customer they talk about.
async function readTold(act: Act, promiseId: PromiseId, updateId: string): Promise<Told | null> {
  return await act.db.read(act.workspaceId, async (db) => {
    const [promise, update] = [await findPromise(db, promiseId), await findUpdate(db, updateId)]
    const members = await accounts.listMembers(db)
    const member = members.find((m) => m.id === update?.saidBy)
    if (!promise?.toPersonId || !update || !member) return null
    const conversation = promise.conversationId ? await findConversation(db, promise.conversationId) : null
    const sites = await accounts.listSites(db)
    const site = sites.find((s) => s.id === conversation?.siteId) ?? sites[0]!
    const { toPersonId } = promise
    const owner = members.find((m) => m.id === promise.ownerId)?.name ?? ''
    const words = wordsNow(promise, owner)
    return {
      promise: { ...promise, toPersonId },
      owner,
      words,
      update,
      member,
      conversation,
      timeZone: site.timeZone,
    }
  })
}

/** A moment as a letter says it, in the place's own time: "Friday, 27 November, 10:30". */
function sayMoment(at: Instant, timeZone: string, { dates }: Language): string {
  const parts = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  } as const
  return new Intl.DateTimeFormat(dates, { timeZone, ...parts }).format(new Date(at)).replace(' at ', ', ')
}
