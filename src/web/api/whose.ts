/** Whoever acts here: what waits is theirs; `titleOf` says of whom or what a conversation is, as far as it was read. */
export type Whose = { memberId: string; titleOf: (conversationId: string) => string }

let whose: Whose | null = null
let hear: (whose: Whose | null) => void = () => {}

/** Says who acts here from now on; null: nobody is signed in. */
export function setWhose(next: Whose | null): void {
  whose = next
  hear(next)
}

/** Hears who acts here, now and whenever it changes. */
export function onWhose(listener: (whose: Whose | null) => void): void {
  hear = listener
  listener(whose)
}
