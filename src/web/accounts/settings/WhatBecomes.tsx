import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { readLeaving } from '../../../contract/leaving.ts'
import { amongUs } from '../../../domain/promises/among-us.ts'
import { reading } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { useColleagues } from '../colleagues.ts'
import type { Member } from './settings-data.ts'
import css from './WhatBecomes.module.css'

/** Reads what a colleague owes, each with who takes it over. */
export function useLeaving(member: Pick<Member, 'id'>) {
  return useQuery(reading(readLeaving, { params: { memberId: member.id } }))
}

/** What becomes of each promise of a colleague whose access ends: now, by a press, or by itself in time. */
export function WhatBecomes({
  member,
  now,
  reads,
  busy,
  onGiveOver,
}: {
  member: Pick<Member, 'id' | 'name'>
  /** access is to end at once */
  now: boolean
  /** they stay and only read from now on */
  reads?: boolean
  busy: boolean
  onGiveOver: () => void
}) {
  const t = useTranslations('settings.leaving')
  const quote = useTranslations('promises')
  const away = useTranslations('shell.away')
  const colleagues = useColleagues()
  const sayWhen = useSayWhen()
  const whyId = useId()
  const { data } = useLeaving(member)
  if (!data) return null
  const { count, stay, promises, conversations, asks, promisedTo, rules, causes } = data
  if (count + conversations + asks + promisedTo + rules + causes === 0) return null
  const how = reads ? 'reads' : now ? 'now' : 'later'
  const isAway = (id: string | undefined) => colleagues.find((m) => m.id === id)?.away
  return (
    <section className={css.part} aria-label={t('label')}>
      {count > 0 && <p>{t(how, { count, name: member.name })}</p>}
      <ul className={css.list}>
        {promises.map(({ id, text, to, due, goesTo }) => (
          <li key={id}>
            {to}: {quote('quoted', { text: amongUs(text, to) })}
            <span className={css.small}>
              {t('one', { by: sayWhen(due, 'by'), to: goesTo?.name ?? 'nobody' })}
              {isAway(goesTo?.id) && ` · ${away(isAway(goesTo?.id)!)}`}
            </span>
          </li>
        ))}
        {count > promises.length && <li>{t('more', { count: count - promises.length })}</li>}
      </ul>
      {conversations + asks + promisedTo > 0 && (
        <p className={css.small}>{t('beside', { conversations, asks, promisedTo })}</p>
      )}
      {rules + causes > 0 && <p className={css.small}>{t('left', { rules, causes })}</p>}
      {now && stay > 0 && (
        <p id={whyId} className={css.small}>
          {t('stay', { count: stay })}
        </p>
      )}
      <div className={css.acts}>
        {now && (
          <Button
            size="s"
            busy={busy}
            disabled={stay > 0}
            aria-describedby={stay > 0 ? whyId : undefined}
            onClick={onGiveOver}
          >
            {t(reads ? 'actReads' : 'act')}
          </Button>
        )}
        <LinkButton to="/promises" search={{ of: 'all', owner: member.id }} size="s" look="quiet">
          {t('toPromises')}
        </LinkButton>
      </div>
    </section>
  )
}
