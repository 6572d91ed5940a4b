import { leads } from '../accounts/permissions.ts'
import type { MemberId, SiteId } from '../shared/ids.ts'
import type { Gesture } from './gesture.ts'

/** What of somebody who serves decides whether they look at what was given. */
export type Serving = { readonly id: MemberId; readonly siteId: SiteId; readonly role: string }

/**
 * Who looks at what was given beyond a limit: whoever leads at its site, else whoever leads; whoever allowed it only where nobody else
 * leads, and never who gave it (A4). Of a sensitive conversation those first who may read it (`mayRead`); where none of them may, the
 * others, without a word of it.
 */
export function lookersOf<M extends Serving>(
  gesture: Pick<Gesture, 'madeBy' | 'siteId' | 'limitOf'>,
  serving: readonly M[],
  mayRead: (member: M) => boolean = () => true,
): readonly MemberId[] {
  const leading = serving.filter((m) => leads(m) && m.id !== gesture.madeBy)
  const others = leading.filter((m) => m.id !== gesture.limitOf)
  const near = (some: readonly M[]) => some.filter((m) => m.siteId === gesture.siteId)
  const knowing = others.filter(mayRead)
  const found = [near(knowing), knowing, near(others), others, leading].find((some) => some.length > 0)
  return found?.map((m) => m.id) ?? []
}
