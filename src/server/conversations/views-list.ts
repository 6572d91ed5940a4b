import type { listConversations as contract } from '../../contract/conversations.ts'
import type { InputOf } from '../../contract/endpoint.ts'
import { readFilter } from '../../domain/conversations/view-filter.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import type { Asked } from '../http/route.ts'
import { listConversations } from './store-views.ts'
import { tonightOf } from './views-tonight.ts'

/** What a list of conversations is asked for, without its pages. */
export type ViewAsked = Omit<NonNullable<InputOf<typeof contract, 'out'>['query']>, 'after' | 'limit'>

/** The conversations of a list, the latest first, as whoever asks may see them. */
export async function listOfView(
  db: Reader,
  a: Asked,
  query: ViewAsked,
  after: { at: Instant; id: string } | null,
  limit: number,
) {
  const filter = {
    view: query.view,
    viewer: a.member,
    now: a.now,
    narrowed: {
      ...readFilter(query.narrowed ?? ''),
      ...(query.personId && { person: [query.personId] }),
      ...(query.tagId && { tag: [query.tagId] }),
    },
    tonight: await tonightOf(db, a),
  }
  return await listConversations(db, filter, after, limit)
}
