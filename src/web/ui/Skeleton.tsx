import { useTranslations } from 'use-intl'
import css from './Skeleton.module.css'

/** The place of something that is coming. Sizes are CSS lengths. */
export function Skeleton({
  width = '100%',
  height = '1em',
  round = false,
}: {
  width?: string
  height?: string
  round?: boolean
}) {
  return (
    <span
      className={round ? css.round : css.bone}
      style={{ inlineSize: width, blockSize: height }}
      aria-hidden="true"
      data-skeleton=""
    />
  )
}

const WIDTHS = ['46%', '62%', '38%', '55%', '49%', '41%', '58%', '44%']

/** The place of lines that are coming: of the same height as `Line`, so that nothing jumps. */
export function SkeletonLines({ count = 5 }: { count?: number }) {
  const t = useTranslations('ui')
  return (
    <div role="status">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: count }, (_, n) => (
        <div key={n} className={css.line}>
          <Skeleton round width="var(--avatar)" height="var(--avatar)" />
          <span className={css.words}>
            <Skeleton width={WIDTHS[n % WIDTHS.length]} height="15px" />
            <Skeleton width={WIDTHS[(n + 3) % WIDTHS.length]} height="11px" />
          </span>
          <Skeleton width="72px" height="20px" />
        </div>
      ))}
    </div>
  )
}
