import type { MemberId } from '../../domain/shared/ids.ts'
import { compiler } from '../db/database.ts'
import { flush } from '../db/flush.ts'
import type { World } from './world.ts'

/** Lets somebody only read who still owes promises: as it stands where one was made in the very moment in which their role changed. */
export async function onlyReads(world: World, memberId: MemberId): Promise<void> {
  const query = compiler.updateTable('members').set({ role: 'read_only' }).where('id', '=', memberId)
  await flush(world.act(), { writes: [{ query }], events: [] })
}
