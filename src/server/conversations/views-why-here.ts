import type { ConversationId, MemberId } from '../../domain/shared/ids.ts'
import { listMembers } from '../accounts/store.ts'
import type { Reader } from '../db/database.ts'
import { showNames } from '../people/views.ts'
import { findOwn, type StoredConversation } from './store.ts'
import type { MessageRow } from './store-messages.ts'
import { findSuggestedLink } from './store-refile.ts'
import { listReadable, type Viewer } from './store-views.ts'

/**
 * Why messages are where they are, as somebody reads it: with the conversation a reason names, where they may read that, and who of
 * us filed it there. Of what they may not read stands nothing, not even its reference.
 */
export async function showWhyHere(db: Reader, rows: readonly MessageRow[], viewer: Viewer | null) {
  const named = rows.flatMap((m) => namedIn(m) ?? [])
  const readable = viewer ? await listReadable(db, named, viewer) : new Map<string, never>()
  const moved = rows.some((m) => m.whyHere?.values.memberId)
  const members = new Map(moved ? (await listMembers(db)).map((m) => [m.id, m.name]) : [])
  return ({ whyHere }: Pick<MessageRow, 'whyHere'>) => {
    if (!whyHere) return null
    const { conversationId, memberId, reference, ...values } = whyHere.values
    const found = conversationId ? readable.get(conversationId as ConversationId) : undefined
    const said: Record<string, string> = {
      ...values,
      ...(memberId && { who: members.get(memberId as MemberId) ?? '' }),
      ...(found && reference && { reference }),
    }
    return {
      code: whyHere.code,
      values: said,
      conversation: found && reference ? { id: found.id, subject: found.subject, reference } : null,
    }
  }
}

function namedIn({ whyHere }: MessageRow): ConversationId | null {
  return (whyHere?.values.conversationId as ConversationId | undefined) ?? null
}

/** The conversation that one looks like a part of, for somebody who may read it; null for none, and once somebody said no. */
export async function showSuggestedLink(db: Reader, c: StoredConversation, viewer: Viewer) {
  const link = c.heldBecause === null ? await findSuggestedLink(db, c.id) : null
  const found = link && (await listReadable(db, [link.to], viewer)).get(link.to)
  const to = found && found.id !== c.id ? await findOwn(db, found.id) : null
  if (!link || !to || to.heldBecause !== null) return null
  const names = await showNames(db, [to.personId])
  const { id, reference, subject } = to
  return {
    ...{ messageId: link.messageId, id, reference, subject },
    person: to.personId ? (names.get(to.personId) ?? null) : null,
  }
}
