import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listParkedEvents, retryParkedEvent } from '../../../contract/happenings.ts'
import { reading, useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import css from './Settings.module.css'

/** What Servus could not do by itself after something happened; absent while there is nothing. */
export function ParkedEvents() {
  const t = useTranslations('settings.audit.parked')
  const may = useMay('audit.read')
  const query = useQuery({ ...reading(listParkedEvents), enabled: may })
  const retry = useAct(retryParkedEvent)
  const items = query.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={t('title')}>
      <p className={css.small}>{t('lede')}</p>
      <ul className={css.rows}>
        {items.map((parked) => (
          <li key={parked.id}>
            <div className={css.words}>
              {parked.reader}
              <span className={css.small}> · {parked.problem}</span>
              <br />
              <span className={css.small}>
                {t('tried', { n: parked.tries })}{' '}
                {parked.nextTryAt ? (
                  <>
                    {t('next')} <When at={parked.nextTryAt} />
                  </>
                ) : (
                  t('waits')
                )}
              </span>
            </div>
            <Button
              size="s"
              busy={retry.isPending}
              onClick={() => retry.mutate({ params: { parkedEventId: parked.id as never } })}
            >
              {t('retry')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
