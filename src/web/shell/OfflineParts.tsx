import { Send, WifiOff } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useLine } from '../api/line.ts'
import { useWaiting } from '../api/waits.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'

/** Says that there is no line, what still works, and what waits to be sent; also what came back without having been done. */
export function OfflineParts({ onLook }: { onLook: () => void }) {
  const t = useTranslations('shell.offline')
  const line = useLine()
  const waiting = useWaiting()
  const refused = waiting.filter((w) => w.refused !== null).length
  const waits = waiting.length - refused
  const words = [
    ...(line ? [] : [t('words')]),
    ...(waits > 0 ? [`${t('waiting', { count: waits })}.`] : []),
    ...(refused > 0 ? [`${t('refused', { count: refused })}.`] : []),
  ]
  return (
    <Banner
      icon={line ? Send : WifiOff}
      action={
        waiting.length > 0 && (
          <Button size="s" look="quiet" onClick={onLook}>
            {t('look')}
          </Button>
        )
      }
    >
      {words.join(' ')}
    </Banner>
  )
}
