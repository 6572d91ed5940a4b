import { compareRecords, type DuplicateReason } from '../../domain/people/duplicates.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Reader } from '../db/database.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import * as store from './store-duplicates.ts'
import { listSame } from './store-merge.ts'

/** Compares a record with whoever shares something with it, and writes down who may be the same. Never merges. */
export async function compareRecord(act: Act, id: PersonId): Promise<void> {
  const found = await act.db.read(act.workspaceId, async (db) => {
    const [one] = await store.findComparable(db, [id])
    if (!one) return null
    const others = await store.findComparable(db, await store.listMaybeSame(db, one))
    return others.flatMap((other) => {
      const likely = compareRecords(one, other)
      return likely ? [{ ...likely, otherId: other.id }] : []
    })
  })
  if (!found) return
  await flush(act, { writes: store.changeDuplicates(act.workspaceId, id, found, act.now), events: [] })
}

/** What speaks for two people being one, the surest first; of several records of each whatever two of them have in common. */
export async function findReasons(
  db: Reader,
  ones: readonly { readonly id: PersonId }[],
  others: readonly { readonly id: PersonId }[],
): Promise<DuplicateReason[]> {
  const ids = (all: readonly { readonly id: PersonId }[]) => all.map((r) => r.id)
  const records = await store.findComparable(db, ids(others))
  const pairs = (await store.findComparable(db, ids(ones))).flatMap((a) =>
    records.flatMap((b) => compareRecords(a, b) ?? []),
  )
  return [...new Set(pairs.toSorted((a, b) => b.sureness - a.sureness).flatMap((likely) => likely.reasons))]
}

/** Says that two people are two, or takes that back; it is said of every record of theirs. @throws Refused `same_person`, `not_found`. */
export async function dismissDuplicate(
  asked: Asked,
  input: { firstId: PersonId; secondId: PersonId },
  dismissed: boolean,
): Promise<void> {
  const [first, second] = await asked.db.read(asked.workspaceId, async (db) => [
    await listSame(db, input.firstId),
    await listSame(db, input.secondId),
  ])
  if (!first || !second || first[0] === second[0]) throw new Refused(refuse('same_person'))
  const pairs = first.flatMap((a) => second.map((b) => store.inPair(a, b)))
  const said = dismissed ? { by: asked.member.id, now: asked.now } : null
  await flush(asked, {
    writes: [store.dismissDuplicates(asked.workspaceId, pairs, said, asked.now)],
    events: [
      {
        kind: dismissed ? 'duplicates.dismissed' : 'duplicates.restored',
        subjects: { personId: first[0] },
        data: { other: second[0] },
      },
    ],
  })
}
