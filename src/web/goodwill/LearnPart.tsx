import { useTranslations } from 'use-intl'
import { EmptyState } from '../ui/EmptyState.tsx'

/** The part "learn" of goodwill. */
export function LearnPart() {
  const t = useTranslations('goodwill.learn')
  return <EmptyState title={t('none')} />
}
