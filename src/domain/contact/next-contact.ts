import type { ConversationId, Id, MemberId, PersonId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'

/** Something to look forward to: come again, an event, a call to ask how it went (S4-19). */
export type NextContact = {
  readonly id: Id<'next_contact'>
  readonly personId: PersonId
  readonly conversationId: ConversationId | null
  readonly what: string
  /** The moment, or the end of the window it falls in. */
  readonly due: Instant
  /** Whether they know of it; else it is a note to ourselves. */
  readonly told: boolean
  readonly ownerId: MemberId
  readonly setAt: Instant
  readonly doneAt: Instant | null
}

/** Sets a next contact. Refuses no words and a moment that has passed. ("None wanted" is an event, and no contact.) */
export function setNextContact(
  contact: Omit<NextContact, 'setAt' | 'doneAt'>,
  now: Instant,
): NextContact | Refusal {
  const what = contact.what.trim()
  if (what === '') return refuse('invalid_input', { field: 'what' })
  if (contact.due <= now) return refuse('due_in_past', { field: 'due' })
  return { ...contact, what, setAt: now, doneAt: null }
}

/** Somebody said too soon that it was over: it is looked forward to again, also where its moment has passed. */
export function reopenContact(contact: NextContact): NextContact {
  return { ...contact, doneAt: null }
}

/** It is over, whether it happened or they did not come (the event says which); ending it twice is ending it once. */
export function finishContact(contact: NextContact, now: Instant): NextContact {
  return contact.doneAt === null ? { ...contact, doneAt: now } : contact
}
