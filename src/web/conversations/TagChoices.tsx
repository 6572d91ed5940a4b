import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { addTag, listTags } from '../../contract/tags.ts'
import { isSameTag } from '../../domain/conversations/tags.ts'
import type { TagId } from '../../domain/shared/ids.ts'
import { reading, useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { TagMark } from './TagMark.tsx'
import css from './Tags.module.css'
import type { Talk } from './talk.ts'

/** The tags of the house, to be put on and taken off; a name that is none yet becomes one. */
export function TagChoices({
  isOn,
  set,
}: {
  isOn: (id: TagId) => boolean
  set: (tag: Talk['tags'][number], on: boolean) => unknown
}) {
  const t = useTranslations('tags')
  const [text, setText] = useState('')
  const { data } = useQuery(reading(listTags))
  const add = useAct(addTag)
  const name = text.trim()
  const tags = (data?.items ?? []).filter((tag) => !tag.retired || isOn(tag.id))
  const shown = tags.filter((tag) => tag.name.toLowerCase().includes(name.toLowerCase()))
  const same = tags.find((tag) => isSameTag(tag.name, name))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (name === '' || add.isPending) return
    const chosen = same ?? (shown.length === 1 ? shown[0]! : await add.mutateAsync({ body: { name } }))
    setText('')
    await set(chosen, same ? !isOn(chosen.id) : true)
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
              checked={isOn(tag.id)}
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
