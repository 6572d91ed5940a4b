import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listConversations } from '../../contract/conversations.ts'
import { itemsOf, paging } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { Line, Lines } from '../ui/Line.tsx'
import { PartState } from '../ui/PartState.tsx'
import { Section } from '../ui/Section.tsx'
import { When } from '../ui/When.tsx'
import css from './Person.module.css'

/** Every conversation with a person, the latest first. */
export function PersonConversations({ personId }: { personId: string }) {
  const t = useTranslations('people.conversations')
  const f = useTranslations('form')
  const c = useTranslations('people.timeline.channels')
  const query = useInfiniteQuery(paging(listConversations, { query: { view: 'all', personId, limit: 5 } }))
  const talks = itemsOf(query.data)
  return (
    <Section title={t('title')} className={css.part}>
      <PartState query={query} empty={talks.length === 0} none={t('none')} />
      {talks.length > 0 && (
        <Lines>
          {talks.map((talk) => (
            <Line
              key={talk.id}
              who={talk.subject || c(talk.channel)}
              why={talk.lastLine === talk.subject ? undefined : talk.lastLine}
              chip={
                <Chip tone={talk.state === 'waiting' ? 'wait' : 'neutral'}>
                  {t(`states.${talk.state}`)} <When at={talk.lastActivityAt} form="short" />
                </Chip>
              }
              to={{ to: '/conversations/$id', params: { id: talk.id }, search: {} }}
            />
          ))}
        </Lines>
      )}
      {query.hasNextPage && (
        <Button size="s" look="quiet" className={css.add} onClick={() => void query.fetchNextPage()}>
          {f('more')}
        </Button>
      )}
    </Section>
  )
}
