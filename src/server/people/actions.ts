import {
  type HandleKind,
  type HandleTrust,
  normaliseHandle,
  raiseTrust,
} from '../../domain/people/handles.ts'
import { changePerson as change, createPerson, type PersonFields } from '../../domain/people/person.ts'
import { recognise } from '../../domain/people/recognise.ts'
import { searchKeys } from '../../domain/people/search-keys.ts'
import { normalisePlate, normaliseVin } from '../../domain/people/vehicle-marks.ts'
import type { HandleId, PersonId, ThingId } from '../../domain/shared/ids.ts'
import { isRefusal, refuse } from '../../domain/shared/refusal.ts'
import type { LocalDate } from '../../domain/shared/time.ts'
import { findWorkspace } from '../accounts/store.ts'
import { type Act, type Change, flush } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import * as store from './store.ts'

export type HandleInput = { kind: HandleKind; value: string; label?: string | null | undefined }
export type PersonInput = Partial<PersonFields> & {
  id?: PersonId
  knownSince?: LocalDate | null
  handles?: readonly HandleInput[]
}

/** Adds a person; a name is not needed, a purchase even less (S0-15). Says the same twice with the same id. */
export async function addPerson(act: Act, input: PersonInput): Promise<PersonId> {
  if (input.id) {
    const [known] = await act.db.read(act.workspaceId, (db) => store.findPersons(db, [input.id!]))
    if (known) return known.id
  }
  const { personId, change } = planPerson(act, input, 'typed', await countryOf(act))
  await flush(act, change)
  return personId
}

/** What it takes to add a person, for an action of a room above that does it in its own flush. */
export function planPerson(
  act: Act,
  input: PersonInput,
  trust: HandleTrust,
  country = '',
): { personId: PersonId; change: Change } {
  const { handles = [], knownSince = null, id, ...fields } = input
  const person = accept(createPerson(id ?? act.newId<'person'>(), fields))
  const made = handles.map((h) => newHandle(act, person.id, h, trust, country))
  return {
    personId: person.id,
    change: {
      writes: [
        store.insertPerson(act.workspaceId, person, {
          knownSince,
          seenAt: trust === 'typed' ? null : act.now,
          now: act.now,
        }),
        ...made.map((h) => store.insertHandle(act.workspaceId, h, act.now)),
        ...store.changeKeys(act.workspaceId, person.id, keysOf(person, made, [])),
      ],
      events: [{ kind: 'person.created', subjects: { personId: person.id }, data: {} }],
    },
  }
}

/**
 * Who writes or calls: somebody known by a handle, else a new person. Gives back what has to be written too.
 * @throws Refused `handle_invalid` if no handle can be read and no name is given.
 */
export async function planSender(
  act: Act,
  sender: { name: string; handles: readonly HandleInput[] },
  /** `typed`: anybody may have written this address; nothing of it is added to somebody known. */
  trust: 'seen' | 'typed' = 'seen',
): Promise<{ personId: PersonId; why: string; isNew: boolean; change: Change }> {
  const country = await countryOf(act)
  const handles = sender.handles.map((h) => accept(normaliseHandle(h.kind, h.value, country)))
  const candidates = await act.db.read(act.workspaceId, (db) => store.listCandidates(db, handles))
  const found = recognise({ name: sender.name, handles }, candidates)
  if (!found.personId) {
    const { personId, change } = planPerson(
      act,
      { name: sender.name, handles: sender.handles },
      trust,
      country,
    )
    return { personId, why: found.why, isNew: true, change }
  }
  const personId = found.personId
  const change: Change =
    trust === 'typed'
      ? { writes: [store.sawPerson(personId, act.now)], events: [] }
      : await planMoreOf(act, personId, sender.name, handles)
  return { personId, why: found.why, isNew: false, change }
}

