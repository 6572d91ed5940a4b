import type { MemberId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export async function findPageLink(db: Reader, id: string) {
  return (await db.selectFrom('pageLinks').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function listPageLinks(db: Reader, personId: PersonId) {
  return await db
    .selectFrom('pageLinks')
    .selectAll()
    .where('personId', '=', personId)
    .orderBy('createdAt', 'desc')
    .limit(50)
    .execute()
}

export function insertPageLink(
  workspaceId: WorkspaceId,
  l: { id: string; personId: PersonId; madeBy: MemberId | null; createdAt: Instant },
): Write {
  return { query: compiler.insertInto('pageLinks').values({ ...l, workspaceId }) }
}

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

export function openedPageLink(id: string, lastOpenedAt: Instant): Write {
  return { query: compiler.updateTable('pageLinks').set({ lastOpenedAt }).where('id', '=', id) }
}
