import { useNavigate, useSearch } from '@tanstack/react-router'
import { NewConversationDialog } from './NewConversationDialog.tsx'

/** A new conversation under an address of its own: `/inbox/new?person=<id>`, where other screens lead. */
export function NewConversationPage() {
  const { person } = useSearch({ from: '/staff/inbox/inbox/new' })
  const navigate = useNavigate()
  return (
    <NewConversationDialog
      key={person}
      personId={person}
      onClose={(sent) => {
        if (!sent) void navigate(person ? { to: '/people/$id', params: { id: person } } : { to: '/inbox' })
      }}
    />
  )
}
