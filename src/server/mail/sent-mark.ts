import { createHmac, timingSafeEqual } from 'node:crypto'

/** The header field that carries the mark. */
export const SENT_MARK = 'X-Servus-Sent'

/**
 * The mark a mail leaves under: 120 bits of HMAC-SHA-256 over its Message-ID. That id travels on in answers and in what is passed on;
 * the mark stands in the mail alone, so that whoever shows it held the mail, or its header.
 */
export function sentMark(mailId: string, secret: Uint8Array): string {
  return createHmac('sha256', secret)
    .update('servus sent mail\0')
    .update(mailId)
    .digest()
    .subarray(0, 15)
    .toString('hex')
}

/** Tells whether a mark is the one under which this mail left. */
export function isSentMark(mark: string | null, mailId: string, secret: Uint8Array): boolean {
  const own = Buffer.from(sentMark(mailId, secret))
  const given = Buffer.from(mark?.trim().toLowerCase() ?? '')
  return given.length === own.length && timingSafeEqual(given, own)
}
