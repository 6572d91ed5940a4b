import type { ConversationId } from '../../domain/shared/ids.ts'
import { plus } from '../../domain/shared/time.ts'
import { findPreferences } from '../accounts/store.ts'
import { flush } from '../db/flush.ts'
import type { Asked } from '../http/route.ts'
import { realNow } from '../jobs/real-time.ts'
import { load } from './actions.ts'
import * as store from './store-here.ts'

/** How long a window is believed to be where it said it was (seconds); it says so again three times in that time. */
export const HERE_SECONDS = 45

/**
 * Says where a window of somebody is just now; null: nowhere any more. Screens of colleagues show it; nothing of it is kept, and
 * nothing at all is written down of those who do not want it shown.
 * @throws Refused `not_found` for a conversation they may not read.
 */
export async function beHere(
  asked: Asked,
  tab: string,
  at: { conversationId: ConversationId; writing: boolean } | null,
): Promise<void> {
  if (at) await load(asked, at.conversationId)
  const now = realNow(asked.services)
  const memberId = asked.member.id
  const { before, shown } = await asked.db.read(asked.workspaceId, async (db) => ({
    before: await store.findPresence(db, memberId, tab, now),
    shown: (await findPreferences(db, memberId)).showWhere !== false,
  }))
  const next = shown ? at : null
  if (!next && !before) return
  const same = next?.conversationId === before?.conversationId && next?.writing === before?.writing
  const until = plus(now, { seconds: HERE_SECONDS })
  await flush(
    asked,
    {
      writes: [
        next
          ? store.putPresence(asked.workspaceId, { ...next, tab, memberId, until })
          : store.forgetPresence(memberId, tab),
        store.forgetOver(memberId, tab, now),
      ],
      events: [],
    },
    same,
  )
}
