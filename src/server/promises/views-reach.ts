import type { ToldBy } from '../../domain/promises/promise.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { findConversation } from '../conversations/store.ts'
import { showReplyTo } from '../conversations/views-reply-to.ts'
import type { Reader } from '../db/database.ts'
import { Refused } from '../db/refused.ts'
import type { StoredPromise } from './store.ts'

type Owed = Pick<StoredPromise, 'toPersonId' | 'conversationId'>

/**
 * On which ways a word about a promise can arrive: whom a mail would go to (in its conversation, else in one of its own; nobody where
 * no mail can go), and whether there is a page of theirs to read it on.
 */
export async function showReach(db: Reader, { toPersonId: personId, conversationId }: Owed) {
  const beginning = {
    id: null as ConversationId | null,
    mailboxId: null,
    channel: 'email' as const,
    personId,
  }
  const talk = conversationId ? await findConversation(db, conversationId) : null
  const { by, to, cc, marks, hasPage } = await showReplyTo(db, talk ?? beginning)
  // What came back from there yesterday would come back today.
  const back = new Set(marks.flatMap((m) => (m.why === 'came_back' ? m.address : [])))
  const reached = [...to, ...cc].filter((a) => !back.has(a.address))
  return { mailTo: by === 'email' ? reached : [], hasPage }
}

/**
 * Lets a word count as told on their own page only if they have a link to it (P4). One by mail is put down as not told when its mail
 * cannot leave, and somebody is asked to call. @throws Refused `no_page_link`.
 */
export async function demandReach(db: Reader, promise: Owed, toldBy: ToldBy): Promise<void> {
  if (!promise.toPersonId || toldBy !== 'page') return
  const { hasPage } = await showReach(db, promise)
  if (!hasPage) throw new Refused(refuse('no_page_link', { field: 'toldBy' }))
}
