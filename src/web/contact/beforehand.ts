import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { previewContact } from '../../contract/door.ts'
import { reading } from '../api/queries.ts'
import { useSayWhen } from '../ui/clock.tsx'
import { useSayRule } from './say-rule.ts'

/** What the door would do with a word by mail: what to say beforehand, whether it would not go at all, and until when it waits. */
export type Beforehand = { readonly words: string; readonly denied: boolean; readonly until: string | null }

/** Tells what would happen to a word about a promise by mail if it were said now; null where nothing stands in its way. */
export function useBeforehand(promiseId: string, byMail: boolean, telephone: boolean): Beforehand | null {
  const t = useTranslations('contact.preview')
  const sayWhen = useSayWhen()
  const sayRule = useSayRule()
  const { data } = useQuery({
    ...reading(previewContact, { params: { promiseId } }),
    enabled: byMail,
    staleTime: 0,
  })
  const mail = data?.items.find((i) => i.channel === 'email')
  if (!byMail || !mail || mail.answer === 'allow') return null
  const rule = sayRule(mail.rule)
  const what =
    mail.answer === 'hold' ? t('hold', { when: sayWhen(mail.until ?? '', 'at'), rule }) : t('deny', { rule })
  const call = data?.items.find((i) => i.channel === 'phone')
  const page = data?.hasPage === true
  const instead =
    telephone && call?.answer === 'allow'
      ? t('callInstead')
      : call?.answer === 'deny'
        ? t(page ? 'phoneNo' : 'phoneNoAlone')
        : page
          ? t('pageInstead')
          : ''
  return { words: `${what} ${instead}`.trim(), denied: mail.answer === 'deny', until: mail.until }
}
