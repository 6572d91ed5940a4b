import type { ConversationId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { load } from './actions.ts'
import * as store from './store-drafts.ts'

/** Keeps what is being written; empty text lets it go. @throws Refused `changed_meanwhile` where another window kept other words than `was`. */
export async function saveDraft(
  asked: Asked,
  id: ConversationId,
  { was, ...d }: { kind: 'reply' | 'note'; text: string; was?: string | undefined },
): Promise<void> {
  const { id: conversationId } = (await load(asked, id)).conversation
  const memberId = asked.member.id
  if (was !== undefined) {
    const drafts = await asked.db.read(asked.workspaceId, (db) => store.listDrafts(db, conversationId))
    const kept = drafts.find((one) => one.memberId === memberId && one.kind === d.kind)?.text.trim()
    // Words that stand in the new ones are not lost.
    if (kept && kept !== was.trim() && !d.text.includes(kept)) throw new Refused(refuse('changed_meanwhile'))
  }
  const writes =
    d.text === ''
      ? store.deleteDraft(conversationId, memberId, d.kind)
      : store.saveDraft(asked.workspaceId, { ...d, conversationId, memberId, updatedAt: asked.now })
  await flush(asked, { writes, events: [] })
}
