import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { readWords } from '../../contract/door.ts'
import { reading } from '../api/queries.ts'
import { useSayWhen } from '../ui/clock.tsx'
import { useSayRule } from './say-rule.ts'

/** Gives a function that says how a word of a promise fared that was to go by mail; null where it went, or went another way. */
export function useWordState(
  promiseId: string,
  byMail: boolean,
): (updateId: string) => { words: string; care: boolean } | null {
  const t = useTranslations('contact.word')
  const sayWhen = useSayWhen()
  const sayRule = useSayRule()
  const { data } = useQuery({
    ...reading(readWords, { params: { promiseId } }),
    enabled: byMail,
  })
  return (updateId) => {
    const word = data?.items.find((w) => w.updateId === updateId)
    if (!word || word.state === 'sent') return null
    const rule = sayRule(word.rule ?? 'mail_failed')
    const words =
      word.state === 'waits'
        ? t('waits', { when: word.until ? sayWhen(word.until) : '', rule })
        : word.state === 'not_told'
          ? t('not_told', { rule })
          : t(word.state)
    return { words, care: word.state !== 'leaving' && word.state !== 'dropped' }
  }
}
