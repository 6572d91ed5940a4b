import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { listEvents } from '../../../contract/happenings.ts'
import { paging } from '../../api/queries.ts'
import { PagedList } from '../../ui/PagedList.tsx'
import { When } from '../../ui/When.tsx'
import { useSayHappened } from '../say-happened.ts'
import { ParkedEvents } from './ParkedEvents.tsx'
import css from './Settings.module.css'

/** Who did what, when; nothing can be taken out of it. */
export function AuditSection() {
  const t = useTranslations('settings.audit')
  const sayHappened = useSayHappened()
  const query = useInfiniteQuery(paging(listEvents, { query: { limit: 50 } }))
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      <ParkedEvents />
      <PagedList
        look="ruled"
        keyOf={(one) => one.id}
        query={query}
        loads={6}
        none={t('none')}
        row={(event) => (
          <li>
            <div className={css.words}>
              {sayHappened(event)}
              <About event={event} />
            </div>
            <span className={css.small}>
              <When at={event.at} />
            </span>
          </li>
        )}
      />
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
