import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listMergeCandidates } from '../../../contract/merging.ts'
import { search } from '../../../contract/search.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { TheirTalks } from '../../search/TheirTalks.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { When } from '../../ui/When.tsx'
import type { Talk, TalkLine } from '../talk.ts'
import css from './Refile.module.css'
import type { Place } from './use-refile.ts'

/** Where messages may go: a conversation of their own, the one their mail points at, another of the same person, or any that is looked for. */
export function Places({
  talk,
  count,
  mayBeOwn,
  busy,
  onChoose,
}: {
  talk: Talk
  /** so many go */
  count: number
  /** not all of it goes: what goes can stand on its own */
  mayBeOwn: boolean
  busy: boolean
  onChoose: (place: Place) => void
}) {
  const t = useTranslations('conversations.refile')
  const ready = count > 0 && !busy
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const theirs = useInfiniteQuery({
    ...paging(listMergeCandidates, { params: { conversationId: talk.id }, query: {} }),
    enabled: q === '',
  })
  const looked = useInfiniteQuery({
    ...paging(search, { query: { q } }),
    enabled: q !== '',
    placeholderData: (before) => before,
  })
  const query = q === '' ? theirs : looked
  const lines: TalkLine[] =
    q === '' ? itemsOf(theirs.data) : itemsOf(looked.data).map((hit) => hit.conversation)
  const pointed = q === '' ? talk.suggestedLink : null
  const found = lines.filter((c) => c.id !== talk.id && c.id !== pointed?.id && c.state !== 'held')
  const people = q === '' ? [] : (looked.data?.pages[0]?.people ?? [])
  const nothing = query.isSuccess && found.length === 0 && !pointed && people.length === 0
  return (
    <>
      <TextField
        label={t('where', { count })}
        value={words}
        autoComplete="off"
        placeholder={t('placeholder')}
        onChange={(event) => setWords(event.target.value)}
      />
      {count === 0 && <p className={css.rest}>{t('chooseFirst')}</p>}
      {people.length > 0 && (
        <TheirTalks people={people} question={q} nothingSaid={false} onQuestion={setWords} />
      )}
      <ul className={css.found} aria-label={t('found')}>
        {q === '' && mayBeOwn && (
          <li>
            <button type="button" className={css.place} disabled={!ready} onClick={() => onChoose(null)}>
              <span className={css.subject}>{t('own')}</span>
              <span className={css.detail}>{t('ownWhy')}</span>
            </button>
          </li>
        )}
        {pointed && (
          <li>
            <button type="button" className={css.place} disabled={!ready} onClick={() => onChoose(pointed)}>
              <Words subject={pointed.subject} />
              <span className={css.detail}>
                {pointed.reference}
                {pointed.person && ` · ${pointed.person.name}`}
              </span>
              <span className={css.reason}>{t('pointed')}</span>
            </button>
          </li>
        )}
        {found.map((c) => (
          <li key={c.id}>
            <button type="button" className={css.place} disabled={!ready} onClick={() => onChoose(c)}>
              <Words subject={c.subject} />
              <Detail line={c} />
            </button>
          </li>
        ))}
      </ul>
      {query.isPending && <SkeletonLines count={3} />}
      {query.isError && <ErrorState retry={() => void query.refetch()} />}
      {nothing && (
        <p className={css.rest}>
          {q === '' ? t('none') : t('noneFound', { q })}{' '}
          {q !== '' && (
            <Button size="s" look="quiet" onClick={() => setWords('')}>
              {t('clear')}
            </Button>
          )}
        </p>
      )}
      {query.hasNextPage && (
        <Button
          size="s"
          look="quiet"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Words({ subject }: { subject: string }) {
  const t = useTranslations('conversations.row')
  return <span className={css.subject}>{subject || t('noSubject')}</span>
}

function Detail({ line: c }: { line: TalkLine }) {
  const t = useTranslations('conversations')
  return (
    <span className={css.detail}>
      {c.person?.name ?? t('row.someone')} · {c.reference} · <When at={c.lastActivityAt} form="short" /> ·{' '}
      {t(`merge.state.${c.state}`)}
    </span>
  )
}
