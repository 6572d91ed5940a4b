import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { listLearnt } from '../../../contract/learning.ts'
import { paging } from '../../api/queries.ts'
import { useSayWhen } from '../../ui/clock.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Section } from '../../ui/Section.tsx'
import { useSayGiven } from '../say-given.ts'
import css from './Learn.module.css'
import { placeOf } from './learn-data.ts'

type One = ReplyOf<typeof listLearnt>['items'][number]

/** What colleagues wrote for each other of what was given (S3-10), the latest word first. */
export function Learnt() {
  const t = useTranslations('goodwill.learn')
  const query = useInfiniteQuery(paging(listLearnt))
  return (
    <Section title={t('learnt')} className={css.part}>
      <PagedList
        query={query}
        look="rows"
        label={t('learnt')}
        none={t('noneLearnt')}
        keyOf={(one) => one.id}
        loads={2}
        row={(one) => <LearntRow one={one} />}
      />
    </Section>
  )
}

function LearntRow({ one: { lesson, look, ...gesture } }: { one: One }) {
  const t = useTranslations('goodwill.learn')
  const sayGiven = useSayGiven()
  const sayWhen = useSayWhen()
  const by = (word: { by: { name: string }; at: string }) =>
    t('by', { name: word.by.name, when: sayWhen(word.at, 'day') })
  return (
    <li>
      <div className={css.words}>
        {lesson && (
          <>
            <p className={css.said}>{t('why', { why: lesson.text })}</p>
            <p className={css.small}>{by(lesson)}</p>
          </>
        )}
        {look && (
          <>
            <p className={css.said}>{t('next', { words: look.nextTime })}</p>
            <p className={css.said}>{t('toBeMended', { words: look.mend })}</p>
            <p className={css.small}>
              {t(`wasMet.${look.needMet}`)} · {by(look)}
            </p>
          </>
        )}
        <div className={css.small}>
          <Link {...placeOf(gesture)}>{gesture.person.name}</Link>
          {`: ${sayGiven(gesture)}`}
          {gesture.cause && ` · ${gesture.cause.name}`}
        </div>
      </div>
    </li>
  )
}
