import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { useDeferredValue, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listPeople } from '../../contract/people.ts'
import { itemsOf, paging } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Layout.tsx'
import { Lines } from '../ui/Line.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { useListNavigation } from '../ui/list-navigation.ts'
import { useIsPhone } from '../ui/media.ts'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { TextField } from '../ui/TextField.tsx'
import { AddPersonDialog } from './AddPersonDialog.tsx'
import css from './PeoplePage.module.css'
import { PersonLine } from './PersonLine.tsx'

/** Everybody we serve: the last seen first, or whom one looks for by any key. */
export function PeoplePage() {
  const t = useTranslations('people')
  const screens = useTranslations('shell.screens')
  const isPhone = useIsPhone()
  const mayAdd = useMay('people.write')
  const mayBring = useMay('imports.manage')
  const [q, setQ] = useState('')
  const [adding, setAdding] = useState<string | null>(null)
  const sought = useDeferredValue(q.trim())
  const query = useInfiniteQuery({
    ...paging(listPeople, { query: { q: sought } }),
    placeholderData: keepPreviousData,
  })
  const people = itemsOf(query.data)
  const container = useRef<HTMLDivElement>(null)
  const { onKeyDown } = useListNavigation(container)
  const add = (name: string) =>
    mayAdd && (
      <Button look={isPhone ? 'outline' : 'filled'} icon={UserPlus} onClick={() => setAdding(name)}>
        {name ? t('addNamed', { name }) : t('add')}
      </Button>
    )
  return (
    <Page>
      <TopBar title={screens('people')} lede={t('lede')}>
        {people.length > 0 && add('')}
      </TopBar>
      <search className={css.search}>
        <TextField
          label={t('search')}
          hideLabel
          type="search"
          placeholder={t('searchExample')}
          autoComplete="off"
          spellCheck={false}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
      </search>
      <p className={css.twice}>
        <Link to="/people/duplicates">{t('duplicates.link')}</Link>
      </p>
      <span className="sr-only" role="status">
        {sought && query.isSuccess && !query.isPlaceholderData
          ? t('finder.count', { count: people.length })
          : ''}
      </span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears the arrows for the rows in it */}
      <div ref={container} onKeyDown={onKeyDown} className={css.list}>
        <Lines label={screens('people')}>
          {people.map((person) => (
            <PersonLine key={person.id} person={person} />
          ))}
        </Lines>
        {query.isPending && <SkeletonLines count={7} />}
        {query.isError && people.length === 0 && <ErrorState retry={() => void query.refetch()} />}
        {query.isSuccess && people.length === 0 && (
          <EmptyState
            title={sought ? t('none.sought', { words: sought }) : t('none.title')}
            action={
              <>
                {sought && <Button onClick={() => setQ('')}>{t('none.clear')}</Button>}
                {add(sought)}
                {!sought && mayBring && (
                  <LinkButton to="/settings/$section" params={{ section: 'imports' }}>
                    {t('none.bring')}
                  </LinkButton>
                )}
              </>
            }
          >
            {sought ? t('none.mend') : t('none.words')}
          </EmptyState>
        )}
      </div>
      {query.hasNextPage && (
        <div className={css.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
      {adding !== null && <AddPersonDialog typed={adding} onClose={() => setAdding(null)} />}
    </Page>
  )
}
