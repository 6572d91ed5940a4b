import { useTranslations } from 'use-intl'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { When } from '../../ui/When.tsx'
import type { Person } from '../person-data.ts'
import css from './Merge.module.css'
import { useUndoMerge } from './use-undo-merge.ts'

/** Of whom a person was made, quietly, each with its undoing. */
export function MergedFrom({ person }: { person: Person }) {
  const t = useTranslations('people.merge')
  const may = useMay('people.write')
  const { undo, busy } = useUndoMerge()
  return person.merges.map((one) => (
    <p key={one.id} className={css.quiet}>
      <span>
        {t.rich(one.into.id === person.id ? 'from' : 'fromInto', {
          name: one.merged.name,
          into: one.into.name,
          who: one.by ?? t('colleague'),
          when: () => <When at={one.at} form="day" />,
        })}
      </span>
      {may && (
        <Button
          look="quiet"
          size="s"
          busy={busy}
          aria-label={t('undoOf', { name: one.merged.name })}
          onClick={() => undo(one.id)}
        >
          {t('undo')}
        </Button>
      )}
    </p>
  ))
}
