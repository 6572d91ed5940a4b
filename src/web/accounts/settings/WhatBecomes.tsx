import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { readLeaving } from '../../../contract/leaving.ts'
import { amongUs } from '../../../domain/promises/among-us.ts'
import { reading } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
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
  busy,
  onGiveOver,
}: {
  member: Pick<Member, 'id' | 'name'>
  /** access is to end at once */
  now: boolean
  busy: boolean
  onGiveOver: () => void
}) {
  const t = useTranslations('settings.leaving')
  const quote = useTranslations('promises')
  const sayWhen = useSayWhen()
  const whyId = useId()
  const { data } = useLeaving(member)
  if (!data || data.count === 0) return null
  const { count, stay, promises } = data
  return (
    <section className={css.part} aria-label={t('label')}>
      <p>{t(now ? 'now' : 'later', { count, name: member.name })}</p>
      <ul className={css.list}>
        {promises.map(({ id, text, to, due, goesTo }) => (
          <li key={id}>
            {to}: {quote('quoted', { text: amongUs(text, to) })}
            <span className={css.small}>
              {t('one', { by: sayWhen(due, 'by'), to: goesTo?.name ?? 'nobody' })}
            </span>
          </li>
        ))}
        {count > promises.length && <li>{t('more', { count: count - promises.length })}</li>}
      </ul>
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
            {t('act')}
          </Button>
        )}
        <LinkButton to="/promises" search={{ of: 'all', owner: member.id }} size="s" look="quiet">
          {t('toPromises')}
        </LinkButton>
      </div>
    </section>
  )
}
