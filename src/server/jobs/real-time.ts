import { fromEpochMs, type Instant } from '../../domain/shared/time.ts'
import type { Services } from '../services.ts'

/** Real time, for work with the outside world, whatever a demo's clock shows. */
export function realNow(services: Services): Instant {
  return fromEpochMs(services.clock())
}
