import { EMERGENCY_TIMES } from '../../domain/goodwill/asking.ts'
import { weightOf } from '../../domain/goodwill/gesture.ts'
import type { Reader } from '../db/database.ts'
import type { Asked } from '../http/route.ts'
import { decidingAbout } from './actions.ts'
import { matterIn } from './actions-asks-plan.ts'
import { findGestures } from './store.ts'

type Id = Parameters<typeof findGestures>[1][number]

/** Of gestures nobody answered for in time, those whoever asked may give by themselves now. Reads some for each: meant for a few. */
export async function mayHelpWith(
  db: Reader,
  asked: Pick<Asked, 'member' | 'now'>,
  ids: readonly Id[],
): Promise<ReadonlySet<Id>> {
  const may = new Set<Id>()
  for (const gesture of await findGestures(db, ids)) {
    const matter = await matterIn(db, gesture)
    const currency = gesture.money?.currency ?? null
    const { near, left } = await decidingAbout(db, asked, matter, gesture.kind, currency, EMERGENCY_TIMES)
    if (near === null && weightOf(gesture) <= left) may.add(gesture.id)
  }
  return may
}
