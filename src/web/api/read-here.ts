/** Where a window keeps what was read in it (`sessionStorage`). */
export const IN_WINDOW = 'servus.read'
/** Where the browser keeps who is signed in (`localStorage`): without them nothing that was read is found again. */
export const SIGNED_IN = 'servus.signed-in'

/** Says who is signed in in this browser, by their id as a member. */
export function signedInHere(memberId: string): void {
  localStorage.setItem(SIGNED_IN, memberId)
}

/** Tells whether somebody is still signed in in this browser, as far as it knows. */
export function isSignedIn(memberId: string, browser: Storage = localStorage): boolean {
  return browser.getItem(SIGNED_IN) === memberId
}

/**
 * Loads a page anew that the browser brings back as it stood when it was left, if whoever read in it has signed out since: nobody sees what
 * it showed. Gives what ends this.
 */
export function leaveBehind(memberId: string): () => void {
  const back = ({ persisted }: PageTransitionEvent) => {
    if (!persisted || isSignedIn(memberId)) return
    document.documentElement.hidden = true
    location.reload()
  }
  addEventListener('pageshow', back)
  return () => removeEventListener('pageshow', back)
}

/** Nobody is signed in any more: what was read here is let go, and other windows let go of it too. */
export function forgetRead(): void {
  localStorage.removeItem(SIGNED_IN)
  sessionStorage.removeItem(IN_WINDOW)
}
