import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { SlidersHorizontal } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { search } from '../../contract/search.ts'
import { readQuestion, withoutFilters } from '../../domain/search/question.ts'
import { itemsOf, paging } from '../api/queries.ts'
import { PersonLine } from '../people/PersonLine.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Layout.tsx'
import { Lines } from '../ui/Line.tsx'
import { useListNavigation } from '../ui/list-navigation.ts'
import { useIsPhone } from '../ui/media.ts'
import { Section } from '../ui/Section.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Beginning } from './Beginning.tsx'
import { Filters } from './Filters.tsx'
import { HitRow } from './HitRow.tsx'
import { rememberSearch } from './recent.ts'
import css from './Search.module.css'
import { TheirTalks } from './TheirTalks.tsx'
import { useQuestion } from './use-question.ts'

/** Looks for people and for what was said, noted and attached; the newest first. */
export function SearchPage() {
  const t = useTranslations('search')
  const { text, setText, q, put } = useQuestion()
  const query = useInfiniteQuery({
    ...paging(search, { query: { q } }),
    placeholderData: keepPreviousData,
    enabled: q !== '',
    // One comes back to what one left, in the place where one left it.
    staleTime: 60_000,
  })
  const results = useRef<HTMLDivElement>(null)
  const { onKeyDown } = useListNavigation(results)
  const [first] = query.data?.pages ?? []
  const hits = itemsOf(query.data)
  const people = first?.people ?? []
  const isSettled = query.isSuccess && !query.isPlaceholderData
  // What still stands there answers an earlier question: it is seen to be so, and nothing of it is opened by mistake.
  const searching = q !== '' && (text.trim() !== q || query.isPlaceholderData)
  const nothing = q !== '' && isSettled && hits.length === 0 && people.length === 0
  const remember = () => rememberSearch(q)
  const onFieldKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'Enter')) return
    if (searching) return
    const row = results.current?.querySelector<HTMLElement>('[data-row]')
    if (!row) return
    event.preventDefault()
    row.focus()
  }
  return (
    <Page>
      <TopBar title={t('title')} />
      <search className={css.search}>
        <TextField
          label={t('label')}
          hideLabel
          type="search"
          placeholder={t('placeholder')}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={1000}
          autoFocus={q === ''}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onFieldKey}
        />
        <Narrow question={text} leftOut={(q !== '' && first?.notUnderstood) || []} onQuestion={put} />
      </search>
      <span className="sr-only" role="status">
        {searching && t('searching')}
        {q !== '' && !searching && isSettled
          ? t('count', { people: people.length, count: hits.length, more: String(query.hasNextPage) })
          : ''}
      </span>
      {first && q !== '' && first.notUnderstood.length > 0 && (
        <p className={css.aside}>{t('notUnderstood', { words: first.notUnderstood.join(' ') })}</p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears the arrows for the rows in it */}
      <div
        ref={results}
        onKeyDown={onKeyDown}
        className={css.results}
        aria-busy={searching || undefined}
        inert={searching}
      >
        {q === '' && <Beginning onChoose={put} />}
        {q !== '' && people.length > 0 && (
          <Section title={t('people')}>
            {first?.similar && <p className={css.aside}>{t('similar', { words: withoutFilters(q) })}</p>}
            {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: overhears the links inside */}
            <div onClick={remember}>
              <Lines label={t('people')}>
                {people.map((person) => (
                  <PersonLine key={person.id} person={person} />
                ))}
              </Lines>
            </div>
            <TheirTalks
              people={people}
              question={q}
              nothingSaid={isSettled && hits.length === 0}
              onQuestion={put}
            />
          </Section>
        )}
        {q !== '' && hits.length > 0 && (
          <Section title={t('conversations')} aside={<span className={css.aside}>{t('newestFirst')}</span>}>
            <Lines label={t('conversations')}>
              {hits.map((hit) => (
                <HitRow key={hit.conversation.id} hit={hit} onOpen={remember} />
              ))}
            </Lines>
          </Section>
        )}
        {q !== '' && query.isPending && <SkeletonLines count={6} />}
        {q !== '' && query.isError && hits.length === 0 && <ErrorState retry={() => void query.refetch()} />}
        {nothing && <Nothing q={q} onQuestion={put} />}
      </div>
      {q !== '' && !searching && query.hasNextPage && (
        <div className={css.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </Page>
  )
}

/** The filters: in a row, or on a phone in a sheet. */
function Narrow({
  question,
  leftOut,
  onQuestion,
}: {
  question: string
  leftOut: readonly string[]
  onQuestion: (q: string) => void
}) {
  const t = useTranslations('search.filters')
  const isPhone = useIsPhone()
  const filters = <Filters question={question} leftOut={leftOut} onQuestion={onQuestion} />
  if (!isPhone) return filters
  const written = Object.entries(readQuestion(question).filters)
  const count = written.filter(([name, value]) => !leftOut.includes(`${name}:${value}`)).length
  return (
    <Sheet
      title={t('title')}
      trigger={
        <Button size="s" icon={SlidersHorizontal} className={css.narrow}>
          {t('open', { count })}
        </Button>
      }
    >
      {filters}
    </Sheet>
  )
}

function Nothing({ q, onQuestion }: { q: string; onQuestion: (q: string) => void }) {
  const t = useTranslations('search.none')
  const { words, filters } = readQuestion(q)
  const isNarrowed = Object.keys(filters).length > 0
  return (
    <EmptyState
      title={words ? t('title', { words }) : t('filtersOnly')}
      action={
        isNarrowed && (
          <Button look="filled" onClick={() => onQuestion(words)}>
            {t('clear')}
          </Button>
        )
      }
    >
      {isNarrowed ? t('narrowed') : t('mend')}
    </EmptyState>
  )
}
