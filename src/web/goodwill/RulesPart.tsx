import { useTranslations } from 'use-intl'
import { EmptyState } from '../ui/EmptyState.tsx'

/** The part "rules" of goodwill. */
export function RulesPart() {
  const t = useTranslations('goodwill.rules')
  return <EmptyState title={t('none')} />
}
