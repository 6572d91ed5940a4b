import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
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

/** Where a list that is ordered by a moment goes on. */
export type After = { readonly at: Instant; readonly id: string } | null

/** Reads the key of a list that is ordered by a moment. @throws Refused `invalid_input` on `after`. */
export function readAfter(after: string | undefined): After {
  const key = readKey(after, 2)
  return key && { at: key[0] as Instant, id: key[1] as string }
}

/**
 * A page of those lines of a list that somebody may read: it reads on until `most` are found or the list ends, so that no page is
 * short and no key names what may not be read. `readable` gives of some lines those, as they are shown.
 */
export async function readablePage<Row extends { readonly id: string }, Shown>(
  from: After,
  most: number,
  list: (after: After, limit: number) => Promise<readonly Row[]>,
  at: (row: Row) => Instant,
  readable: (rows: readonly Row[]) => Promise<readonly Shown[]>,
): Promise<Shown[]> {
  const page: Shown[] = []
  for (let after = from; ; ) {
    const rows = await list(after, most)
    page.push(...(await readable(rows)))
    const last = rows.at(-1)
    if (page.length >= most || rows.length < most || !last) return page.slice(0, most)
    after = { at: at(last), id: last.id }
  }
}

/**
 * A page of what belongs to any of several ids, read for each by its own index and put in one order; as fast for one id as a list of
 * its own.
 */
export async function pageOfEach<Id, Row>(
  ids: readonly Id[],
  read: (id: Id) => Promise<Row[]>,
  order: (a: Row, b: Row) => number,
  limit: number,
): Promise<Row[]> {
  if (ids.length === 1) return await read(ids[0]!)
  const pages = await Promise.all(ids.map(read))
  return pages.flat().sort(order).slice(0, limit)
}

/** Orders rows by a moment and then by id, the latest first. */
export function latestFirst<Row extends { readonly id: string }>(at: (row: Row) => string) {
  return (a: Row, b: Row): number => (at(a) === at(b) ? (a.id < b.id ? 1 : -1) : at(a) < at(b) ? 1 : -1)
}
