/** Letters and digits nobody mistakes for another, on paper or on the telephone; no vowels, so that no words arise. */
const alphabet = 'CDFGHJKMNPQRTVWXY34679'
const fair = 256 - (256 % alphabet.length)
const written = new RegExp(`\\[([${alphabet}]{3})-([${alphabet}]{3})\\]`, 'i')
const typed = new RegExp(`^\\[?([${alphabet}]{3})[- ]?([${alphabet}]{3})\\]?$`, 'i')

/** A reference people read out, `K7M-4QX`: one of 113 million, from random bytes (16 are ample). Throws when they do not suffice. */
export function referenceFrom(random: Uint8Array): string {
  const letters = [...random].filter((byte) => byte < fair).map((byte) => alphabet[byte % alphabet.length])
  if (letters.length < 6) throw new RangeError('Too few random bytes for a reference')
  return `${letters.slice(0, 3).join('')}-${letters.slice(3, 6).join('')}`
}

/** The reference somebody typed to find it, `k7m 4qx` or `[K7M-4QX]`; null for anything else. */
export function writtenReference(text: string): string | null {
  const found = typed.exec(text.trim())
  return found ? `${found[1]}-${found[2]}`.toUpperCase() : null
}

/** The reference in the subject of a mail, `Re: Tyres [k7m-4qx]`, as we write it; null when none stands there. */
export function findReference(subject: string): string | null {
  const found = written.exec(subject)
  return found ? `${found[1]}-${found[2]}`.toUpperCase() : null
}
