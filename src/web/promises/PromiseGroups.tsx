import { useTranslations } from 'use-intl'
import { useSayWhen } from '../ui/clock.tsx'
import { Lines } from '../ui/Line.tsx'
import { Section } from '../ui/Section.tsx'
import type { DayGroup, PromiseShown } from './by-day.ts'
import { PromiseLine } from './PromiseLine.tsx'
import type { Chosen } from './use-chosen.ts'

type Group = DayGroup | { key: string; is: 'settled'; items: readonly PromiseShown[] }

/** Promises under the day on which something of them is due, or those that are settled. */
export function PromiseGroups({
  groups,
  chosen,
  onUpdate,
  onLetOff,
}: {
  groups: readonly Group[]
  chosen: Chosen
  onUpdate: (promise: PromiseShown) => void
  onLetOff: (promise: PromiseShown) => void
}) {
  const t = useTranslations('promises.group')
  const sayWhen = useSayWhen()
  return groups.map((group) => (
    <Section
      key={group.key}
      title={group.is === 'day' ? sayWhen(group.at, 'day') : t(group.is)}
      aside={group.is === 'settled' ? undefined : group.items.length}
    >
      <Lines>
        {group.items.map((promise) => (
          <PromiseLine key={promise.id} promise={promise} chosen={chosen} {...{ onUpdate, onLetOff }} />
        ))}
      </Lines>
    </Section>
  ))
}
