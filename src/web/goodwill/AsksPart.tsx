import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { listAuthorityAsks, readAuthorityAsk } from '../../contract/goodwill.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { itemsOf, paging, reading } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { refusalCode } from '../shell/trouble.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Lines } from '../ui/Line.tsx'
import { PartState } from '../ui/PartState.tsx'
import { Section } from '../ui/Section.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { AskLine } from './give/AskLine.tsx'
import css from './give/Asks.module.css'
import type { AskShown } from './give/ask-acts.ts'

/** What waits for a yes: what I was asked, what I asked, and what became of the rest. */
export function AsksPart() {
  const t = useTranslations('goodwill.asks')
  const may = useMay('goodwill.give')
  if (!may) return <EmptyState title={t('onlyRead')} />
  return <Parts />
}

function Parts() {
  const t = useTranslations('goodwill.asks')
  const g = useTranslations('goodwill')
  const { open } = useSearch({ from: '/staff/goodwill/$part' })
  const toMe = useInfiniteQuery(paging(listAuthorityAsks, { query: { of: 'to_me', state: 'open' } }))
  const mine = useInfiniteQuery(paging(listAuthorityAsks, { query: { of: 'mine', state: 'open' } }))
  const settled = useInfiniteQuery(
    paging(listAuthorityAsks, { query: { of: 'all', state: 'settled', limit: 10 } }),
  )
  const answers = itemsOf(settled.data)
  const askedMe = useStaying(itemsOf(toMe.data), answers)
  const asked = useStaying(itemsOf(mine.data), answers)
  const stands = new Set([...askedMe, ...asked].map((ask) => ask.id))
  const nothing = [toMe, mine, settled].every((query) => query.data && itemsOf(query.data).length === 0)
  if (nothing && !open) return <EmptyState title={t('none')}>{t('noneWords')}</EmptyState>
  return (
    <>
      {open && <Opened key={open} askId={open} />}
      <Part title={t('toMe')} query={toMe} asks={askedMe} none={t('noneToMe')} but={open} />
      <Part title={t('mine')} query={mine} asks={asked} none={t('noneMine')} but={open} />
      <Part
        title={t('settled')}
        query={settled}
        asks={answers.filter((ask) => !stands.has(ask.id))}
        none={stands.size > 0 ? g('noneElse') : t('noneSettled')}
        but={open}
      />
    </>
  )
}

/**
 * What is settled while one looks stays where it stood, as it is now: what one would press next does not move under the hand.
 * `from`: what was settled, as far as it was read.
 */
function useStaying(open: readonly AskShown[], from: readonly AskShown[]): readonly AskShown[] {
  const before = useRef<readonly AskShown[]>([])
  const isOpen = new Set(open.map((ask) => ask.id))
  const left = before.current.flatMap((was, at) =>
    isOpen.has(was.id) ? [] : [{ at, ask: from.find((ask) => ask.id === was.id) ?? was }],
  )
  const shown = [...open]
  for (const { at, ask } of left) shown.splice(at, 0, ask)
  useEffect(() => {
    before.current = shown
  })
  return shown
}

function Part({
  title,
  query,
  asks: all,
  none,
  but,
}: {
  title: string
  query: UseInfiniteQueryResult<InfiniteData<{ items: AskShown[] }>>
  asks: readonly AskShown[]
  none: string
  /** shown above already */
  but: string | undefined
}) {
  const g = useTranslations('goodwill')
  const asks = all.filter((ask) => ask.id !== but)
  return (
    <Section title={title} className={css.part}>
      <PartState
        query={query}
        empty={asks.length === 0 && !query.hasNextPage}
        none={all.length > 0 ? g('noneElse') : none}
      />
      {asks.length > 0 && (
        <Lines label={title}>
          {asks.map((ask) => (
            <AskLine key={ask.id} ask={ask} />
          ))}
        </Lines>
      )}
      <ShowMore query={query} />
    </Section>
  )
}

/** The one that a line or a notice led to, with the focus on it. */
function Opened({ askId }: { askId: string }) {
  const t = useTranslations('goodwill.asks')
  const at = useRef<HTMLDivElement>(null)
  const query = useQuery(reading(readAuthorityAsk, { params: { askId: askId as Id<'authority_ask'> } }))
  const came = query.data !== undefined
  useEffect(() => {
    if (came) at.current?.focus()
  }, [came])
  const gone = query.error && refusalCode(query.error) === 'not_found'
  return (
    <div ref={at} tabIndex={-1} className={css.opened}>
      <Section title={t('opened')} className={css.part}>
        {gone ? <p>{t('gone')}</p> : <PartState query={query} />}
        {query.data && (
          <Lines label={t('opened')}>
            <AskLine ask={query.data} />
          </Lines>
        )}
      </Section>
    </div>
  )
}
