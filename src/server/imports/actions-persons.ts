import { type RowThing, sameThing } from '../../domain/imports/rows.ts'
import type { Handle, HandleTrust } from '../../domain/people/handles.ts'
import { createPerson, type PersonFields } from '../../domain/people/person.ts'
import { searchKeys } from '../../domain/people/search-keys.ts'
import type { PersonId, ThingId } from '../../domain/shared/ids.ts'
import { type Instant, type LocalDate, later } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import type { Act, Change } from '../db/flush.ts'
import { gather } from '../db/gather.ts'
import { accept } from '../db/refused.ts'
import * as people from '../people/store.ts'
import { type GroupKind, insertGroup } from '../people/store-groups.ts'
import { findGroups, type StoredRecord } from '../people/store-merge.ts'
import type { ImportId } from './store.ts'
import type { Made } from './store-made.ts'
import * as store from './store-people.ts'

type Group = GroupKind
/** One record of somebody in the book: what they are by all their records, with what the batch adds to this one. */
export type Booked = {
  readonly id: PersonId
  readonly rootId: PersonId
  name: string
  /** Null for one the batch makes. */
  readonly stored: StoredRecord | null
  /** All ways to reach them, and those noted with this very record. */
  readonly handles: people.StoredHandle[]
  readonly own: people.StoredHandle[]
  readonly things: people.StoredThing[]
  fields: PersonFields & { knownSince: LocalDate | null; lastSeenAt: Instant | null }
  /** Which fields the batch fills. */
  readonly filled: Set<string>
  readonly newHandles: people.StoredHandle[]
  readonly newThings: { thing: people.StoredThing; role: string | null }[]
}
type Facts = Partial<PersonFields> & { knownSince?: LocalDate | null }

const FILLED = ['name', 'sayName', 'languages', 'goodToKnow', 'accessNeeds', 'knownSince'] as const

/**
 * The people of one batch: those known who might be meant, and those it makes. Whatever comes second of one person meets what came
 * first; in the end it is one change. What was known is never overwritten, only what was empty is filled.
 */
export class PersonBook {
  private readonly all = new Map<PersonId, Booked>()
  private readonly byHandle = new Map<string, PersonId[]>()
  private readonly groups: Record<Group, Map<string, string>> = {
    household: new Map(),
    organisation: new Map(),
  }
  private readonly newGroups: { kind: Group; id: string; name: string }[] = []
  private readonly members: Record<Group, Set<string>> = { household: new Set(), organisation: new Set() }
  private readonly joins: { kind: Group; group: string; person: PersonId; role: string | null }[] = []
  private readonly act: Act

  constructor(act: Act) {
    this.act = act
  }

  /** Looks up whom these ways to reach somebody, and these ids, belong to, and households and organisations by their names. */
  async open(
    db: Reader,
    wanted: {
      handles: readonly Pick<Handle, 'kind' | 'value'>[]
      ids?: readonly PersonId[]
      households?: readonly string[]
      organisations?: readonly string[]
    },
  ): Promise<void> {
    const ids = [...new Set([...(await store.ownersOf(db, wanted.handles)), ...(wanted.ids ?? [])])]
    const handles = Map.groupBy(await people.listHandles(db, ids), (h) => h.personId)
    const noted = Map.groupBy(await people.listHandlesNotedWith(db, ids), (h) => h.personId)
    const things = Map.groupBy(await people.listThings(db, ids), (t) => t.personId)
    const records = await findGroups(db, ids)
    for (const { rootId, ...whole } of await people.findPersons(db, ids)) {
      const { id, name } = whole
      const stored = records.get(id)!.find((r) => r.id === id)!
      this.book({
        ...{ id, rootId, name, stored, fields: { ...whole, lastSeenAt: stored.lastSeenAt } },
        ...{ handles: [...(handles.get(id) ?? [])], own: [...(noted.get(id) ?? [])] },
        ...{ things: [...(things.get(id) ?? [])], newHandles: [], newThings: [], filled: new Set() },
      })
    }
    const same = new Map([...records.values()].flat().map((r) => [r.id, r.rootId]))
    for (const kind of ['household', 'organisation'] as const) {
      const names = [...new Set((wanted[`${kind}s`] ?? []).map((n) => n.toLowerCase()))]
      if (names.length === 0) continue
      this.groups[kind] = await store.groupsCalled(db, kind, names)
      this.members[kind] = await store.membershipsIn(db, kind, same)
    }
  }

