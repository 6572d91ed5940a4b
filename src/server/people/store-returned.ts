import type { PersonId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** An address mail comes back from: since when, and why as the other server said it. */
export type ReturnedAddress = { readonly address: string; readonly at: Instant; readonly why: string | null }

/** Which of these addresses (lower case) mail came back from, whoever they belong to. */
export async function listReturned(db: Reader, addresses: readonly string[]): Promise<ReturnedAddress[]> {
  if (addresses.length === 0) return []
  const rows = await db
    .selectFrom('handles')
    .select(['value', 'returnedAt', 'returnedWhy'])
    .where('kind', '=', 'email')
    .where('value', 'in', addresses)
    .where('removedAt', 'is', null)
    .where('returnedAt', 'is not', null)
    .orderBy('returnedAt')
    .execute()
  const each = rows.map((r) => ({ address: r.value, at: r.returnedAt as Instant, why: r.returnedWhy }))
  return [...new Map(each.map((r) => [r.address, r])).values()]
}

/** Writes down at an address, whoever shares it, that mail to it came back. */
export function noteReturned(address: string, at: Instant, why: string | null): Write {
  return {
    query: compiler
      .updateTable('handles')
      .set({ returnedAt: at, returnedWhy: why })
      .where('kind', '=', 'email')
      .where('value', '=', address)
      .where('removedAt', 'is', null),
  }
}

/** Takes that back: somebody wrote from it, or says that it works. */
export function noteWorks(address: string): Write {
  return {
    query: compiler
      .updateTable('handles')
      .set({ returnedAt: null, returnedWhy: null })
      .where('kind', '=', 'email')
      .where('value', '=', address)
      .where('returnedAt', 'is not', null),
  }
}

/** Everybody an address is noted with. */
export async function listHoldersOf(db: Reader, address: string): Promise<PersonId[]> {
  const rows = await db
    .selectFrom('handles')
    .select('personId')
    .distinct()
    .where('kind', '=', 'email')
    .where('value', '=', address)
    .where('removedAt', 'is', null)
    .limit(50)
    .execute()
  return rows.map((r) => r.personId as PersonId)
}
