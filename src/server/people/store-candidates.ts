import type { HandleKind } from '../../domain/people/handles.ts'
import { unite } from '../../domain/people/merge.ts'
import type { Candidate } from '../../domain/people/recognise.ts'
import type { Reader } from '../db/database.ts'
import { listHandlesNotedWith, type StoredHandle } from './store.ts'
import { findGroups } from './store-merge.ts'

/** Somebody who might be meant, with the handles noted with that very record; `isAlone`: no other record is the same person. */
export type KnownCandidate = Omit<Candidate, 'handles'> & {
  readonly handles: readonly StoredHandle[]
  readonly isAlone: boolean
}

/** Everybody who has any of these handles, with all their handles: those who might be meant. */
export async function listCandidates(
  db: Reader,
  handles: readonly { kind: HandleKind; value: string }[],
): Promise<KnownCandidate[]> {
  if (handles.length === 0) return []
  const found = await db
    .selectFrom('handles')
    .select('personId')
    .where((e) => e.or(handles.map((h) => e.and([e('kind', '=', h.kind), e('value', '=', h.value)]))))
    .where('removedAt', 'is', null)
    .limit(50)
    .execute()
  const ids = [...new Set(found.map((f) => f.personId))]
  const [groups, all] = await Promise.all([findGroups(db, ids), listHandlesNotedWith(db, ids)])
  return [...groups].map(([id, [root, ...others]]) => ({
    ...{ ...unite(root, others), id },
    handles: all.filter((h) => h.personId === id),
    isAlone: others.length === 0,
  }))
}
