import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { type finding, listLookBacks, type lookBack } from '../../../contract/look-back.ts'
import type { MailboxId } from '../../../domain/shared/ids.ts'
import { reading } from '../../api/queries.ts'

export type LookBack = z.output<typeof lookBack>
export type Finding = z.output<typeof finding>

/** How often a reading that goes on is asked how far it is (ms). */
const ASKS = 1500

/** Tells whether a reading goes on. */
export function isUnderWay(look: LookBack | undefined): boolean {
  return look?.state === 'waiting' || look?.state === 'reading'
}

/** The latest look back of a mailbox, read again while it goes on; `look` is undefined before it is known, and where there was none. */
export function useLookBack(mailboxId: MailboxId) {
  const query = useQuery({
    ...reading(listLookBacks, { query: { mailboxId } }),
    refetchInterval: ({ state }) => {
      const data = state.data as { items: LookBack[] } | undefined
      return isUnderWay(data?.items[0]) ? ASKS : false
    },
  })
  return { query, look: query.data?.items[0] }
}
