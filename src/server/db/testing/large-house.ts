import type {
  ConversationId,
  MemberId,
  MessageId,
  PersonId,
  PromiseId,
  SiteId,
  WorkspaceId,
} from '../../../domain/shared/ids.ts'
import { openDatabase, type Reader } from '../database.ts'
import { ownClone } from './clone.ts'
import { type PlanFaults, planFaults } from './plan-faults.ts'
import { MANY, seededId, seedLargeWorkspace } from './seed.ts'

type Ids = { person: PersonId; conversation: ConversationId; promise: PromiseId; message: MessageId }

/** A database with a workspace so large that reading all of it is seen in a plan. */
export type LargeHouse = PlanFaults & {
  readonly workspaceId: WorkspaceId
  readonly siteId: SiteId
  /** its owner, and the same person as one of those who serve */
  readonly me: { id: MemberId; role: 'owner' }
  readonly clerk: { id: MemberId; role: 'member' }
  /** one of each from the middle */
  readonly ids: Readonly<Ids>
  /** the id of the n-th of a kind */
  readonly idOf: (kind: Parameters<typeof seededId>[1], nth: number) => Promise<string>
  readonly read: <T>(work: (db: Reader) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/** Makes one, in a database of its own. */
export async function openLargeHouse(name: string): Promise<LargeHouse> {
  const clone = await ownClone(name)
  const made = await seedLargeWorkspace(clone.owner)
  const workspaceId = made.workspaceId as WorkspaceId
  const id = made.memberId as MemberId
  const idOf: LargeHouse['idOf'] = (kind, nth) => seededId(clone.owner, kind, nth)
  const ids = {} as Ids
  for (const kind of ['person', 'conversation', 'promise', 'message'] as const)
    ids[kind] = (await idOf(kind, MANY / 2)) as never
  const db = openDatabase(clone.appUrl, 1)
  return {
    ...planFaults(db, clone.appUrl, workspaceId),
    ...{ workspaceId, siteId: made.siteId as SiteId, ids, idOf },
    ...{ me: { id, role: 'owner' }, clerk: { id, role: 'member' } },
    read: (work) => db.read(workspaceId, work),
    close: async () => {
      await db.close()
      await clone.drop()
    },
  }
}
