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

let elsewhere: string | null = null
let isPutOff = false
const waiting = new Set<() => void>()

/** Hears, now and later, that somebody else is signed in in this browser since this window was opened. */
export function onSomebodyElse(listener: () => void): () => void {
  waiting.add(listener)
  return () => waiting.delete(listener)
}

/** Who is signed in in this browser in place of whose window this is, by name; null: nobody else. */
export function somebodyElse(): string | null {
  return elsewhere
}

/**
 * Says who is signed in in place of whose window this is. Once it was put off, only what is done there says it again (`isAct`), not
 * what a screen asks by itself.
 */
export function tellSomebodyElse(name: string, isAct: boolean): void {
  if (isPutOff && !isAct) return
  show(name)
}

/** It was read, and is put off. */
export function putOffSomebodyElse(): void {
  isPutOff = true
  show(null)
}

function show(name: string | null): void {
  elsewhere = name
  for (const listener of waiting) listener()
}
