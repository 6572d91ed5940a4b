import { escapedRate } from '../../domain/promises/mistakes.ts'
import type { SiteId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { type Instant, msBetween } from '../../domain/shared/time.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { listCountedMistakes } from '../promises/store-mistakes.ts'

/** The version of the definition in use; told with the figure. */
const DEFINITION = 1
const LONGEST_DAYS = 400

/**
 * How many of the mistakes found in a period those we serve found (S3-23): of the house or a site. Nobody is behind the figure:
 * whose mistake it was is noted nowhere. @throws Refused `invalid_input` for a period that ends before it begins or is longer than
 * 400 days.
 */
export async function measureMistakes(
  asked: Asked,
  { from, to, siteId }: { from: Instant; to: Instant; siteId?: SiteId | undefined },
) {
  if (to <= from || msBetween(from, to) > LONGEST_DAYS * 86_400_000)
    throw new Refused(refuse('invalid_input', { field: 'to' }))
  const found = await asked.db.read(asked.workspaceId, (db) => listCountedMistakes(db, from, to, siteId))
  return {
    definition: DEFINITION,
    escaped: escapedRate(found, { from, to }),
    mended: found.filter((m) => m.mendedAt !== null).length,
  }
}
