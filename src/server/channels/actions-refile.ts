import { factsOf } from '../../domain/conversations/merge.ts'
import { takeIn } from '../../domain/conversations/refile.ts'
import { splitOff } from '../../domain/conversations/split.ts'
import type { Alone, Said } from '../../domain/conversations/unmerge.ts'
import type { ConversationId, Id, MessageId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { about, load, saveConversation } from '../conversations/actions.ts'
import { mergeConversations } from '../conversations/actions-merge.ts'
import { beginSplit, told, withoutMessages } from '../conversations/actions-split.ts'
import { findConversation, type StoredConversation, updateConversation } from '../conversations/store.ts'
import { findMessages, type MessageRow, type WhyHere } from '../conversations/store-messages.ts'
import * as store from '../conversations/store-refile.ts'
import { isAnyLeaving, listMessageIds, moveNeeds } from '../conversations/store-split.ts'
import { flush, together } from '../db/flush.ts'
import { accept, patiently, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { listOfConversation, movePromises } from '../promises/store-split.ts'
import { followMessages } from './store-mail-in.ts'

export type RefilingId = Id<'refiling'>

/** What is to be filed elsewhere. Without `messageIds` all of it; `to` null: into a conversation of its own, of the id `newId`. */
export type Refiling = {
  readonly id?: RefilingId | undefined
  readonly messageIds?: readonly MessageId[] | undefined
  readonly to: ConversationId | null
  readonly newId?: ConversationId | undefined
}

/** Where it stands now, and by what it is taken back: this act, or (all of it went) by taking `mergedId` out again. */
export type Refiled = {
  readonly to: ConversationId
  readonly refilingId: RefilingId | null
  readonly mergedId: ConversationId | null
}

/**
 * Files messages in another conversation, or splits them off into one of their own. What was promised in them goes along; each keeps
 * its person. All of a conversation becomes part of the other, by a merge. Says the same twice with the same id.
 * @throws Refused `not_found` (also for one this member may not read), `merge_same`, `merge_held`, `nothing_left`, `mail_leaving`;
 * `changed_meanwhile` if one of the messages was moved meanwhile.
 */
export async function refile(asked: Asked, id: ConversationId, input: Refiling): Promise<Refiled> {
  return await patiently(() => refileOnce(asked, id, input))
}

/** Splits messages off into a conversation of their own (see {@link refile}); gives its id. */
export async function splitConversation(
  asked: Asked,
  id: ConversationId,
  input: { newId?: ConversationId | undefined; messageIds: readonly MessageId[] },
): Promise<ConversationId> {
  return (await refile(asked, id, { ...input, to: null })).to
}

async function refileOnce(asked: Asked, id: ConversationId, input: Refiling): Promise<Refiled> {
  const refilingId = input.id ?? asked.newId<'refiling'>()
  const done = await alreadyDone(asked, refilingId, input)
  if (done) return done
  const { conversation: from, needs } = await load(asked, id)
  const target = input.to ? (await loadTarget(asked, input.to)).conversation : null
  if (target?.id === from.id) throw new Refused(refuse('merge_same', { field: 'to' }))
  if (from.heldBecause !== null || (target && target.heldBecause !== null))
    throw new Refused(refuse('merge_held', { field: 'to' }))
  const found = await asked.db.read(asked.workspaceId, async (db) => ({
    messages: await listAll(db, from.id),
    there: target ? await listAll(db, target.id) : [],
    promises: await listOfConversation(db, from.id),
  }))
  const chosen = input.messageIds ?? found.messages.map((m) => m.id)
  await demandHere(asked, from, found.messages, chosen)
  if (target && found.messages.every((m) => chosen.includes(m.id))) {
    await mergeConversations(asked, target.id, [from.id], true)
    return { to: target.id, refilingId: null, mergedId: from.id }
  }
  const toId = target?.id ?? input.newId ?? asked.newId<'conversation'>()
  const messages = found.messages.map((m) => m.id)
  const split = accept(splitOff({ messages, needs, promises: found.promises }, chosen, toId))
  const going = found.messages.filter((m) => split.messages.includes(m.id))
  const left = found.messages.filter((m) => !split.messages.includes(m.id))
  const part = beginSplit(asked, from, toId, going)
  const to = target ? { ...target, ...takeIn(factsOf(target), factsOf(part), asked.now) } : part
  const rest = withoutMessages(from, left)
  const origin = new Map([...needs, ...found.promises].map((x) => [x.id as string, x.originConversationId]))
  const moved = <T extends string>(ids: readonly T[]) =>
    ids.map((x) => ({ id: x, originId: origin.get(x) ?? null }))
  const data = { messages: split.messages.length }
  const kind = target ? 'message.refiled' : 'conversation.split'
  await flush(
    asked,
    together(target ? { writes: [], events: [] } : saveConversation(asked, part), {
      writes: [
        // Always in the same order: two who file at once wait for each other in turn, and not in a circle.
        ...[rest, ...(target ? [to] : [])].sort((a, b) => (a.id < b.id ? -1 : 1)).map(updateConversation),
        store.moveMessagesSaying(split.messages, from.id, toId, whyThere(asked, from)),
        followMessages(split.messages, toId),
        ...(split.needs.length > 0 ? [moveNeeds(split.needs, toId)] : []),
        ...(split.promises.length > 0 ? [movePromises(split.promises, toId)] : []),
        store.insertRefiling(asked.workspaceId, {
          ...{ id: refilingId, fromId: from.id, toId, began: !target },
          ...{ movedAt: asked.now, movedBy: asked.member.id },
          held: {
            messages: going.map((m) => ({ id: m.id, originId: m.originConversationId, whyHere: m.whyHere })),
            ...{ needs: moved(split.needs), promises: moved(split.promises) },
            fromAlone: aloneOf(from, told(found.messages)),
            toAlone: target && aloneOf(target, told(found.there)),
            fromAfter: factsOf(rest),
            toBefore: target && factsOf(target),
            toAfter: factsOf(to),
          },
        }),
      ],
      events: [
        { kind, subjects: about(from), data: { ...data, to: toId } },
        { kind, subjects: about(to), data: { ...data, from: from.id } },
      ],
    }),
  )
  return { to: toId, refilingId, mergedId: null }
}

// The same call came twice: by its own id, or by that of the conversation it began.
async function alreadyDone(asked: Asked, id: RefilingId, { messageIds = [], ...input }: Refiling) {
  const { known, begun, there } = await asked.db.read(asked.workspaceId, async (db) => {
    const begun = input.newId ? await findConversation(db, input.newId) : null
    const there = begun ? await listMessageIds(db, begun.id) : []
    return { known: await store.findRefiling(db, id), begun, there }
  })
  if (!known && !begun) return null
  if (known ? known.movedBy === asked.member.id : messageIds.every((m) => there.includes(m)))
    return { to: known?.toId ?? input.newId!, refilingId: known ? id : null, mergedId: null }
  throw new Refused(refuse('changed_meanwhile'))
}

async function loadTarget(asked: Asked, to: ConversationId) {
  try {
    return await load(asked, to)
  } catch (e) {
    if (e instanceof Refused) throw new Refused({ ...e.refusal, field: 'to' })
    throw e
  }
}

async function demandHere(
  asked: Asked,
  from: StoredConversation,
  here: readonly MessageRow[],
  chosen: readonly MessageId[],
): Promise<void> {
  const missing = chosen.filter((id) => !here.some((m) => m.id === id))
  const { gone, leaving } = await asked.db.read(asked.workspaceId, async (db) => ({
    gone: await findMessages(db, missing),
    leaving: chosen.length > 0 && (await isAnyLeaving(db, chosen)),
  }))
  if (gone.some((m) => m.whyHere?.code === 'refiled' && m.whyHere.values.conversationId === from.id))
    throw new Refused(refuse('changed_meanwhile'))
  if (missing.length > 0) throw new Refused(refuse('invalid_input', { field: 'messageIds' }))
  if (leaving) throw new Refused(refuse('mail_leaving', { field: 'messageIds' }))
}

/** Every message of a conversation, the earliest first; those taken back are left out. */
export async function listAll(
  db: Parameters<typeof findMessages>[0],
  id: ConversationId,
): Promise<MessageRow[]> {
  const all = await findMessages(db, await listMessageIds(db, id))
  return all.sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1))
}

function aloneOf(c: StoredConversation, said: Said): Alone {
  const { lastInAt, lastOutAt, lastActivityAt, lastLine } = c
  return { last: { lastInAt, lastOutAt, lastActivityAt, lastLine }, said }
}

// Ids alone: what they are called is looked up for whoever reads.
function whyThere(asked: Asked, from: StoredConversation): WhyHere {
  const values = { conversationId: from.id, reference: from.reference, memberId: asked.member.id }
  return { code: 'refiled', values }
}
