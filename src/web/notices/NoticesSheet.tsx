import { useTranslations } from 'use-intl'
import { useIsPhone } from '../ui/media.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { NoticesPanel } from './NoticesPanel.tsx'

/** What one was told, over the screen one is on: beside it on a desk, under the thumb on a phone. */
export function NoticesSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations('notices')
  const phone = useIsPhone()
  return (
    <Sheet
      open
      side={phone ? 'below' : 'end'}
      title={t('title')}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <NoticesPanel onClose={onClose} />
    </Sheet>
  )
}
