import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { type WhenForm, whenParts } from './say-when.ts'

export type Clock = {
  /** the present instant, to the minute */
  now: string
  /** the site's IANA time zone: in it all clock times are said */
  zone: string
  /** the locale that orders day and month */
  dates: string
}

const ClockContext = createContext<Clock | null>(null)

/**
 * Tells everything below what time it is, and where. `aheadMs` turns the clock (a demo workspace may).
 */
export function ClockProvider({
  zone,
  dates,
  aheadMs = 0,
  children,
}: {
  zone: string
  dates: string
  aheadMs?: number
  children: ReactNode
}) {
  const [now, setNow] = useState(() => minute(aheadMs))
  useEffect(() => {
    setNow(minute(aheadMs))
    const tick = setInterval(() => setNow(minute(aheadMs)), 5_000)
    return () => clearInterval(tick)
  }, [aheadMs])
  const clock = useMemo(() => ({ now, zone, dates }), [now, zone, dates])
  return <ClockContext value={clock}>{children}</ClockContext>
}

function minute(aheadMs: number): string {
  const ms = Date.now() + aheadMs
  return new Date(ms - (ms % 60_000)).toISOString()
}

/** The present minute, the site's zone, and the locale of dates. Renders anew when the minute changes. */
export function useClock(): Clock {
  const clock = use(ClockContext)
  if (clock === null) throw new Error('the time is known inside a ClockProvider')
  return clock
}

/** Gives a function that says an instant in words, for sentences and labels. `When` is the same as an element. */
export function useSayWhen(): (at: string, form?: WhenForm) => string {
  const clock = useClock()
  const t = useTranslations('ui.when')
  return useCallback(
    (at, form = 'at') => {
      const { day, named, time } = whenParts(at, form, clock)
      return t(`${form}.${day}`, { day: named, time })
    },
    [clock, t],
  )
}
