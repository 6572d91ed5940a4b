import { useQuery } from '@tanstack/react-query'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { readAuthority, readWhomToAsk } from '../../../contract/goodwill.ts'
import { type GestureKind, isPaid } from '../../../domain/goodwill/gesture.ts'
import type { ConversationId, PersonId } from '../../../domain/shared/ids.ts'
import type { Money } from '../../../domain/shared/money.ts'
import { reading } from '../../api/queries.ts'

/** For whom something is given, and in which matter. */
export type GiveTo = { personId: string; name: string; conversationId?: string | undefined }

/** Somebody whose name nobody knows, by the conversation with them. */
export type Unnamed = { personId: null; conversationId: string }

export type Authority = ReplyOf<typeof readAuthority>

const about = (to: GiveTo) => ({
  personId: to.personId as PersonId,
  ...(to.conversationId ? { conversationId: to.conversationId as ConversationId } : {}),
})

/** What one may decide oneself for somebody, as it stands now; nobody chosen yet: nothing is known. */
export function useAuthority(to: GiveTo | null) {
  const input = to ? about(to) : { personId: '' as PersonId }
  return useQuery({ ...reading(readAuthority, { query: input }), enabled: to !== null, staleTime: 0 })
}

/** How much of a kind is left: minor units or how many; null where nothing bounds one. Of a currency that is not offered, nothing. */
export function leftOf(
  authority: Authority,
  kind: GestureKind,
  currency: string | null,
  which: 'left' | 'emergency' = 'left',
): number | null {
  const of = authority.kinds.find((k) => k.kind === kind && k.currency === (isPaid(kind) ? currency : null))
  return of ? of[which] : 0
}

/** Who would be asked, once it is clear that somebody has to be. */
export function useWhomToAsk(to: GiveTo | null, kind: GestureKind, money: Money | null, wanted: boolean) {
  const { minor, currency } = money ?? {}
  const input = { ...(to ? about(to) : { personId: '' as PersonId }), kind, minor, currency }
  return useQuery({
    ...reading(readWhomToAsk, { query: input }),
    enabled: wanted && to !== null && (money !== null || !isPaid(kind)),
    staleTime: 0,
    placeholderData: (former) => former,
  })
}
