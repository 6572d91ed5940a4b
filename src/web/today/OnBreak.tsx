import { useTranslations } from 'use-intl'
import { useBack } from '../notices/use-back.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import css from './TodayPage.module.css'

/** Whoever rests is left in peace: nothing is offered, and one press leads back (S2-25). */
export function OnBreak() {
  const t = useTranslations('today.break')
  const back = useBack()
  return (
    <div className={css.coming}>
      <EmptyState
        title={t('title')}
        action={
          <Button busy={back.isPending} onClick={() => back.mutate(undefined as never)}>
            {t('back')}
          </Button>
        }
      >
        {t('words')}
      </EmptyState>
    </div>
  )
}
