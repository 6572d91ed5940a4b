/** Whoever acts here: what waits is theirs; `titleOf` says of whom or what a conversation is, as far as it was read. */
export type Whose = { memberId: string; titleOf: (conversationId: string) => string }

let whose: Whose | null = null
const listeners = new Set<(whose: Whose | null) => void>()

/** Says who acts here from now on; null: nobody is signed in. */
export function setWhose(next: Whose | null): void {
  whose = next
  for (const listener of listeners) listener(next)
}

/** Hears who acts here, now and whenever it changes. */
export function onWhose(listener: (whose: Whose | null) => void): void {
  listeners.add(listener)
  listener(whose)
}

/**
 * Where this browser keeps something of whoever acts here: what one wrote or looked for is not the next one's who signs in. Without
 * anybody it is nobody's.
 */
export function ownPlace(place: string): string {
  return `${place}.${whose?.memberId ?? ''}`
}

/** Whoever acts here, by their id as a member; null: nobody is signed in. */
export function whoActs(): string | null {
  return whose?.memberId ?? null
}
