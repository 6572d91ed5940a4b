import { useTranslations } from 'use-intl'
import { EmptyState } from '../ui/EmptyState.tsx'

/** The part "asks" of goodwill. */
export function AsksPart() {
  const t = useTranslations('goodwill.asks')
  return <EmptyState title={t('none')} />
}
