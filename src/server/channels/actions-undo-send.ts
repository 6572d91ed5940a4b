import type { ConversationId, MessageId, PromiseId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import * as conversations from '../conversations/actions.ts'
import * as talk from '../conversations/store.ts'
import * as drafts from '../conversations/store-drafts.ts'
import * as messages from '../conversations/store-messages.ts'
import { heldBackUntil } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { flush, together } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { listEvents } from '../events/log.ts'
import type { Asked } from '../http/route.ts'
import { cancelMail, takeBackWord } from '../jobs/outbox.ts'
import { planUnkept } from '../promises/actions-by-word.ts'

/**
 * Takes a reply back before it leaves, or before their page shows it: its text becomes the draft again, before what was begun
 * since, and what came with it is undone: the close, the greeting, that the conversation became theirs who wrote, and that it kept a
 * promise; gives back those that are open again. A promise made with it stays in the ledger: promises do not disappear (P2).
 * @throws Refused `not_allowed` for somebody else's, `mail_left` once it is on its way, `word_shown` once they can read it.
 */
export async function undoSend(
  asked: Asked,
  messageId: MessageId,
): Promise<{ conversationId: ConversationId; opened: readonly PromiseId[] }> {
  const [message] = await asked.db.read(asked.workspaceId, (db) => messages.findMessages(db, [messageId]))
  if (message?.direction !== 'out') throw new Refused(refuse('not_found'))
  const { conversation } = await conversations.load(asked, message.conversationId)
  if (message.memberId !== asked.member.id) throw new Refused(refuse('not_allowed'))
  const isMail = message.mailId !== null
  if (!isMail && !heldBackUntil(message, asked.now)) throw new Refused(refuse('word_shown'))
  const { before, begun, took, home } = await asked.db.read(asked.workspaceId, async (db) => ({
    before: await messages.findLastWords(db, message.conversationId, messageId),
    begun: (await drafts.listDrafts(db, message.conversationId)).find(
      (d) => d.memberId === asked.member.id && d.kind === 'reply' && d.text !== message.text,
    ),
    took: await becameTheirsBy(db, message.conversationId, messageId),
    // Where it was said before a merge: that waits as it was then, and comes out one day.
    home: message.originConversationId ? await talk.findOwn(db, message.originConversationId) : null,
  }))
  const without = (c: talk.StoredConversation, spoke: boolean): talk.StoredConversation => ({
    ...c,
    ...(c.greetedAt === message.at && c.greetedBy === message.memberId && !spoke
      ? { greetedAt: null, greetedBy: null }
      : {}),
    ...(took && c.assigneeId === message.memberId ? { assigneeId: null } : {}),
    ...(c.closedAt === message.at && c.closedBy === message.memberId
      ? { closedAt: null, closedBy: null }
      : {}),
  })
  const next = {
    ...without(conversation, before.lastOutAt !== null),
    ...{ lastOutAt: before.lastOutAt, lastLine: conversations.lineOf(before.line) },
  }
  const draft = {
    conversationId: conversation.id,
    memberId: asked.member.id,
    kind: 'reply' as const,
    text: begun ? `${message.text}\n\n${begun.text}` : message.text,
    goesWith: begun?.goesWith ?? null,
    updatedAt: asked.now,
  }
  const unkept = await planUnkept(asked, { id: messageId, conversationId: conversation.id })
  await flush(
    asked,
    together(unkept.change, {
      writes: [
        isMail
          ? cancelMail(messageId)
          : takeBackWord(asked.workspaceId, asked.newId<'outbox'>(), messageId, asked.now),
        messages.detach(messageId, asked.now),
        talk.updateConversation(next),
        ...(home
          ? [talk.updateConversation(without(home, home.lastOutAt !== null && home.lastOutAt < message.at))]
          : []),
        ...drafts.saveDraft(asked.workspaceId, draft),
      ],
      events: [
        {
          kind: 'conversation.changed',
          subjects: { ...conversations.about(conversation), messageId },
          data: { undo: 'send' },
        },
      ],
    }),
  )
  return { conversationId: conversation.id, opened: unkept.opened.map((p) => p.id) }
}

// Whether a reply made a conversation its writer's, and nothing since says that it is.
async function becameTheirsBy(db: Reader, conversationId: ConversationId, messageId: MessageId) {
  const kinds = ['message.sent', 'conversation.assigned', 'handover.offered', 'handover.accepted'] as const
  const conversationIds = await talk.listGroup(db, conversationId)
  const since = await listEvents(db, { conversationIds, kinds }, null, 20)
  const at = since.findIndex((e) => e.subjects.messageId === messageId)
  return at === 0 && since[0]?.data.took === true
}
