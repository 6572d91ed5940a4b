import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listEvents } from '../../contract/happenings.ts'
import type { Id } from '../../domain/shared/ids.ts'
import type { RefusalCode } from '../../domain/shared/refusal.ts'
import { useSayHappened } from '../accounts/say-happened.ts'
import { reading } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { say } from '../ui/toasts.tsx'

/** By these one hears that somebody else was quicker. */
export const OVERTAKEN = ['changed_meanwhile', 'conversation_closed'] as const satisfies RefusalCode[]

/** Of so many it is looked who of the house did the latest. */
const LOOKED = 10

/** Says who of the house was quicker on a conversation, and what they did: an act that came to nothing is to be understood. */
export function useSayChanged(id: string): (code: (typeof OVERTAKEN)[number]) => Promise<void> {
  const queryClient = useQueryClient()
  const { member } = useSession()
  const refusal = useTranslations('refusal')
  const t = useTranslations('shell.trouble')
  const sayHappened = useSayHappened()
  return async (code) => {
    const query = { conversationId: id as Id<'conversation'>, limit: LOOKED }
    const read = await queryClient
      .fetchQuery({ ...reading(listEvents, { query }), staleTime: 0 })
      .catch(() => null)
    const latest = read?.items.find((e) => e.actor.kind !== 'system')
    const known = latest && latest.actor.name !== member.name
    say({
      words: known ? t('overtaken', { happened: sayHappened(latest) }) : refusal(code),
      detail: t('asTheyLeftIt'),
      trouble: true,
      id: `overtaken ${id}`,
    })
  }
}
