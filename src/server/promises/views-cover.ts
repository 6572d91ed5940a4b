import { createHash } from 'node:crypto'
import type { Member } from '../../domain/accounts/membership.ts'
import { leads } from '../../domain/accounts/permissions.ts'
import type { Standing } from '../../domain/promises/alerts.ts'
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
  return coverOf(viewer, await listStandingInBreaks(db), now)
}

/** The same as a mark: as long as it stays, so does what breaks are to them; empty where no break is anything to them. */
export async function showCoverMark(db: Reader, viewer: Member, now: Instant): Promise<string> {
  return markOf(await showCover(db, viewer, now))
}

/** The mark by those who serve, where a screen has read them already: what it shows carries it. */
export function coverMark(viewer: Viewing, everybody: readonly Standing[], now: Instant): string {
  return markOf(coverOf(viewer, everybody, now))
}

type Viewing = Pick<Member, 'id' | 'role'>

function coverOf(viewer: Viewing, everybody: readonly Standing[], now: Instant): Cover | null {
  if (everybody.length === 0) return null
  const ids = (all: readonly MemberId[]) => [...all].sort()
  const cover = {
    rests: everybody.some((m) => m.id === viewer.id && m.rests),
    standsInFor: ids(standsInFor(viewer.id, everybody, now)),
    alone: leads(viewer) ? ids(everybody.filter((m) => isUncovered(m, everybody, now)).map((m) => m.id)) : [],
  }
  return cover.rests || cover.standsInFor.length + cover.alone.length > 0 ? cover : null
}

function markOf(cover: Cover | null): string {
  return cover ? createHash('sha256').update(JSON.stringify(cover)).digest('base64url').slice(0, 16) : ''
}
