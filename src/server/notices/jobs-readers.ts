import { hasAccess } from '../../domain/accounts/permissions.ts'
import { isQuiet, nextAwake } from '../../domain/notices/notice.ts'
import type { Instant, TimeZone } from '../../domain/shared/time.ts'
import type { Language } from '../../words/languages.ts'
import * as accounts from '../accounts/store.ts'
import { memberLanguage } from '../accounts/views-language.ts'
import type { Reader } from '../db/database.ts'
import type { Act } from '../db/flush.ts'
import type { Services } from '../services.ts'
import { listHabits } from './store-habits.ts'
import type { DueNotice } from './store-sending.ts'
import { readableNotices } from './views.ts'

/** What becomes of a notice that is due: it goes, waits until its reader is awake, or is dropped. */
export type Fate =
  | { readonly as: 'go' }
  | { readonly as: 'wait'; readonly until: Instant }
  | { readonly as: 'drop' }

/** The reader of due notices: who, where their clock stands, and what becomes of each. */
export type ReaderOf = {
  readonly member: accounts.StoredMember
  readonly zone: TimeZone
  readonly language: Language
  readonly notices: readonly { notice: DueNotice; fate: Fate }[]
}

/**
 * Looks once more before anything leaves, however long it waited: what was read meanwhile is dropped, what its reader may no
 * longer read too, and nothing leaves in quiet hours, also when they were chosen later or a worker was late.
 */
export async function readersOf(
  { languages }: Services,
  act: Act,
  db: Reader,
  due: readonly DueNotice[],
  real: Instant,
): Promise<ReaderOf[]> {
  const members = await accounts.listMembers(db)
  const sites = await accounts.listSites(db)
  const ids = [...new Set(due.map((n) => n.memberId))]
  const habits = await listHabits(db, ids)
  const readers: ReaderOf[] = []
  for (const id of ids) {
    const member = members.find((m) => m.id === id)
    if (!member) continue
    const mine = due.filter((n) => n.memberId === id)
    const readable = hasAccess(member, act.now) ? await readableNotices(db, mine, member) : []
    const zone = (sites.find((s) => s.id === member.siteId) ?? sites[0])!.timeZone as TimeZone
    const { times } = habits.get(id)!
    const fate = (n: DueNotice): Fate => {
      if (n.readAt !== null || !readable.includes(n)) return { as: 'drop' }
      return isQuiet(real, times, zone) ? { as: 'wait', until: nextAwake(real, times, zone) } : { as: 'go' }
    }
    const language = await memberLanguage(db, languages, id)
    readers.push({ member, zone, language, notices: mine.map((notice) => ({ notice, fate: fate(notice) })) })
  }
  return readers
}
