/** How far back mails between us and one address are counted, and for how long nothing leaves for it then, in minutes. */
export const BREAKER_MINUTES = 60

/** How many mails leave for one address by themselves in that time, whatever comes from there. */
export const MOST_ALONE = 10

/** How many where as many came from there: two machines that answer each other are stopped sooner. */
export const MOST_ANSWERED = 4

/** What went between one mailbox of ours and one address within {@link BREAKER_MINUTES}: `sent` by ourselves, `came` from there. */
export type Pair = { readonly sent: number; readonly came: number }

/**
 * Tells whether nothing more is to leave for an address by itself for now. Whatever sends it (RFC 3834 §2 asks a responder not to answer
 * one address again and again) and whatever else allows it: no loop of machines goes on for longer than an hour's few mails.
 */
export function opensBreaker({ sent, came }: Pair): boolean {
  return sent >= MOST_ALONE || (sent >= MOST_ANSWERED && came >= MOST_ANSWERED)
}
