import * as decide from '../../domain/promises/decisions.ts'
import { isOpen } from '../../domain/promises/overdue.ts'
import type { CustomerPromise } from '../../domain/promises/promise.ts'
import type { ConversationId, MessageId, PromiseId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { listGroup } from '../conversations/store.ts'
import type { Act, Change } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import { listEvents } from '../events/log.ts'
import { about } from './actions.ts'
import * as store from './store.ts'

/** How far back the keeping of a word is looked for: it is taken back moments after, or once a server refused it. */
const LOOKED_THROUGH = 200

/**
 * What it takes to keep promises by a word that is just being said: those to whom it is said, in its conversation, as they stand now. What
 * somebody settled meanwhile is as good. @throws Refused `not_found` naming `keeps` for one of another conversation, or to a colleague.
 */
export async function planKeptByWord(
  act: Act,
  word: { readonly id: MessageId; readonly conversationId: ConversationId },
  keeps: readonly PromiseId[] = [],
): Promise<{ kept: CustomerPromise[]; change: Change }> {
  const found = await act.db.read(act.workspaceId, (db) => store.findAsTheyStand(db, keeps))
  const here = keeps.map((id) => found.get(id))
  if (here.some((p) => p?.conversationId !== word.conversationId || p.toPersonId === null))
    throw new Refused(refuse('not_found', { field: 'keeps' }))
  const open = [...new Map(here.flatMap((p) => (p && isOpen(p) ? [[p.id, p] as const] : []))).values()]
  const kept = open.map((p) => accept(decide.keepPromise(p, act.now)))
  return {
    kept,
    change: {
      writes: kept.map((p, n) => store.updatePromise(p, open[n]!.version)),
      events: kept.map((p, n) => ({
        kind: 'promise.kept',
        subjects: { ...about(p), messageId: word.id },
        data: { nextUpdateDue: open[n]!.nextUpdateDue },
      })),
    },
  }
}

/** What it takes to open again what a word kept that is taken back before anybody could read it. */
export async function planUnkept(
  act: Act,
  word: { readonly id: MessageId; readonly conversationId: ConversationId },
): Promise<{ opened: CustomerPromise[]; change: Change }> {
  const { by, promises } = await act.db.read(act.workspaceId, async (db) => {
    const conversationIds = await listGroup(db, word.conversationId)
    const kept = await listEvents(db, { conversationIds, kinds: ['promise.kept'] }, null, LOOKED_THROUGH)
    const mine = kept.filter((e) => e.subjects.messageId === word.id)
    const ids = mine.flatMap((e) => (e.subjects.promiseId ?? []) as PromiseId | [])
    return { by: mine, promises: await store.findPromises(db, ids) }
  })
  const opened = promises.flatMap((p) => {
    const event = by.find((e) => e.subjects.promiseId === p.id)!
    const { nextUpdateDue = null } = event.data as { nextUpdateDue?: Instant | null }
    const open = decide.reopenUnsaid(p, { keptAt: event.at, nextUpdateDue })
    return open ? [{ open, version: p.version }] : []
  })
  return {
    opened: opened.map(({ open }) => open),
    change: {
      writes: opened.map(({ open, version }) => store.updatePromise(open, version)),
      events: opened.map(({ open }) => ({ kind: 'promise.keep_undone', subjects: about(open), data: {} })),
    },
  }
}
