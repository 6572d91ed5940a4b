import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { listCauses, listToLookAt } from '../../../contract/learning.ts'

/** What was given, as the server shows it. */
export type Gesture = ReplyOf<typeof listToLookAt>['items'][number]
/** What made gestures necessary, as the server shows it. */
export type Cause = ReplyOf<typeof listCauses>['items'][number]

/** Where a gesture belongs: its conversation, else the person it was for. */
export function placeOf({
  conversation,
  person,
}: Pick<Gesture, 'conversation'> & { person: NonNullable<Gesture['person']> }) {
  return conversation
    ? ({ to: '/conversations/$id', params: { id: conversation.id as string } } as const)
    : ({ to: '/people/$id', params: { id: person.id as string } } as const)
}
