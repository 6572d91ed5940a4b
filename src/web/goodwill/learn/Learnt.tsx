import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { listLearnt } from '../../../contract/learning.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { PartState } from '../../ui/PartState.tsx'
import { Section } from '../../ui/Section.tsx'
import css from './Learn.module.css'
import { placeOf, useSayGesture } from './say-gesture.ts'

type One = ReplyOf<typeof listLearnt>['items'][number]

/** What colleagues wrote for each other of what was given (S3-10), the latest word first. */
export function Learnt() {
  const t = useTranslations('goodwill.learn')
  const f = useTranslations('form')
  const query = useInfiniteQuery(paging(listLearnt))
  const items = itemsOf(query.data)
  return (
    <Section title={t('learnt')} className={css.part}>
      <PartState query={query} empty={items.length === 0} none={t('noneLearnt')} />
      {items.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role away from a list without bullets
        <ul role="list" className={css.rows} aria-label={t('learnt')}>
          {items.map((one) => (
            <LearntRow key={one.id} one={one} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {f('more')}
        </Button>
      )}
    </Section>
  )
}

function LearntRow({ one: { lesson, look, ...gesture } }: { one: One }) {
  const t = useTranslations('goodwill.learn')
  const sayGesture = useSayGesture()
  const sayWhen = useSayWhen()
  const by = (word: { by: { name: string }; at: string }) =>
    t('by', { name: word.by.name, when: sayWhen(word.at, 'day') })
  return (
    <li>
      {lesson && (
        <p>
          <span className={css.said}>{t('why', { why: lesson.text })}</span>{' '}
          <span className={css.small}>{by(lesson)}</span>
        </p>
      )}
      {look && (
        <p>
          <span className={css.said}>{t('next', { words: look.nextTime })}</span>{' '}
          <span className={css.said}>{t('toBeMended', { words: look.mend })}</span>{' '}
          <span className={css.small}>
            {t(`wasMet.${look.needMet}`)} · {by(look)}
          </span>
        </p>
      )}
      <div className={css.small}>
        <Link {...placeOf(gesture)}>{gesture.person.name}</Link>
        {`: ${sayGesture(gesture)}`}
        {gesture.cause && ` · ${gesture.cause.name}`}
      </div>
    </li>
  )
}
