import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useSayWhen } from '../../ui/clock.tsx'
import type { Case } from './recovery-data.ts'

/** When we look after them again, and whose promise that is; that no day was named yet; that it was done. */
export function LookAgain({ one }: { one: Case }) {
  const t = useTranslations('amends.look')
  const sayWhen = useSayWhen()
  const { checkBack, next } = one
  if (!checkBack) return <span>{t('none')}</span>
  const say =
    next === 'date' ? 'gone' : checkBack.state === 'overdue' ? 'late' : next === 'look' ? 'due' : 'done'
  return (
    <Link to="/promises/$id" params={{ id: checkBack.id }}>
      {t(say, { name: checkBack.owner.name, by: sayWhen(checkBack.due, 'by') })}
    </Link>
  )
}
