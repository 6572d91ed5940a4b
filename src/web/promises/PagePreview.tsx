import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { asTheySee } from '../../domain/contact/as-they-see.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { PromisedItem } from '../customer/PromisedItem.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import type { PromiseShown } from './by-day.ts'
import css from './PagePreview.module.css'

/** What the person sees of this promise on their own page, or would see with a link to it: the very lines that stand there. */
export function PagePreview({ promise }: { promise: PromiseShown }) {
  const t = useTranslations('promises.pagePreview')
  const sayWhen = useSayWhen()
  const name = firstName(promise.to.name)
  const { hasPage } = promise.to
  return (
    <div className={css.preview}>
      <p className={css.over}>{t(hasPage ? 'title' : 'titleUnseen', { name })}</p>
      <div className={css.item}>
        {promise.movedAt && promise.after ? (
          // Their page shows the new date in its place.
          <Link to="/promises/$id" params={{ id: promise.after.id }}>
            {t('moved', { by: sayWhen(promise.after.due, 'by') })}
          </Link>
        ) : (
          <PromisedItem promise={asTheySee(promise)} />
        )}
      </div>
    </div>
  )
}
