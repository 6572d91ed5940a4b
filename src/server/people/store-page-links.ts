import type { MemberId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { listSame } from './store-merge.ts'

/** A link to somebody's page, also one taken back; null if there is none. */
export async function findPageLink(db: Reader, id: string) {
  return (await db.selectFrom('pageLinks').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The latest 50 links to a person's page, taken back or not. */
export async function listPageLinks(db: Reader, personId: PersonId) {
  return await db
    .selectFrom('pageLinks')
    .selectAll()
    .where('personId', 'in', await listSame(db, personId))
    .orderBy('createdAt', 'desc')
    .limit(50)
    .execute()
}

/** Adds a link to somebody's page. */
export function insertPageLink(
  workspaceId: WorkspaceId,
  l: { id: string; personId: PersonId; madeBy: MemberId | null; createdAt: Instant },
): Write {
  return { query: compiler.insertInto('pageLinks').values({ ...l, workspaceId }) }
}

/** Takes a link back, once. */
export function revokePageLink(id: string, revokedAt: Instant): Write {
  return {
    query: compiler
      .updateTable('pageLinks')
      .set({ revokedAt })
      .where('id', '=', id)
      .where('revokedAt', 'is', null),
    must: 'link_revoked',
  }
}

/** Lets a link work again that was taken back at or after `since`. */
export function restorePageLink(id: string, since: Instant): Write {
  return {
    query: compiler
      .updateTable('pageLinks')
      .set({ revokedAt: null })
      .where('id', '=', id)
      .where('revokedAt', '>=', since),
    must: 'link_revoked',
  }
}

/** Remembers when a link was last opened. */
export function openedPageLink(id: string, lastOpenedAt: Instant): Write {
  return { query: compiler.updateTable('pageLinks').set({ lastOpenedAt }).where('id', '=', id) }
}
