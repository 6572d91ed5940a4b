import { v7 } from 'uuid'
import type { Id } from '../../domain/shared/ids.ts'

/** Makes ids: UUIDv7 whose time part is the clock handed in. */
export type NewId = <Kind extends string>() => Id<Kind>

/** An id maker over a clock (milliseconds since 1970). Ids of one process ascend even within a millisecond. */
export function idMaker(clock: () => number): NewId {
  let last = 0
  let seq = 0
  return <Kind extends string>() => {
    const now = Math.max(clock(), last)
    seq = now === last ? seq + 1 : 0
    last = now
    return v7({ msecs: now, seq }) as Id<Kind>
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Several ids as one short word for an address; {@link readIds} reads it back. */
export function writeIds(...ids: readonly string[]): string {
  return Buffer.from(ids.join('').replaceAll('-', ''), 'hex').toString('base64url')
}

/** The ids in a word of {@link writeIds}; empty where it is none. */
export function readIds(word: string): string[] {
  const hex = Buffer.from(word, 'base64url').toString('hex')
  const ids = (hex.match(/.{1,32}/g) ?? []).map((h) => h.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'))
  return ids.every(isId) ? ids : []
}

/** Tells whether a string is an id. */
export function isId(s: string): boolean {
  return UUID.test(s)
}
