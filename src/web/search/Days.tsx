import { useTranslations } from 'use-intl'
import { readQuestion, withFilter } from '../../domain/search/question.ts'
import { addDays, instant, type LocalDate, localParts, type TimeZone } from '../../domain/shared/time.ts'
import { Button } from '../ui/Button.tsx'
import { useClock } from '../ui/clock.tsx'
import { TextField } from '../ui/TextField.tsx'
import css from './Search.module.css'

const BACK = [7, 30, 365] as const

/** From which day to which: some steps back, or two dates. */
export function Days({ question, onQuestion }: { question: string; onQuestion: (q: string) => void }) {
  const t = useTranslations('search.filters')
  const clock = useClock()
  const { after, before } = readQuestion(question).filters
  const today = localParts(instant(clock.now), clock.zone as TimeZone).date
  const dayBefore = before ? addDays(before, -1) : ''
  return (
    <div className={css.days}>
      <div className={css.steps}>
        {BACK.map((days) => (
          <Button
            key={days}
            size="s"
            onClick={() =>
              onQuestion(withFilter(withFilter(question, 'before', null), 'after', addDays(today, -days)))
            }
          >
            {t('lastDays', { days })}
          </Button>
        ))}
      </div>
      <div className={css.dates}>
        <TextField
          label={t('first')}
          type="date"
          value={after ?? ''}
          max={today}
          onChange={(event) => onQuestion(withFilter(question, 'after', event.target.value || null))}
        />
        <TextField
          label={t('last')}
          type="date"
          value={dayBefore}
          max={today}
          onChange={(event) => {
            const day = event.target.value as LocalDate | ''
            onQuestion(withFilter(question, 'before', day ? addDays(day, 1) : null))
          }}
        />
      </div>
    </div>
  )
}
