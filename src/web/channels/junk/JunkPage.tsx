import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { keepJunkFor, listJunk, listJunked } from '../../../contract/junk.ts'
import { paging, useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { BackLink, TopBar } from '../../shell/TopBar.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Layout.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Section } from '../../ui/Section.tsx'
import { Select } from '../../ui/Select.tsx'
import lines from '../lines/Lines.module.css'
import { Blocks } from './Blocks.tsx'
import css from './Junk.module.css'
import { JunkedRow } from './JunkedRow.tsx'
import { JunkRow } from './JunkRow.tsx'

/** Days the house may keep junk for. */
const DAYS = ['7', '14', '30', '60', '90', '180', '365'] as const

/** Mail that was held back, and what somebody put here, each with why, to be fetched back; how long it is kept; and who is blocked. */
export function JunkPage() {
  const t = useTranslations('junk')
  const held = useInfiniteQuery(paging(listJunk))
  const put = useInfiniteQuery(paging(listJunked))
  const days = held.data?.pages[0]?.days
  return (
    <Page>
      <BackLink to="/inbox">{t('back')}</BackLink>
      <TopBar title={t('title')} lede={t('lede')} />
      <Section className={css.first} title={t('held')} aside={days !== undefined && <KeptFor days={days} />}>
        <PagedList
          keyOf={(one) => one.id}
          query={held}
          none={<EmptyState title={t('none')}>{t('noneWords')}</EmptyState>}
          more={t('more')}
          row={(mail) => <JunkRow mail={mail} />}
        />
      </Section>
      <Section title={t('talks')}>
        <PagedList
          keyOf={(one) => one.id}
          query={put}
          loads={2}
          none={<p className={lines.small}>{t('talksNone')}</p>}
          more={t('talksMore')}
          row={(line) => <JunkedRow line={line} />}
        />
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
  if (!may) return <span className={lines.small}>{t('keptFor', { days })}</span>
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
