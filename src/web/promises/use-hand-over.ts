import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { takeBackHanded } from '../../contract/handed.ts'
import { reassignPromises } from '../../contract/promises.ts'
import type { Id, MemberId } from '../../domain/shared/ids.ts'
import { call } from '../api/call.ts'
import { newId } from '../conversations/new-id.ts'
import { say } from '../ui/toasts.tsx'
import type { PromiseShown } from './by-day.ts'

/** How many travel together: the bar moves with each. */
const TOGETHER = 25

/** A promise that stayed where it is, and why: a refusal's code, `lost` where the server could not be reached. */
type Stayed = { promise: PromiseShown; code: string }
type Seen = { id: PromiseShown['id']; version: number }

/** Hands many promises over in one act: how far it is, and which stayed. */
export function useHandOver() {
  const t = useTranslations('promises.many')
  const queryClient = useQueryClient()
  const [going, setGoing] = useState<{ done: number; of: number; name: string } | null>(null)
  const [stayed, setStayed] = useState<readonly Stayed[]>([])
  const handOver = async (
    promises: readonly PromiseShown[],
    to: { id: MemberId; name: string },
  ): Promise<readonly Stayed[]> => {
    const given: Seen[] = []
    const left: Stayed[] = []
    setStayed([])
    // One act, however many parts it travels in: it is found again as one.
    const together = newId<'handing'>()
    for (let from = 0; from < promises.length; from += TOGETHER) {
      setGoing({ done: from, of: promises.length, name: to.name })
      const some = promises.slice(from, from + TOGETHER)
      try {
        const seen = some.map(({ id, version }) => ({ id, version }))
        const reply = await call(reassignPromises, { body: { together, ownerId: to.id, promises: seen } })
        given.push(...reply.given)
        for (const { id, code } of reply.stayed) left.push({ promise: some.find((p) => p.id === id)!, code })
      } catch {
        for (const promise of some) left.push({ promise, code: 'lost' })
      }
    }
    setGoing(null)
    setStayed(left)
    await queryClient.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' })
    if (given.length > 0)
      say({
        words: t('given', { count: given.length, name: to.name }),
        undo: () => void back(together),
      })
    return left
  }
  const back = async (handingId: Id<'handing'>) => {
    const { stayed } = await call(takeBackHanded, { params: { handingId } }).catch(() => ({ stayed: 1 }))
    if (stayed > 0) say({ words: t('notBack'), trouble: true })
    await queryClient.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' })
  }
  return { handOver, going, stayed, forget: () => setStayed([]) }
}
