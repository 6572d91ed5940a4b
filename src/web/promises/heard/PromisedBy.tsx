import { useLocale } from 'use-intl'
import type { HeardPromise } from '../../../domain/promises/hearing/heard.ts'
import { useByWords } from './by-words.ts'
import css from './Heard.module.css'

/**
 * What is promised, and by when: one sentence where it was said in the reader's own language, else its words as they were said
 * and the time beside them, as the reader says it.
 */
export function PromisedBy({
  title,
  language,
  at,
}: {
  title: string
  language?: HeardPromise['language'] | undefined
  at: string | null
}) {
  const locale = useLocale()
  const byWords = useByWords()
  const own = !language || locale.startsWith(language)
  return (
    <>
      <span lang={language}>{title}</span>
      {at && (
        <>
          {own ? ' ' : <span className={css.dot}> · </span>}
          <span className={css.by}>{byWords(at)}</span>
        </>
      )}
    </>
  )
}
