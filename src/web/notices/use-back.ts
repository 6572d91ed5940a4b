import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { endBreak } from '../../contract/notices.ts'
import { useAct } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { say } from '../ui/toasts.tsx'

type Meanwhile = ReplyOf<typeof endBreak>['meanwhile']

const NOTHING: Meanwhile = []
// Told by the reply that ends the break, which can be had again for some minutes; it stands on Today until it is put away.
let told: { memberId: string; items: Meanwhile } | null = null
const hearers = new Set<() => void>()

function tell(next: typeof told): void {
  told = next
  for (const hear of hearers) hear()
}

/** An act: back from the break. What others did with one's promises stands on Today then. */
export function useBack() {
  const t = useTranslations('notices.break')
  const { member } = useSession()
  return useAct(endBreak, {
    again: true,
    onSuccess: ({ meanwhile }) => {
      tell(meanwhile.length > 0 ? { memberId: member.id, items: meanwhile } : null)
      say({ words: t('ended') })
    },
  })
}

/** What others did while the one signed in rested, and how to put it away. */
export function useMeanwhile(): { items: Meanwhile; putAway: () => void } {
  const { member } = useSession()
  const now = useSyncExternalStore(
    (hear) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    () => told,
  )
  return { items: now?.memberId === member.id ? now.items : NOTHING, putAway: () => tell(null) }
}
