import { Merge } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useMay } from '../../shell/session.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { When } from '../../ui/When.tsx'
import type { Talk } from '../talk.ts'
import css from './Merge.module.css'
import { useUnmerge } from './merge-data.ts'

/** A quiet line in the thread where a conversation that was merged in begins; it can be taken out again at any time. */
export function MergedHere({ merged }: { merged: Talk['merged'][number] }) {
  const t = useTranslations('conversations.merge')
  const mayWrite = useMay('conversations.write')
  const unmerge = useUnmerge()
  return (
    <p className={css.here} data-merged={merged.reference}>
      <span className={css.mark}>
        <Icon of={Merge} size={14} />
      </span>
      <span>
        {t('from', { subject: merged.subject || t('noSubject'), reference: merged.reference })}{' '}
        <span className={css.by}>
          {t('by', { name: merged.by.name })} <When at={merged.at} />
        </span>
        {mayWrite && (
          <button
            type="button"
            className={css.undo}
            disabled={unmerge.busy}
            onClick={() => void unmerge.all([merged.id])}
          >
            {t('undo')}
          </button>
        )}
      </span>
    </p>
  )
}
