import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listMailboxes } from '../../../contract/mailboxes.ts'
import { listOutbox } from '../../../contract/outbox.ts'
import { paging, reading } from '../../api/queries.ts'
import { useIsPhone } from '../../ui/media.ts'
import { PagedList } from '../../ui/PagedList.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'
import { OutboxRow } from './OutboxRow.tsx'
import css from './Settings.module.css'
import type { Mailbox } from './settings-data.ts'

const STATES = ['open', 'retrying', 'failed', 'aside', 'sent'] as const
const ALL = 'all'

/** Mail on its way: what waits and why, what failed, what left; of one mailbox or of all. */
export function OutboxSection() {
  const t = useTranslations('settings.outbox')
  const [state, setState] = useState<(typeof STATES)[number]>('open')
  const [of, setOf] = useState<string>(ALL)
  const isPhone = useIsPhone()
  const states = STATES.map((value) => ({ value, label: t(`states.${value}`) }))
  const { data: boxes } = useQuery(reading(listMailboxes))
  const query = useInfiniteQuery({
    ...paging(listOutbox, {
      query: { state, limit: 30, ...(of !== ALL && { mailboxId: of as Mailbox['id'] }) },
    }),
    // Nothing tells that a worker tries a letter again.
    refetchInterval: 15_000,
  })
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      {/* side by side they do not fit on a phone */}
      {isPhone ? (
        <Select label={t('which')} value={state} onChange={setState} choices={states} />
      ) : (
        <Segmented label={t('which')} value={state} onChange={setState} segments={states} />
      )}
      {boxes && boxes.items.length > 1 && (
        <div className={css.beneath}>
          <Select
            label={t('mailbox')}
            value={of}
            onChange={setOf}
            choices={[
              { value: ALL, label: t('all') },
              ...boxes.items.map((box) => ({ value: box.id as string, label: box.address })),
            ]}
          />
        </div>
      )}
      <div className={css.beneath}>
        <PagedList
          look="ruled"
          keyOf={(one) => one.id}
          query={query}
          none={t(`none.${state}`)}
          row={(mail) => <OutboxRow mail={mail} />}
        />
      </div>
    </>
  )
}
