import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { endBreak, readMeanwhile } from '../../contract/notices.ts'
import { reading, useAct } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { say } from '../ui/toasts.tsx'

type Meanwhile = ReplyOf<typeof endBreak>['meanwhile']

const NOTHING: Meanwhile = []
// Told by the reply that ends the break, and read again from the server for some minutes; it stands on Today until it is put away.
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
      tell({ memberId: member.id, items: meanwhile })
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
  const here = now?.memberId === member.id ? now.items : null
  const again = useQuery({
    ...reading(readMeanwhile),
    enabled: here === null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const items = here ?? again.data?.meanwhile ?? NOTHING
  return {
    items: items[0] && items[0].at <= seenUntil(member.id) ? NOTHING : items,
    putAway: () => {
      if (items[0]) localStorage.setItem(keyOf(member.id), items[0].at)
      tell({ memberId: member.id, items: NOTHING })
    },
  }
}

const keyOf = (memberId: string) => `servus.meanwhile.${memberId}`

/** The moment of the latest that was put away here. */
function seenUntil(memberId: string): string {
  return localStorage.getItem(keyOf(memberId)) ?? ''
}
