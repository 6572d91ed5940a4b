/** What is known of a mail that says a mail of ours came back. */
export type Returned = {
  /** It brings along the mark under which that mail left, which stands in no address and in no id. */
  readonly marked: boolean
  /** The address its server gives it back to, where a server wrote it (`Return-Path`); null where none did. */
  readonly returnPath: string | null
  /** A server we believe says that it may not be from whom it names. */
  readonly doubted: boolean
}

/**
 * How far a mail is believed that says a mail of ours came back. `proven`: its sender held that mail. `said`: nothing speaks for it or
 * against it, as some servers bring nothing of a mail back, or its sender is in doubt; it is shown, and changes nothing. `not`: a report is
 * sent with nobody to answer to (RFC 5321 §4.5.5, RFC 3464 §2), and this one names somebody, or is in doubt.
 */
export function beliefIn({ marked, returnPath, doubted }: Returned): 'proven' | 'said' | 'not' {
  if (marked) return doubted ? 'said' : 'proven'
  return doubted || !isNobody(returnPath) ? 'not' : 'said'
}

// Some servers write a name where nobody is: `<MAILER-DAEMON>`.
function isNobody(returnPath: string | null): boolean {
  return returnPath === null || /^<?\s*(?:mailer-daemon(?:@[^>\s]*)?)?\s*>?$/i.test(returnPath.trim())
}
