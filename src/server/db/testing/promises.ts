import { Client } from 'pg'
import type { MemberId, PersonId, PromiseId, WorkspaceId } from '../../../domain/shared/ids.ts'
import type { Instant } from '../../../domain/shared/time.ts'
import { ownCluster } from '../../world/own-cluster.ts'
import { insertRow } from './rows.ts'

/** A promise as far as a test says it; an outcome is null where it is open. */
type Sampled = {
  readonly id: PromiseId
  readonly due: Instant
  readonly nextUpdateDue: Instant | null
} & Partial<Readonly<Record<'keptAt' | 'brokenAt' | 'releasedAt' | 'movedAt', Instant | null>>>

type Between = {
  readonly workspaceId: WorkspaceId
  readonly ownerId: MemberId
  readonly toMemberId?: MemberId
  readonly toPersonId?: PersonId
}

/** Puts many promises between two into the database of a test, also such as have long been late. */
export async function insertPromises(of: Between, promises: readonly Sampled[]): Promise<void> {
  const name = `/test_${process.env.VITEST_POOL_ID ?? '1'}_${process.pid}`
  const url = Object.assign(new URL(ownCluster().ownerUrl), { pathname: name })
  const owner = new Client({ connectionString: url.href, options: '-c timezone=UTC' })
  await owner.connect()
  const id = (some: string | undefined) => (some ? `'${some}'::uuid` : 'null')
  try {
    await insertRow(
      owner,
      'public.promises',
      {
        ...{
          workspace_id: id(of.workspaceId),
          id: 'r.id',
          owner_id: id(of.ownerId),
          made_by: id(of.ownerId),
        },
        ...{ to_member_id: id(of.toMemberId), to_person_id: id(of.toPersonId), text: `'Olga tells them'` },
        ...{ original_due: 'r.due', due: 'r.due', next_update_due: 'r."nextUpdateDue"' },
        ...{ kept_at: 'r."keptAt"', broken_at: 'r."brokenAt"', released_at: 'r."releasedAt"' },
        ...{ broken_why: `case when r."brokenAt" is not null then 'no' end`, moved_at: 'r."movedAt"' },
        released_words: `case when r."releasedAt" is not null then 'no' end`,
      },
      `from jsonb_to_recordset('${JSON.stringify(promises)}') as r (id uuid, due timestamptz, "nextUpdateDue" timestamptz,
        "keptAt" timestamptz, "brokenAt" timestamptz, "releasedAt" timestamptz, "movedAt" timestamptz)`,
    )
  } finally {
    await owner.end()
  }
}
