import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { say } from '../ui/toasts.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { CounterLine } from './CounterLine.tsx'
import type { ArrivalActs, ExpectedPerson } from './counter-acts.ts'

/** Somebody who is expected; one press says that they are here. */
export function ExpectedLine({
  expected,
  isHere,
  act,
}: {
  expected: ExpectedPerson
  isHere: boolean
  act: ArrivalActs['here'] | undefined
}) {
  const t = useTranslations('counter')
  const sayWhen = useSayWhen()
  const { person, at, what, lastTime } = expected
  const why = [sayWhen(at, 'short'), person.sayName && t('say', { how: person.sayName }), what]
  const arrive = () =>
    act?.mutate(
      { body: { personId: person.id, note: what } },
      { onSuccess: () => say({ words: t('arrived', { who: person.name }) }) },
    )
  return (
    <CounterLine
      avatar={person.name}
      who={person.name}
      why={why.filter(Boolean).join(' · ')}
      action={
        isHere ? (
          <Chip tone="ok">{t('isHereChip')}</Chip>
        ) : (
          act && (
            <Button busy={act.isPending} onClick={arrive}>
              {t('act.isHere')}
              <VisuallyHidden> {person.name}</VisuallyHidden>
            </Button>
          )
        )
      }
    >
      {lastTime && <p>{t('lastTime', { what: lastTime })}</p>}
    </CounterLine>
  )
}
