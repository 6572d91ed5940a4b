import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { withFilter } from '../../../domain/search/question.ts'
import { TagMark } from '../TagMark.tsx'
import css from '../Tags.module.css'
import type { Talk } from '../talk.ts'

/** The tags of a conversation; each leads to all that have it. */
export function TalkTags({ tags }: { tags: Talk['tags'] }) {
  const t = useTranslations('tags')
  if (tags.length === 0) return null
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role away from a list without bullets
    <ul role="list" className={css.tags} aria-label={t('on')}>
      {tags.map((tag) => (
        <li key={tag.id}>
          <Link to="/search" search={{ q: withFilter('', 'tag', tag.name) }} className={css.tag}>
            <TagMark {...tag} />
          </Link>
        </li>
      ))}
    </ul>
  )
}
