import { useTranslations } from 'use-intl'
import { beginBulk, type listBulk, undoBulk } from '../../../contract/bulk.ts'
import type { InputOf, ReplyOf } from '../../../contract/endpoint.ts'
import type { Id, MemberId } from '../../../domain/shared/ids.ts'
import type { Instant } from '../../../domain/shared/time.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { useClock } from '../../ui/clock.tsx'
import { say } from '../../ui/toasts.tsx'
import { newId } from '../new-id.ts'
import { type Talk, talkShows } from '../talk.ts'

type Asked = InputOf<typeof beginBulk>['body']
export type BulkAct = Asked['act']
export type Bulk = ReplyOf<typeof listBulk>['items'][number]
/** What a list of conversations is asked for: what "all of it" means. */
export type ViewAsked = NonNullable<Asked['view']>

/** Up to so many are done before one looks up; what became of them is said at the foot of the screen. */
const FEW = 25

/** Tells whether it is still being done. */
export const isGoing = (b: Bulk) => b.state === 'going' || b.state === 'undoing'

/** Tells whether what became of it stands above the list, where it can be asked which stayed and why; else it is said below. */
export const hasStrip = (b: Bulk) => isGoing(b) || b.stayed > 0 || b.total > FEW

/** Does something with many conversations: those named, or all a list holds. It stands on the screen at once. */
export function useBulk(): (
  act: BulkAct,
  which: { ids: readonly string[] } | { view: ViewAsked },
) => Promise<Bulk | null> {
  const t = useTranslations('conversations.bulk')
  const { members } = useSession()
  const { now } = useClock()
  const becomes = (act: BulkAct): Partial<Talk> => {
    switch (act.kind) {
      case 'close':
        return { state: 'closed', closedAt: now as Instant }
      case 'junk':
        return { state: 'held' }
      case 'reopen':
        return { state: 'answered', closedAt: null }
      case 'snooze':
        return { state: 'snoozed', snoozedUntil: act.until as Instant }
      case 'wake':
        return { state: 'answered', snoozedUntil: null }
      case 'assign': {
        const to = members.find((m) => m.id === act.memberId)
        return { assignee: to ? { id: to.id as MemberId, name: to.name } : null }
      }
      case 'handover':
      case 'tag':
        return {}
    }
  }
  const begin = useAct(beginBulk, {
    shows: ({ body }) => (body.conversationIds ?? []).flatMap((id) => talkShows(id, becomes(body.act))),
  })
  const undo = useAct(undoBulk)
  return async (act, which) => {
    const id = newId<'bulk_act'>() as Id<'bulk_act'>
    const on = 'ids' in which ? { conversationIds: [...which.ids] as Talk['id'][] } : { view: which.view }
    const done = await begin.mutateAsync({ body: { id, act, ...on } }).catch(() => null)
    // Only now it is known how many: what held one is said once, and in one place.
    if (done && !hasStrip(done))
      say({
        words: t(`said.${act.kind}`, { count: done.done }),
        undo: () => undo.mutate({ params: { bulkId: id } }),
      })
    return done
  }
}
