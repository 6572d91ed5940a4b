import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { turnClock } from '../../contract/accounts.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { useAct } from '../api/queries.ts'
import { useSayWhen } from '../ui/clock.tsx'
import { say } from '../ui/toasts.tsx'

/** Turns the clock of a demo forward; everything on the screen is read anew at the new time. */
export function useTurnClock(): { turn: (to: Instant) => void; busy: boolean } {
  const t = useTranslations('demo')
  const sayWhen = useSayWhen()
  const queryClient = useQueryClient()
  const act = useAct(turnClock)
  return {
    busy: act.isPending,
    turn: (to) =>
      act.mutate(
        { body: { to } },
        {
          onSuccess: async ({ now }) => {
            await queryClient.invalidateQueries({ queryKey: ['session'] })
            await queryClient.invalidateQueries()
            say({ words: t('turned', { when: sayWhen(now) }) })
          },
        },
      ),
  }
}
