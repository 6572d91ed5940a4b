/** Somebody who may be called by name in a note. */
export type Callable = { readonly id: string; readonly name: string }
/** A name being typed after an `@`: where the sign stands, and what stands behind it up to the caret. */
export type Calling = { readonly at: number; readonly typed: string }

/** How many are offered at once. */
export const OFFERED = 6
/** Nobody's name is longer; what runs on is no name. */
const LONGEST = 40

/** What is being typed as a name at the caret, or null: an `@` inside a word (an address) calls nobody. */
export function callingAt(text: string, caret: number): Calling | null {
  const before = text.slice(0, caret)
  const at = before.lastIndexOf('@')
  if (at < 0 || /[\p{L}\p{N}._+-]$/u.test(before.slice(0, at))) return null
  const typed = before.slice(at + 1)
  return typed.length > LONGEST || /[\n@,;:!?]|\s\s|^\s/.test(typed) ? null : { at, typed }
}

/** Who fits what is typed: names that begin with it, before those of which a later word does. Accents and case do not matter. */
export function fitting<T extends Callable>(typed: string, all: readonly T[]): T[] {
  const sought = plain(typed)
  const begins = all.filter((one) => plain(one.name).startsWith(sought))
  const later = all.filter(
    (one) =>
      !begins.includes(one) &&
      plain(one.name)
        .split(/\s+/)
        .some((word) => word.startsWith(sought)),
  )
  return [...begins, ...later].slice(0, OFFERED)
}

/** The text with the name put in, and where the caret stands then: the first name where nobody shares it, else the whole. */
export function withCalled(
  text: string,
  { at, typed }: Calling,
  chosen: Callable,
  all: readonly Callable[],
): { text: string; caret: number } {
  const first = chosen.name.split(/\s+/)[0] ?? chosen.name
  const shared = all.filter((one) => plain(one.name.split(/\s+/)[0] ?? '') === plain(first)).length > 1
  const put = `@${shared ? chosen.name : first}`
  const rest = text.slice(at + 1 + typed.length)
  const space = /^[\s.,;:!?]/.test(rest) ? '' : ' '
  const head = text.slice(0, at) + put + space
  return { text: head + rest, caret: head.length + (space === '' && rest.startsWith(' ') ? 1 : 0) }
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