// A person known only by an address gets the name they sign with; a handle not yet theirs is added, a typed one is seen now.
async function planMoreOf(
  act: Act,
  personId: PersonId,
  name: string,
  handles: readonly { kind: HandleKind; value: string; shown: string }[],
): Promise<Change> {
  const { person, all, things } = await loadWhole(act, personId)
  const added = handles
    .filter((h) => !all.some((k) => k.kind === h.kind && k.value === h.value))
    .map((h) => ({ id: act.newId<'handle'>(), personId, ...h, label: null, trust: 'seen' as const }))
  const raised = all.filter(
    (k) =>
      handles.some((h) => h.kind === k.kind && h.value === k.value) &&
      raiseTrust(k.trust, 'seen') !== k.trust,
  )
  const named = person.name === '' && name.trim() !== '' ? accept(change(person, { name })) : null
  const changed = named !== null || added.length > 0
  return {
    writes: [
      ...(named
        ? [store.updatePerson(named, person.knownSince, person.version, act.now)]
        : [store.sawPerson(personId, act.now)]),
      ...added.map((h) => store.insertHandle(act.workspaceId, h, act.now)),
      ...raised.map((h) => store.trustHandle(h.id, 'seen')),
      ...(changed
        ? store.changeKeys(act.workspaceId, personId, keysOf(named ?? person, [...all, ...added], things))
        : []),
    ],
    events: added.map((h) => ({
      kind: 'handle.added' as const,
      subjects: { personId, handleId: h.id },
      data: { kind: h.kind },
    })),
  }
}

/** Changes what we know of a person, and what finds them. @throws Refused `changed_meanwhile`, `not_found`. */
export async function changePerson(
  act: Act,
  id: PersonId,
  input: Partial<PersonFields> & { knownSince?: LocalDate | null; version: number },
) {
  const { version, knownSince, ...fields } = input
  const { person, all, things } = await loadWhole(act, id)
  const next = accept(change(person, fields))
  await flush(act, {
    writes: [
      store.updatePerson(next, knownSince === undefined ? person.knownSince : knownSince, version),
      ...store.changeKeys(act.workspaceId, id, keysOf(next, all, things)),
    ],
    events: [
      {
        kind: 'person.changed',
        subjects: { personId: id },
        data: { fields: Object.keys(input).filter((k) => k !== 'version') },
      },
    ],
  })
}

/** Adds a way to reach a person; one they have already changes nothing. @throws Refused `not_found`, `invalid_input`. */
export async function addHandle(act: Act, personId: PersonId, input: HandleInput): Promise<void> {
  const { person, all, things } = await loadWhole(act, personId)
  const handle = newHandle(act, personId, input, 'typed', await countryOf(act))
  if (all.some((h) => h.kind === handle.kind && h.value === handle.value)) return
  await flush(act, {
    writes: [
      store.insertHandle(act.workspaceId, handle, act.now),
      ...store.changeKeys(act.workspaceId, personId, keysOf(person, [...all, handle], things)),
    ],
    events: [
      { kind: 'handle.added', subjects: { personId, handleId: handle.id }, data: { kind: handle.kind } },
    ],
  })
}

/** Takes a way to reach a person away. @throws Refused `not_found`. */
export async function removeHandle(act: Act, personId: PersonId, handleId: HandleId): Promise<void> {
  const { person, all, things } = await loadWhole(act, personId)
  if (!all.some((h) => h.id === handleId)) throw new Refused(refuse('not_found'))
  const left = all.filter((h) => h.id !== handleId)
  await flush(act, {
    writes: [
      store.removeHandle(handleId, act.now),
      ...store.changeKeys(act.workspaceId, personId, keysOf(person, left, things)),
    ],
    events: [{ kind: 'handle.removed', subjects: { personId, handleId }, data: {} }],
  })
}

/** Puts a person into a household or organisation, existing (`id`) or new (`name`). */
export async function joinGroup(
  act: Act,
  kind: store.GroupKind,
  personId: PersonId,
  input: { id?: string | undefined; name?: string | undefined; role?: string | null | undefined },
): Promise<string> {
  if (!input.id && !input.name) throw new Refused(refuse('invalid_input', { field: 'name' }))
  await loadWhole(act, personId)
  const id = input.id ?? act.newId<'group'>()
  const subjects = { personId, [`${kind}Id`]: id }
  const link = store.joinGroup(act.workspaceId, kind, id, personId, input.role ?? null)
  await flush(act, {
    writes: input.id ? [link] : [store.insertGroup(act.workspaceId, kind, id, input.name!, act.now), link],
    events: [{ kind: input.id ? `${kind}.changed` : `${kind}.created`, subjects, data: {} }],
  })
  return id
}

