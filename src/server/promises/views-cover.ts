import type { Member } from '../../domain/accounts/membership.ts'
import { leads } from '../../domain/accounts/permissions.ts'
import { isUncovered, standsInFor } from '../../domain/promises/standing-in.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import { listStandingInBreaks } from './store-alerts.ts'

/** What of breaks changes the screens of one who looks. */
export type Cover = {
  readonly rests: boolean
  /** For whom they stand in now. */
  readonly standsInFor: readonly MemberId[]
  /** Who rests with nobody standing in; told to whoever leads. */
  readonly alone: readonly MemberId[]
}

/** What breaks are to a member just now; null where no break is anything to them. Breaks stand in no log, so this is how a line hears of them. */
export async function showCover(db: Reader, viewer: Member, now: Instant): Promise<Cover | null> {
  const everybody = await listStandingInBreaks(db)
  if (everybody.length === 0) return null
  const ids = (all: readonly MemberId[]) => [...all].sort()
  const cover = {
    rests: everybody.some((m) => m.id === viewer.id && m.rests),
    standsInFor: ids(standsInFor(viewer.id, everybody, now)),
    alone: leads(viewer) ? ids(everybody.filter((m) => isUncovered(m, everybody, now)).map((m) => m.id)) : [],
  }
  return cover.rests || cover.standsInFor.length + cover.alone.length > 0 ? cover : null
}
