import type { SiteId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { StoredConversation } from '../conversations/store.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type StoredForm = {
  readonly id: string
  readonly siteId: SiteId
  readonly name: string
  readonly intro: string
  readonly thanks: string
  readonly archivedAt: Instant | null
  readonly version: number
}

export async function listForms(db: Reader): Promise<StoredForm[]> {
  return (await db.selectFrom('forms').selectAll().orderBy('createdAt').limit(200).execute()) as StoredForm[]
}

export async function findForm(db: Reader, id: string): Promise<StoredForm | null> {
  return (
    ((await db.selectFrom('forms').selectAll().where('id', '=', id).executeTakeFirst()) as StoredForm) ?? null
  )
}

export function insertForm(
  workspaceId: WorkspaceId,
  f: { id: string; siteId: SiteId; name: string; intro: string; thanks: string },
  createdAt: Instant,
): Write {
  return { query: compiler.insertInto('forms').values({ ...f, workspaceId, createdAt, version: 1 }) }
}

export function updateForm(
  f: { id: string; siteId: SiteId; name: string; intro: string; thanks: string },
  archivedAt: Instant | null,
  version: number,
): Write {
  const { id, ...fields } = f
  return {
    query: compiler
      .updateTable('forms')
      .set({ ...fields, archivedAt, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Everybody at the counter of a site: came in, neither closed nor gone; in the order they came (S0-04). */
export async function listAtCounter(db: Reader, siteId: SiteId): Promise<StoredConversation[]> {
  const rows = await db
    .selectFrom('conversations')
    .selectAll()
    .where('channel', '=', 'walk_in')
    .where('siteId', '=', siteId)
    .where('closedAt', 'is', null)
    .where('leftAt', 'is', null)
    .orderBy('arrivedAt')
    .limit(200)
    .execute()
  return rows as unknown as StoredConversation[]
}

/** Whom we agreed to meet or hear from within a time, the soonest first. */
export async function listExpected(db: Reader, from: Instant, to: Instant) {
  return await db
    .selectFrom('nextContacts')
    .select(['id', 'personId', 'what', 'due'])
    .where('doneAt', 'is', null)
    .where('due', '>=', from)
    .where('due', '<', to)
    .orderBy('due')
    .limit(100)
    .execute()
}
