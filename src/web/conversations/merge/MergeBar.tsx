import { Merge } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { isSamePerson } from '../../../domain/conversations/merge.ts'
import { Button } from '../../ui/Button.tsx'
import css from './MergeBar.module.css'
import { MergeDialog } from './MergeDialog.tsx'
import type { Several } from './use-several.ts'

/** What can be done with the conversations that are chosen: merge those of one person. */
export function MergeBar({ several }: { several: Several }) {
  const t = useTranslations('conversations.merge')
  const [merging, setMerging] = useState(false)
  const { talks } = several
  const known = talks.map((c) => c.person?.id ?? null)
  const ofOne = known.every((a) => known.every((b) => isSamePerson(a as never, b as never)))
  const ready = talks.length > 1 && ofOne
  return (
    <section className={css.bar} aria-label={t('bar')}>
      <p role="status">
        {t('count', { count: talks.length })}
        {talks.length > 0 && !ready && <span className={css.why}> {t('ofOne')}</span>}
      </p>
      <span className={css.acts}>
        <Button size="s" look="quiet" onClick={several.end}>
          {t('end')}
        </Button>
        <Button size="s" look="filled" icon={Merge} disabled={!ready} onClick={() => setMerging(true)}>
          {t('propose')}
        </Button>
      </span>
      {merging && <MergeDialog talks={talks} onClose={() => setMerging(false)} onDone={several.end} />}
    </section>
  )
}
