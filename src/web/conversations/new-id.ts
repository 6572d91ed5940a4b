import { v7 } from 'uuid'
import type { Id } from '../../domain/shared/ids.ts'

/** A fresh id, made here so that an act sent twice is done once. */
export function newId<Kind extends string>(): Id<Kind> {
  return v7() as Id<Kind>
}
