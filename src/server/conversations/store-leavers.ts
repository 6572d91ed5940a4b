import type { ConversationId, MemberId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'
import { listHelpers, type StoredConversation, type StoredHandover } from './store.ts'
import { listRoots } from './store-views.ts'

type Sensitive = Pick<StoredConversation, 'id' | 'sensitive' | 'assigneeId' | 'greetedBy'> & {
  helpers: MemberId[]
}

/** Open conversations somebody has; at most 200 at once. */
export async function listAssignedTo(db: Reader, memberId: MemberId): Promise<StoredConversation[]> {
  const rows = await db
    .selectFrom('conversations')
    .selectAll()
    .where('assigneeId', '=', memberId)
    .where('closedAt', 'is', null)
    .where('mergedInto', 'is', null)
    .limit(200)
    .execute()
  return rows as unknown as StoredConversation[]
}

/** Hand-overs that wait for somebody's word; at most 200 at once. */
export async function listOfferedTo(db: Reader, memberId: MemberId): Promise<StoredHandover[]> {
  const rows = await db
    .selectFrom('handovers')
    .selectAll()
    .where('toMemberId', '=', memberId)
    .where('acceptedAt', 'is', null)
    .where('declinedAt', 'is', null)
    .limit(200)
    .execute()
  return rows as unknown as StoredHandover[]
}

/** Of these conversations the sensitive ones, with who helps in each; one that was merged stands for the one it is in now. */
export async function listSensitive(
  db: Reader,
  ids: readonly (ConversationId | null)[],
): Promise<ReadonlyMap<ConversationId, Sensitive>> {
  const asked = [...new Set(ids.filter((id): id is ConversationId => id !== null))]
  if (asked.length === 0) return new Map()
  const roots = await listRoots(db, asked)
  const rootOf = (id: ConversationId) => roots.get(id) ?? id
  const found = await db
    .selectFrom('conversations')
    .select(['id', 'sensitive', 'assigneeId', 'greetedBy'])
    .where('id', 'in', [...new Set(asked.map(rootOf))])
    .where('sensitive', '=', true)
    .execute()
  const known = new Map<ConversationId, Sensitive>()
  for (const talk of found) known.set(talk.id, { ...talk, helpers: await listHelpers(db, talk.id) })
  return new Map(asked.flatMap((id) => (known.has(rootOf(id)) ? [[id, known.get(rootOf(id))!]] : [])))
}
