import { sql } from 'kysely'
import type { ConversationId, PersonId, SiteId, WorkspaceId } from '../../domain/shared/ids.ts'
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

/** Every form, taken off the web or not, the oldest first. */
export async function listForms(db: Reader): Promise<StoredForm[]> {
  return (await db.selectFrom('forms').selectAll().orderBy('createdAt').limit(200).execute()) as StoredForm[]
}

/** A form; null if there is none. */
export async function findForm(db: Reader, id: string): Promise<StoredForm | null> {
  return (
    ((await db.selectFrom('forms').selectAll().where('id', '=', id).executeTakeFirst()) as StoredForm) ?? null
  )
}

/** Adds a form. */
export function insertForm(
  workspaceId: WorkspaceId,
  f: { id: string; siteId: SiteId; name: string; intro: string; thanks: string },
  createdAt: Instant,
): Write {
  return { query: compiler.insertInto('forms').values({ ...f, workspaceId, createdAt, version: 1 }) }
}

/** Changes a form if nobody did since it was read. */
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
    .where('mergedInto', 'is', null)
    .orderBy('arrivedAt')
    .limit(200)
    .execute()
  return rows as unknown as StoredConversation[]
}

/** When each of some people came in since a moment, at any site; who has gone again too. */
export async function listCameIn(db: Reader, personIds: readonly PersonId[], since: Instant) {
  if (personIds.length === 0) return []
  const rows = await db
    .selectFrom('conversations')
    .select(['personId', 'arrivedAt'])
    .where('channel', '=', 'walk_in')
    .where('arrivedAt', '>=', since)
    .where('personId', 'in', personIds)
    .execute()
  return rows as { personId: PersonId; arrivedAt: Instant }[]
}

/** Whom we agreed to meet or hear from within a time, the soonest first; `hushed` says that it was agreed in a sensitive conversation. */
export async function listExpected(db: Reader, from: Instant, to: Instant) {
  return await db
    .selectFrom('nextContacts')
    .leftJoin('conversations', (j) =>
      j
        .onRef('conversations.workspaceId', '=', 'nextContacts.workspaceId')
        .onRef('conversations.id', '=', 'nextContacts.conversationId'),
    )
    .select((e) => [
      ...([
        'nextContacts.id',
        'nextContacts.personId',
        'nextContacts.ownerId',
        'what',
        'due',
        'told',
      ] as const),
      e.fn.coalesce('conversations.sensitive', e.lit(false)).as('hushed'),
    ])
    .where('doneAt', 'is', null)
    .where('due', '>=', from)
    .where('due', '<', to)
    .orderBy('due')
    .limit(100)
    .execute()
}

/** What each of these people talked with us about the last time, apart from some conversations; nothing sensitive. */
export async function listLastTimes(
  db: Reader,
  personIds: readonly PersonId[],
  except: readonly ConversationId[],
) {
  if (personIds.length === 0) return []
  const { rows } = await sql<{ personId: PersonId; subject: string }>`
    select who.id as person_id, c.subject
    from unnest(${[...new Set(personIds)]}::uuid[]) who (id)
    cross join lateral (
      select subject from conversations
      where person_id = any(array(select one.id from persons asked join persons one
          on one.workspace_id = asked.workspace_id and one.root_id = asked.root_id where asked.id = who.id))
        and held_because is null and merged_into is null and not sensitive and id <> all (${[...except]}::uuid[])
      order by last_activity_at desc, id desc limit 1
    ) c`.execute(db)
  return rows
}
