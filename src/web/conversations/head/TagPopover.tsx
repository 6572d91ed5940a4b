import { Tag } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { tagConversations } from '../../../contract/tags.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { TagChoices } from '../TagChoices.tsx'
import { type Talk, useTalkAct } from '../talk.ts'
import css from './ConversationHead.module.css'

/** Puts tags on the conversation and takes them off; a name that is none yet becomes one. */
export function TagPopover({
  talk,
  open,
  onOpenChange,
}: {
  talk: Talk
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const t = useTranslations('tags')
  const put = useTalkAct(tagConversations, talk.id)
  const set = (tag: Talk['tags'][number], on: boolean) => {
    const others = talk.tags.filter((one) => one.id !== tag.id)
    const body = { conversationIds: [talk.id], ...(on ? { add: [tag.id] } : { remove: [tag.id] }) }
    return put({ body }, { tags: on ? [...others, tag] : others })
  }
  return (
    <Popover
      open={open}
      onOpenChange={onOpenChange}
      align="end"
      title={t('title')}
      trigger={<IconButton icon={Tag} size="s" label={t('title')} keys="l" className={css.tags} />}
    >
      <TagChoices isOn={(id) => talk.tags.some((on) => on.id === id)} set={set} />
    </Popover>
  )
}
