import { cannotKeep } from '../../domain/accounts/permissions.ts'
import { mayRead } from '../../domain/conversations/conversation.ts'
import type { Gesture } from '../../domain/goodwill/gesture.ts'
import { lookersOf } from '../../domain/goodwill/lookers.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { listMembers } from '../accounts/store.ts'
import { listSensitive } from '../conversations/store-leavers.ts'
import type { Reader } from '../db/database.ts'

type Given = Pick<Gesture, 'id' | 'conversationId' | 'madeBy' | 'siteId' | 'limitOf'>

/** Who looks at each of what was given beyond a limit, as its conversations may be read now. */
export async function lookersOfEach(
  db: Reader,
  gestures: readonly Given[],
  now: Instant,
): Promise<ReadonlyMap<Gesture['id'], readonly MemberId[]>> {
  if (gestures.length === 0) return new Map()
  const serving = (await listMembers(db)).filter((m) => !cannotKeep(m, now))
  const sensitive = await listSensitive(
    db,
    gestures.map((g) => g.conversationId),
  )
  return new Map(
    gestures.map((g) => {
      const talk = g.conversationId ? sensitive.get(g.conversationId) : undefined
      return [g.id, lookersOf(g, serving, (m) => !talk || mayRead(talk, m, talk.helpers))]
    }),
  )
}
