import { leads } from '../accounts/permissions.ts'
import type { MemberId, SiteId } from '../shared/ids.ts'
import type { Gesture } from './gesture.ts'

/** What of somebody who serves decides whether they look at what was given. */
export type Serving = { readonly id: MemberId; readonly siteId: SiteId; readonly role: string }

/**
 * Who looks at what was given beyond a limit: whoever leads at its site, else whoever leads; whoever allowed it only where nobody else
 * leads, and never who gave it (A4).
 */
export function lookersOf(
  gesture: Pick<Gesture, 'madeBy' | 'siteId' | 'limitOf'>,
  serving: readonly Serving[],
): readonly MemberId[] {
  const leading = serving.filter((m) => leads(m) && m.id !== gesture.madeBy)
  const others = leading.filter((m) => m.id !== gesture.limitOf)
  const near = others.filter((m) => m.siteId === gesture.siteId)
  return [near, others, leading].find((some) => some.length > 0)?.map((m) => m.id) ?? []
}
