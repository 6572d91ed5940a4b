import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '../../ui/Icon.tsx'
import { PlainText } from '../../ui/PlainText.tsx'
import type { Message } from '../talk.ts'
import css from './Thread.module.css'

/** The words; quotes and signatures are folded behind •••, never cut. */
export function Words({ segments }: { segments: Message['segments'] }) {
  const pieces: { text: string; folded: boolean }[] = []
  for (const segment of segments) {
    const last = pieces.at(-1)
    if (last && last.folded === segment.folded) last.text += `\n${segment.text}`
    else pieces.push({ ...segment })
  }
  return (
    <div className={css.words}>
      {pieces.map((piece, n) =>
        piece.folded ? (
          <Folded key={n} text={piece.text.trim()} />
        ) : (
          <PlainText key={n} text={piece.text.trim()} />
        ),
      )}
    </div>
  )
}

function Folded({ text }: { text: string }) {
  const t = useTranslations('conversations.thread')
  const [open, setOpen] = useState(false)
  if (text === '') return null
  return (
    <>
      <button
        type="button"
        className={css.fold}
        aria-expanded={open}
        aria-label={t(open ? 'fold' : 'unfold')}
        onClick={() => setOpen(!open)}
      >
        <Icon of={Ellipsis} size={16} />
      </button>
      {open && <PlainText text={text} className={css.folded} />}
    </>
  )
}
