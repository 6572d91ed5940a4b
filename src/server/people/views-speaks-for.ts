import type { PersonId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'
import { listSpeaksFor } from './store-speaks-for.ts'

type Line = Awaited<ReturnType<typeof listSpeaksFor>>[number]

/** For whom somebody speaks, and who speaks for them, as screens show it. */
export async function showSpeaksFor(db: Reader, id: PersonId) {
  // Who turned out to be one person speaks for nobody else.
  const rows = (await listSpeaksFor(db, id)).filter((r) => r.speakerRoot !== r.forRoot)
  const shown = (r: Line) => ({
    ...{ id: r.id, role: r.role, since: r.since, until: r.until, version: r.version },
    speaker: { id: r.speakerRoot, name: r.speakerName },
    for: r.forRoot
      ? { kind: 'person' as const, id: r.forRoot as string, name: r.forName }
      : { kind: 'organisation' as const, id: r.forOrganisationId as string, name: r.forName },
  })
  return {
    speaksFor: rows.filter((r) => r.mine).map(shown),
    spokenForBy: rows.filter((r) => !r.mine).map(shown),
  }
}
