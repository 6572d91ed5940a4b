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

/** Tells whether a string is an id. */
export function isId(s: string): boolean {
  return UUID.test(s)
}
