import { sql } from 'kysely'
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

/** Of these people, those who have a link to their own page that works, whichever of their records it was made for. */
export async function listWithPage(db: Reader, ids: readonly PersonId[]): Promise<Set<PersonId>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: PersonId }>`
    select distinct p.id from persons p
    join persons s on s.workspace_id = p.workspace_id and s.root_id = p.root_id
    join page_links l on l.workspace_id = s.workspace_id and l.person_id = s.id and l.revoked_at is null
    where p.id = any(${[...ids]}::uuid[])`.execute(db)
  return new Set(rows.map((r) => r.id))
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
