import { assign } from '../../domain/conversations/conversation.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { isRefusal } from '../../domain/shared/refusal.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { about } from './actions.ts'
import { updateConversation } from './store.ts'
import { listAssignedTo } from './store-leavers.ts'

/** Puts the open conversations of somebody who leaves back into the Inbox, where everybody sees them. */
export async function giveBackOf(act: Act, memberId: MemberId): Promise<void> {
  for (const c of await act.db.read(act.workspaceId, (db) => listAssignedTo(db, memberId))) {
    const next = assign(c, null, act.now)
    if (isRefusal(next)) continue
    await flush(act, {
      writes: [updateConversation({ ...c, ...next })],
      events: [{ kind: 'conversation.assigned', subjects: about(c), data: { to: null, leaver: memberId } }],
    }).catch((e) => {
      if (!(e instanceof Refused)) throw e
    })
  }
}
