import { useQuery } from '@tanstack/react-query'
import { readAway } from '../../contract/standing-in.ts'
import { reading } from '../api/queries.ts'
import { type Session, useMay, useSession } from '../shell/session.tsx'

/** Whom one can give something to; `away`: they rest, or it is their last day. */
export type Colleague = Session['members'][number] & { away: 'on_break' | 'leaves_today' | undefined }

/** How long what was read of it is taken for true (ms): no event tells of a break. */
const FRESH = 10_000

/** Those who can keep something; who is away of them is marked. Read as often as somebody is being chosen, and anew while they are. */
export function useColleagues(): readonly Colleague[] {
  const { members, member } = useSession()
  const may = useMay('conversations.write')
  const often = { staleTime: FRESH, refetchInterval: FRESH, retry: false }
  const { data } = useQuery({ ...reading(readAway), ...often, enabled: may })
  const away = new Map(data?.items.map((one) => [one.memberId, one.is]))
  return members
    .filter((m) => m.serves)
    .map((m) => ({ ...m, away: m.id === member.id ? undefined : away.get(m.id) }))
}
