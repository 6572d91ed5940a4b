import { useLocale, useTranslations } from 'use-intl'
import { isShutAt } from '../../../domain/promises/due.ts'
import type { HeardPromise } from '../../../domain/promises/hearing/heard.ts'
import type { Instant } from '../../../domain/shared/time.ts'
import { useDueContext } from '../schedule.ts'
import { useByWords } from './by-words.ts'
import css from './Heard.module.css'

/**
 * What is promised, and by when: one sentence where it was said in the reader's own language, else its words as they were said
 * and the time beside them, as the reader says it. Where the place is closed then, it says so.
 */
export function PromisedBy({
  title,
  language,
  at,
  siteId,
}: {
  title: string
  language?: HeardPromise['language'] | undefined
  at: string | null
  /** whose opening hours hold; the member's own if absent */
  siteId?: string | undefined
}) {
  const locale = useLocale()
  const byWords = useByWords()
  const t = useTranslations('promises.due')
  const { schedule } = useDueContext(siteId)
  const own = !language || locale.startsWith(language)
  return (
    <>
      <span lang={language}>{title}</span>
      {at && (
        <>
          {own ? ' ' : <span className={css.dot}> · </span>}
          <span className={css.by}>{byWords(at)}</span>
          {isShutAt(at as Instant, schedule) && <span className={css.shut}> · {t('closedThen')}</span>}
        </>
      )}
    </>
  )
}
