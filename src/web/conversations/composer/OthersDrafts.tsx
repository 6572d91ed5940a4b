import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import type { Talk } from '../talk.ts'
import { readDraft, writeDraft } from './drafts.ts'
import css from './OthersDrafts.module.css'

/** What colleagues have begun to write here, as it grows; read only, and taken over by one press: theirs stays theirs. */
export function OthersDrafts({ talk, onTaken }: { talk: Talk; onTaken: () => void }) {
  const t = useTranslations('conversations.together')
  const drafts = talk.drafts.filter((draft) => !draft.mine && draft.text.trim() !== '')
  const [open, setOpen] = useState<string | null>(null)
  const take = ({ kind, text }: Talk['drafts'][number]) => {
    const mine = readDraft(talk.id)[kind]
    // What one has begun oneself is not overwritten.
    writeDraft(talk.id, { mode: kind, [kind]: mine.trim() === '' ? text : `${mine}\n\n${text}` }, true)
    onTaken()
  }
  return drafts.map((draft) => {
    const key = `${draft.author.id} ${draft.kind}`
    const name = draft.author.name
    return (
      <section key={key} className={css.draft} aria-label={t(`draft.${draft.kind}`, { name })}>
        <div className={css.head}>
          <button
            type="button"
            className={css.name}
            aria-expanded={open === key}
            onClick={() => setOpen(open === key ? null : key)}
          >
            {t(`draft.${draft.kind}`, { name })}
          </button>
          <Button size="s" look="quiet" onClick={() => take(draft)}>
            {t('takeOver')}
          </Button>
        </div>
        <p className={open === key ? css.whole : css.words}>{draft.text}</p>
      </section>
    )
  })
}
