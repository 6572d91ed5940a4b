import { useClock } from '../../ui/clock.tsx'
import { whenParts } from '../../ui/say-when.ts'
import { When } from '../../ui/When.tsx'

/** When something was said: of today only the time, of other days the day and the time. */
export function SaidAt({ at }: { at: string }) {
  const today = whenParts(at, 'at', useClock()).day === 'today'
  return <When at={at} form={today ? 'short' : 'at'} />
}
