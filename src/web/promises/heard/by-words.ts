import { useTranslations } from 'use-intl'
import { useClock, useSayWhen } from '../../ui/clock.tsx'
import { whenParts } from '../../ui/say-when.ts'

/** Says by when, with the day also where it is today: "by 14:00 today", "by Friday 17:00". */
export function useByWords(): (at: string) => string {
  const t = useTranslations('promises.heard')
  const sayWhen = useSayWhen()
  const clock = useClock()
  return (at) => {
    const { day, time } = whenParts(at, 'by', clock)
    return day === 'today' ? t('byToday', { time }) : sayWhen(at, 'by')
  }
}
