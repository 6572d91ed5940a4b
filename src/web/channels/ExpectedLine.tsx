import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { say } from '../ui/toasts.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import css from './Counter.module.css'
import { CounterLine } from './CounterLine.tsx'
import type { ArrivalActs, ExpectedPerson } from './counter-acts.ts'
import { ExpectedMenu } from './ExpectedMenu.tsx'

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
  const said = useTranslations('expected')
  const sayWhen = useSayWhen()
  const { person, at, what, lastTime, late, nextContactId } = expected
  const why = [!late && sayWhen(at, 'short'), person.sayName && t('say', { how: person.sayName }), what]
  const arrive = () =>
    act?.mutate(
      { body: { personId: person.id, note: what } },
      { onSuccess: () => say({ words: said('isHere', { name: person.name }) }) },
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
              {said('act.isHere')}
              <VisuallyHidden> {person.name}</VisuallyHidden>
            </Button>
          )
        )
      }
      menu={act && late && nextContactId && <ExpectedMenu nextContactId={nextContactId} name={person.name} />}
    >
      {late && <span className={css.overlooked}>{said('was', { when: sayWhen(at, 'short') })}</span>}
      {lastTime && <p>{t('lastTime', { what: lastTime })}</p>}
    </CounterLine>
  )
}
