import { useLocale, useTranslations } from 'use-intl'
import { useSayWhen } from '../ui/clock.tsx'
import type { Today, TodayItem } from './why.ts'

type Says = Pick<Today, 'groups' | 'more'>

/** Gives the one sentence below the greeting: who is here, who waits, whom somebody should hear from next. */
export function useLede(): (today: Says) => string | undefined {
  const t = useTranslations('today')
  const locale = useLocale()
  const sayWhen = useSayWhen()
  return (today) => ledeOf(today, { t, locale, sayBy: (at) => sayWhen(at, 'by') })
}

type Words = {
  t: ReturnType<typeof useTranslations<'today'>>
  locale: string
  /** "by 17:00" */
  sayBy: (at: string) => string
}

/** The sentence itself; none where nothing at all stands on Today, which the page says. */
export function ledeOf({ groups, more }: Says, { t, locale, sayBy }: Words): string | undefined {
  const counted = (
    key: 'lede.counter' | 'lede.waiting' | 'lede.waitingToo' | 'lede.yes',
    count: number,
    andMore = false,
    name = '',
  ) =>
    t(key, {
      count,
      name,
      words: count < 10 ? t(`numbers.${count}` as 'numbers.2') : `${count}${andMore ? '+' : ''}`,
    })
  const owe = (item: TodayItem) => {
    const name = firstName(item.person?.name ?? item.colleague ?? '')
    if (item.kind === 'yes_answered' || item.kind === 'may_help') return t('lede.word', { name })
    const hears = item.kind === 'update' || item.kind === 'stands_in'
    const key = item.care === 'late' ? 'late' : hears ? 'hears' : 'promised'
    return t(`lede.${key}`, { name, when: sayBy(item.at ?? ''), mine: String(item.mine) })
  }
  const all = [...groups.now, ...groups.next]
  const here = groups.now.filter((item) => item.kind === 'arrival').length
  const waiting = groups.now.filter((item) => item.kind === 'conversation' || item.kind === 'woken').length
  const yeses = groups.now.filter((item) => item.kind === 'yes_asked' && item.mine)
  // One who asks twice is one colleague.
  const askers = new Set(yeses.map((item) => item.colleague)).size
  const moreWait = more.some((m) => m.of === 'waiting')
  const owed = groups.now.find(isOwed) ?? (here + waiting + yeses.length === 0 ? all.find(isOwed) : undefined)
  const parts = [
    here > 0 && counted('lede.counter', here),
    yeses.length > 0 && counted('lede.yes', askers, false, firstName(yeses[0]!.colleague ?? '')),
    waiting > 0 && counted(here > 0 ? 'lede.waitingToo' : 'lede.waiting', waiting, moreWait),
    owed?.at && owe(owed),
  ].filter((part) => typeof part === 'string')
  if (parts.length === 0) {
    if (all.length > 0) return t('lede.calm')
    return groups.moment.length > 0 ? t('lede.nothing') : undefined
  }
  const sentence = new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }).format(parts)
  return `${sentence.charAt(0).toLocaleUpperCase(locale)}${sentence.slice(1)}.`
}

/** What one owes, and what one stands in for while a colleague rests. */
const OWED: ReadonlySet<TodayItem['kind']> = new Set([
  ...(['promise', 'update', 'stands_in', 'yes_answered', 'may_help'] as const),
])

function isOwed(item: TodayItem): boolean {
  return OWED.has(item.kind) && item.at !== null
}

/** What to call somebody in passing. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? ''
}
