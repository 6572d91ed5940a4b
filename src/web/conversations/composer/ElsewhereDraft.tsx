import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { type Draft, settleElsewhere } from './drafts.ts'
import css from './OthersDrafts.module.css'

/** What one wrote into the same draft in another window meanwhile: nothing of either is overwritten before one says so. */
export function ElsewhereDraft({ id, draft }: { id: string; draft: Draft }) {
  const t = useTranslations('conversations.together')
  const { mode } = draft
  const words = draft.elsewhere[mode]
  if (words === undefined) return null
  return (
    <section className={css.draft} role="alert" aria-label={t('elsewhere')}>
      <div className={css.head}>
        <span className={css.name}>{t('elsewhere')}</span>
        <span className={css.acts}>
          <Button size="s" look="quiet" onClick={() => settleElsewhere(id, mode, true)}>
            {t('takeBelow')}
          </Button>
          <Button size="s" look="quiet" onClick={() => settleElsewhere(id, mode, false)}>
            {t('onlyMine')}
          </Button>
        </span>
      </div>
      <p className={css.whole}>{words}</p>
    </section>
  )
}
