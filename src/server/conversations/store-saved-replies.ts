import { type SqlBool, sql } from 'kysely'
import type { MemberId, SavedReplyId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** Words kept to be said again, by language. */
export type StoredReply = {
  readonly id: SavedReplyId
  readonly name: string
  readonly nameKey: string
  readonly texts: Readonly<Record<string, string>>
  readonly ownerId: MemberId | null
  readonly used: number
  readonly deletedAt: Instant | null
  readonly version: number
}
export type ReplyFile = {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
  readonly sha256: string
}
const columns = ['id', 'name', 'nameKey', 'texts', 'ownerId', 'used', 'deletedAt', 'version'] as const

type Asked = { me: MemberId; words: readonly string[]; deleted: boolean; order: 'name' | 'used' }

/** A page of one's own saved replies and everybody's that have all the words: by name, the most said first, or the last deleted first. */
export async function listReplies(
  db: Reader,
  { me, words, deleted, order }: Asked,
  after: { key: string; id: string } | null,
  limit: number,
): Promise<StoredReply[]> {
  let query = db
    .selectFrom('savedReplies')
    .select(columns)
    .where('deletedAt', deleted ? 'is not' : 'is', null)
    .where((e) => e.or([e('ownerId', 'is', null), e('ownerId', '=', me)]))
    .limit(limit)
  if (words.length > 0) query = query.where(sql<SqlBool>`words @@ app.asked_words(${[...words]})`)
  if (deleted) {
    query = query.orderBy('deletedAt', 'desc').orderBy('id', 'desc')
    if (after) query = query.where(sql<SqlBool>`(deleted_at, id) < (${after.key}, ${after.id})`)
  } else if (order === 'used') query = query.orderBy('used', 'desc').orderBy('id')
  else {
    query = query.orderBy('nameKey').orderBy('id')
    if (after) query = query.where(sql<SqlBool>`(name_key, id) > (${after.key}, ${after.id})`)
  }
  return (await query.execute()) as unknown as StoredReply[]
}

/** One saved reply, a deleted one too. */
export async function findReply(db: Reader, id: SavedReplyId): Promise<StoredReply | null> {
  const row = await db.selectFrom('savedReplies').select(columns).where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredReply | undefined) ?? null
}

/** The files of these, by name. */
export async function listFiles(db: Reader, ids: readonly SavedReplyId[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('savedReplyFiles')
    .select(['id', 'replyId', 'name', 'type', 'size', 'sha256'])
    .where('replyId', 'in', ids)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

type Written = Pick<StoredReply, 'id' | 'name' | 'texts' | 'ownerId'>

const wordsOf = ({ name, texts }: Pick<Written, 'name' | 'texts'>) =>
  sql<string>`app.words(${[name, ...Object.values(texts)].join(' ')})`

/** Keeps a reply. */
export function insertReply(workspaceId: WorkspaceId, r: Written, createdAt: Instant): Write {
  const { id, name, texts, ownerId } = r
  return {
    query: compiler.insertInto('savedReplies').values({
      ...{ workspaceId, id, name, ownerId, createdAt, used: 0, version: 1 },
      texts: JSON.stringify(texts),
      words: wordsOf(r),
    }),
  }
}

/** Changes a reply, or puts it into the trash and takes it back, if nobody changed it since it was read. */
export function updateReply(r: Written & Pick<StoredReply, 'deletedAt' | 'version'>): Write {
  const { id, name, texts, ownerId, deletedAt, version } = r
  return {
    query: compiler
      .updateTable('savedReplies')
      .set({
        ...{ name, ownerId, deletedAt, version: version + 1 },
        texts: JSON.stringify(texts),
        words: wordsOf(r),
      })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Counts that a reply is said once more. */
export function countUse(id: SavedReplyId): Write {
  return {
    query: compiler.updateTable('savedReplies').set({ used: sql`used + 1` }).where('id', '=', id),
  }
}

/** Lets a file go with a reply. */
export function insertFile(workspaceId: WorkspaceId, replyId: SavedReplyId, file: ReplyFile): Write {
  return { query: compiler.insertInto('savedReplyFiles').values({ ...file, workspaceId, replyId }) }
}

/** Lets a file go with a reply no more. */
export function deleteFile(id: string): Write {
  return { query: compiler.deleteFrom('savedReplyFiles').where('id', '=', id) }
}
