import { knownOfOthers, unite } from '../../domain/people/merge.ts'
import { displayName } from '../../domain/people/person.ts'
import {
  foundBy,
  keysOfHandle,
  keysOfMark,
  keysOfThing,
  whatWasFound,
} from '../../domain/people/search-keys.ts'
import { thingInWords } from '../../domain/people/thing-words.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { listMembers } from '../accounts/store.ts'
import type { Reader } from '../db/database.ts'
import { Refused } from '../db/refused.ts'
import * as store from './store.ts'
import { listGroupsOf } from './store-groups.ts'
import { findGroups, findRecords, listStandingMerges, type StoredPerson } from './store-merge.ts'
import { showSpeaksFor } from './views-speaks-for.ts'

/** What we call somebody of whom we know nothing. */
export const SOMEONE = 'Someone'

/** People as screens name them and lead to them, by the ids that were asked for: of several records the one that stays. */
export async function showNames(
  db: Reader,
  ids: readonly (PersonId | null)[],
): Promise<Map<PersonId, { id: PersonId; name: string }>> {
  const wanted = [...new Set(ids.filter((id): id is PersonId => id !== null))]
  const persons = await store.findPersons(db, wanted)
  const unnamed = persons.filter((p) => p.name === '').map((p) => p.id)
  const handles = await store.listHandles(db, unnamed)
  return new Map(
    persons.map((p) => [
      p.id,
      {
        id: p.rootId,
        name: displayName(
          p,
          handles.filter((h) => h.personId === p.id),
          SOMEONE,
        ),
      },
    ]),
  )
}

/** Names of people as screens show them, by the ids that were asked for. */
export async function namesOf(db: Reader, ids: readonly (PersonId | null)[]): Promise<Map<PersonId, string>> {
  return new Map([...(await showNames(db, ids))].map(([id, { name }]) => [id, name]))
}

/** Names of these very records, also of those that were merged into others. */
export async function namesOfRecords(db: Reader, ids: readonly PersonId[]): Promise<Map<PersonId, string>> {
  const groups = [...(await findGroups(db, ids))]
  const records = groups.flatMap(([id, all]) => all.find((r) => r.id === id) ?? [])
  const handles = await store.listHandlesNotedWith(db, ids)
  const own = (id: PersonId) => handles.filter((h) => h.personId === id)
  return new Map(records.map((r) => [r.id, displayName(r, own(r.id), SOMEONE)]))
}

/** One person whole, as the API shows them, by the id of any of their records. @throws Refused `not_found`. */
export async function showPerson(db: Reader, asked: PersonId) {
  const records = await findRecords(db, asked)
  if (!records) throw new Refused(refuse('not_found'))
  const [root, ...others] = records
  const { id } = root
  const person = unite(root, others)
  const same = records.map((r) => r.id)
  const handles = await store.listHandles(db, [id])
  const values = handles.map((h) => h.value)
  const sharers = await store.listSharers(db, id, values)
  const [households, organisations] = [
    await listGroupsOf(db, 'household', id),
    await listGroupsOf(db, 'organisation', id),
  ]
  const merges = others.length > 0 ? await listStandingMerges(db, same) : []
  const members = await listMembers(db)
  const nameOf = (r: Pick<StoredPerson, 'id' | 'name'>) =>
    displayName(
      r,
      handles.filter((h) => h.notedWith === r.id),
      SOMEONE,
    )
  const names = new Map(records.map((r) => [r.id, nameOf(r)]))
  return {
    ...person,
    name: displayName(person, handles, SOMEONE),
    givenName: person.name,
    languages: [...person.languages],
    handles: handles.map((h) => ({
      ...h,
      sharedWith: sharers
        .filter((s) => s.value === h.value)
        .map((s) => ({ id: s.id, name: s.name || s.shown })),
    })),
    households: gather(households, same) as never,
    organisations: gather(organisations, same) as never,
    things: (await store.listThings(db, [id])).map(({ personId: _, ...t }) => t as never),
    alsoKnown: knownOfOthers(root, others).map((r) => ({
      ...{ id: r.id, name: names.get(r.id)!, sayName: r.sayName },
      ...{ goodToKnow: r.goodToKnow, accessNeeds: r.accessNeeds, version: r.version },
    })),
    merges: merges.map((m) => ({
      ...{ id: m.id, at: m.at, reasons: [...m.reasons] },
      merged: { id: m.mergedId, name: names.get(m.mergedId) ?? SOMEONE },
      into: { id: m.survivorId, name: names.get(m.survivorId) ?? SOMEONE },
      by: members.find((x) => x.id === m.mergedBy)?.name ?? null,
    })),
    ...(await showSpeaksFor(db, id)),
  }
}

type Row = Awaited<ReturnType<typeof listGroupsOf>>[number]

function gather(rows: Row[], same: readonly PersonId[]) {
  return [...Map.groupBy(rows, (r) => r.id).entries()].map(([id, members]) => ({
    id,
    name: members[0]!.name,
    role: members.find((m) => same.includes(m.personId))?.role ?? null,
    members: [...new Map(members.map((m) => [m.personId, m])).values()].map((m) => ({
      id: m.personId,
      name: m.personName || SOMEONE,
      role: m.role,
    })),
  }))
}

/** A page of people as lines; with what was asked, each says what of them was found where it is not the name. */
export async function showLines(
  db: Reader,
  rows: readonly Pick<StoredPerson, 'id'>[],
  asked: readonly (readonly string[])[],
) {
  const ids = rows.map((p) => p.id)
  const found = await store.findPersons(db, ids)
  const persons = ids.flatMap((id) => found.find((p) => p.id === id) ?? [])
  const [handles, things] = [await store.listHandles(db, ids), await store.listThings(db, ids)]
  return persons.map((p) => {
    const own = handles.filter((h) => h.personId === p.id)
    const had = things.filter((t) => t.personId === p.id)
    return {
      id: p.id,
      name: displayName(p, own, SOMEONE),
      sayName: p.sayName,
      approach: p.approach,
      handles: own.map((h) => h.shown),
      things: had.map(inWords),
      lastSeenAt: p.lastSeenAt,
      found: whatWasFound(asked, p.name, [
        ...own.map((h) => ({ shown: h.shown, keys: keysOfHandle(h) })),
        ...had.map((t) => ({
          shown: t.vin && foundBy(asked, keysOfMark(t.vin)) ? thingInWords(t) : inWords(t),
          keys: keysOfThing(t),
        })),
      ]),
    }
  })
}

// A VIN is long, and stands there only where it was asked for.
function inWords({ name, plate }: store.StoredThing): string {
  return thingInWords({ name, plate })
}
