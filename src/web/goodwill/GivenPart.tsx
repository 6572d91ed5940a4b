import { useTranslations } from 'use-intl'
import { EmptyState } from '../ui/EmptyState.tsx'

/** The part "given" of goodwill. */
export function GivenPart() {
  const t = useTranslations('goodwill.given')
  return <EmptyState title={t('none')} />
}
