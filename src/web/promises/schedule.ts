import { useMemo } from 'react'
import type { DueContext } from '../../domain/promises/due.ts'
import type { Schedule } from '../../domain/shared/business-hours.ts'
import type { Instant, TimeZone } from '../../domain/shared/time.ts'
import { type Site, useSession, useSite } from '../shell/session.tsx'
import { useClock } from '../ui/clock.tsx'

/** When a site is open, as the rules about dates want it. */
export function scheduleOf(site: Site | undefined): Schedule {
  return {
    zone: (site?.timeZone ?? 'UTC') as TimeZone,
    hours: (site?.openingHours ?? {}) as Schedule['hours'],
    holidays: site?.holidays ?? [],
  }
}

/** What it takes to understand a date somebody says: the present minute and the hours of a site (the member's own if absent). */
export function useDueContext(siteId?: string): DueContext {
  const { now } = useClock()
  const { sites } = useSession()
  const own = useSite()
  const site = sites.find((s) => s.id === siteId) ?? own
  return useMemo(() => ({ now: now as Instant, schedule: scheduleOf(site) }), [now, site])
}
