import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listTags } from '../../../contract/tags.ts'
import { reading } from '../../api/queries.ts'
import { TagMark } from '../../conversations/TagMark.tsx'
import tags from '../../conversations/Tags.module.css'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import css from './Settings.module.css'
import { TagDialog } from './TagDialog.tsx'

/** The tags of the house, to rename, merge and put away. */
export function TagsSection() {
  const t = useTranslations('settings.tags')
  const f = useTranslations('form')
  const { data, isError, isPending, refetch } = useQuery(reading(listTags))
  const [open, setOpen] = useState<string | null>(null)
  const all = data?.items ?? []
  const chosen = all.find((tag) => tag.id === open)
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      {isPending && <SkeletonLines count={4} />}
      {isError && !data && <ErrorState retry={() => void refetch()} />}
      {data && all.length === 0 && <p className={css.small}>{t('none')}</p>}
      {all.length > 0 && (
        <ul className={css.rows}>
          {all.map((tag) => (
            <li key={tag.id}>
              <div className={css.words}>
                <span className={tags.tag}>
                  <TagMark {...tag} />
                </span>
                {tag.retired && <div className={css.small}>{t('retired')}</div>}
              </div>
              <Button onClick={() => setOpen(tag.id)}>
                {f('change')}
                <VisuallyHidden> {tag.name}</VisuallyHidden>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {chosen && <TagDialog tag={chosen} all={all} onClose={() => setOpen(null)} />}
    </>
  )
}
