import { endOfDay, type Instant, localParts, type TimeZone } from '../../domain/shared/time.ts'
import { listSites } from '../accounts/store.ts'
import type { Reader } from '../db/database.ts'
import type { Asked } from '../http/route.ts'

/** When the day of whoever asks ends, where they work. */
export async function tonightOf(db: Reader, asked: Asked): Promise<Instant> {
  const site = (await listSites(db)).find((s) => s.id === asked.member.siteId)
  const zone = (site?.timeZone ?? 'UTC') as TimeZone
  return endOfDay(localParts(asked.now, zone).date, zone)
}
