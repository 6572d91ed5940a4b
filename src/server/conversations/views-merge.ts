import { isSamePerson } from '../../domain/conversations/merge.ts'
import { mergeReasons } from '../../domain/conversations/merge-proposals.ts'
import type { ConversationId, PersonId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, writeKey } from '../db/keyset.ts'
import type { Asked } from '../http/route.ts'
import { findPersons } from '../people/store.ts'
import { load } from './actions.ts'
import { planMerge } from './actions-merge.ts'
import { findByReference, type StoredConversation } from './store.ts'
import * as store from './store-merge.ts'
import { listReadable } from './store-views.ts'
import { showLines } from './views.ts'

/** How many open conversations of one person are looked at for a proposal, and how many proposals are shown. */
const LOOKED_AT = 50
const PROPOSED = 3

/** What a merge would leave, before anybody presses. @throws Refused as `planMerge`. */
export async function showPreview(asked: Asked, into: ConversationId, from: readonly ConversationId[]) {
  const { found, survivor, merged } = await planMerge(asked, into, from)
  return await asked.db.read(asked.workspaceId, async (db) => {
    const [after, before, ...lines] = await showLines(db, [survivor, found, ...merged], asked.now)
    const holdings = await store.countHoldings(
      db,
      merged.map((c) => c.id),
    )
    const { person, assignee, state, snoozedUntil } = after!
    return {
      survivor: before!,
      merged: lines,
      after: { person, assignee, state, snoozedUntil, sensitive: survivor.sensitive },
      opens: before!.state === 'closed' && state !== 'closed',
      becomesSensitive: survivor.sensitive && !found.sensitive,
      ...holdings,
    }
  })
}

type Key = { at: Instant; id: string } | null

/** A page of what one conversation could be merged with; with `proposed` only what may be the same matter, at most three. */
export async function showCandidates(
  asked: Asked,
  id: ConversationId,
  filter: { q: string; proposed: boolean },
  after: Key,
  limit: number,
) {
  const { conversation: c } = await load(asked, id)
  const { personId } = c
  return await asked.db.read(asked.workspaceId, async (db) => {
    const of = personId && { id: c.id, personId }
    const { q, proposed } = filter
    if (proposed) {
      const open = of
        ? await store.listOthersOf(db, of, asked.member, { q, open: true }, null, LOOKED_AT)
        : []
      const alike = open.filter((o) => mergeReasons(c, o).length > 0).slice(0, PROPOSED)
      return { items: await show(db, c, alike, asked.now), next: null }
    }
    const rows = of
      ? await store.listOthersOf(db, of, asked.member, { q, open: false }, after, limit + 1)
      : []
    const { items, next } = pageOf(rows, limit, (o) => writeKey(o.lastActivityAt, o.id))
    const named = q && !after ? await findNamed(db, asked, c, q) : null
    const all = named && !items.some((o) => o.id === named.id) ? [named, ...items] : items
    return { items: await show(db, c, all, asked.now), next }
  })
}

// One with nobody known is found by its reference alone.
async function findNamed(db: Reader, asked: Asked, c: StoredConversation, q: string) {
  const named = await findByReference(db, q.trim().toUpperCase())
  if (!named || named.id === c.id || named.mergedInto || named.heldBecause) return null
  const persons = await findPersons(
    db,
    [named.personId, c.personId].flatMap((id) => id ?? []),
  )
  const meant = (id: PersonId | null) => persons.find((p) => p.id === id)?.rootId ?? null
  if (!isSamePerson(meant(named.personId), meant(c.personId))) return null
  return (await listReadable(db, [named.id], asked.member)).has(named.id) ? named : null
}

async function show(db: Reader, c: StoredConversation, rows: readonly StoredConversation[], now: Instant) {
  const lines = await showLines(db, rows, now)
  return lines.map((line, i) => ({
    ...line,
    arrivedAt: rows[i]!.arrivedAt,
    reasons: mergeReasons(c, rows[i]!),
  }))
}
