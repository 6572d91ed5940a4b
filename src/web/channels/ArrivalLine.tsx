import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import type { Keys } from '../ui/keys.ts'
import { LinkButton } from '../ui/LinkButton.tsx'
import { sayWhile } from '../ui/toasts.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { ArrivalMenu } from './ArrivalMenu.tsx'
import css from './Counter.module.css'
import { CounterLine } from './CounterLine.tsx'
import { type Arrival, type ArrivalActs, withId } from './counter-acts.ts'
import { KnowBefore } from './KnowBefore.tsx'
import { useSayWho } from './say-who.ts'

/** Somebody at the counter: what to know before greeting, and the one act that comes next. */
export function ArrivalLine({
  arrival,
  acts,
  greetKey,
  onAsk,
}: {
  arrival: Arrival
  /** absent for those who only read */
  acts: ArrivalActs | undefined
  greetKey: Keys | undefined
  onAsk: () => void
}) {
  const t = useTranslations('counter')
  const sayWho = useSayWho()
  const { person } = arrival
  const name = sayWho(arrival)
  return (
    <CounterLine
      avatar={person?.name ?? null}
      who={
        <Link className={css.who} to="/conversations/$id" params={{ id: arrival.conversationId }} search={{}}>
          {name}
        </Link>
      }
      why={<Why arrival={arrival} />}
      action={
        <>
          <StateChip arrival={arrival} />
          {acts && <NextAct arrival={arrival} acts={acts} greetKey={greetKey} name={name} />}
        </>
      }
      menu={acts && <ArrivalMenu arrival={arrival} acts={acts} name={name} onAsk={onAsk} />}
    >
      {arrival.state === 'greeted' && !arrival.leaveInPeace && (
        <span className={css.overlooked}>{t('waitsForSomebody')}</span>
      )}
      {arrival.needsGreeting && <span className={css.overlooked}>{t('notGreeted')}</span>}
      {arrival.state === 'waiting' && person && (
        <KnowBefore
          name={person.name}
          approach={person.approach}
          lastTime={arrival.lastTime}
          promises={arrival.openPromises}
        />
      )}
    </CounterLine>
  )
}

function Why({ arrival }: { arrival: Arrival }) {
  const t = useTranslations('counter')
  const { member } = useSession()
  const sayWhen = useSayWhen()
  const { person, state, greetedBy } = arrival
  const nameOf = (who: { id: string; name: string }) => (who.id === member.id ? t('you') : who.name)
  const parts = [
    person?.sayName && t('say', { how: person.sayName }),
    state === 'waiting' && t('cameIn', { when: sayWhen(arrival.arrivedAt, 'short') }),
    state === 'being_served' && arrival.with && t('with', { who: nameOf(arrival.with) }),
    state === 'looking' && t('looking'),
    state !== 'waiting' &&
      state !== 'being_served' &&
      greetedBy &&
      t('greetedBy', { who: nameOf(greetedBy) }),
    person && arrival.note,
  ]
  return parts.filter(Boolean).join(' · ')
}

function StateChip({ arrival }: { arrival: Arrival }) {
  const t = useTranslations('counter')
  if (arrival.leaveInPeace) return <Chip>{t('inPeace')}</Chip>
  return null
}

function NextAct({
  arrival,
  acts,
  greetKey,
  name,
}: {
  arrival: Arrival
  acts: ArrivalActs
  greetKey: Keys | undefined
  name: string
}) {
  const t = useTranslations('counter')
  const { member } = useSession()
  switch (arrival.state) {
    case 'waiting':
      return (
        <Button
          keys={greetKey}
          onClick={() => {
            const done = acts.greet.mutateAsync(withId(arrival, {})).catch(() => null)
            void sayWhile(done, {
              words: t('greeted', { who: name }),
              undo: () => acts.undo.mutate(withId(arrival, { act: 'greet' })),
            })
          }}
        >
          {t('act.greet')}
          <VisuallyHidden> {name}</VisuallyHidden>
        </Button>
      )
    case 'greeted':
      return (
        <Button onClick={() => acts.serve.mutate(withId(arrival, {}))}>
          {t('act.serve')}
          <VisuallyHidden> {name}</VisuallyHidden>
        </Button>
      )
    case 'looking':
      return null
    case 'being_served':
      return arrival.with?.id === member.id ? (
        <LinkButton to="/conversations/$id" params={{ id: arrival.conversationId }} search={{}}>
          {t('act.done')}
          <VisuallyHidden> {name}</VisuallyHidden>
        </LinkButton>
      ) : null
  }
}
