import { MessageSquareQuote } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '../../ui/IconButton.tsx'
import { later } from '../../ui/later.ts'
import { Popover } from '../../ui/Popover.tsx'
import type { Replying } from './use-replying.ts'
import type { AboutWhom } from './use-values.ts'

const finding = later(() => import('./ReplyPicker.tsx'))

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
  const [, setFetched] = useState(false)
  const { open, setOpen } = replying
  const parts = finding.parts()
  const giveUp = useRef(setOpen)
  giveUp.current = setOpen
  // It opens with its field in it: what is typed before that has to have somewhere to go.
  useEffect(() => {
    if (!open || parts) return
    finding.fetch().then(
      () => setFetched(true),
      () => giveUp.current(false),
    )
  }, [open, parts])
  return (
    <Popover
      open={open && parts !== undefined}
      onOpenChange={setOpen}
      align={keyed ? 'end' : 'start'}
      side="top"
      title={t('title')}
      trigger={
        <IconButton icon={MessageSquareQuote} size="s" label={t('title')} {...(keyed && { keys: 'i' })} />
      }
    >
      {parts && <parts.ReplyPicker talk={talk} onSearch={replying.search} onChoose={replying.choose} />}
    </Popover>
  )
}
