import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { keepJunkFor, listJunk } from '../../../contract/junk.ts'
import { itemsOf, paging, useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { BackLink, TopBar } from '../../shell/TopBar.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Layout.tsx'
import { Section } from '../../ui/Section.tsx'
import { Select } from '../../ui/Select.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { Blocks } from './Blocks.tsx'
import css from './Junk.module.css'
import { JunkRow } from './JunkRow.tsx'

/** Days the house may keep junk for. */
const DAYS = ['7', '14', '30', '60', '90', '180', '365'] as const

/** Mail that was held back, each with why, to be fetched back; how long it is kept; and who is blocked. */
export function JunkPage() {
  const t = useTranslations('junk')
  const query = useInfiniteQuery(paging(listJunk))
  const mails = itemsOf(query.data)
  const days = query.data?.pages[0]?.days
  return (
    <Page>
      <BackLink to="/inbox">{t('back')}</BackLink>
      <TopBar title={t('title')} lede={t('lede')} />
      <Section className={css.first} title={t('held')} aside={days !== undefined && <KeptFor days={days} />}>
        {query.isPending && <SkeletonLines count={5} />}
        {query.isError && mails.length === 0 && <ErrorState retry={() => void query.refetch()} />}
        {query.isSuccess && mails.length === 0 && <EmptyState title={t('none')}>{t('noneWords')}</EmptyState>}
        {mails.length > 0 && (
          <ul className={css.rows}>
            {mails.map((mail) => (
              <JunkRow key={mail.id} mail={mail} />
            ))}
          </ul>
        )}
        {query.hasNextPage && (
          <Button
            className={css.more}
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('more')}
          </Button>
        )}
      </Section>
      <Blocks />
    </Page>
  )
}

/** How long junk is kept: chosen by whoever looks after mailboxes, told to all others. */
function KeptFor({ days }: { days: number }) {
  const t = useTranslations('junk')
  const may = useMay('mailboxes.manage')
  const keep = useAct(keepJunkFor)
  const choices = [...new Set([...DAYS, String(days)])].toSorted((a, b) => Number(a) - Number(b))
  if (!may) return <span className={css.small}>{t('keptFor', { days })}</span>
  return (
    <Select
      label={t('keep')}
      hideLabel
      value={String(days)}
      onChange={(value) => keep.mutate({ body: { days: Number(value) } })}
      choices={choices.map((value) => ({ value, label: t('keptFor', { days: Number(value) }) }))}
    />
  )
}
