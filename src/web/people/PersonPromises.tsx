import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { HandHeart } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { listPromises } from '../../contract/promises.ts'
import { itemsOf, paging } from '../api/queries.ts'
import { useAmongUs } from '../promises/among-us.ts'
import { isLate, isLateAndTold, nextMoment } from '../promises/by-day.ts'
import { PromiseDialog } from '../promises/PromiseDialog.tsx'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { useVerbs } from '../ui/hotkeys.tsx'
import { Line, Lines } from '../ui/Line.tsx'
import { PartState } from '../ui/PartState.tsx'
import { Section } from '../ui/Section.tsx'
import { When } from '../ui/When.tsx'
import css from './Person.module.css'

type Promised = ReplyOf<typeof listPromises>['items'][number]

/** What we promised a person: what is open, and what became of the rest. */
export function PersonPromises({ personId, name }: { personId: string; name: string }) {
  const t = useTranslations('people.promises')
  const f = useTranslations('form')
  const may = useMay('promises.write')
  const [making, setMaking] = useState(false)
  const query = { of: 'all', personId, limit: 30 } as const
  const open = useInfiniteQuery(paging(listPromises, { query: { ...query, state: 'open' } }))
  const settled = useInfiniteQuery(paging(listPromises, { query: { ...query, state: 'settled', limit: 10 } }))
  useVerbs([
    {
      id: 'person.promise',
      label: t('make'),
      keys: 'p',
      icon: HandHeart,
      enabled: may,
      run: () => setMaking(true),
    },
  ])
  const openOnes = itemsOf(open.data)
  const settledOnes = itemsOf(settled.data)
  return (
    <Section
      title={t('title')}
      className={css.part}
      aside={
        may && (
          <Button size="s" look="quiet" icon={HandHeart} keys="p" onClick={() => setMaking(true)}>
            {t('make')}
          </Button>
        )
      }
    >
      <PartState query={open} empty={openOnes.length === 0} none={t('none')} />
      {openOnes.length > 0 && (
        <Lines>
          {openOnes.map((promise) => (
            <OpenLine key={promise.id} promise={promise} />
          ))}
        </Lines>
      )}
      {open.hasNextPage && (
        <Button
          size="s"
          look="quiet"
          busy={open.isFetchingNextPage}
          onClick={() => void open.fetchNextPage()}
        >
          {f('more')}
        </Button>
      )}
      {open.data && settled.isError && <PartState query={settled} />}
      {settledOnes.length > 0 && (
        <details className={css.settled}>
          <summary>{t('settled', { count: settledOnes.length, more: String(settled.hasNextPage) })}</summary>
          <ul className={css.rows}>
            {settledOnes.map((promise) => (
              <SettledRow key={promise.id} promise={promise} />
            ))}
          </ul>
          {settled.hasNextPage && (
            <Button size="s" look="quiet" onClick={() => void settled.fetchNextPage()}>
              {f('more')}
            </Button>
          )}
        </details>
      )}
      {making && <PromiseDialog to={{ personId, name }} onClose={() => setMaking(false)} />}
    </Section>
  )
}

function OpenLine({ promise }: { promise: Promised }) {
  const t = useTranslations('people.promises')
  const sayWhen = useSayWhen()
  const late = isLate(promise)
  const soon = promise.state === 'due_soon' || isLateAndTold(promise)
  const word = nextMoment(promise).is === 'word'
  const amongUs = useAmongUs()
  return (
    <Line
      who={amongUs(promise)}
      why={[
        t('owner', { who: promise.owner.name }),
        t('made', { when: sayWhen(promise.madeAt) }),
        word && t('word', { when: sayWhen(promise.nextUpdateDue!, 'by') }),
      ]
        .filter(Boolean)
        .join(' · ')}
      chipBelow
      chip={
        <Chip tone={late ? 'late' : soon ? 'wait' : 'neutral'}>
          <When at={promise.due} form="by" />
        </Chip>
      }
      to={{ to: '/promises/$id', params: { id: promise.id } }}
    />
  )
}

function SettledRow({ promise }: { promise: Promised }) {
  const t = useTranslations('people.promises')
  const sayWhen = useSayWhen()
  const at = promise.keptAt ?? promise.brokenAt ?? promise.releasedAt ?? promise.movedAt
  const amongUs = useAmongUs()
  const state = promise.state as 'kept' | 'kept_late' | 'broken' | 'released' | 'moved'
  return (
    <li>
      <div className={css.words}>
        <Link to="/promises/$id" params={{ id: promise.id }}>
          {amongUs(promise)}
        </Link>
        <div className={css.small}>
          {t(state === 'broken' && promise.movedAt ? 'states.notTold' : `states.${state}`, {
            when: at ? sayWhen(at, 'day') : '',
            why: promise.brokenWhy ?? '',
          })}
        </div>
      </div>
    </li>
  )
}
