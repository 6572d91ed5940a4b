import type { Ask } from '../../domain/promises/asking.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { listAskers } from '../promises/store-asks.ts'
import type { StoredNotice } from './store.ts'

type By = Pick<StoredNotice, 'byMemberId' | 'data'>

/**
 * Whom a notice comes from, by name: who did it; of what one is asked for, who asks now, since somebody else may have taken that
 * over, and of a yes whoever asks for it. Null where no colleague did it.
 */
export async function namesOfWho(db: Reader, notices: readonly By[]) {
  const askOf = ({ data }: By) => (data.as === 'asked' && data.ask ? (data.ask as Ask['id']) : null)
  const askers = await listAskers(db, [...new Set(notices.flatMap((n) => askOf(n) ?? []))])
  const nameOf = await memberNames(db)
  return (notice: By) => {
    const ask = askOf(notice)
    const from = (notice.data.from ?? null) as MemberId | null
    const id: MemberId | null = (ask && askers.get(ask)) ?? from ?? notice.byMemberId
    return id ? (nameOf(id) ?? null) : null
  }
}
