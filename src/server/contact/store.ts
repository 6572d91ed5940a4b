import type { NextContact } from '../../domain/contact/next-contact.ts'
import type { MemberId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type StoredNextContact = NextContact & { readonly version: number }

export async function listNextContacts(db: Reader, personId: PersonId): Promise<StoredNextContact[]> {
  const rows = await db
    .selectFrom('nextContacts')
    .selectAll()
    .where('personId', '=', personId)
    .orderBy('due', 'desc')
    .limit(50)
    .execute()
  return rows as unknown as StoredNextContact[]
}

export async function findNextContact(db: Reader, id: string): Promise<StoredNextContact | null> {
  const row = await db.selectFrom('nextContacts').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredNextContact) ?? null
}

/** Next contacts of one member that are due by a moment, the soonest first. */
export async function listNextContactsBy(
  db: Reader,
  ownerId: MemberId,
  until: Instant,
): Promise<StoredNextContact[]> {
  const rows = await db
    .selectFrom('nextContacts')
    .selectAll()
    .where('ownerId', '=', ownerId)
    .where('doneAt', 'is', null)
    .where('due', '<=', until)
    .orderBy('due')
    .limit(100)
    .execute()
  return rows as unknown as StoredNextContact[]
}

export function insertNextContact(workspaceId: WorkspaceId, n: NextContact): Write {
  return { query: compiler.insertInto('nextContacts').values({ ...n, workspaceId, version: 1 }) }
}

export function finishNextContact(n: NextContact, version: number): Write {
  return {
    query: compiler
      .updateTable('nextContacts')
      .set({ doneAt: n.doneAt, version: version + 1 })
      .where('id', '=', n.id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}
