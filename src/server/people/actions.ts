import {
  type HandleKind,
  type HandleTrust,
  normaliseHandle,
  raiseTrust,
} from '../../domain/people/handles.ts'
import { changeInEach } from '../../domain/people/merge.ts'
import { changePerson as change, createPerson, type PersonFields } from '../../domain/people/person.ts'
import { recognise } from '../../domain/people/recognise.ts'
import { searchKeys } from '../../domain/people/search-keys.ts'
import type { HandleId, PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { LocalDate } from '../../domain/shared/time.ts'
import { findWorkspace } from '../accounts/store.ts'
import { onceIn } from '../db/database.ts'
import { type Act, type Change, flush } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import { planWorks } from './actions-returned.ts'
import * as store from './store.ts'
import { type KnownCandidate, listCandidates } from './store-candidates.ts'
import { findRecords, listSame } from './store-merge.ts'

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
  const candidates = await act.db.read(act.workspaceId, (db) => listCandidates(db, handles))
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
  const known = candidates.find((c) => c.id === personId)
  const change: Change =
    trust === 'typed' || (known && isNothingNew(known, handles))
      ? { writes: [store.sawPerson(personId, act.now)], events: [] }
      : await planMoreOf(act, personId, sender.name, handles)
  return { personId, why: found.why, isNew: false, change }
}

// Most who write are known as they write: then there is nothing to look up, and nothing to write but that they were here.
function isNothingNew(known: KnownCandidate, handles: readonly { kind: HandleKind; value: string }[]) {
  const isSeen = (h: { kind: HandleKind; value: string }) =>
    known.handles.some((k) => {
      const isSame = k.kind === h.kind && k.value === h.value
      return isSame && k.returnedAt === null && raiseTrust(k.trust, 'seen') === k.trust
    })
  return known.isAlone && known.name !== '' && handles.every(isSeen)
}

// A person known only by an address gets the name they sign with; a handle not yet theirs is added, a typed one is seen now. What
// comes from an address is noted with the very record it is noted with, so that it goes along when a merge is undone.
async function planMoreOf(
  act: Act,
  personId: PersonId,
  name: string,
  handles: readonly { kind: HandleKind; value: string; shown: string }[],
): Promise<Change> {
  const whole = await loadWhole(act, personId)
  const record = whole.records.find((r) => r.id === personId)!
  const own = whole.notedWith(personId)
  const isSame = (k: store.StoredHandle) => handles.some((h) => h.kind === k.kind && h.value === k.value)
  const added = handles
    .filter((h) => !whole.handles.some((k) => k.kind === h.kind && k.value === h.value))
    .map((h) => ({ id: act.newId<'handle'>(), personId, ...h, label: null, trust: 'seen' as const }))
  const raised = whole.handles.filter((k) => isSame(k) && raiseTrust(k.trust, 'seen') !== k.trust)
  const isNameless = whole.records.every((r) => r.name === '')
  const named = isNameless && name.trim() !== '' ? accept(change(record, { name })) : null
  const changed = named !== null || added.length > 0
  const works = planWorks(whole.handles.filter(isSame))
  return {
    writes: [
      ...works.writes,
      ...(named
        ? [
            store.updatePerson(named, record.knownSince, record.version, act.now),
            store.sawMerged(personId, act.now),
          ]
        : [store.sawPerson(personId, act.now)]),
      ...added.map((h) => store.insertHandle(act.workspaceId, h, act.now)),
      ...raised.map((h) => store.trustHandle(h.id, 'seen')),
      ...(changed
        ? store.changeKeys(
            act.workspaceId,
            personId,
            keysOf(named ?? record, [...own.handles, ...added], own.things),
          )
        : []),
    ],
    events: [
      ...works.events,
      ...added.map((h) => ({
        kind: 'handle.added' as const,
        subjects: { personId, handleId: h.id },
        data: { kind: h.kind },
      })),
    ],
  }
}

