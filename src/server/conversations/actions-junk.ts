import * as facts from '../../domain/conversations/junk.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { type Change, flush } from '../db/flush.ts'
import { accept } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { about, load } from './actions.ts'
import type { StoredConversation } from './store.ts'
import { updateConversation } from './store.ts'
import { countPromisedElsewhere } from './store-junk.ts'
import { findNextContactOf } from './store-to-come.ts'

type Planned = { readonly change: Change; readonly next: StoredConversation }

const NOTHING: Change = { writes: [], events: [] }

/** What it takes to put a conversation into junk; nothing where it is there. @throws Refused what holds it (see `markJunk`). */
export async function planJunk(asked: Asked, id: ConversationId, anyway = false): Promise<Planned> {
  const found = await load(asked, id)
  const { conversation: c } = found
  const bound = await asked.db.read(asked.workspaceId, async (db) => ({
    expected: (await findNextContactOf(db, c.id)) !== null,
    promisedElsewhere: c.personId ? await countPromisedElsewhere(db, c.personId, c.id) : 0,
  }))
  const next = accept(facts.markJunk(c, { ...found, ...bound }, asked.member.id, asked.now, anyway))
  if (next === c) return { change: NOTHING, next }
  const events = [{ kind: 'conversation.junked' as const, subjects: about(next), data: {} }]
  return { change: { writes: [updateConversation(next)], events }, next }
}

/** What it takes to take a conversation out of junk again, as it was; nothing where it is in none. @throws Refused `not_found`. */
export async function planNotJunk(asked: Asked, id: ConversationId): Promise<Planned> {
  const { conversation: c } = await load(asked, id)
  const next = facts.notJunk(c)
  if (next === c) return { change: NOTHING, next }
  const events = [{ kind: 'conversation.not_junk' as const, subjects: about(next), data: {} }]
  return { change: { writes: [updateConversation(next)], events }, next }
}

/** Puts a conversation into junk. @throws Refused what holds it. */
export async function markJunk(asked: Asked, id: ConversationId, anyway: boolean): Promise<void> {
  const { change } = await planJunk(asked, id, anyway)
  if (change.writes.length > 0) await flush(asked, change)
}

/** Takes a conversation out of junk, whole. @throws Refused `not_found`. */
export async function notJunk(asked: Asked, id: ConversationId): Promise<void> {
  const { change } = await planNotJunk(asked, id)
  if (change.writes.length > 0) await flush(asked, change)
}
