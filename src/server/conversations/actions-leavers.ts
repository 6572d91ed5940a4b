import { assign } from '../../domain/conversations/conversation.ts'
import { returnHandover } from '../../domain/conversations/handover.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { isRefusal } from '../../domain/shared/refusal.ts'
import { type Act, flush } from '../db/flush.ts'
import { unlessRefused } from '../db/refused.ts'
import { about } from './actions.ts'
import { updateConversation, updateHandover } from './store.ts'
import { listAssignedTo, listOfferedTo } from './store-leavers.ts'

/** Puts the open conversations of somebody who leaves back into the Inbox, where everybody sees them. */
export async function giveBackOf(act: Act, memberId: MemberId): Promise<void> {
  for (const c of await act.db.read(act.workspaceId, (db) => listAssignedTo(db, memberId))) {
    const next = assign(c, null, act.now)
    if (isRefusal(next)) continue
    await unlessRefused(() =>
      flush(act, {
        writes: [updateConversation({ ...c, ...next })],
        events: [{ kind: 'conversation.assigned', subjects: about(c), data: { to: null, leaver: memberId } }],
      }),
    )
  }
}

/** Ends the hand-overs that wait for somebody who leaves: what was offered stays with whoever offered it, who is told. */
export async function settleHandoversTo(act: Act, memberId: MemberId): Promise<void> {
  for (const h of await act.db.read(act.workspaceId, (db) => listOfferedTo(db, memberId))) {
    const next = returnHandover(h, act.now)
    if (isRefusal(next)) continue
    const subjects = { conversationId: h.conversationId, handoverId: h.id }
    await unlessRefused(() =>
      flush(act, {
        writes: [updateHandover(next, h.version)],
        events: [{ kind: 'handover.declined', subjects, data: { leaver: memberId } }],
      }),
    )
  }
}
