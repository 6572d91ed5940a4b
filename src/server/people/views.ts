import { displayName } from '../../domain/people/person.ts'
import {
  foundBy,
  keysOfHandle,
  keysOfMark,
  keysOfThing,
  whatWasFound,
} from '../../domain/people/search-keys.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Reader } from '../db/database.ts'
import { Refused } from '../db/refused.ts'
import * as store from './store.ts'

/** What we call somebody of whom we know nothing. */
const SOMEONE = 'Someone'

/** Names of people as screens show them, by id. */
export async function namesOf(db: Reader, ids: readonly (PersonId | null)[]): Promise<Map<PersonId, string>> {
  const wanted = [...new Set(ids.filter((id): id is PersonId => id !== null))]
  const persons = await store.findPersons(db, wanted)
  const unnamed = persons.filter((p) => p.name === '').map((p) => p.id)
  const handles = await store.listHandles(db, unnamed)
  return new Map(
    persons.map((p) => [
      p.id,
      displayName(
        p,
        handles.filter((h) => h.personId === p.id),
        SOMEONE,
      ),
    ]),
  )
}

/** One person whole, as the API shows them. @throws Refused `not_found`. */
export async function showPerson(db: Reader, id: PersonId) {
  const [person] = await store.findPersons(db, [id])
  if (!person) throw new Refused(refuse('not_found'))
  const handles = await store.listHandles(db, [id])
  const sharers = await store.listSharers(
    db,
    id,
    handles.map((h) => h.value),
  )
  const [households, organisations] = [
    await store.listGroupsOf(db, 'household', id),
    await store.listGroupsOf(db, 'organisation', id),
  ]
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
    households: gather(households, id) as never,
    organisations: gather(organisations, id) as never,
    things: (await store.listThings(db, [id])).map(({ personId: _, ...t }) => t as never),
  }
}

type Row = Awaited<ReturnType<typeof store.listGroupsOf>>[number]

function gather(rows: Row[], me: PersonId) {
  return [...Map.groupBy(rows, (r) => r.id).entries()].map(([id, members]) => ({
    id,
    name: members[0]!.name,
    role: members.find((m) => m.personId === me)?.role ?? null,
    members: members.map((m) => ({ id: m.personId, name: m.personName || SOMEONE, role: m.role })),
  }))
}

/** A page of people as lines; with what was asked, each says what of them was found where it is not the name. */
export async function showLines(
  db: Reader,
  persons: readonly store.StoredPerson[],
  asked: readonly (readonly string[])[],
) {
  const ids = persons.map((p) => p.id)
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
      things: had.map(thingInWords),
      lastSeenAt: p.lastSeenAt,
      found: whatWasFound(asked, p.name, [
        ...own.map((h) => ({ shown: h.shown, keys: keysOfHandle(h) })),
        ...had.map((t) => ({
          shown:
            t.vin && foundBy(asked, keysOfMark(t.vin)) ? `${thingInWords(t)} · ${t.vin}` : thingInWords(t),
          keys: keysOfThing(t),
        })),
      ]),
    }
  })
}

function thingInWords(t: store.StoredThing): string {
  return [t.name, t.plate].filter(Boolean).join(' · ')
}
