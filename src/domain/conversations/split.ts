import type { ConversationId, MessageId, NeedId, PromiseId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'

/** What a conversation holds, as far as a split concerns it. */
export type Holdings = {
  readonly messages: readonly MessageId[]
  readonly needs: readonly { readonly id: NeedId; readonly promiseId: PromiseId | null }[]
  /** Promises made here, with the message each was made in (null: made beside the words). */
  readonly promises: readonly { readonly id: PromiseId; readonly messageId: MessageId | null }[]
}

/** What goes over into the new conversation; all else stays. */
export type SplitOff = {
  readonly to: ConversationId
  readonly messages: readonly MessageId[]
  readonly needs: readonly NeedId[]
  readonly promises: readonly PromiseId[]
}

/**
 * Splits some messages off into a conversation of their own (two matters in one mail, a colleague's copy). What was promised
 * in them goes with them, and so do the needs that rest on those promises; nothing is lost or doubled. Refuses none of the
 * messages, all of them, and what is not here.
 */
export function splitOff(
  holdings: Holdings,
  chosen: readonly MessageId[],
  to: ConversationId,
): SplitOff | Refusal {
  const wanted = new Set(chosen)
  const messages = holdings.messages.filter((id) => wanted.has(id))
  if (messages.length === 0 || messages.length < wanted.size)
    return refuse('invalid_input', { field: 'messageIds' })
  if (messages.length === holdings.messages.length) return refuse('nothing_left', { field: 'messageIds' })
  return { to, messages, ...goesAlong(holdings, wanted) }
}

/** What goes along with messages: the promises made in them, and the needs that rest on those. */
export function goesAlong(
  holdings: Pick<Holdings, 'needs' | 'promises'>,
  messages: ReadonlySet<MessageId>,
): Pick<SplitOff, 'needs' | 'promises'> {
  const promises = holdings.promises
    .filter((p) => p.messageId !== null && messages.has(p.messageId))
    .map((p) => p.id)
  const going = new Set(promises)
  const needs = holdings.needs.filter((n) => n.promiseId !== null && going.has(n.promiseId)).map((n) => n.id)
  return { needs, promises }
}