  /** Everybody who has one of these ways to be reached, those made by this batch too. */
  having(handles: readonly Pick<Handle, 'kind' | 'value'>[]): Booked[] {
    const ids = new Set(handles.flatMap((h) => this.byHandle.get(`${h.kind} ${h.value}`) ?? []))
    return [...ids].map((id) => this.all.get(id)!)
  }

  find(id: PersonId): Booked | null {
    return this.all.get(id) ?? null
  }

  /** Somebody new. @throws Refused for fields nobody can have. */
  make(facts: Facts, handles: readonly Handle[], trust: HandleTrust, seenAt: Instant | null = null): Booked {
    const id = this.act.newId<'person'>()
    const { knownSince = null, ...fields } = facts
    const person = accept(createPerson(id, fields))
    const made = this.book({
      ...{
        id,
        name: person.name,
        rootId: id,
        filled: new Set(),
        own: [],
        stored: null,
        handles: [],
        things: [],
        newHandles: [],
        newThings: [],
      },
      fields: { ...person, knownSince, lastSeenAt: seenAt },
    })
    this.addHandles(made, handles, trust)
    return made
  }

  /** Fills what was empty; tells whether anything was. */
  fill(one: Booked, facts: Facts): boolean {
    let filled = false
    for (const field of FILLED) {
      const value = facts[field]
      if (isEmpty(value) || !isEmpty(one.fields[field])) continue
      Object.assign(one.fields, { [field]: value })
      one.filled.add(field)
      filled = true
    }
    one.name = one.fields.name
    return filled
  }

  /** Remembers when they were last here; never goes back. */
  saw(one: Booked, at: Instant): void {
    const { lastSeenAt } = one.fields
    one.fields.lastSeenAt = lastSeenAt ? later(lastSeenAt, at) : at
  }

  /** Adds ways to reach them which they did not have; tells whether there were any. */
  addHandles(one: Booked, handles: readonly Handle[], trust: HandleTrust): boolean {
    const fresh = handles.filter((h) => !one.handles.some((k) => k.kind === h.kind && k.value === h.value))
    for (const h of fresh) {
      const { kind, value, shown } = h
      const handle = {
        id: this.act.newId<'handle'>(),
        personId: one.id,
        kind,
        value,
        shown,
        label: null,
        trust,
        broughtAt: trust === 'typed' ? this.act.now : null,
        returnedAt: null,
        returnedWhy: null,
      }
      one.handles.push(handle)
      one.own.push(handle)
      one.newHandles.push(handle)
      this.index(handle)
    }
    return fresh.length > 0
  }

  /** Adds a thing they did not have; tells whether it was one. */
  addThing(one: Booked, { kind, name, plate, vin }: RowThing, role: string | null): boolean {
    if (one.things.some((t) => sameThing(t, { name, plate, vin }))) return false
    const thing = { id: this.act.newId<'thing'>() as ThingId, kind, name, plate, vin, note: null, version: 1 }
    one.things.push(thing)
    one.newThings.push({ thing, role })
    return true
  }

  /** Puts them into a household or organisation of this name, made if there is none; tells whether they were not in it. */
  join(one: Booked, kind: Group, name: string, role: string | null): boolean {
    const key = name.toLowerCase()
    let group = this.groups[kind].get(key)
    if (!group) {
      group = this.act.newId<'group'>()
      this.groups[kind].set(key, group)
      this.newGroups.push({ kind, id: group, name })
    }
    const pair = `${one.rootId} ${group}`
    if (this.members[kind].has(pair)) return false
    this.members[kind].add(pair)
    this.joins.push({ kind, group, person: one.id, role })
    return true
  }

