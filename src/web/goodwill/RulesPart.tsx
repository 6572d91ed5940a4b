import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listHouseRules, readFriction } from '../../contract/recovery.ts'
import { itemsOf, paging, reading } from '../api/queries.ts'
import { refusalCode } from '../shell/trouble.ts'
import { classNames } from '../ui/class-names.ts'
import { PartState } from '../ui/PartState.tsx'
import { Section } from '../ui/Section.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import css from './friction/Friction.module.css'
import { FrictionItem } from './friction/FrictionItem.tsx'
import { FrictionList } from './friction/FrictionList.tsx'
import type { Friction } from './friction/friction-data.ts'
import { RuleItem } from './friction/RuleItem.tsx'

/** What kept us from helping: what waits for one's answer, what became of what one noted, and how often it was which rule. */
export function RulesPart() {
  const t = useTranslations('friction')
  const { open } = useSearch({ from: '/staff/goodwill/$part' })
  return (
    <>
      {open && <One key={open} id={open as Friction['id']} />}
      <Section title={t('toAnswer.title')}>
        <FrictionList
          query={{ whose: 'to_answer', state: 'open' }}
          none={t('toAnswer.none')}
          label={t('toAnswer.title')}
          except={open}
        />
      </Section>
      <Section title={t('noted.title')} className={css.part}>
        <FrictionList
          query={{ whose: 'noted', state: 'all', limit: 5 }}
          none={t('noted.none')}
          label={t('noted.title')}
          except={open}
        />
      </Section>
      <ByRule />
    </>
  )
}

/** The one that was led to, in focus. */
function One({ id }: { id: Friction['id'] }) {
  const t = useTranslations('friction')
  const place = useRef<HTMLUListElement>(null)
  const query = useQuery(reading(readFriction, { params: { frictionId: id } }))
  const there = query.data !== undefined
  useEffect(() => {
    if (there) place.current?.focus()
  }, [there])
  if (query.isError && refusalCode(query.error) === 'not_found')
    return (
      <p className={css.soft} role="status">
        {t('gone')}
      </p>
    )
  return (
    <>
      <PartState query={query} count={1} />
      {query.data && (
        <ul
          ref={place}
          tabIndex={-1}
          className={classNames(css.place, css.led)}
          aria-label={query.data.rule.name}
        >
          <FrictionItem friction={query.data} answering />
        </ul>
      )}
    </>
  )
}

function ByRule() {
  const t = useTranslations('friction.rules')
  const [state, setState] = useState<'active' | 'all'>('active')
  const query = useInfiniteQuery(paging(listHouseRules, { query: { state, limit: 20 } }))
  const rules = itemsOf(query.data)
  return (
    <Section
      title={t('title')}
      className={css.part}
      aside={
        <Segmented
          label={t('which')}
          value={state}
          onChange={setState}
          segments={(['active', 'all'] as const).map((value) => ({ value, label: t(`states.${value}`) }))}
        />
      }
    >
      <PartState query={query} empty={rules.length === 0} none={t('none')} />
      {rules.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role away from a list without bullets
        <ul role="list" aria-label={t('title')}>
          {rules.map((rule) => (
            <RuleItem key={rule.id} rule={rule} />
          ))}
        </ul>
      )}
      <ShowMore query={query} />
    </Section>
  )
}