/** Changes what we know of a person, and what finds them. @throws Refused `changed_meanwhile`, `not_found`. */
export async function changePerson(
  act: Act,
  id: PersonId,
  input: Partial<PersonFields> & { knownSince?: LocalDate | null; version: number },
) {
  const { version, ...fields } = input
  const { root, records, notedWith } = await loadWhole(act, id)
  const changes = changeInEach(records, fields)
  const writes = records.flatMap((record, i) => {
    const { knownSince = record.knownSince, ...said } = changes[i]!
    if (record !== root && Object.keys(changes[i]!).length === 0) return []
    const next = accept(change(record, said))
    const { handles, things } = notedWith(record.id)
    return [
      store.updatePerson(next, knownSince, record === root ? version : record.version),
      ...store.changeKeys(act.workspaceId, record.id, keysOf(next, handles, things)),
    ]
  })
  await flush(act, {
    writes,
    events: [
      {
        kind: 'person.changed',
        subjects: { personId: root.id },
        data: { fields: Object.keys(fields) },
      },
    ],
  })
}

/**
 * Changes what was noted with a record that was merged into a person: how the name is said, what is good to know, what they need. It
 * stays with that record, so that an unmerge gives it back. @throws Refused `not_found`, `changed_meanwhile`.
 */
export async function changeNoted(
  act: Act,
  id: PersonId,
  recordId: PersonId,
  input: Partial<Pick<PersonFields, 'sayName' | 'goodToKnow' | 'accessNeeds'>> & { version: number },
): Promise<void> {
  const { version, ...fields } = input
  const { root, records, notedWith } = await loadWhole(act, id)
  const record = records.find((r) => r.id === recordId)
  if (!record || record === root) throw new Refused(refuse('not_found'))
  const next = accept(change(record, fields))
  const { handles, things } = notedWith(record.id)
  await flush(act, {
    writes: [
      store.updatePerson(next, record.knownSince, version),
      ...store.changeKeys(act.workspaceId, record.id, keysOf(next, handles, things)),
    ],
    events: [
      {
        kind: 'person.changed',
        subjects: { personId: root.id },
        data: { fields: Object.keys(fields), record: record.id },
      },
    ],
  })
}

/** Adds a way to reach a person; one they have already changes nothing. @throws Refused `not_found`, `invalid_input`. */
export async function addHandle(act: Act, id: PersonId, input: HandleInput): Promise<void> {
  const { root, handles: all, notedWith } = await loadWhole(act, id)
  const handle = newHandle(act, root.id, input, 'typed', await countryOf(act))
  if (all.some((h) => h.kind === handle.kind && h.value === handle.value)) return
  const { handles, things } = notedWith(root.id)
  await flush(act, {
    writes: [
      store.insertHandle(act.workspaceId, handle, act.now),
      ...store.changeKeys(act.workspaceId, root.id, keysOf(root, [...handles, handle], things)),
    ],
    events: [
      {
        kind: 'handle.added',
        subjects: { personId: root.id, handleId: handle.id },
        data: { kind: handle.kind },
      },
    ],
  })
}

/**
 * Says that a way to reach somebody belongs to another person too: a family's address, a firm's telephone. They stay two.
 * @throws Refused `not_found`, `same_person`.
 */
export async function shareHandle(
  act: Act,
  id: PersonId,
  handleId: HandleId,
  withId: PersonId,
): Promise<void> {
  const [mine, theirs] = [await loadWhole(act, id), await loadWhole(act, withId)]
  const handle = mine.handles.find((h) => h.id === handleId)
  if (!handle) throw new Refused(refuse('not_found'))
  if (mine.root.id === theirs.root.id) throw new Refused(refuse('same_person', { field: 'withPersonId' }))
  await addHandle(act, theirs.root.id, { kind: handle.kind, value: handle.shown, label: handle.label })
}

/**
 * Takes a way to reach a person away, from every record of theirs that has it. @throws Refused `not_found`.
 */
