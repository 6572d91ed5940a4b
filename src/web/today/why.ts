import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import type { readToday } from '../../contract/today.ts'
import { useSayWhen } from '../ui/clock.tsx'

export type Today = ReplyOf<typeof readToday>
export type TodayItem = Today['groups']['now'][number]
export type Why = TodayItem['why'][number]

/** Gives a function that says why a line stands where it stands. Moments among the values are said as people say them. */
export function useSayWhy(): (why: readonly Why[]) => string {
  const t = useTranslations('today')
  const sayWhen = useSayWhen()
  return (why) =>
    why
      .map(({ code, values }) => {
        const key = `why.${code}` as 'why.promise_due'
        const said: Record<string, string | number> = { given: 'you', giver: '' }
        for (const [name, value] of Object.entries(values)) {
          const moment = typeof value === 'string' && isMoment(value)
          said[name] = moment ? sayWhen(value) : value
          if (moment && name === 'until') said.untilShort = sayWhen(value, 'short')
          if (moment && name === 'at') {
            said.by = sayWhen(value, 'by')
            said.short = sayWhen(value, 'short')
          }
        }
        return t.has(key) ? t(key, said as never) : ''
      })
      .filter(Boolean)
      .join(' · ')
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)
}
