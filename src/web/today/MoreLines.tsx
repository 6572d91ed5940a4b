import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import css from './TodayPage.module.css'
import type { Today } from './why.ts'

type More = Today['more'][number]

/** Where all of them stand: what is loose stands nowhere else, and comes up by itself. */
const STANDS = {
  late: { state: 'late', made: 'everybody' },
  soon: { made: 'everybody' },
  stands_in: { of: 'all', made: 'everybody' },
} as const
const PARTS = { rules: 'rules', causes: 'learn' } as const

/** What more there is than the lines of a group say, with the way to it. */
export function MoreLines({ more }: { more: readonly More[] }) {
  const t = useTranslations('today.more')
  return more.map(({ group, of, count }) => (
    <p key={of} className={css.more}>
      {of === 'loose' ? (
        t('loose')
      ) : of === 'waiting' ? (
        <Link to="/inbox/$view" params={{ view: 'waiting' }}>
          {t('waiting')}
        </Link>
      ) : of === 'rules' || of === 'causes' ? (
        <Link to="/goodwill/$part" params={{ part: PARTS[of] }}>
          {of === 'rules' ? t('rules') : t('causes', { count: count ?? 0 })}
        </Link>
      ) : (
        <Link
          to="/promises"
          search={{ ...STANDS[of], ...(of === 'stands_in' && group === 'now' ? { state: 'late' } : {}) }}
        >
          {t(of, { count: count ?? 0 })}
        </Link>
      )}
    </p>
  ))
}
