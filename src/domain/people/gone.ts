/**
 * Tells whether a mail that came back says that nothing reaches its address, by the status of the delivery (RFC 3463, as `5.1.1`; null
 * where it names none). A mail too large, a full mailbox, words or a sender that were not liked say nothing against the address.
 */
export function saysGone(status: string | null): boolean {
  if (status === null) return true
  const [kind, subject, detail] = status.split('.').map(Number)
  if (kind !== 5) return false
  // 1: the address; 4: no way to it; 0: no word why. Of the mailbox (2) only that it is closed.
  return subject === 0 || subject === 1 || subject === 4 || (subject === 2 && (detail === 0 || detail === 1))
}
