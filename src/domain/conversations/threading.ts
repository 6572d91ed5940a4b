import type { ConversationId } from '../shared/ids.ts'

/** A conversation a mail points at, with everybody who takes part in it (addresses as `normaliseHandle` writes them). */
export type Pointer = { readonly conversationId: ConversationId; readonly participants: readonly string[] }

/** All ways in which a mail can point at conversations, surest first. */
export type Pointers = {
  /** The token in the address it was sent to (`reply+…@`). */
  readonly replyToken: Pointer | null
  /** From In-Reply-To and References, the nearest first. `refiled`: somebody filed what it refers to there. */
  readonly references: readonly (Pointer & { readonly refiled?: boolean })[]
  /** Where mails that answer it stand already: they came before it, and whoever wrote them takes part in it. */
  readonly answers: readonly Pointer[]
  /** The reference in its subject, `[K7M-4QX]`. */
  readonly subjectReference: Pointer | null
}

/** Why a message stands where it does, where another conversation is suggested for it. */
export const SUGGESTING: readonly string[] = ['sender_not_in_conversation', 'answers_late']

/** Where a mail belongs, and why; `suggested` is a conversation it points at but whose participants it does not come from. */
export type Threaded =
  | {
      readonly conversationId: ConversationId
      readonly why: 'reply_token' | 'references' | 'answered_before' | 'subject_reference'
      readonly suggested: null
    }
  | {
      readonly conversationId: null
      readonly why: 'sender_not_in_conversation' | 'points_nowhere'
      readonly suggested: ConversationId | null
    }

/**
 * Decides where a mail belongs. Only somebody who takes part in a conversation writes into it: tokens and Message-IDs travel
 * when mail is forwarded, so a stranger's mail begins a new one, with a link suggested. One whose answer came before it goes where it
 * would have gone in the right order. What it answers goes before the address it
 * was sent to where somebody filed that elsewhere: the address still names the conversation it left. Of a sender in `doubt` (see
 * `doubtOf`) only the token counts: it is signed by us, and names and subjects anybody can write.
 */
export function thread(sender: string, pointers: Pointers, doubt = false): Threaded {
  const [nearest, ...others] = pointers.references
  const first = nearest?.refiled ? [nearest] : []
  const references = nearest && first.length === 0 ? [nearest, ...others] : others
  const all = [
    ...first.map((pointer) => ({ why: 'references' as const, pointer })),
    { why: 'reply_token' as const, pointer: pointers.replyToken },
    ...references.map((pointer) => ({ why: 'references' as const, pointer })),
    ...pointers.answers.map((pointer) => ({ why: 'answered_before' as const, pointer })),
    { why: 'subject_reference' as const, pointer: pointers.subjectReference },
  ].flatMap(({ why, pointer }) => (pointer ? [{ why, ...pointer }] : []))
  const own = all.find((p) => p.participants.includes(sender) && (!doubt || p.why === 'reply_token'))
  if (own) return { conversationId: own.conversationId, why: own.why, suggested: null }
  const suggested = all[0]?.conversationId ?? null
  return { conversationId: null, why: suggested ? 'sender_not_in_conversation' : 'points_nowhere', suggested }
}
