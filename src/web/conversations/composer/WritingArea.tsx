import type { ClipboardEvent, RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { Mentions } from './Mentions.tsx'
import { useMentions } from './use-mentions.ts'
import css from './WritingArea.module.css'

/** A stretch of the words to be underlined. */
export type Mark = { start: number; end: number }

/**
 * Where one writes. A mirror with the same words lies behind it: it makes the place grow, and draws the line under what was
 * heard as a promise.
 */
export function WritingArea({
  ref,
  label,
  value,
  marks,
  onChange,
  onPaste,
  calls = false,
}: {
  ref: RefObject<HTMLTextAreaElement | null>
  label: string
  value: string
  marks: readonly Mark[]
  onChange: (text: string) => void
  onPaste?: (event: ClipboardEvent) => void
  /** colleagues are offered while one types their name after an @ */
  calls?: boolean
}) {
  const t = useTranslations('conversations.composer')
  const mentions = useMentions(ref, value, onChange, calls)
  return (
    <div className={css.place}>
      {calls && <Mentions fits={mentions.fits} at={mentions.here} onChoose={mentions.choose} />}
      <div className={css.scroll}>
        <div className={css.grow}>
          <div className={css.mirror} aria-hidden="true" dir="auto">
            {pieces(value, marks).map((piece, n) =>
              piece.marked ? <u key={n}>{piece.text}</u> : <span key={n}>{piece.text}</span>,
            )}
            {'​'}
          </div>
          <textarea
            ref={ref}
            data-composer=""
            className={css.area}
            aria-label={label}
            placeholder={t('placeholder', { label })}
            value={value}
            dir="auto"
            onChange={(event) => onChange(event.target.value)}
            onPaste={onPaste}
            onBlur={mentions.gone}
            onSelect={mentions.moved}
            onKeyDown={(event) => {
              if (!mentions.onKeyDown(event) && event.key === 'Escape') event.currentTarget.blur()
            }}
            {...mentions.aria}
          />
        </div>
      </div>
    </div>
  )
}

function pieces(text: string, marks: readonly Mark[]): { text: string; marked: boolean }[] {
  const result = []
  let from = 0
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    if (start < from || end > text.length) continue
    result.push(
      { text: text.slice(from, start), marked: false },
      { text: text.slice(start, end), marked: true },
    )
    from = end
  }
  result.push({ text: text.slice(from), marked: false })
  return result
}
