import { holdsClose } from '../../domain/conversations/closing.ts'
import { isWaiting } from '../../domain/conversations/handover.ts'
import { accountOf, byPriority } from '../../domain/conversations/needs.ts'
import { stages } from '../../domain/conversations/stages.ts'
import { standingOf } from '../../domain/conversations/standing.ts'
import { isUnanswered, waiting } from '../../domain/conversations/waiting.ts'
import { knownOfOthers } from '../../domain/people/merge.ts'
import { comesFirst } from '../../domain/promises/comes-first.ts'
import { isOpen, isOverdue } from '../../domain/promises/overdue.ts'
import type { ConversationId, MemberId, PersonId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { sayKept } from '../../words/kept.ts'
import type { Words } from '../../words/words.ts'
import * as accounts from '../accounts/store.ts'
import type { Reader } from '../db/database.ts'
import type { Asked } from '../http/route.ts'
import * as people from '../people/store.ts'
import { listGroupsOf } from '../people/store-groups.ts'
import { findRecords } from '../people/store-merge.ts'
import { namesOf, showNames } from '../people/views.ts'
import { showSpeaksFor } from '../people/views-speaks-for.ts'
import { load } from './actions.ts'
import * as store from './store.ts'
import { listMergedInto } from './store-merge.ts'
import * as messages from './store-messages.ts'
import { listTagsOn } from './store-tags.ts'
import { findNextContactOf } from './store-to-come.ts'
import { listReadable, type Viewer } from './store-views.ts'
import { showDrafts } from './views-drafts.ts'
import { showJunk } from './views-junk.ts'
import { showReplyTo } from './views-reply-to.ts'
import { showSuggestedLink, showWhyHere } from './views-why-here.ts'

type MemberNames = (id: MemberId | null) => { id: MemberId; name: string } | null

/** Names of members by id, past ones too. */
export async function memberNames(db: Reader): Promise<MemberNames> {
  const names = new Map((await accounts.listMembers(db)).map((m) => [m.id, m.name]))
  return (id) => (id ? { id, name: names.get(id) ?? '' } : null)
}

/** Conversations as lines of a list. */
export async function showLines(db: Reader, rows: readonly store.StoredConversation[], now: Instant) {
  const persons = await showNames(
    db,
    rows.map((c) => c.personId),
  )
  const members = await memberNames(db)
  const promises = (
    await store.listPromiseOutcomes(
      db,
      rows.map((c) => c.id),
    )
  ).filter(isOpen)
  const tags = await listTagsOn(
    db,
    rows.map((c) => c.id),
  )
  return rows.map((c) => {
    const promise = promises.find((p) => p.conversationId === c.id)
    return {
      id: c.id,
      reference: c.reference,
      person: c.personId ? (persons.get(c.personId) ?? null) : null,
      subject: c.subject,
      channel: c.channel,
      state: standingOf(c, now),
      lastLine: c.lastLine,
      lastActivityAt: c.lastActivityAt,
      waitingSince: waiting(c, now).for === 'us' ? waiting(c, now).since : null,
      assignee: members(c.assigneeId),
      snoozedUntil: c.snoozedUntil,
      wokeAt: c.wokeAt,
      tags: tags.filter((t) => t.conversationId === c.id),
      promise: promise
        ? {
            id: promise.id,
            due: promise.due,
            nextUpdateDue: promise.nextUpdateDue,
            isOverdue: comesFirst(promise, isOverdue(promise, now)).at < now,
          }
        : null,
    }
  })
}

/** One conversation with everything beside it but its messages. */
export async function showConversation(asked: Asked, asId: ConversationId) {
  const found = await load(asked, asId)
  const { conversation: c } = found
  const { id } = c
  return await asked.db.read(asked.workspaceId, async (db) => {
    const members = await memberNames(db)
    const teams = await accounts.listTeams(db)
    const [line] = await showLines(db, [c], asked.now)
    const nextContact = await findNextContactOf(db, id)
    const before = c.reopensId ? await store.findConversation(db, c.reopensId) : null
    const old = before?.id === id ? null : before
    const newer = c.closedAt ? await store.findReopening(db, id) : null
    const readable = await listReadable(db, [old?.id ?? null, newer?.id ?? null], asked.member)
    const accountsOf = found.needs.map((n) => accountOf(n, found.promises, found.handovers))
    const { visible, stages: all } = stages({
      conversation: c,
      needs: {
        written: found.needs.length,
        accounted: accountsOf.filter((a) => a !== null).length,
        settled: accountsOf.filter((a) => a === 'met' || a === 'withdrawn' || a === 'cannot').length,
      },
      promises: { made: found.promises.length, open: found.promises.filter(isOpen).length },
      handovers: { offered: found.handovers.length, waiting: found.handovers.filter(isWaiting).length },
      nextContact: nextContact ? 'set' : null,
    })
    const held = c.closedAt
      ? []
      : [holdsClose(found, true), holdsClose({ ...found, needs: [] }, false)].flatMap((r) =>
          r ? [r.refused] : [],
        )
    return {
      ...line!,
      siteId: c.siteId,
      intent: c.intent,
      sensitive: c.sensitive,
      arrivedAt: c.arrivedAt,
      greetedAt: c.greetedAt,
      greetedBy: members(c.greetedBy),
      helpDeclinedAt: c.helpDeclinedAt,
      heardBack: c.heardBack
        ? { text: c.heardBack, at: c.heardBackAt!, confirmedAt: c.heardConfirmedAt }
        : null,
      closedAt: c.closedAt,
      closedBy: members(c.closedBy),
      junk: await showJunk(db, c, members),
      reopens: (old && readable.get(old.id)) ?? null,
      reopenedBy: (newer && readable.get(newer.id)) ?? null,
      merged: (await listMergedInto(db, id)).map(({ by, ...m }) => ({ ...m, by: members(by)! })),
      stages: visible ? [...all] : null,
      unanswered: isUnanswered(c),
      holds: held as ('need_unaccounted' | 'promise_open')[],
      personCard: c.personId ? await showCard(db, c.personId, id) : null,
      needs: byPriority(found.needs).map((n) => ({
        id: n.id,
        words: n.words,
        priority: n.priority,
        account: accountOf(n, found.promises, found.handovers) ?? ('open' as const),
        cannotWhy: n.cannotWhy,
        directionGiven: n.directionGiven,
        promiseId: n.promiseId,
        version: (n as store.StoredNeed).version,
      })),
      handovers: found.handovers.map((h) => showHandover(h, members, teams)),
      nextContact,
      drafts: await showDrafts(db, asked, id, (memberId) => members(memberId)!),
      replyTo: await showReplyTo(db, c),
      suggestedLink: await showSuggestedLink(db, c, asked.member),
      version: c.version,
    }
  })
}

/** A hand-over as screens show it, with the names of those concerned. */
export function showHandover(
  h: store.StoredHandover,
  members: MemberNames,
  teams: readonly { id: string; name: string }[],
) {
  const to = h.toMemberId
    ? { kind: 'member' as const, ...members(h.toMemberId)! }
    : {
        kind: 'team' as const,
        id: h.toTeamId as string,
        name: teams.find((t) => t.id === h.toTeamId)?.name ?? '',
      }
  const { id, conversationId, told, offeredAt, acceptedAt, declinedAt, declinedWhy, version } = h
  return {
    id,
    conversationId,
    from: members(h.fromMemberId)!,
    to,
    told,
    offeredAt,
    acceptedAt,
    acceptedBy: members(h.acceptedBy),
    declinedAt,
    declinedWhy,
    version,
  }
}

/** What stands beside a conversation of the person: how to say the name, what to know before greeting (S4-11). */
export async function showCard(db: Reader, id: PersonId, except: ConversationId | null) {
  const [person] = await people.findPersons(db, [id])
  if (!person) return null
  const handles = await people.listHandles(db, [id])
  const names = await namesOf(db, [id])
  const last = await store.findLastTime(db, id, except)
  const households = await listGroupsOf(db, 'household', id)
  const { sayName, knownSince, approach, goodToKnow, sensitive } = person
  const [root, ...others] = (await findRecords(db, id))!
  const told = knownOfOthers(root, others)
  const needs = [root, ...told].flatMap((r) => r.accessNeeds ?? [])
  const accessNeeds = [...new Set(needs)].join('\n') || null
  return {
    ...{ id, name: names.get(id) ?? '', sayName, knownSince, approach, goodToKnow, accessNeeds, sensitive },
    emails: handles.filter((h) => h.kind === 'email').map((h) => h.value),
    telephones: handles.filter((h) => h.kind === 'phone').map((h) => h.shown),
    things: (await people.listThings(db, [id])).map(({ personId: _, ...t }) => t as never),
    languages: [...person.languages],
    version: person.version,
    households: [...new Map(households.map((h) => [h.id, { id: h.id, name: h.name }])).values()],
    alsoGoodToKnow: told.map((r) => r.goodToKnow).filter((text) => text !== ''),
    ...(await showSpeaksFor(db, id)),
    lastTime: last ? { subject: last.subject, at: last.lastActivityAt, conversationId: last.id } : null,
  }
}

/** Until when a word on the customer's own page can be taken back; null for everything else, and once the page shows it. */
export function heldBackUntil(m: Pick<messages.MessageRow, 'undoUntil'>, now: Instant): Instant | null {
  return m.undoUntil && m.undoUntil > now ? m.undoUntil : null
}

/** Messages as screens show them; in whose words is said what became of mail, null for one who is not told (a customer), as the viewer. */
export async function showMessages(
  db: Reader,
  rows: readonly messages.MessageRow[],
  now: Instant,
  words: Words | null,
  viewer: Viewer | null,
) {
  const ids = rows.map((m) => m.id)
  const names = await namesOf(
    db,
    rows.map((m) => m.personId),
  )
  const members = await memberNames(db)
  const attachments = await messages.listAttachments(db, ids)
  const deliveries = await messages.listDeliveries(db, ids)
  const whyHere = await showWhyHere(db, rows, viewer)
  const passedOn = words ? await firstSenders(db, rows) : () => null
  return rows.map((m) => {
    const delivery = deliveries.find((d) => d.messageId === m.id)
    const undoUntil = heldBackUntil(m, now)
    const { id, direction, channel, automatic, text, subject, hasHtml, at } = m
    return {
      ...{ id, direction, channel, automatic, text, subject, hasHtml, at },
      originId: m.originConversationId,
      author: m.memberId
        ? { kind: 'member' as const, ...members(m.memberId)! }
        : m.personId
          ? { kind: 'person' as const, id: m.personId, name: names.get(m.personId) ?? '' }
          : { kind: 'system' as const, id: null, name: m.recipients.from[0]?.name ?? '' },
      segments: [...(m.segments ?? [{ text: m.text, folded: false }])],
      hasRaw: m.rawSha256 !== null,
      recipients: {
        ...{ from: [...m.recipients.from], to: [...m.recipients.to] },
        ...{ cc: [...m.recipients.cc], bcc: [...(m.recipients.bcc ?? [])] },
      },
      attachments: attachments
        .filter((a) => a.messageId === id)
        .map((a) => ({
          id: a.id,
          name: a.name,
          type: a.type,
          size: a.size,
          inline: a.inline,
          url: `/api/attachments/${a.id}/content?workspace=${a.workspaceId}`,
        })),
      whyHere: whyHere(m),
      doubt: viewer ? (m.doubt ?? null) : null,
      passedOn: words && passedOn(m),
      sealed: m.sealed ?? null,
      amiss: words ? (m.amiss ?? []).map((one) => sayKept(words, one)) : [],
      delivery: delivery
        ? {
            state: delivery.state as 'queued',
            problem: words && sayKept(words, delivery.lastProblem),
            sentAt: delivery.sentAt,
            undoUntil: delivery.state === 'queued' && delivery.attempts === 0 ? delivery.nextAttemptAt : null,
            canTakeBack: canTakeBack(delivery),
          }
        : undoUntil && {
            state: 'queued' as const,
            problem: null,
            sentAt: null,
            undoUntil,
            canTakeBack: false,
          },
    }
  })
}

/** Whether a mail that was tried can have reached nobody: every server said no, and none has it in hand. */
function canTakeBack(d: Awaited<ReturnType<typeof messages.listDeliveries>>[number]): boolean {
  const stuck = d.state === 'failed' || (d.state === 'queued' && d.attempts > 0)
  return stuck && d.claimedUntil === null && d.sentAt === null && !d.maybeLeft
}

/** Whose mail was passed on, as screens offer it: not our own address, nor that of whoever passed it on. */
async function firstSenders(db: Reader, rows: readonly messages.MessageRow[]) {
  const found = rows.filter((m) => m.direction === 'in' && m.forwarded?.from.address)
  if (found.length === 0) return () => null
  const ours = (await store.listOurAddresses(db)).map((m) => m.address.toLowerCase())
  return (m: messages.MessageRow) => {
    const { address, name } = m.forwarded?.from ?? {}
    if (!address || m.direction !== 'in' || ours.includes(address.replace(/\+[^@]*@/, '@'))) return null
    if (m.recipients.from.some((from) => from.address.toLowerCase() === address)) return null
    return { name: name ?? '', address }
  }
}
