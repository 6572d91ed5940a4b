import { useMutationState } from '@tanstack/react-query'
import { WifiOff } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Banner } from '../ui/Banner.tsx'
import { useOnline } from '../ui/media.ts'

/** Says that there is no line, what still works, and how much waits to be sent. */
export function OfflineBanner() {
  const t = useTranslations('shell.offline')
  const online = useOnline()
  const queued = useMutationState({ filters: { predicate: (mutation) => mutation.state.isPaused } }).length
  if (online) return null
  return (
    <Banner icon={WifiOff}>
      {t('words')} {queued > 0 && t('queued', { count: queued })}
    </Banner>
  )
}
