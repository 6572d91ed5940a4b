import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { CustomerPage } from './page-data.ts'

/** Says that something new stands on the page, for those who listen instead of look. */
export function useNews(page: CustomerPage): string {
  const t = useTranslations('customer')
  const [news, setNews] = useState('')
  const said = page.conversations.flatMap((talk) => talk.messages.filter((m) => !m.mine)).length
  const words = page.promises.reduce((sum, promise) => sum + 1 + promise.updates.length, 0)
  const settled = page.promises.filter((promise) => promise.settledAt !== null).length
  const sum = said + words + settled
  const former = useRef(sum)
  useEffect(() => {
    if (sum > former.current) setNews(t('news'))
    former.current = sum
  }, [sum, t])
  return news
}
