import { useQuery } from '@tanstack/react-query'
import { HeartHandshake } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { readCounter } from '../../contract/counter.ts'
import { reading } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { useShellActs } from '../shell/shell-acts.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useVerbs } from '../ui/hotkeys.tsx'
import { Columns, Page } from '../ui/Layout.tsx'
import { Lines } from '../ui/Line.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { ArrivalLine } from './ArrivalLine.tsx'
import css from './Counter.module.css'
import { type Arrival, type Counter, useArrivalActs, withId } from './counter-acts.ts'
import { ExpectedLine } from './ExpectedLine.tsx'
import { useSayWho } from './say-who.ts'
import { WhoDialog } from './WhoDialog.tsx'

/** Who waits to be greeted, who is being served, who is expected. */
export function CounterPage() {
  const t = useTranslations('counter')
  const shell = useTranslations('shell')
  const { makeRight } = useShellActs()
  const { data, isError, refetch } = useQuery({ ...reading(readCounter), refetchInterval: 30_000 })
  return (
    <Page>
      <TopBar title={shell('screens.counter')} searchFor={shell('search.counter')} first="arrival">
        {makeRight && (
          <Button icon={HeartHandshake} look="quiet" onClick={() => makeRight(null)}>
            {shell('capture.right')}
          </Button>
        )}
      </TopBar>
      {data && <Desk counter={data} />}
      {!data && isError && <ErrorState retry={() => void refetch()} />}
      {!data && !isError && (
        <Columns>
          {(['waiting', 'served', 'expected'] as const).map((name) => (
            <Section key={name} title={t(`columns.${name}`)}>
              <SkeletonLines count={2} />
            </Section>
          ))}
        </Columns>
      )}
    </Page>
  )
}

function Desk({ counter }: { counter: Counter }) {
  const t = useTranslations('counter')
  const acts = useArrivalActs()
  const may = useMay('counter.use')
  const [asking, setAsking] = useState<Arrival | null>(null)
  const inOrder = [...counter.arrivals].sort((a, b) => (a.arrivedAt < b.arrivedAt ? -1 : 1))
  const waiting = inOrder.filter((arrival) => arrival.state === 'waiting')
  const served = inOrder.filter((arrival) => arrival.state !== 'waiting')
  useCounterKeys(waiting, may ? (arrival) => acts.greet.mutate(withId(arrival, {})) : undefined)
  const line = (arrival: Arrival, n: number) => (
    <ArrivalLine
      key={arrival.conversationId}
      arrival={arrival}
      acts={may ? acts : undefined}
      greetKey={n < 9 ? String(n + 1) : undefined}
      onAsk={() => setAsking(arrival)}
    />
  )
  return (
    <Columns>
      <Section title={t('columns.waiting')}>
        {waiting.length > 0 ? <Lines>{waiting.map(line)}</Lines> : <Nobody words={t('none.waiting')} />}
      </Section>
      <Section title={t('columns.served')}>
        {served.length > 0 ? <Lines>{served.map(line)}</Lines> : <Nobody words={t('none.served')} />}
      </Section>
      <Section title={t('columns.expected')}>
        {counter.expected.length > 0 ? (
          <Lines>
            {counter.expected.map((one) => (
              <ExpectedLine
                key={`${one.person.id}${one.at}`}
                expected={one}
                isHere={counter.arrivals.some((a) => a.person?.id === one.person.id)}
                act={may ? acts.here : undefined}
              />
            ))}
          </Lines>
        ) : (
          <Nobody words={t('none.expected')} />
        )}
      </Section>
      {asking && <WhoDialog arrival={asking} act={acts.name} onClose={() => setAsking(null)} />}
    </Columns>
  )
}

function Nobody({ words }: { words: string }) {
  return <p className={css.nobody}>{words}</p>
}

/** The digits greet, Space says that somebody came in. */
function useCounterKeys(waiting: readonly Arrival[], greet: ((arrival: Arrival) => void) | undefined): void {
  const t = useTranslations('counter')
  const { someoneIsHere } = useShellActs()
  const sayWho = useSayWho()
  useVerbs([
    {
      id: 'counter.arrival',
      label: t('spaceKey'),
      keys: 'space',
      enabled: someoneIsHere !== undefined,
      run: () => someoneIsHere?.(),
    },
    ...(greet ? waiting.slice(0, 9) : []).map((arrival, n) => ({
      id: `counter.greet.${n + 1}`,
      label: t('greetWho', { who: sayWho(arrival) }),
      keys: String(n + 1),
      run: () => greet?.(arrival),
    })),
  ])
}
