import { MessageSquareQuote } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import type { Talk } from '../talk.ts'
import type { Replying } from './use-replying.ts'

const ReplyPicker = lazy(async () => ({ default: (await import('./ReplyPicker.tsx')).ReplyPicker }))

/** Saved replies, beside the other things that go into a reply: a press, a key, or a `/` that begins a line. */
export function PickReply({ talk, replying }: { talk: Talk; replying: Replying }) {
  const t = useTranslations('savedReplies')
  return (
    <Popover
      open={replying.open}
      onOpenChange={replying.setOpen}
      align="end"
      side="top"
      title={t('title')}
      trigger={<IconButton icon={MessageSquareQuote} size="s" label={t('title')} keys="i" />}
    >
      <Suspense>
        <ReplyPicker talk={talk} onSearch={replying.search} onChoose={replying.choose} />
      </Suspense>
    </Popover>
  )
}
