import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { countTags, listTags } from '../../../contract/tags.ts'
import { foldedWord, searchWords } from '../../../domain/people/search-keys.ts'
import { reading } from '../../api/queries.ts'
import { TagMark } from '../../conversations/TagMark.tsx'
import tags from '../../conversations/Tags.module.css'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import css from './Settings.module.css'
import { TagDialog } from './TagDialog.tsx'

/** As many stand there before one asks for more. */
const AT_ONCE = 50

/** The tags of the house with how much each is used, to find, rename, merge and put away. */
export function TagsSection() {
  const t = useTranslations('settings.tags')
  const f = useTranslations('form')
  const { data, isError, isPending, refetch } = useQuery(reading(listTags))
  const { data: used } = useQuery(reading(countTags))
  const [text, setText] = useState('')
  const [shown, setShown] = useState(AT_ONCE)
  const [open, setOpen] = useState<string | null>(null)
  const all = data?.items ?? []
  const chosen = all.find((tag) => tag.id === open)
  const asked = fold(text)
  const found = all.filter((tag) => fold(tag.name).includes(asked))
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      {isPending && <SkeletonLines count={4} />}
      {isError && !data && <ErrorState retry={() => void refetch()} />}
      {data && all.length === 0 && <p className={css.small}>{t('none')}</p>}
      {all.length > 8 && (
        <div className={css.whose}>
          <TextField
            label={t('find')}
            type="search"
            autoComplete="off"
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setShown(AT_ONCE)
            }}
          />
        </div>
      )}
      {all.length > 0 && found.length === 0 && <p className={css.small}>{t('noneFound')}</p>}
      {found.length > 0 && (
        <ul className={css.rows}>
          {found.slice(0, shown).map((tag) => (
            <li key={tag.id}>
              <div className={css.words}>
                <span className={tags.tag}>
                  <TagMark {...tag} />
                </span>
                <div className={css.small}>
                  {[
                    ...(tag.retired ? [t('retired')] : []),
                    ...(used ? [t('used', { count: used.counts[tag.id] ?? 0 })] : []),
                  ].join(' · ')}
                </div>
              </div>
              <Button onClick={() => setOpen(tag.id)}>
                {f('change')}
                <VisuallyHidden> {tag.name}</VisuallyHidden>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {found.length > shown && (
        <Button className={css.add} onClick={() => setShown(shown + AT_ONCE)}>
          {f('more')}
        </Button>
      )}
      {chosen && <TagDialog tag={chosen} all={all} onClose={() => setOpen(null)} />}
    </>
  )
}

function fold(text: string): string {
  return searchWords(text).map(foldedWord).join(' ')
}
