import { useQuery } from '@tanstack/react-query'
import { Tag } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { addTag, listTags, tagConversations } from '../../../contract/tags.ts'
import { isSameTag } from '../../../domain/conversations/tags.ts'
import { reading, useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import { TagMark } from '../TagMark.tsx'
import css from '../Tags.module.css'
import { type Talk, useTalkAct } from '../talk.ts'

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
  return (
    <Popover
      open={open}
      onOpenChange={onOpenChange}
      align="end"
      title={t('title')}
      trigger={<IconButton icon={Tag} size="s" label={t('title')} keys="l" />}
    >
      <Choices talk={talk} />
    </Popover>
  )
}

function Choices({ talk }: { talk: Talk }) {
  const t = useTranslations('tags')
  const [text, setText] = useState('')
  const { data } = useQuery(reading(listTags))
  const put = useTalkAct(tagConversations, talk.id)
  const add = useAct(addTag)
  const name = text.trim()
  const tags = (data?.items ?? []).filter((tag) => !tag.retired || talk.tags.some((on) => on.id === tag.id))
  const shown = tags.filter((tag) => tag.name.toLowerCase().includes(name.toLowerCase()))
  const same = tags.find((tag) => isSameTag(tag.name, name))
  const set = (tag: Talk['tags'][number], on: boolean) => {
    const others = talk.tags.filter((one) => one.id !== tag.id)
    const body = { conversationIds: [talk.id], ...(on ? { add: [tag.id] } : { remove: [tag.id] }) }
    return put({ body }, { tags: on ? [...others, tag] : others })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (name === '' || add.isPending) return
    const chosen = same ?? (shown.length === 1 ? shown[0]! : await add.mutateAsync({ body: { name } }))
    setText('')
    await set(chosen, same ? !talk.tags.some((on) => on.id === chosen.id) : true)
  }
  return (
    <form className={css.choices} onSubmit={(event) => void submit(event).catch(() => {})}>
      <TextField
        label={t('find')}
        hideLabel
        placeholder={t('find')}
        autoComplete="off"
        maxLength={40}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {shown.length > 0 && (
        <div className={css.list}>
          {shown.map((tag) => (
            <Checkbox
              key={tag.id}
              label={<TagMark {...tag} />}
              checked={talk.tags.some((on) => on.id === tag.id)}
              onChange={(on) => void set({ id: tag.id, name: tag.name, colour: tag.colour }, on)}
            />
          ))}
        </div>
      )}
      {data && tags.length === 0 && name === '' && <p className={css.small}>{t('none')}</p>}
      {name !== '' && !same && shown.length !== 1 && (
        <Button type="submit" size="s" busy={add.isPending}>
          {t('make', { name })}
        </Button>
      )}
    </form>
  )
}
