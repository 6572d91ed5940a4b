import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listRecoveryCases } from '../../contract/recovery.ts'
import { NEXTS, type Next, STEPS } from '../../domain/goodwill/recovery.ts'
import { itemsOf, paging } from '../api/queries.ts'
import { Chip } from '../ui/Chip.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Line, Lines } from '../ui/Line.tsx'
import { PartState } from '../ui/PartState.tsx'
import { Section } from '../ui/Section.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { When } from '../ui/When.tsx'
import css from './recovery/Recovery.module.css'
import type { Case } from './recovery/recovery-data.ts'

type Whose = 'mine' | 'all'

/** What is being made right, by what comes next of it: a day to look after them, that day, the end. */
export function RightPart() {
  const t = useTranslations('amends.all')
  const r = useTranslations('goodwill.right')
  const [whose, setWhose] = useState<Whose>('all')
  const queries = {
    date: useOpen('date', whose),
    look: useOpen('look', whose),
    close: useOpen('close', whose),
  }
  const all = Object.values(queries)
  const none = all.every((query) => query.data && itemsOf(query.data).length === 0)
  return (
    <>
      <Segmented
        label={t('whose')}
        value={whose}
        onChange={setWhose}
        segments={(['all', 'mine'] as const).map((value) => ({ value, label: t(`of.${value}`) }))}
      />
      {none ? (
        <EmptyState title={whose === 'mine' ? t('noneMine') : r('none')}>{t('where')}</EmptyState>
      ) : (
        NEXTS.map((next) => <Group key={next} next={next} query={queries[next]} />)
      )}
    </>
  )
}

function useOpen(next: Next, whose: Whose) {
  return useInfiniteQuery(paging(listRecoveryCases, { query: { next, whose, limit: 20 } }))
}

function Group({ next, query }: { next: Next; query: ReturnType<typeof useOpen> }) {
  const t = useTranslations('amends.all')
  const cases = itemsOf(query.data)
  if (query.data && cases.length === 0) return null
  return (
    <Section title={t(`next.${next}`)} className={css.group}>
      <PartState query={query} />
      {cases.length > 0 && (
        <Lines label={t(`next.${next}`)}>
          {cases.map((one) => (
            <CaseLine key={one.id} one={one} />
          ))}
        </Lines>
      )}
      <ShowMore query={query} />
    </Section>
  )
}

function CaseLine({ one }: { one: Case }) {
  const t = useTranslations('amends')
  const sayWhen = useSayWhen()
  const taken = STEPS.filter((step) => one.steps.some((other) => other.step === step))
  return (
    <Line
      avatar={one.person.name}
      who={one.person.name || t('someone')}
      what={one.conversation?.subject}
      why={[
        taken.map((step) => t(`steps.${step}`)).join(', '),
        t('begun', { name: one.openedBy.name, when: sayWhen(one.openedAt) }),
      ]
        .filter(Boolean)
        .join(' · ')}
      chipBelow
      {...(one.next === 'look' &&
        one.checkBack && {
          chip: (
            <Chip tone={one.checkBack.state === 'overdue' ? 'late' : 'neutral'}>
              <When at={one.checkBack.due} form="by" />
            </Chip>
          ),
        })}
      to={
        one.conversation
          ? { to: '/conversations/$id', params: { id: one.conversation.id }, search: {} }
          : { to: '/people/$id', params: { id: one.person.id } }
      }
    />
  )
}
