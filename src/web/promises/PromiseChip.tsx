import { useTranslations } from 'use-intl'
import { LEAD_MINUTES } from '../../domain/promises/overdue.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { Chip } from '../ui/Chip.tsx'
import { useClock, useSayWhen } from '../ui/clock.tsx'
import { isLate, isLateAndTold, nextMoment, type PromiseShown } from './by-day.ts'

/** By when the next thing of a promise is due, or how it ended. Amber: soon; brick: overdue, and only then. */
export function PromiseChip({ promise }: { promise: PromiseShown }) {
  const t = useTranslations('promises.chip')
  const sayWhen = useSayWhen()
  const now = useClock().now as Instant
  const { state } = promise
  if (state === 'kept' || state === 'kept_late') return <Chip tone="ok">{t(state)}</Chip>
  if (state === 'broken' || state === 'released' || state === 'moved') return <Chip>{t(state)}</Chip>
  const { at, is } = nextMoment(promise)
  const soon = isLateAndTold(promise) || at <= plus(now, { minutes: LEAD_MINUTES })
  const tone = isLate(promise) ? 'late' : soon ? 'wait' : 'neutral'
  return <Chip tone={tone}>{t(is, { by: sayWhen(at, 'by') })}</Chip>
}
