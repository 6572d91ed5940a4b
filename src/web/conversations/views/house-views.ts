import type { countConversations } from '../../../contract/conversations.ts'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { View } from '../talk.ts'

export type Counts = ReplyOf<typeof countConversations>

/** The views of the inbox in their order; what is to be looked at stands last and only when there is something. */
export const SHOWN_VIEWS = ['waiting', 'mine', 'unassigned', 'snoozed', 'closed', 'all', 'held'] as const

/** Tells whether an address names a view of the house. */
export function isHouseView(text: string): boolean {
  return SHOWN_VIEWS.some((view) => view === text)
}

/** The view an address names; the first where it names none. */
export function viewOf(text: string | undefined): View {
  return SHOWN_VIEWS.find((view) => view === text) ?? 'waiting'
}

/** How many stand in a view, where that is told. */
export function countOf(counts: Counts | undefined, view: View): number | undefined {
  if (!counts || view === 'closed' || view === 'all') return undefined
  return view === 'held' ? counts.held + counts.toLookAt : counts[view]
}
