import { mayRead } from '../../domain/conversations/conversation.ts'
import { successorOf } from '../../domain/promises/succession.ts'
import type { ConversationId, MemberId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { listSensitive } from '../conversations/store-leavers.ts'
import type { Reader } from '../db/database.ts'
import type { listColleagues } from './store-leavers.ts'

export type Colleagues = Awaited<ReturnType<typeof listColleagues>>

/**
 * Tells who takes over what belongs to a conversation, one of `talks`: of a sensitive one only who may read it, else an owner of
 * the workspace. `except`: the colleague at the other end of it.
 */
export async function findSuccessors(
  db: Reader,
  leaver: Colleagues[number],
  everybody: Colleagues,
  talks: readonly (ConversationId | null)[],
  now: Instant,
): Promise<(except: MemberId | null, talk: ConversationId | null) => MemberId | null> {
  const sensitive = await listSensitive(db, talks)
  return (except, id) => {
    const talk = id ? sensitive.get(id) : undefined
    const readers = talk && ((m: Colleagues[number]) => mayRead(talk, m, talk.helpers))
    return successorOf(leaver, everybody, except, now, readers)
  }
}