export async function removeHandle(act: Act, id: PersonId, handleId: HandleId): Promise<void> {
  const { records, handles, notedWith } = await loadWhole(act, id)
  const meant = handles.find((h) => h.id === handleId)
  if (!meant) throw new Refused(refuse('not_found'))
  const gone = handles.filter((h) => h.kind === meant.kind && h.value === meant.value)
  await flush(act, {
    writes: gone.flatMap((h) => {
      const own = notedWith(h.personId)
      const left = own.handles.filter((k) => k.id !== h.id)
      const record = records.find((r) => r.id === h.personId)!
      return [
        store.removeHandle(h.id, act.now),
        ...store.changeKeys(act.workspaceId, record.id, keysOf(record, left, own.things)),
      ]
    }),
    events: gone.map((h) => ({
      kind: 'handle.removed',
      subjects: { personId: h.personId, handleId: h.id },
      data: {},
    })),
  })
}

/** Gives a person back a way to reach them that was taken off, as it was. @throws Refused `not_found`. */
export async function restoreHandle(act: Act, id: PersonId, handleId: HandleId): Promise<void> {
  const { records, notedWith } = await loadWhole(act, id)
  const handle = await act.db.read(act.workspaceId, (db) => store.findHandle(db, handleId))
  const record = records.find((r) => r.id === handle?.personId)
  if (!handle || !record) throw new Refused(refuse('not_found'))
  const own = notedWith(record.id)
  await flush(act, {
    writes: [
      store.restoreHandle(handleId),
      ...store.changeKeys(act.workspaceId, record.id, keysOf(record, [...own.handles, handle], own.things)),
    ],
    events: [
      { kind: 'handle.added', subjects: { personId: record.id, handleId }, data: { kind: handle.kind } },
    ],
  })
}

/** Every record of a person, the one that stays first, with what is noted with each. @throws Refused `not_found`. */
export async function loadWhole(act: Act, id: PersonId) {
  return await act.db.read(act.workspaceId, async (db) => {
    const records = await findRecords(db, id)
    if (!records) throw new Refused(refuse('not_found'))
    const ids = records.map((r) => r.id)
    const handles = await store.listHandlesNotedWith(db, ids)
    const things = (await store.listThings(db, ids)).filter((t) => t.notedWith === t.personId)
    const of = <T extends { personId: PersonId }>(all: readonly T[], one: PersonId) =>
      all.filter((x) => x.personId === one)
    const notedWith = (one: PersonId) => ({ handles: of(handles, one), things: of(things, one) })
    return { root: records[0], records, handles, things, notedWith }
  })
}

/** Whom everybody means by an id: the record that stays. An id of nobody is given back, for the write to refuse it. */
export async function meant<T extends PersonId | null | undefined>(act: Act, id: T): Promise<T> {
  if (!id) return id
  return (await act.db.read(act.workspaceId, (db) => listSame(db, id)))[0] as T
}

/**
 * Whose something is that is done with a person in a conversation: the very record the conversation is with, where that is one of
 * theirs, else the record that stays.
 */
export async function rightful(act: Act, id: PersonId, talksWith: PersonId | null): Promise<PersonId> {
  const [root, ...others] = await act.db.read(act.workspaceId, (db) => listSame(db, id))
  return talksWith && others.includes(talksWith) ? talksWith : root
}

function newHandle(
  act: Act,
  personId: PersonId,
  input: HandleInput,
  trust: HandleTrust,
  country: string,
): store.StoredHandle {
  const { kind, value, shown } = accept(normaliseHandle(input.kind, input.value, country))
  const label = input.label ?? null
  const fresh = { broughtAt: null, returnedAt: null, returnedWhy: null }
  return { id: act.newId<'handle'>(), personId, kind, value, shown, label, trust, ...fresh }
}

/** What one record of a person is found by. */
export function keysOf(
  person: { name: string },
  handles: readonly { kind: HandleKind; value: string }[],
  things: readonly { name: string; vin: string | null; plate: string | null }[],
): string[] {
  return searchKeys({ name: person.name, handles, things })
}

/** The country of telephones written without theirs: the workspace's. */
export async function countryOf(act: Act): Promise<string> {
  const ask = () => act.db.read(act.workspaceId, findWorkspace)
  return (await onceIn(act.db, 'workspace', ask))?.country ?? ''
}
