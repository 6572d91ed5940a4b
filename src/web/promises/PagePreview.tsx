import { useTranslations } from 'use-intl'
import { firstName } from '../../domain/shared/first-name.ts'
import { useSayWhen } from '../ui/clock.tsx'
import { Name } from '../ui/Name.tsx'
import { nextMoment, type PromiseShown } from './by-day.ts'
import css from './PagePreview.module.css'

/** What the person sees of this promise on their own page. */
export function PagePreview({ promise }: { promise: PromiseShown }) {
  const t = useTranslations('promises.pagePreview')
  const sayWhen = useSayWhen()
  const { at, is } = nextMoment(promise)
  const settledAt = promise.keptAt
  return (
    <div className={css.preview}>
      <p className={css.over}>{t('title', { name: firstName(promise.to.name) })}</p>
      <div className={css.item}>
        <Name>{promise.text}</Name>
        <p className={css.by}>
          {settledAt ? t('kept', { when: sayWhen(settledAt, 'day') }) : t(is, { by: sayWhen(at, 'by') })}
          {!settledAt &&
            is === 'word' &&
            ` · ${t(promise.state === 'overdue' ? 'wasPromised' : 'isPromised', { by: sayWhen(promise.due, 'by') })}`}
        </p>
        {promise.updates.length > 0 && (
          <ol className={css.words}>
            {[...promise.updates].reverse().map((update) => (
              <li key={update.id}>
                <span className={css.at}>{sayWhen(update.at, 'short')}</span>{' '}
                {update.kind === 'no_progress'
                  ? t('noNews', { why: update.reason ?? '' })
                  : update.text || update.reason}
              </li>
            ))}
          </ol>
        )}
      </div>
    </div>
  )
}
