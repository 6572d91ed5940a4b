import { WifiOff } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Banner } from '../ui/Banner.tsx'
import { useOnline } from '../ui/media.ts'

/** Says that there is no line, and what still works. Nothing is sent by itself later: what was written stands where it was written. */
export function OfflineBanner() {
  const t = useTranslations('shell.offline')
  const online = useOnline()
  if (online) return null
  return <Banner icon={WifiOff}>{t('words')}</Banner>
}
