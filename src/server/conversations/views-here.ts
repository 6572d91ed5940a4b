import type { Member } from '../../domain/accounts/membership.ts'
import type { ConversationId, MemberId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import * as store from './store-here.ts'
import { listReadable } from './store-views.ts'

/** Who of the others is where just now, and a mark of what is drafted there; of conversations one may read only. */
export type Here = {
  readonly present: readonly { conversationId: ConversationId; memberId: MemberId; writing: boolean }[]
  readonly drafts: readonly { conversationId: ConversationId; mark: string }[]
}

/** What the line of a member tells of who is where. `now` is real time. */
export async function showHere(db: Reader, viewer: Member, now: Instant): Promise<Here> {
  const [present, drafts] = [await store.listPresent(db, viewer.id, now), await store.listDraftMarks(db, now)]
  if (present.length === 0 && drafts.length === 0) return { present, drafts }
  const readable = await listReadable(
    db,
    [...present, ...drafts].map((p) => p.conversationId),
    viewer,
  )
  return {
    present: present.filter((p) => readable.has(p.conversationId)),
    drafts: drafts.filter((d) => readable.has(d.conversationId)),
  }
}
