import { normalisePlate, normaliseVin } from '../../domain/people/vehicle-marks.ts'
import type { PersonId, ThingId } from '../../domain/shared/ids.ts'
import { isRefusal, refuse } from '../../domain/shared/refusal.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { keysOf, loadWhole } from './actions.ts'
import * as store from './store.ts'

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
  const { root, things: all, notedWith } = await loadWhole(act, personId)
  const { role, id, ...fields } = input
  if (id && all.some((t) => t.id === id)) return id
  const thing = checkThing({ ...fields, id: id ?? act.newId<'thing'>(), version: 1 })
  const { handles, things } = notedWith(root.id)
  await flush(act, {
    writes: [
      store.insertThing(act.workspaceId, thing, act.now),
      store.holdThing(act.workspaceId, thing.id, root.id, role ?? null),
      ...store.changeKeys(act.workspaceId, root.id, keysOf(root, handles, [...things, thing])),
    ],
    events: [
      {
        kind: 'thing.created',
        subjects: { personId: root.id, thingId: thing.id },
        data: { kind: thing.kind },
      },
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
  const { root, records, things: all, notedWith } = await loadWhole(act, personId)
  const { released, role, version, ...fields } = input
  const had = all.filter((t) => t.id === thingId)
  const thing =
    had[0] ??
    (released === false ? await act.db.read(act.workspaceId, (db) => store.findThing(db, thingId)) : null)
  if (!thing) throw new Refused(refuse('not_found'))
  const next = checkThing({ ...thing, ...fields, version })
  const holds = released !== true && (had.length === 0 || role !== undefined)
  const letGo =
    had.length > 0
      ? []
      : await act.db.read(act.workspaceId, (db) => store.listLetGo(db, thingId, ids(records)))
  // Back to whichever record it was noted with, as what they were to it.
  const notedOf: { personId: PersonId }[] = had.length > 0 ? had : letGo
  const noted = records.filter((r) => notedOf.some((one) => one.personId === r.id))
  const holders = noted.length > 0 ? noted : [root]
  const roleOf = (record: { id: PersonId }) =>
    role !== undefined ? role : (letGo.find((one) => one.personId === record.id)?.role ?? null)
  await flush(act, {
    writes: [
      store.updateThing(next),
      ...(had.length === 0 ? [store.forgetLetGo(thingId)] : []),
      ...holders.flatMap((record) => {
        const { handles, things } = notedWith(record.id)
        const kept = things.filter((t) => t.id !== thingId)
        return [
          ...(holds ? [store.holdThing(act.workspaceId, thingId, record.id, roleOf(record))] : []),
          ...(released ? store.releaseThing(thingId, record.id, act.now) : []),
          ...store.changeKeys(
            act.workspaceId,
            record.id,
            keysOf(record, handles, released ? kept : [...kept, next]),
          ),
        ]
      }),
    ],
    events: [
      {
        kind: 'thing.changed',
        subjects: { personId: root.id, thingId },
        data: { released: released === true },
      },
    ],
  })
}

const ids = (records: readonly { id: PersonId }[]) => records.map((record) => record.id)

// A plate or VIN we cannot read is kept as typed: the world has more kinds than the rule.
function checkThing(t: store.StoredThing): store.StoredThing {
  const { id, kind, name, note, version } = t
  const plate = t.plate && !isRefusal(normalisePlate(t.plate)) ? t.plate.trim().toUpperCase() : t.plate
  const read = t.vin ? normaliseVin(t.vin) : null
  return { id, kind, name, note, version, plate, vin: isRefusal(read) ? t.vin : read }
}
