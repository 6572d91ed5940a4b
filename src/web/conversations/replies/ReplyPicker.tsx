import { useQuery } from '@tanstack/react-query'
import { Paperclip } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { listSavedReplies } from '../../../contract/saved-replies.ts'
import { reading } from '../../api/queries.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/Icon.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import css from './Replies.module.css'
import { type AboutWhom, useFilled } from './use-values.ts'

export type SavedReply = ReplyOf<typeof listSavedReplies>['items'][number]

/** Finds a saved reply by its words, the most said first, and shows how it would read here. Arrows and Enter choose. */
export function ReplyPicker({
  talk,
  onSearch,
  onChoose,
}: {
  talk: AboutWhom
  onSearch: (text: string) => void
  onChoose: (reply: SavedReply) => void
}) {
  const t = useTranslations('savedReplies')
  const listId = useId()
  const filled = useFilled(talk)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.querySelector('input')?.focus(), [])
  const q = useDeferredValue(text.trim())
  const { data, isPending } = useQuery({
    ...reading(listSavedReplies, { query: { q, order: 'used', limit: 8 } }),
    placeholderData: (former) => former,
  })
  const items = data?.items ?? []
  const here = Math.min(at, Math.max(0, items.length - 1))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || items.length === 0) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((here + step + items.length) % items.length)
    else if (event.key === 'Enter') onChoose(items[here]!)
    else return
    event.preventDefault()
  }
  return (
    <div ref={place} className={css.picker}>
      <TextField
        label={t('find')}
        hideLabel
        placeholder={t('find')}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={items[here] ? `${listId}-${here}` : undefined}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
          onSearch(event.target.value)
        }}
        onKeyDown={onKeyDown}
      />
      {isPending && <SkeletonLines count={3} />}
      <div id={listId} role="listbox" aria-label={t('title')} className={css.options}>
        {items.map((reply, n) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: keys are heard in the field
          <div
            key={reply.id}
            id={`${listId}-${n}`}
            role="option"
            aria-selected={n === here}
            className={classNames(css.option, n === here && css.here)}
            onPointerMove={() => n !== here && setAt(n)}
            onClick={() => onChoose(reply)}
          >
            <span className={css.name}>
              {reply.name} {reply.files.length > 0 && <Icon of={Paperclip} size={13} />}
            </span>
            <span className={css.preview}>{filled(reply.texts).text}</span>
          </div>
        ))}
      </div>
      {data && items.length === 0 && <p className={css.none}>{t(q ? 'noneFound' : 'none')}</p>}
      <LinkButton to="/settings/$section" params={{ section: 'replies' }} look="quiet" size="s">
        {t('manage')}
      </LinkButton>
    </div>
  )
}
