import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listMergeCandidates } from '../../../contract/merging.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { When } from '../../ui/When.tsx'
import css from './Merge.module.css'
import type { Candidate, Mergeable } from './merge-data.ts'

/** With which other conversation of the same person: those that may be the same matter first say why. */
export function Chooser({ talk, onChoose }: { talk: Mergeable; onChoose: (other: Mergeable) => void }) {
  const t = useTranslations('conversations.merge')
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const params = { conversationId: talk.id }
  const query = useInfiniteQuery({
    ...paging(listMergeCandidates, { params, query: q ? { q } : {} }),
    placeholderData: (before) => before,
  })
  const found = itemsOf(query.data)
  return (
    <>
      <TextField
        label={t('search')}
        value={words}
        autoComplete="off"
        placeholder={t('placeholder')}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          const first = found[0]
          if (event.key === 'Enter' && first && q !== '') onChoose(first)
        }}
      />
      {query.isPending && <SkeletonLines count={3} />}
      {query.isError && <ErrorState retry={() => void query.refetch()} />}
      {query.isSuccess && found.length === 0 && <Nothing q={q} clear={() => setWords('')} />}
      {found.length > 0 && (
        <ul className={css.found} aria-label={t('found')}>
          {found.map((other) => (
            <li key={other.id}>
              <Choice other={other} onChoose={() => onChoose(other)} />
            </li>
          ))}
        </ul>
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

function Choice({ other, onChoose }: { other: Candidate; onChoose: () => void }) {
  const t = useTranslations('conversations.merge')
  const say = useTranslations('conversations.row')
  return (
    <button type="button" className={css.choice} onClick={onChoose}>
      <span className={css.subject}>{other.subject || t('noSubject')}</span>
      <span className={css.detail}>
        {other.reference} · <When at={other.lastActivityAt} form="short" />
        {' · '}
        {t(`state.${other.state}`)}
        {other.assignee && ` · ${other.assignee.name}`}
      </span>
      {other.reasons.length > 0 && (
        <span className={css.reasons}>{other.reasons.map((r) => t(`reason.${r}`)).join(', ')}</span>
      )}
      {!other.person && <span className={css.detail}>{say('someone')}</span>}
    </button>
  )
}

function Nothing({ q, clear }: { q: string; clear: () => void }) {
  const t = useTranslations('conversations.merge')
  if (q === '') return <p className={css.nothing}>{t('none')}</p>
  return (
    <p className={css.nothing}>
      {t('noneFound', { q })}{' '}
      <Button size="s" look="quiet" onClick={clear}>
        {t('clear')}
      </Button>
    </p>
  )
}
