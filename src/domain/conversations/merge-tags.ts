import type { ConversationId, TagId } from '../shared/ids.ts'
import type { Merge } from './unmerge.ts'

/** A merge with the tags the survivor has by it alone. */
export type Tagged = Pick<Merge, 'survivorId' | 'mergedId'> & { readonly tags: readonly TagId[] }

/**
 * Which tags come off whom when a merge is taken back, and what the merges that stay have brought then: a tag another of those
 * merged has too stays, by that one. `on`: the tags each in that tree has.
 */
export function tagsOff(
  gone: Tagged,
  merges: readonly Tagged[],
  on: ReadonlyMap<ConversationId, readonly TagId[]>,
): {
  readonly off: ReadonlyMap<ConversationId, TagId[]>
  readonly brought: ReadonlyMap<ConversationId, TagId[]>
} {
  const off = new Map<ConversationId, TagId[]>()
  const brought = new Map(merges.filter((m) => m !== gone).map((m) => [m.mergedId, [...m.tags]]))
  let at: Tagged | undefined = gone
  let lost: readonly TagId[] = gone.tags
  while (at) {
    const survivorId: ConversationId = at.survivorId
    const mergedId: ConversationId = at.mergedId
    const others = merges.filter((m) => m.survivorId === survivorId && m.mergedId !== mergedId)
    const leaves: TagId[] = []
    for (const tag of lost.filter((t) => on.get(survivorId)?.includes(t))) {
      const other = others.find((m) => on.get(m.mergedId)?.includes(tag))
      if (other) brought.get(other.mergedId)?.push(tag)
      else leaves.push(tag)
    }
    off.set(survivorId, leaves)
    const up: Tagged | undefined = merges.find((m) => m.mergedId === survivorId)
    lost = up ? up.tags.filter((t) => leaves.includes(t)) : []
    if (up)
      brought.set(
        survivorId,
        up.tags.filter((t) => !lost.includes(t)),
      )
    at = up
  }
  return { off, brought }
}
