import { useTranslations } from 'use-intl'
import type { LookBack } from './look-back-data.ts'

/** What was found, in one sentence: "14 promises found, 5 without a later word; 9 people without an answer". */
export function LookBackSum({ look }: { look: LookBack }) {
  const t = useTranslations('lookBack')
  const { promises, withoutLaterWord, unanswered } = look.found
  const settled = promises + unanswered - look.open.promises - look.open.unanswered
  return (
    <>
      {t('sum', { promises, withoutLaterWord, unanswered })}
      {settled > 0 && ` ${t('settled', { count: settled, all: String(settled === promises + unanswered) })}`}
    </>
  )
}
