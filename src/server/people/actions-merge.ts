import { merge, unmerge } from '../../domain/people/merge.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { flush, type Write } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { findReasons } from './actions-duplicates.ts'
import * as store from './store-merge.ts'

/**
 * Merges another record into a person: a pointer, nothing is rewritten. The versions are those that were looked at.
 * @throws Refused `not_found`, `same_person`, `already_merged`, `changed_meanwhile`.
 */
export async function mergePerson(
  asked: Asked,
  survivorId: PersonId,
  input: { mergedId: PersonId; version: number; mergedVersion: number },
): Promise<void> {
  const { mergedId } = input
  const groups = await asked.db.read(asked.workspaceId, (db) => store.findGroups(db, [survivorId, mergedId]))
  const [survivors, moving] = [groups.get(survivorId), groups.get(mergedId)]
  if (!survivors || !moving) throw new Refused(refuse('not_found', survivors ? { field: 'mergedId' } : {}))
  const records = [...survivors, ...moving]
  const moved = accept(merge(records, survivorId, mergedId))
  const [root, other] = [survivors[0], moving[0]]
  if (root.version !== input.version || other.version !== input.mergedVersion)
    throw new Refused(refuse('changed_meanwhile'))
  const reasons = await asked.db.read(asked.workspaceId, (db) => findReasons(db, survivors, moving))
  const id = asked.newId<'merge'>()
  const points = store.pointRecord(
    other,
    { into: root.id, root: moved.rootId, at: asked.now },
    other.mergedSeenAt,
  )
  const seen = latest([root.mergedSeenAt, other.lastSeenAt, other.mergedSeenAt])
  await flush(asked, {
    writes: [
      ...inOrder([
        [root.id, store.touchRoot(root, seen)],
        [other.id, points],
      ]),
      ...store.rerootRecords(
        moved.ids.filter((x) => x !== other.id),
        moved.rootId,
      ),
      store.insertMerge(asked.workspaceId, {
        ...{ id, survivorId: root.id, mergedId: other.id, at: asked.now, mergedBy: asked.member.id },
        reasons,
      }),
    ],
    events: [
      { kind: 'person.merged', subjects: { personId: root.id }, data: { mergeId: id, other: other.id } },
    ],
  })
}

/**
 * Undoes one merge, however long ago: both are what they were, with what came in since standing with whom it came from.
 * `part`: takes apart what became one because they were one, before they are two again; what it is given are records.
 * @throws Refused `not_found`, `not_merged`, `changed_meanwhile`.
 */
export async function undoMerge(
  asked: Asked,
  id: string,
  part: (leaving: readonly PersonId[], staying: readonly PersonId[]) => Promise<void>,
): Promise<{ survivor: PersonId; merged: PersonId }> {
  const { found, records } = await asked.db.read(asked.workspaceId, async (db) => {
    const done = await store.findMerge(db, id)
    const group = done && (await store.findGroups(db, [done.mergedId])).get(done.mergedId)
    return { found: done, records: group ?? [] }
  })
  if (!found) throw new Refused(refuse('not_found'))
  if (found.undoneAt) throw new Refused(refuse('not_merged'))
  const moved = accept(unmerge(records, found.mergedId))
  const [root] = records as [store.StoredRecord]
  const leaving = records.find((r) => r.id === found.mergedId)!
  const seenOf = (ids: readonly PersonId[]) =>
    latest(records.filter((r) => ids.includes(r.id)).map((r) => r.lastSeenAt))
  const along = moved.ids.filter((x) => x !== leaving.id)
  const left = records.map((r) => r.id).filter((x) => x !== root.id && !moved.ids.includes(x))
  const subjects = (personId: PersonId) => ({ personId })
  await part(moved.ids, [root.id, ...left])
  await flush(asked, {
    writes: [
      ...inOrder([
        [root.id, store.touchRoot(root, seenOf(left))],
        [leaving.id, store.pointRecord(leaving, null, seenOf(along))],
      ]),
      ...store.rerootRecords(along, leaving.id),
      store.undoMerge(id, asked.now, asked.member.id),
    ],
    // Told of both: each goes its own way from here.
    events: [
      {
        kind: 'person.unmerged',
        subjects: subjects(root.id),
        data: { mergeId: id, other: leaving.id },
      },
      {
        kind: 'person.unmerged',
        subjects: subjects(leaving.id),
        data: { mergeId: id, other: root.id },
      },
    ],
  })
  return { survivor: found.survivorId, merged: found.mergedId }
}

/** Whoever changes two records locks the lesser id first, so that two who merge the same two the other way round wait for each other. */
function inOrder(writes: [PersonId, Write][]): Write[] {
  return writes.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, write]) => write)
}

function latest(moments: readonly (Instant | null)[]): Instant | null {
  return (
    moments
      .flatMap((m) => m ?? [])
      .toSorted()
      .at(-1) ?? null
  )
}
