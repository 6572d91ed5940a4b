import { useQuery } from '@tanstack/react-query'
import { Coffee } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { readBell, startBreak } from '../../contract/notices.ts'
import { reading, useAct } from '../api/queries.ts'
import { MenuItem } from '../ui/Menu.tsx'
import { say } from '../ui/toasts.tsx'
import { useBack } from './use-back.ts'

/** In the menu of whoever is signed in: I’m on a break, I’m back. Nobody else sees it, and no time is taken. */
export function BreakItem({ onStarted }: { onStarted?: () => void }) {
  const t = useTranslations('notices.break')
  const { data } = useQuery(reading(readBell))
  const start = useAct(startBreak, {
    onSuccess: () => {
      say({ words: t('started') })
      onStarted?.()
    },
  })
  const end = useBack()
  const rests = data?.onBreak ?? false
  return (
    <MenuItem icon={Coffee} onSelect={() => (rests ? end : start).mutate({} as never)}>
      {t(rests ? 'end' : 'start')}
    </MenuItem>
  )
}
