import type { PersonId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant, LocalDate } from '../shared/time.ts'
import { APPROACHES, type Person } from './person.ts'

/** One record of a person and where it points: two records are one person while one points at the other. */
export type Merged = {
  readonly id: PersonId
  /** The record it was merged into; null for one that stands for itself. */
  readonly mergedInto: PersonId | null
  readonly mergedAt: Instant | null
}

/** What a merge or its undoing changes: whoever moves along gets this root. */
export type Moved = { readonly rootId: PersonId; readonly ids: readonly PersonId[] }

/** The record everybody means by any record of a person. */
export function rootOf(records: readonly Merged[], id: PersonId): PersonId {
  const into = records.find((r) => r.id === id)?.mergedInto
  return into ? rootOf(records, into) : id
}

/** A record and all that was merged into it, directly or by others. */
export function branchOf(records: readonly Merged[], id: PersonId): PersonId[] {
  return [id, ...records.filter((r) => r.mergedInto === id).flatMap((r) => branchOf(records, r.id))]
}

/**
 * Merges one record into another: a pointer, nothing else; what was merged into it comes along. Refuses `same_person` for a record and itself
 * and `already_merged` for either of them that stands for itself no more, so that no circle can come about.
 */
export function merge(records: readonly Merged[], survivorId: PersonId, mergedId: PersonId): Moved | Refusal {
  if (survivorId === mergedId) return refuse('same_person')
  const pointing = records.some((r) => (r.id === survivorId || r.id === mergedId) && r.mergedInto !== null)
  if (pointing) return refuse('already_merged')
  return { rootId: survivorId, ids: branchOf(records, mergedId) }
}

/** Takes one merge back, however long ago: what had been merged into the record before goes along with it. Refuses `not_merged`. */
export function unmerge(records: readonly Merged[], mergedId: PersonId): Moved | Refusal {
  if (!records.find((r) => r.id === mergedId)?.mergedInto) return refuse('not_merged')
  return { rootId: mergedId, ids: branchOf(records, mergedId) }
}

/** What the records of a person know, with when they were known and seen. */
export type Known = Person & { readonly knownSince: LocalDate | null; readonly lastSeenAt: Instant | null }

/**
 * Several records of one person read as one, the first the one that stays: its name and words, and of all what is more careful (DOMAIN 6.3): the
 * strictest approach, sensitive if any is, every language, known since the earliest. A name comes from another where this one has none.
 * What is good to know and what they need stays with the record it was noted with (`knownOfOthers`).
 */
export function unite<T extends Known>(root: T, others: readonly T[]): T {
  if (others.length === 0) return root
  const all = [root, ...others]
  const named = all.find((p) => p.name !== '') ?? root
  return {
    ...root,
    name: named.name,
    sayName: root.sayName ?? named.sayName,
    languages: [...new Set(all.flatMap((p) => p.languages))],
    approach: all.map((p) => p.approach).sort((a, b) => APPROACHES.indexOf(b) - APPROACHES.indexOf(a))[0]!,
    sensitive: all.some((p) => p.sensitive),
    knownSince: all.flatMap((p) => p.knownSince ?? []).sort()[0] ?? null,
    lastSeenAt:
      all
        .flatMap((p) => p.lastSeenAt ?? [])
        .sort()
        .at(-1) ?? null,
  }
}

/** Of records that were merged, those that tell what the one that stays does not: what is good to know, what they need, how to say the name. */
export function knownOfOthers<T extends Known>(root: T, others: readonly T[]): T[] {
  const tells = (r: T, field: 'goodToKnow' | 'accessNeeds' | 'sayName') =>
    (r[field] ?? '') !== '' && r[field] !== root[field]
  return others.filter((r) => tells(r, 'goodToKnow') || tells(r, 'accessNeeds') || tells(r, 'sayName'))
}

/**
 * What a change of somebody made of several records changes in each, the first the one that stays. How they wish to be met, whether
 * they are sensitive, since when we know them and a language taken away is said of all; the rest of the one that stays. What says
 * only what was so already changes nothing, so that it does not stay behind when the merge is undone.
 */
export function changeInEach<T extends Known>(
  records: readonly [T, ...T[]],
  change: Partial<Omit<Known, 'id' | 'lastSeenAt'>>,
): readonly Partial<Known>[] {
  const [root, ...others] = records
  const shown = unite(root, others)
  const same = (field: keyof typeof change) => JSON.stringify(change[field]) === JSON.stringify(shown[field])
  const fields = Object.keys(change) as (keyof typeof change)[]
  const said = Object.fromEntries(
    fields.filter((f) => change[f] !== undefined && !same(f)).map((f) => [f, change[f]]),
  ) as typeof change
  const { languages, ...rest } = said
  const { approach, sensitive, knownSince } = rest
  const ofAll = {
    ...(approach === undefined ? {} : { approach }),
    ...(sensitive === undefined ? {} : { sensitive }),
    ...(knownSince === undefined ? {} : { knownSince }),
  }
  const left = (p: T) => (languages ? p.languages.filter((l) => languages.includes(l)) : p.languages)
  const spoken = languages?.filter((l) => root.languages.includes(l) || !shown.languages.includes(l))
  return [
    { ...rest, ...(spoken ? { languages: spoken } : {}) },
    ...others.map((p) => ({
      ...ofAll,
      ...(left(p).length < p.languages.length ? { languages: left(p) } : {}),
    })),
  ]
}
