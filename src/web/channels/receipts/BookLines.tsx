import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useMessages, useTranslations } from 'use-intl'
import { listReceipts } from '../../../contract/receipts.ts'
import { paging } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Section } from '../../ui/Section.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { ReceiptRow } from './ReceiptRow.tsx'
import css from './Receipts.module.css'
import type { Book, LineState } from './receipts-data.ts'

const STATES = ['all', 'filed', 'kept', 'junk', 'doubled', 'waiting'] as const
const ANY = 'any'

/** The lines behind each figure, found by what they say, when they came, and why they are where they are. */
export function BookLines({ book }: { book: Book }) {
  const t = useTranslations('receipts')
  const sayReason = useSayReason()
  const [state, setState] = useState<(typeof STATES)[number]>('all')
  const [reason, setReason] = useState(ANY)
  const [words, setWords] = useState('')
  const [day, setDay] = useState('')
  const q = useDeferredValue(words.trim())
  const of: LineState | null = state === 'all' ? null : state
  const reasons = [...new Set(book.reasons.filter((r) => !of || r.state === of).map((r) => r.reason))]
  const query = useInfiniteQuery(
    paging(listReceipts, {
      params: { mailboxId: book.mailbox.id },
      query: {
        ...(of ? { state: of } : {}),
        ...(reason === ANY ? {} : { reason }),
        ...(q ? { q } : {}),
        ...(day ? { day } : {}),
      },
    }),
  )
  const narrowed = of !== null || reason !== ANY || q !== '' || day !== ''
  const clear = () => {
    setState('all')
    setReason(ANY)
    setWords('')
    setDay('')
  }
  const counts = { ...book.figures, all: book.figures.fetched }
  return (
    <Section title={t('lines')}>
      <div className={css.states}>
        <Segmented
          label={t('which')}
          value={state}
          onChange={(next) => {
            setState(next)
            setReason(ANY)
          }}
          segments={STATES.map((value) => ({ value, label: t(`of.${value}`, { count: counts[value] }) }))}
        />
      </div>
      <div className={css.filters}>
        <TextField
          label={t('words')}
          type="search"
          value={words}
          maxLength={200}
          onChange={(event) => setWords(event.target.value)}
        />
        <TextField
          label={t('day')}
          type="date"
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
        <Select
          label={t('reason')}
          value={reason}
          onChange={setReason}
          choices={[
            { value: ANY, label: t('anyReason') },
            ...reasons.map((value) => ({ value, label: sayReason(value) })),
          ]}
        />
      </div>
      <PagedList
        keyOf={(one) => one.id}
        query={query}
        none={
          <EmptyState
            title={t(narrowed ? 'noneFound' : 'none')}
            action={narrowed && <Button onClick={clear}>{t('clear')}</Button>}
          >
            {t(narrowed ? 'noneFoundWords' : 'noneWords')}
          </EmptyState>
        }
        more={t('more')}
        row={(line) => <ReceiptRow line={line} />}
      />
    </Section>
  )
}

/** Gives a function that says the code of a reason in a few words; a code without words stands as it is. */
function useSayReason(): (code: string) => string {
  const t = useTranslations('receipts.reasons')
  const known = useMessages().receipts.reasons
  return (code) => (code in known ? t(code as keyof typeof known) : code.replaceAll('_', ' '))
}
