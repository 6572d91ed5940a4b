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
  const { open } = useSearch({ from: '/staff/goodwill/$part' })
  const toMe = useInfiniteQuery(paging(listAuthorityAsks, { query: { of: 'to_me', state: 'open' } }))
  const mine = useInfiniteQuery(paging(listAuthorityAsks, { query: { of: 'mine', state: 'open' } }))
  const settled = useInfiniteQuery(
    paging(listAuthorityAsks, { query: { of: 'all', state: 'settled', limit: 10 } }),
  )
  const nothing = [toMe, mine, settled].every((query) => query.data && itemsOf(query.data).length === 0)
  if (nothing && !open) return <EmptyState title={t('none')}>{t('noneWords')}</EmptyState>
  return (
    <>
      {open && <Opened key={open} askId={open} />}
      <Part title={t('toMe')} query={toMe} none={t('noneToMe')} but={open} />
      <Part title={t('mine')} query={mine} none={t('noneMine')} but={open} />
      <Part title={t('settled')} query={settled} none={t('noneSettled')} but={open} />
    </>
  )
}

function Part({
  title,
  query,
  none,
  but,
}: {
  title: string
  query: UseInfiniteQueryResult<InfiniteData<{ items: AskShown[] }>>
  none: string
  /** shown above already */
  but: string | undefined
}) {
  const asks = itemsOf(query.data).filter((ask) => ask.id !== but)
  return (
    <Section title={title} className={css.part}>
      <PartState query={query} empty={asks.length === 0 && !query.hasNextPage} none={none} />
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
