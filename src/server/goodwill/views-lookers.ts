import { cannotKeep } from '../../domain/accounts/permissions.ts'
import { mayRead } from '../../domain/conversations/conversation.ts'
import type { Gesture } from '../../domain/goodwill/gesture.ts'
import { mayLookAt } from '../../domain/goodwill/learning.ts'
import { lookersOf } from '../../domain/goodwill/lookers.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { listMembers } from '../accounts/store.ts'
import { listSensitive } from '../conversations/store-leavers.ts'
import type { Reader } from '../db/database.ts'
import type { Asked } from '../http/route.ts'
import { show, showReadable } from './routes.ts'
import type { StoredGesture } from './store.ts'

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

/** Of what waits to be looked at, what one may read; and of what one looks at all the same (`lookersOf`) nothing but what was given. */
export async function showToLookAt(
  db: Reader,
  rows: readonly StoredGesture[],
  { member, now }: Pick<Asked, 'member' | 'now'>,
) {
  const lookers = await lookersOfEach(db, rows, now)
  const whole = new Map((await showReadable(db, rows, member)).map((g) => [g.id, g]))
  const unread = rows.filter((g) => !whole.has(g.id) && lookers.get(g.id)!.includes(member.id))
  const bare = new Map(
    (await show(db, unread, new Map())).map((g) => [
      g.id,
      { ...g, person: null, why: '', reversedWhy: null, lesson: null },
    ]),
  )
  return rows.flatMap((row) => {
    const shown = whole.get(row.id) ?? bare.get(row.id)
    return shown ? [{ ...shown, mayLook: mayLookAt(row, member.id, lookers.get(row.id)!) }] : []
  })
}
