import { sql } from 'kysely'
import { MOST_TAGS, type TagColour } from '../../domain/conversations/tags.ts'
import type { ConversationId, TagId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { type Viewer, visible } from './store-views.ts'

export type StoredTag = {
  readonly id: TagId
  readonly name: string
  readonly colour: TagColour
  readonly retiredAt: Instant | null
  readonly version: number
}
const columns = ['id', 'name', 'colour', 'retiredAt', 'version'] as const

/** The tags of the house by name, those put away too; those merged into others are gone. */
export async function listTags(db: Reader): Promise<StoredTag[]> {
  const rows = await db
    .selectFrom('tags')
    .select(columns)
    .where('mergedInto', 'is', null)
    .orderBy('nameKey')
    .limit(MOST_TAGS)
    .execute()
  return rows as StoredTag[]
}

/** On how many conversations each tag stands, by its id; those a member may not read, and those merged into others, do not count. */
export async function countTags(db: Reader, viewer: Viewer): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('conversations')
    .innerJoin('conversationTags', (j) =>
      j
        .onRef('conversationTags.conversationId', '=', 'conversations.id')
        .onRef('conversationTags.workspaceId', '=', 'conversations.workspaceId'),
    )
    .select((e) => ['conversationTags.tagId', e.fn.countAll<number>().as('n')])
    .where('conversations.mergedInto', 'is', null)
    .where((e) => visible(e as never, viewer))
    .groupBy('conversationTags.tagId')
    .execute()
  return Object.fromEntries(rows.map(({ tagId, n }) => [tagId, Number(n)]))
}

/** The tags on these conversations, by name. */
export async function listTagsOn(db: Reader, ids: readonly ConversationId[]) {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('conversationTags')
    .innerJoin('tags', (j) =>
      j
        .onRef('tags.id', '=', 'conversationTags.tagId')
        .onRef('tags.workspaceId', '=', 'conversationTags.workspaceId'),
    )
    .select(['conversationTags.conversationId', 'tags.id', 'tags.name', 'tags.colour'])
    .where('conversationTags.conversationId', 'in', ids)
    .orderBy('tags.nameKey')
    .execute()
  return rows as { conversationId: ConversationId; id: TagId; name: string; colour: TagColour }[]
}

/** Makes a tag. A name that is taken already is refused as `changed_meanwhile`. */
export function insertTag(
  workspaceId: WorkspaceId,
  t: Pick<StoredTag, 'id' | 'name' | 'colour'>,
  createdAt: Instant,
): Write {
  const { id, name, colour } = t
  return {
    query: compiler.insertInto('tags').values({ workspaceId, id, name, colour, createdAt, version: 1 }),
  }
}

/**
 * Changes a tag if nobody did since it was read. `mergedInto` lets it go: the database puts that one wherever this one stands
 * (`app.give_up_conversations`).
 */
export function updateTag(t: StoredTag, mergedInto: TagId | null = null): Write {
  const { name, colour, retiredAt, version } = t
  return {
    query: compiler
      .updateTable('tags')
      .set({ name, colour, retiredAt, mergedInto, version: version + 1 })
      .where('id', '=', t.id)
      .where('version', '=', version)
      .where('mergedInto', 'is', null),
    must: 'changed_meanwhile',
  }
}

/** Demands that a tag is in use, and stays so until what is done with it is done. */
export function holdTag(id: TagId): Write {
  return {
    query: compiler
      .updateTable('tags')
      .set({ version: sql<number>`version` })
      .where('id', '=', id)
      .where('retiredAt', 'is', null)
      .where('mergedInto', 'is', null),
    must: 'changed_meanwhile',
  }
}

/** Puts a tag on a conversation: where it has been merged since it was chosen, the one it was merged into. */
export function putTag(workspaceId: WorkspaceId, conversationId: ConversationId, tagId: TagId): Write {
  return {
    query: compiler
      .insertInto('conversationTags')
      .columns(['workspaceId', 'conversationId', 'tagId'])
      .expression((e) =>
        e
          .selectFrom('tags')
          .select([
            sql<WorkspaceId>`${workspaceId}::uuid`.as('workspaceId'),
            sql<ConversationId>`${conversationId}::uuid`.as('conversationId'),
            sql<TagId>`coalesce(merged_into, id)`.as('tagId'),
          ])
          .where('id', '=', tagId)
          .forShare(),
      )
      .onConflict((c) => c.doNothing()),
  }
}

/** Takes a tag off a conversation. */
export function takeTag(conversationId: ConversationId, tagId: TagId): Write {
  return {
    query: compiler
      .deleteFrom('conversationTags')
      .where('conversationId', '=', conversationId)
      .where('tagId', '=', tagId),
  }
}
