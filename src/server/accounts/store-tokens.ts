import type { ApiToken } from '../../domain/accounts/tokens.ts'
import type { Id, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** Tokens after a place in the list (an id), the latest first, with their makers; of one member or of everybody. */
export async function listTokens(
  db: Reader,
  of: { memberId: MemberId | null; after: string | null; limit: number },
) {
  let query = db
    .selectFrom('apiTokens')
    .innerJoin('members', 'members.id', 'apiTokens.memberId')
    .select(['apiTokens.id', 'apiTokens.name', 'scopes', 'begins', 'memberId', 'members.name as makerName'])
    .select(['apiTokens.createdAt', 'expiresAt', 'revokedAt', 'lastUsedAt'])
    .orderBy('apiTokens.id', 'desc')
    .limit(of.limit)
  if (of.memberId) query = query.where('memberId', '=', of.memberId)
  if (of.after) query = query.where('apiTokens.id', '<', of.after)
  return await query.execute()
}

/** A token with its maker; null if there is none of that id here. */
export async function findToken(db: Reader, id: Id<'api_token'>) {
  const row = await db
    .selectFrom('apiTokens')
    .select(['id', 'memberId', 'revokedAt'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** How many tokens of a member still open something. */
export async function countWorkingTokens(db: Reader, id: MemberId, now: Instant): Promise<number> {
  const row = await db
    .selectFrom('apiTokens')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('memberId', '=', id)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow()
  return row.n
}

/** Adds a token: its hash and its first letters, never the token. */
export function insertToken(workspaceId: WorkspaceId, t: ApiToken & { hash: string; begins: string }): Write {
  return {
    query: compiler.insertInto('apiTokens').values({ ...t, scopes: [...t.scopes], workspaceId }),
  }
}

/** Revokes a token, once. */
export function revokeToken(id: string, revokedAt: Instant): Write {
  return {
    query: compiler
      .updateTable('apiTokens')
      .set({ revokedAt })
      .where('id', '=', id)
      .where('revokedAt', 'is', null),
    must: 'changed_meanwhile',
  }
}
