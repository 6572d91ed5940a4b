import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { readTimeline } from '../../contract/conversations.ts'
import { type Instant, localParts, type TimeZone } from '../../domain/shared/time.ts'
import { itemsOf, paging } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { useClock, useSayWhen } from '../ui/clock.tsx'
import { PartState } from '../ui/PartState.tsx'
import { Section } from '../ui/Section.tsx'
import { asPromised } from './as-promised.ts'
import css from './Timeline.module.css'
import { TimelineEntry } from './TimelineEntry.tsx'

/** A beginning tells nothing beside the message or the call with which it began; that somebody came in does. */
function tells({ kind, conversation }: { kind: string; conversation: { channel: string } | null }): boolean {
  return kind !== 'conversation.started' || conversation?.channel === 'walk_in'
}

/** Everything with one person over every channel, by day, the latest first. */
export function Timeline({ personId }: { personId: string }) {
  const t = useTranslations('people.timeline')
  const f = useTranslations('form')
  const sayWhen = useSayWhen()
  const { zone } = useClock()
  const query = useInfiniteQuery(paging(readTimeline, { params: { personId }, query: { limit: 30 } }))
  const entries = asPromised(itemsOf(query.data).filter(tells))
  const days = Map.groupBy(entries, (entry) => localParts(entry.at as Instant, zone as TimeZone).date)
  return (
    <Section title={t('title')} className={css.timeline}>
      <PartState query={query} empty={entries.length === 0} none={t('none')} count={4} />
      {[...days].map(([day, ofDay]) => (
        <section key={day} className={css.day} aria-label={sayWhen(ofDay[0]!.at, 'day')}>
          <h3 className={css.date}>{sayWhen(ofDay[0]!.at, 'day')}</h3>
          <ol>
            {ofDay.map((entry) => (
              <TimelineEntry key={entry.id} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {f('more')}
        </Button>
      )}
    </Section>
  )
}
