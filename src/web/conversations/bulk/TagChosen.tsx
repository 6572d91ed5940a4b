import type { TagId } from '../../../domain/shared/ids.ts'
import { TagChoices } from '../TagChoices.tsx'
import type { TalkLine } from '../talk.ts'

/** Puts tags on all that are chosen, and takes them off: checked is what every one of those shown has. */
export function TagChosen({
  talks,
  onSet,
}: {
  talks: readonly TalkLine[]
  onSet: (change: { add: TagId[]; remove: TagId[] }) => void
}) {
  const isOn = (id: TagId) => talks.length > 0 && talks.every((talk) => talk.tags.some((on) => on.id === id))
  return (
    <TagChoices
      isOn={isOn}
      set={({ id }, on) => onSet(on ? { add: [id], remove: [] } : { add: [], remove: [id] })}
    />
  )
}
