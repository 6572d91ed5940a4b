/** How far back mails are counted, in minutes. */
export const FLOOD_MINUTES = 10

/** How many mails somebody writes into one conversation in that time; no person writes more, and two machines that answer each other do. */
export const FLOOD_MAILS = 20

/**
 * Tells whether a mail is one too many for a person to have written it: then it is filed as a machine's, and raises nobody. `before`: how
 * many came into its conversation within {@link FLOOD_MINUTES}. The first of them have raised somebody already, so nothing is missed.
 */
export function isFlood(before: number): boolean {
  return before >= FLOOD_MAILS
}
