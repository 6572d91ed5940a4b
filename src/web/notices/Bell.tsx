import { useQuery } from '@tanstack/react-query'
import { Bell as BellIcon, BellOff } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { readBell } from '../../contract/notices.ts'
import { reading } from '../api/queries.ts'
import { useShellActs } from '../shell/shell-acts.tsx'
import { classNames } from '../ui/class-names.ts'
import { IconButton } from '../ui/IconButton.tsx'
import css from './Bell.module.css'

/** How many notices one has not read, quietly; opens what one was told. */
export function Bell({ size = 'm' }: { size?: 's' | 'm' }) {
  const t = useTranslations('notices')
  const { openNotices } = useShellActs()
  const { data } = useQuery(reading(readBell))
  const unread = data?.unread ?? 0
  return (
    <span className={css.bell}>
      <IconButton
        icon={data?.onBreak ? BellOff : BellIcon}
        size={size}
        label={t('bell', { count: unread })}
        keys="shift+n"
        onClick={openNotices}
      />
      {unread > 0 && (
        <span
          className={classNames(css.count, size === 's' && css.s)}
          aria-hidden="true"
          data-testid="unread"
        >
          {t('count', { count: unread })}
        </span>
      )}
    </span>
  )
}