/** Takes a person out of a household or organisation. @throws Refused `not_found`. */
export async function leaveGroup(
  act: Act,
  kind: store.GroupKind,
  personId: PersonId,
  groupId: string,
): Promise<void> {
  await flush(act, {
    writes: [store.leaveGroup(kind, groupId, personId)],
    events: [
      { kind: `${kind}.changed`, subjects: { personId, [`${kind}Id`]: groupId }, data: { left: true } },
    ],
  })
}

type ThingInput = {
  kind: string
  name: string
  vin: string | null
  plate: string | null
  note: string | null
}

/** Adds a thing a person has. Says the same twice with the same id. */
export async function addThing(
  act: Act,
  personId: PersonId,
  input: ThingInput & { id?: ThingId | undefined; role?: string | null | undefined },
): Promise<ThingId> {
  const { person, all, things } = await loadWhole(act, personId)
  const { role, id, ...fields } = input
  if (id && things.some((t) => t.id === id)) return id
  const thing = checkThing({ ...fields, id: id ?? act.newId<'thing'>(), version: 1 })
  await flush(act, {
    writes: [
      store.insertThing(act.workspaceId, thing, act.now),
      store.holdThing(act.workspaceId, thing.id, personId, role ?? null),
      ...store.changeKeys(act.workspaceId, personId, keysOf(person, all, [...things, thing])),
    ],
    events: [
      { kind: 'thing.created', subjects: { personId, thingId: thing.id }, data: { kind: thing.kind } },
    ],
  })
  return thing.id
}

/** Changes a thing a person has, lets it go (`released`), or takes that back (`released: false`). */
export async function changeThing(
  act: Act,
  personId: PersonId,
  thingId: ThingId,
  input: Partial<ThingInput> & {
    role?: string | null | undefined
    released?: boolean | undefined
    version: number
  },
): Promise<void> {
  const { person, all, things } = await loadWhole(act, personId)
  const { released, role, version, ...fields } = input
  const had = things.find((t) => t.id === thingId)
  const thing =
    had ??
    (released === false ? await act.db.read(act.workspaceId, (db) => store.findThing(db, thingId)) : null)
  if (!thing) throw new Refused(refuse('not_found'))
  const next = checkThing({ ...thing, ...fields, version })
  const kept = things.filter((t) => t.id !== thingId)
  const holds = released !== true && (!had || role !== undefined)
  await flush(act, {
    writes: [
      store.updateThing(next),
      ...(holds ? [store.holdThing(act.workspaceId, thingId, personId, role ?? null)] : []),
      ...(released ? [store.releaseThing(thingId, personId)] : []),
      ...store.changeKeys(act.workspaceId, personId, keysOf(person, all, released ? kept : [...kept, next])),
    ],
    events: [
      { kind: 'thing.changed', subjects: { personId, thingId }, data: { released: released === true } },
    ],
  })
}

// A plate or VIN we cannot read is kept as typed: the world has more kinds than the rule.
function checkThing(t: store.StoredThing): store.StoredThing {
  const { id, kind, name, note, version } = t
  const plate = t.plate && !isRefusal(normalisePlate(t.plate)) ? t.plate.trim().toUpperCase() : t.plate
  const read = t.vin ? normaliseVin(t.vin) : null
  return { id, kind, name, note, version, plate, vin: isRefusal(read) ? t.vin : read }
}

async function loadWhole(act: Act, id: PersonId) {
  return await act.db.read(act.workspaceId, async (db) => {
    const [person] = await store.findPersons(db, [id])
    if (!person) throw new Refused(refuse('not_found'))
    return { person, all: await store.listHandles(db, [id]), things: await store.listThings(db, [id]) }
  })
}

function newHandle(
  act: Act,
  personId: PersonId,
  input: HandleInput,
  trust: HandleTrust,
  country: string,
): store.StoredHandle {
  const { kind, value, shown } = accept(normaliseHandle(input.kind, input.value, country))
  return { id: act.newId<'handle'>(), personId, kind, value, shown, label: input.label ?? null, trust }
}

function keysOf(
  person: { name: string },
  handles: readonly { kind: HandleKind; value: string }[],
  things: readonly { name: string; vin: string | null; plate: string | null }[],
): string[] {
  return searchKeys({ name: person.name, handles, things })
}

/** The country of telephones written without theirs: the workspace's. */
export async function countryOf(act: Act): Promise<string> {
  return (await act.db.read(act.workspaceId, findWorkspace))?.country ?? ''
}
