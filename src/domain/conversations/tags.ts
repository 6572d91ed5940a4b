import { foldedWord, searchWords } from '../people/search-keys.ts'
import type { TagId } from '../shared/ids.ts'

/** The grounds a tag may have; how they look in light and dark is the screens'. */
export const TAG_COLOURS = ['stone', 'clay', 'amber', 'moss', 'sea', 'sky', 'plum', 'rose'] as const
export type TagColour = (typeof TAG_COLOURS)[number]

/** As many tags a house may have, those put away too: more are read through by nobody, and are merged first. */
export const MOST_TAGS = 500

/** Tells whether two names are the same to people: without case, accents and marks. */
export function isSameTag(one: string, other: string): boolean {
  const key = (name: string) => searchWords(name).map(foldedWord).join(' ')
  return key(one) === key(other)
}

/** The colour of a tag made on the fly: the one fewest others have, in the order of the list. */
export function nextColour(taken: readonly TagColour[]): TagColour {
  const count = (colour: TagColour) => taken.filter((one) => one === colour).length
  return TAG_COLOURS.toSorted((a, b) => count(a) - count(b))[0]!
}

/** What it takes to give a conversation these tags and take those off: nothing twice, and nothing that is so already. */
export function changeTags(
  has: readonly TagId[],
  change: { readonly add: readonly TagId[]; readonly remove: readonly TagId[] },
): { readonly added: readonly TagId[]; readonly removed: readonly TagId[] } {
  const remove = new Set(change.remove)
  const added = [...new Set(change.add)].filter((id) => !has.includes(id) && !remove.has(id))
  return { added, removed: [...remove].filter((id) => has.includes(id)) }
}
