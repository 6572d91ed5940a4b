import { useTranslations } from 'use-intl'
import { useMeanwhile } from '../notices/use-back.ts'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Line, Lines } from '../ui/Line.tsx'
import { Section } from '../ui/Section.tsx'
import css from './TodayPage.module.css'

/** What others did with one's promises during one's break, until it is put away; nothing where there is nothing. */
export function WhileAway() {
  const t = useTranslations('today.away')
  const sayWhen = useSayWhen()
  const { items, putAway } = useMeanwhile()
  if (items.length === 0) return null
  return (
    <Section
      title={t('title')}
      className={css.group}
      aside={
        <Button size="s" look="quiet" onClick={putAway}>
          {t('seen')}
        </Button>
      }
    >
      <Lines>
        {items.map((one) => (
          <Line
            key={one.promiseId}
            avatar={one.to}
            who={one.to}
            what={one.text}
            why={t(`did.${one.did}`, { by: one.by?.name ?? one.to, when: sayWhen(one.at, 'short') })}
            to={{ to: '/promises/$id', params: { id: one.promiseId } }}
          />
        ))}
      </Lines>
    </Section>
  )
}