  /** All of it as one change, and what of it is to be taken back if the import is. */
  change(importId: ImportId): { change: Change; made: Made[] } {
    const { act } = this
    const data = { import: importId }
    const made: Made[] = []
    const writes: Change['writes'][number][] = []
    const events: Change['events'][number][] = []
    const keys: { personId: PersonId; key: string }[] = []
    for (const { kind, id, name } of this.newGroups) {
      made.push({ kind, id, about: null, data: null })
      writes.push(insertGroup(act.workspaceId, kind, id, name, act.now))
      events.push({ kind: `${kind}.created`, subjects: { [`${kind}Id`]: id } as never, data })
    }
    const joins = Map.groupBy(this.joins, (j) => j.person)
    for (const one of this.all.values()) {
      const before = made.length
      if (!one.stored) {
        made.push({ kind: 'person', id: one.id, about: null, data: null })
        const { knownSince, lastSeenAt, ...fields } = one.fields
        const more = { knownSince, seenAt: lastSeenAt, now: act.now }
        writes.push(people.insertPerson(act.workspaceId, { ...fields, id: one.id }, more))
        events.push({ kind: 'person.created', subjects: { personId: one.id }, data })
      } else {
        const filled = this.filledOf(one, one.stored)
        for (const [field, is] of Object.entries(filled)) {
          const was = one.stored[field as keyof StoredRecord] ?? null
          made.push({ kind: 'field', id: one.id, about: one.id, data: { field, was, is } })
        }
        const { lastSeenAt, ...others } = filled
        if (Object.keys(others).length > 0) writes.push(store.fillFields(one.id, filled, one.stored.version))
        else if (lastSeenAt) writes.push(store.sawRecord(one.id, lastSeenAt as Instant))
        for (const h of one.newHandles)
          made.push({ kind: 'handle', id: h.id, about: one.id, data: { trust: h.trust } })
        for (const { thing } of one.newThings)
          made.push({ kind: 'thing', id: thing.id, about: one.id, data: null })
      }
      for (const h of one.newHandles) writes.push(people.insertHandle(act.workspaceId, h, act.now))
      for (const { thing, role } of one.newThings) {
        writes.push(people.insertThing(act.workspaceId, thing, act.now))
        writes.push(store.insertHolding(act.workspaceId, thing.id, one.id, role))
        events.push({
          kind: 'thing.created',
          subjects: { personId: one.id, thingId: thing.id },
          data: { ...data, kind: thing.kind },
        })
      }
      const joined = joins.get(one.id) ?? []
      if (one.stored)
        for (const j of joined) made.push({ kind: `in_${j.kind}`, id: j.group, about: one.id, data: null })
      if (made.length === before && joined.length === 0) continue
      // Each record is found by what is noted with it.
      const name = one.stored && !one.filled.has('name') ? '' : one.name
      const found = { name, handles: one.newHandles, things: one.newThings.map((t) => t.thing) }
      for (const key of searchKeys(found)) keys.push({ personId: one.id, key })
      if (one.stored && made.slice(before).some((m) => m.data?.field !== 'lastSeenAt'))
        events.push({ kind: 'person.changed', subjects: { personId: one.id }, data })
    }
    for (const { kind, group, person, role } of this.joins)
      writes.push(store.insertMembership(act.workspaceId, kind, group, person, role))
    return {
      change: { writes: [...gather(writes), ...store.insertKeys(act.workspaceId, keys)], events },
      made,
    }
  }

  private filledOf({ fields, filled }: Booked, stored: StoredRecord): Record<string, unknown> {
    const seen = fields.lastSeenAt === stored.lastSeenAt ? [] : [['lastSeenAt', fields.lastSeenAt]]
    const own = FILLED.filter((f) => filled.has(f)).map((f) => [
      f,
      Array.isArray(fields[f]) ? [...fields[f]] : fields[f],
    ])
    return Object.fromEntries([...own, ...seen])
  }

  private book(one: Booked): Booked {
    this.all.set(one.id, one)
    for (const h of one.own) this.index(h)
    return one
  }

  private index({ kind, value, personId }: Pick<people.StoredHandle, 'kind' | 'value' | 'personId'>): void {
    const key = `${kind} ${value}`
    this.byHandle.set(key, [...(this.byHandle.get(key) ?? []), personId])
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
