import { parseDue } from '../../domain/promises/hearing/parse-due.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { TypedDue } from '../promises/DueField.tsx'
import { useDueContext } from '../promises/schedule.ts'
import { useSayWhen } from '../ui/clock.tsx'

/** Gives a function that writes a moment as somebody would type it: as it was said where that is exact, else in our words. */
export function useWriteDue(): (at: Instant, saidAs: string | null) => TypedDue {
  const context = useDueContext()
  const sayWhen = useSayWhen()
  return (at, saidAs) => {
    const means = (words: string) => {
      const due = parseDue(words, context)
      return due?.kind === 'at' && due.instant === at
    }
    const said = (saidAs ?? '').replace(/^(?:by|bis) /i, '')
    return { text: [said, sayWhen(at)].find(means) ?? at, at }
  }
}
