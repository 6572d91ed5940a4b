import { MessageSquareQuote } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import type { Replying } from './use-replying.ts'
import type { AboutWhom } from './use-values.ts'

const ReplyPicker = lazy(async () => ({ default: (await import('./ReplyPicker.tsx')).ReplyPicker }))

/** Saved replies, beside the other things that go into a reply: a press, a key, or a `/` that begins a line. */
export function PickReply({
  talk,
  replying,
  keyed = true,
}: {
  talk: AboutWhom
  replying: Replying
  /** false: the key is not heard here */
  keyed?: boolean
}) {
  const t = useTranslations('savedReplies')
  return (
    <Popover
      open={replying.open}
      onOpenChange={replying.setOpen}
      align={keyed ? 'end' : 'start'}
      side="top"
      title={t('title')}
      trigger={
        <IconButton icon={MessageSquareQuote} size="s" label={t('title')} {...(keyed && { keys: 'i' })} />
      }
    >
      <Suspense>
        <ReplyPicker talk={talk} onSearch={replying.search} onChoose={replying.choose} />
      </Suspense>
    </Popover>
  )
}
