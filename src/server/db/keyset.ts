import { refuse } from '../../domain/shared/refusal.ts'
import { Refused } from './refused.ts'

/** The key of a list's last line, as it travels in `after`: opaque to the caller. */
export function writeKey(...parts: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Reads a key of `count` parts. @throws Refused `invalid_input` on `after` for anything else. */
export function readKey(after: string | undefined, count: number): (string | number | null)[] | null {
  if (!after) return null
  try {
    const parts: unknown = JSON.parse(Buffer.from(after, 'base64url').toString())
    const fits =
      Array.isArray(parts) &&
      parts.length === count &&
      parts.every((p) => p === null || ['string', 'number'].includes(typeof p))
    if (fits) return parts as (string | number | null)[]
  } catch {
    // Told below.
  }
  throw new Refused(refuse('invalid_input', { field: 'after' }))
}

/** Cuts a list read one longer than its page into the page and the key of the next. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => string,
): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? keyOf(items.at(-1)!) : null }
}
