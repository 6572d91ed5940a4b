import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Instant } from '../../../domain/shared/time.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { Choices } from '../head/SnoozePopover.tsx'
import type { Talk } from '../talk.ts'

/** Has a reply sent later: at a time that lies near, or in one's own words. */
export function SendLater({ talk, onChoose }: { talk: Talk; onChoose: (at: Instant) => void }) {
  const t = useTranslations('conversations.planned')
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      align="end"
      side="top"
      title={t('title')}
      trigger={<IconButton icon={CalendarClock} size="s" label={t('title')} />}
    >
      <Choices
        siteId={talk.siteId}
        act={t('act')}
        words={t('words')}
        onChoose={(at) => {
          setOpen(false)
          onChoose(at)
        }}
      />
    </Popover>
  )
}
