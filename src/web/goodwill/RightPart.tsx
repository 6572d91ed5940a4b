import { useTranslations } from 'use-intl'
import { EmptyState } from '../ui/EmptyState.tsx'

/** The part "right" of goodwill. */
export function RightPart() {
  const t = useTranslations('goodwill.right')
  return <EmptyState title={t('none')} />
}
