/** How long a journey waits for anything to come (ms). It says when to give up, never how quick something is: machines are busy. */
export const PATIENCE = 15_000

/** The same for words to a customer, which may be taken back for ten seconds before they are told (ms). */
export const UNTIL_TOLD = 10_000 + PATIENCE

/** Waits until a check holds, as long as one waits for anything on a screen; gives what it gives. */
export async function soon<T>(check: () => T | Promise<T>): Promise<T> {
  return await vi.waitFor(check, { timeout: PATIENCE })
}
