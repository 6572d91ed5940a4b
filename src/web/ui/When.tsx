import { useClock, useSayWhen } from './clock.tsx'
import { exactly, type WhenForm } from './say-when.ts'

/** An instant as people say it, with the exact one and its zone on hover: `at` today 14:00 · `short` Thu · `by` by Friday 17:00 · `day` tomorrow. */
export function When({ at, form = 'at' }: { at: string; form?: WhenForm }) {
  const clock = useClock()
  const sayWhen = useSayWhen()
  return (
    <time dateTime={at} title={exactly(at, clock)}>
      {sayWhen(at, form)}
    </time>
  )
}
