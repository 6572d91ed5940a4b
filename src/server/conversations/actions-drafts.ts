import type { ConversationId } from '../../domain/shared/ids.ts'
import { flush } from '../db/flush.ts'
import type { Asked } from '../http/route.ts'
import { load } from './actions.ts'
import * as store from './store-drafts.ts'

/** Keeps what is being written; empty text lets it go. */
export async function saveDraft(
  asked: Asked,
  id: ConversationId,
  d: { kind: 'reply' | 'note'; text: string },
): Promise<void> {
  const { id: conversationId } = (await load(asked, id)).conversation
  const memberId = asked.member.id
  const writes =
    d.text === ''
      ? store.deleteDraft(conversationId, memberId, d.kind)
      : store.saveDraft(asked.workspaceId, { ...d, conversationId, memberId, updatedAt: asked.now })
  await flush(asked, { writes, events: [] })
}
