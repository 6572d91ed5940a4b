import type { Reader } from '../db/database.ts'
import type { LoggedEvent } from './log.ts'

/**
 * The present names of what belongs to the house (sites, teams, forms, mailboxes, invitations) in some events, by id: the log
 * itself holds no names.
 */
export async function namesOfSubjects(
  db: Reader,
  events: readonly LoggedEvent[],
): Promise<Map<string, string>> {
  const idsOf = (find: (e: LoggedEvent) => unknown) => [
    ...new Set(events.map(find).filter((id): id is string => typeof id === 'string')),
  ]
  const names = new Map<string, string>()
  for (const [table, subject] of [
    ['sites', 'siteId'],
    ['teams', 'teamId'],
    ['forms', 'formId'],
    ['tags', 'tagId'],
  ] as const) {
    const ids = idsOf((e) => e.subjects[subject])
    if (ids.length === 0) continue
    const rows = await db
      .selectFrom(table)
      .select(['id', 'name'])
      .where('id', 'in', ids as never[])
      .execute()
    for (const row of rows) names.set(row.id, row.name)
  }
  const boxes = idsOf((e) => e.subjects.mailboxId)
  if (boxes.length > 0)
    for (const row of await db
      .selectFrom('mailboxes')
      .select(['id', 'address'])
      .where('id', 'in', boxes as never[])
      .execute())
      names.set(row.id, row.address)
  const letters = idsOf((e) => e.data.invitation)
  if (letters.length > 0)
    for (const row of await db
      .selectFrom('invitations')
      .select(['id', 'name'])
      .where('id', 'in', letters)
      .execute())
      names.set(row.id, row.name)
  return names
}

/** The name of what of the house an event is about; null if it is about none of it. */
export function subjectName(e: LoggedEvent, names: ReadonlyMap<string, string>): string | null {
  const { teamId, formId, mailboxId, siteId, tagId } = e.subjects
  const id = teamId ?? formId ?? tagId ?? mailboxId ?? siteId ?? (e.data.invitation as string | undefined)
  return (id && names.get(id)) || null
}
