import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { readConversation } from '../../contract/conversations.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { readPerson } from '../../contract/people.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { keyOf } from '../api/queries.ts'

/** Somebody, and the conversation with them where one is open. */
type WithWhom = { id: string; name: string; conversationId?: ConversationId }

/** Whom the screen shows as a call is taken: of the conversation that is open, or whose page it is. Null where nobody is, or not known yet. */
export function useWithWhom(): WithWhom | null {
  const queries = useQueryClient()
  const talk = useParams({ from: '/staff/inbox/conversations/$id', shouldThrow: false })
  const person = useParams({ from: '/staff/people/$id', shouldThrow: false })
  if (talk) {
    const shown = queries.getQueryData<ReplyOf<typeof readConversation>>(
      keyOf(readConversation, { params: { conversationId: talk.id } }),
    )
    const who = named(shown?.person)
    return who && shown ? { ...who, conversationId: shown.id } : null
  }
  if (person)
    return named(
      queries.getQueryData<ReplyOf<typeof readPerson>>(
        keyOf(readPerson, { params: { personId: person.id } }),
      ),
    )
  return null
}

/** The conversation the screen shows, where nobody knows yet with whom it is. */
export function useUnnamedTalk(): ConversationId | null {
  const queries = useQueryClient()
  const talk = useParams({ from: '/staff/inbox/conversations/$id', shouldThrow: false })
  const params = { conversationId: talk?.id ?? '' }
  const shown = queries.getQueryData<ReplyOf<typeof readConversation>>(keyOf(readConversation, { params }))
  return shown && !shown.person ? shown.id : null
}

function named(who: WithWhom | null | undefined): WithWhom | null {
  return who ? { id: who.id, name: who.name } : null
}
