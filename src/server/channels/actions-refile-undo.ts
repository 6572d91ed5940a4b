import { factsOf, homeOf } from '../../domain/conversations/merge.ts'
import { comeHome, giveBack } from '../../domain/conversations/refile.ts'
import { goesAlong } from '../../domain/conversations/split.ts'
import { lastOfAll } from '../../domain/conversations/unmerge.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { about, load } from '../conversations/actions.ts'
import { beginSplit, told, withoutMessages } from '../conversations/actions-split.ts'
import {
  findConversation,
  listNeeds,
  type StoredConversation,
  updateMerging,
} from '../conversations/store.ts'
import { findMessages, type MessageRow } from '../conversations/store-messages.ts'
import * as store from '../conversations/store-refile.ts'
import { flush } from '../db/flush.ts'
import { patiently, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { listOfConversation, putPromiseBack } from '../promises/store-split.ts'
import { listAll, type RefilingId } from './actions-refile.ts'
import { followMessages } from './store-mail-in.ts'

/**
 * Takes an act of filing elsewhere back: its messages go home with what was promised in them by now, and say again why they are
 * there. What came to the other conversation meanwhile stays there; one that was begun by it and holds nothing else leads home.
 * Gives the conversation they are in again. Taken back twice it stays so.
 * @throws Refused `not_found`, also for who may not read both; `changed_meanwhile` if somebody filed them elsewhere since.
 */
export async function undoRefile(asked: Asked, id: RefilingId): Promise<ConversationId> {
  return await patiently(() => undoOnce(asked, id))
}

async function undoOnce(asked: Asked, id: RefilingId): Promise<ConversationId> {
  const r = await asked.db.read(asked.workspaceId, (db) => store.findRefiling(db, id))
  if (!r) throw new Refused(refuse('not_found'))
  const home = (await load(asked, r.fromId)).conversation
  if (r.undoneAt) return home.id
  const away = (await load(asked, r.toId)).conversation
  const found = await asked.db.read(asked.workspaceId, async (db) => {
    const ids = r.held.messages.map((m) => m.id)
    const rows = (await findMessages(db, ids)).filter((m) => homeOf(m) === r.toId)
    const origins = new Map<ConversationId, ConversationId | null>()
    for (const m of [...r.held.messages, ...r.held.needs, ...r.held.promises])
      if (m.originId && !origins.has(m.originId))
        origins.set(m.originId, (await findConversation(db, m.originId))?.id ?? null)
    return {
      ...{ going: rows.sort(byTime), origins },
      ...{ here: await listAll(db, home.id), there: await listAll(db, away.id) },
      needs: await listNeeds(db, [away.id]),
      promises: await listOfConversation(db, away.id),
    }
  })
  const { going } = found
  if (going.length === 0) throw new Refused(refuse('changed_meanwhile'))
  const gone = new Set(going.map((m) => m.id))
  const along = goesAlong(found, gone)
  const stillThere = <T extends { id: string }>(held: readonly T[], now: readonly { id: string }[]) =>
    held.filter((x) => now.some((n) => n.id === x.id))
  const promises = union(stillThere(r.held.promises, found.promises), along.promises)
  const needs = union(stillThere(r.held.needs, found.needs), along.needs)
  // Merged and parted since, it may have come from one that stands elsewhere now.
  const originOf = (origin: ConversationId | null) => {
    const own = origin && found.origins.get(origin) === home.id ? origin : r.fromId
    return own === home.id ? null : own
  }
  const left = found.there.filter((m) => !gone.has(m.id))
  const but = { messages: [...gone], needs: needs.map((n) => n.id), promises: promises.map((p) => p.id) }
  const isEmptied =
    r.began &&
    away.id === r.toId &&
    !(await asked.db.read(asked.workspaceId, (db) => store.holdsMore(db, away.id, but)))
  const both = [
    atHome(asked, r, home, found.here, going),
    isEmptied ? emptied(away, r.fromId, home.id) : without(r, away, left),
  ]
  const data = { messages: going.length, undo: true }
  await flush(asked, {
    writes: [
      ...both.sort((a, b) => (a.id < b.id ? -1 : 1)).map(updateMerging),
      ...r.held.messages
        .filter((m) => gone.has(m.id))
        .map((m) => store.putMessageBack({ ...m, originId: originOf(m.originId) }, home.id)),
      followMessages([...gone], home.id),
      ...needs.map((n) => store.putNeedBack({ id: n.id, originId: originOf(n.originId) }, home.id)),
      ...promises.map((p) => putPromiseBack(p.id, home.id, originOf(p.originId))),
      store.undoRefiling(r.id, asked.member.id, asked.now),
    ],
    events: [
      { kind: 'message.refiled', subjects: about(away), data: { ...data, to: home.id } },
      { kind: 'message.refiled', subjects: about(home), data: { ...data, from: away.id } },
    ],
  })
  return home.id
}

function union<T extends string>(
  held: readonly { readonly id: T; readonly originId: ConversationId | null }[],
  since: readonly T[],
) {
  const known = new Set(held.map((x) => x.id))
  return [...held, ...since.filter((id) => !known.has(id)).map((id) => ({ id, originId: null }))]
}

// With what came home; what was said last as it was stored, where the messages tell the same as then.
function atHome(
  asked: Asked,
  r: store.StoredRefiling,
  home: StoredConversation,
  here: readonly MessageRow[],
  going: readonly MessageRow[],
): StoredConversation {
  const part = factsOf(beginSplit(asked, home, home.id, going))
  const facts = comeHome(factsOf(home), r.held.fromAfter, part, asked.now)
  const now = told([...here, ...going].sort(byTime))
  const last =
    home.id === r.fromId
      ? lastOfAll([{ alone: r.held.fromAlone, now }])
      : { ...now, lastActivityAt: now.lastActivityAt ?? home.lastActivityAt }
  return { ...home, ...facts, ...last }
}

function without(
  r: store.StoredRefiling,
  away: StoredConversation,
  left: readonly MessageRow[],
): StoredConversation {
  const { toBefore, toAfter, toAlone } = r.held
  const rest = withoutMessages(away, left)
  if (away.id !== r.toId || !toBefore || !toAlone) return rest
  const now = told(left)
  const wroteSince = now.lastInAt !== null && now.lastInAt > r.movedAt
  return {
    ...away,
    ...giveBack(factsOf(away), toBefore, toAfter, wroteSince),
    ...lastOfAll([{ alone: toAlone, now }]),
  }
}

// Its reference and what answers it lead to where its words are again.
function emptied(away: StoredConversation, into: ConversationId, root: ConversationId): StoredConversation {
  return { ...away, mergedInto: into, rootId: root }
}

function byTime(a: MessageRow, b: MessageRow): number {
  return a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1
}
