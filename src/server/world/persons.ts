import * as contract from '../../contract/people.ts'
import { mergePerson } from '../../contract/people-merge.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { World } from './world.ts'

/** Adds somebody with addresses and telephone numbers, told apart by their looks. */
export async function add(world: World, name: string, ...handles: string[]) {
  const body = {
    name,
    handles: handles.map((value) => ({
      kind: value.includes('@') ? ('email' as const) : ('phone' as const),
      value,
    })),
  }
  return await world.owner.call(contract.addPerson, { body })
}

/** A person as the owner reads them. */
export async function read(world: World, personId: PersonId) {
  return await world.owner.call(contract.readPerson, { params: { personId } })
}

/** Merges one person into another, both as they stand. */
export async function merge(world: World, survivorId: PersonId, mergedId: PersonId) {
  const [a, b] = [await read(world, survivorId), await read(world, mergedId)]
  const body = { mergedId, version: a.version, mergedVersion: b.version }
  return await world.owner.call(mergePerson, { params: { personId: survivorId }, body })
}
