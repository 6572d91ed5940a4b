import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { listEvents } from '../../../contract/happenings.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { When } from '../../ui/When.tsx'
import { useSayHappened } from '../say-happened.ts'
import { ParkedEvents } from './ParkedEvents.tsx'
import css from './Settings.module.css'

/** Who did what, when; nothing can be taken out of it. */
export function AuditSection() {
  const t = useTranslations('settings.audit')
  const f = useTranslations('form')
  const sayHappened = useSayHappened()
  const query = useInfiniteQuery(paging(listEvents, { query: { limit: 50 } }))
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      <ParkedEvents />
      {query.isPending && <SkeletonLines count={6} />}
      {query.isError && <ErrorState retry={() => void query.refetch()} />}
      <ul className={css.rows}>
        {itemsOf(query.data).map((event) => (
          <li key={event.id}>
            <div className={css.words}>
              {sayHappened(event)}
              <About event={event} />
            </div>
            <span className={css.small}>
              <When at={event.at} />
            </span>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          className={css.add}
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {f('more')}
        </Button>
      )}
    </>
  )
}

/** Whom it was about, where that is not who did it. */
function About({ event }: { event: ReplyOf<typeof listEvents>['items'][number] }) {
  const { personId } = event.subjects
  if (!event.about || event.about === event.actor.name) return null
  return (
    <span className={css.small}>
      {' · '}
      {personId ? (
        <Link to="/people/$id" params={{ id: personId }}>
          {event.about}
        </Link>
      ) : (
        event.about
      )}
    </span>
  )
}
