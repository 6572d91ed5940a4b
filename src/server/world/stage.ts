import type { MemberId, PersonId, SiteId } from '../../domain/shared/ids.ts'
import type { Instant, LocalDate, TimeZone } from '../../domain/shared/time.ts'
import type { Asked } from '../http/route.ts'
import type { Services } from '../services.ts'
import type { ColleagueName, CustomerName } from './cast.ts'

/** What somebody needs to act in the demo: who they are, in frames at any moment. */
export type Stage = {
  readonly services: Services
  readonly siteId: SiteId
  readonly zone: TimeZone
  /** The day the demo plays on. */
  readonly day: LocalDate
  readonly person: Readonly<Record<CustomerName, PersonId>>
  readonly member: Readonly<Record<ColleagueName, MemberId>>
  /** A moment `days` before the demo's day, at a local time. */
  readonly at: (days: number, time: string) => Instant
  /** Somebody of the team acting at a moment. */
  readonly as: (who: ColleagueName, moment: Instant) => Asked
}
