import type { DomainEvent } from '../../domain/shared/events.ts'
import type { ConversationId, MessageId, PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { realNow } from '../jobs/real-time.ts'
import * as store from './store-outbox.ts'

/**
 * Has a mail tried now that failed, or that waits to be tried again. What left meanwhile, or is being sent, stays as it is.
 * @throws Refused `not_found`, `changed_meanwhile`.
 */
export async function retryOutbox(asked: Asked, id: string): Promise<void> {
  const row = await mailOf(asked, id)
  const isStuck = row.state === 'failed' || (row.state === 'queued' && row.attempts > 0 && !row.claimedUntil)
  if (!isStuck) return
  await flush(asked, {
    writes: [store.tryNow(row, realNow(asked.services))],
    events: eventsOf(row, { retry: true }),
  })
}

/** Says that a mail which failed is not to be tried any more, or takes that back. @throws Refused `not_found`, `changed_meanwhile`. */
export async function giveUpOutbox(asked: Asked, id: string, givenUp: boolean): Promise<void> {
  const row = await mailOf(asked, id)
  if ((row.givenUpAt !== null) === givenUp) return
  if (row.state !== 'failed') throw new Refused(refuse('changed_meanwhile'))
  await flush(asked, {
    writes: [store.setGivenUp(row, givenUp ? { at: asked.now, by: asked.member.id } : null)],
    events: eventsOf(row, { givenUp }),
  })
}

async function mailOf(asked: Asked, id: string): Promise<store.OutboxRow> {
  const row = await asked.db.read(asked.workspaceId, (db) => store.findOutbox(db, id))
  if (!row) throw new Refused(refuse('not_found'))
  return row
}

// A letter of the house stands in no conversation.
function eventsOf({ conversationId, messageId, personId }: store.OutboxRow, data: DomainEvent['data']) {
  if (!conversationId || !messageId) return []
  const subjects: { conversationId: ConversationId; messageId: MessageId; personId?: PersonId } = {
    conversationId,
    messageId: messageId as MessageId,
    ...(personId ? { personId } : {}),
  }
  return [{ kind: 'conversation.changed' as const, subjects, data }]
}
