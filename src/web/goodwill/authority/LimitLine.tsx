import { useTranslations } from 'use-intl'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock } from '../../ui/clock.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import css from './Authority.module.css'
import type { Limit } from './limits.ts'
import { useSayBound, useSayKind } from './say-bound.ts'

/** One limit: whose, for what, how much; and small, where, since when and why. */
export function LimitLine({
  limit,
  onChange,
  onEnd,
}: {
  limit: Limit
  onChange?: (() => void) | undefined
  onEnd?: (() => void) | undefined
}) {
  const t = useTranslations('goodwill.authority')
  const sayKind = useSayKind()
  const bounds = useSayBounds()
  const whose = useSayWhose()(limit)
  const { sites } = useSession()
  const { now } = useClock()
  const holds = limit.endedAt === null || limit.endedAt > now
  const site = sites.find((one) => one.id === limit.siteId)
  const what = sayKind(limit.kind)
  return (
    <li className={holds ? undefined : css.over}>
      <div className={css.words}>
        <div>
          <span className={css.whose}>{whose}</span> <span className={css.what}>{what}</span>
        </div>
        <ul className={css.bounds}>
          {bounds(limit).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <div className={css.small}>
          {sites.length > 1 && `${site?.name ?? t('everywhere')} · `}
          {t.rich(limit.endedAt ? 'held' : 'since', {
            name: limit.grantedBy.name,
            from: () => <When at={limit.validFrom} form="day" />,
            to: () => <When at={limit.endedAt ?? limit.validFrom} form="day" />,
          })}
        </div>
        <div className={css.small}>{t('because', { reason: limit.reason })}</div>
      </div>
      {holds && onChange && onEnd && (
        <div className={css.acts}>
          <Button size="s" onClick={onChange}>
            {t('change')}
            <VisuallyHidden> {`${whose}, ${what}`}</VisuallyHidden>
          </Button>
          <Button size="s" look="quiet" onClick={onEnd}>
            {t('end')}
            <VisuallyHidden> {`${whose}, ${what}`}</VisuallyHidden>
          </Button>
        </div>
      )}
    </li>
  )
}

/** Gives a function that says whose a limit is: a role's or a colleague's. */
export function useSayWhose(): (limit: Pick<Limit, 'role' | 'member'>) => string {
  const t = useTranslations('goodwill.authority')
  return ({ role, member }) => member?.name ?? t(`roles.${role ?? 'member'}`)
}

/** Gives a function that says the bounds of a limit, a phrase each. */
export function useSayBounds(): (
  limit: Pick<Limit, 'perCase' | 'perCustomer' | 'perMember' | 'period' | 'currency'>,
) => string[] {
  const t = useTranslations('goodwill.authority')
  const say = useSayBound()
  return ({ perCase, perCustomer, perMember, period, currency }) => [
    ...(perCase === null ? [] : [t('perCase', { bound: say(perCase, currency) })]),
    ...(perCustomer === null ? [] : [t('perCustomer', { bound: say(perCustomer, currency), period })]),
    ...(perMember === null ? [] : [t('perMember', { bound: say(perMember, currency), period })]),
  ]
}
