import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listTags } from '../../../contract/tags.ts'
import type { TagId } from '../../../domain/shared/ids.ts'
import { reading } from '../../api/queries.ts'
import { Checkbox } from '../../ui/Toggle.tsx'
import { TagMark } from '../TagMark.tsx'
import css from '../Tags.module.css'
import type { TalkLine } from '../talk.ts'

/** Puts tags on all that are chosen, and takes them off: checked is what every one of those shown has. */
export function TagChosen({
  talks,
  onSet,
}: {
  talks: readonly TalkLine[]
  onSet: (change: { add: TagId[]; remove: TagId[] }) => void
}) {
  const t = useTranslations('tags')
  const { data } = useQuery(reading(listTags))
  const tags = (data?.items ?? []).filter((tag) => !tag.retired)
  const onAll = (id: string) =>
    talks.length > 0 && talks.every((talk) => talk.tags.some((on) => on.id === id))
  if (data && tags.length === 0) return <p className={css.small}>{t('none')}</p>
  return (
    <div className={css.list}>
      {tags.map((tag) => (
        <Checkbox
          key={tag.id}
          label={<TagMark {...tag} />}
          checked={onAll(tag.id)}
          onChange={(on) => onSet(on ? { add: [tag.id], remove: [] } : { add: [], remove: [tag.id] })}
        />
      ))}
    </div>
  )
}
