import { mayNot } from '../../domain/accounts/permissions.ts'
import * as accounts from '../accounts/store.ts'
import { memberLanguage } from '../accounts/views-language.ts'
import { flush } from '../db/flush.ts'
import type { Asked } from '../http/route.ts'
import { actIn } from '../http/who.ts'
import { realNow } from '../jobs/real-time.ts'
import type { LongRunning } from '../jobs/tick.ts'
import { pause } from '../mail/pause.ts'
import type { Services } from '../services.ts'
import { goOn } from './actions-bulk.ts'
import * as store from './store-bulk.ts'

/** How often it is looked for something to go on with (ms). */
const PERIOD = 500
/** Chunks of one act before another has its turn. */
const TURN = 20

/** Goes on with what was asked to be done with many conversations, until the signal is raised. */
export const bulkActs: LongRunning = async (services, signal) => {
  while (!signal.aborted) {
    try {
      await bulkNow(services, signal)
    } catch (err) {
      services.log.error({ err }, 'the worker could not go on with what is done with many conversations')
    }
    await pause(PERIOD, signal)
  }
}

/**
 * Goes on with whatever waits, to its end or until the signal is raised; what one stumbles over is told in the log and holds no
 * other. Tests call it.
 */
export async function bulkNow(services: Services, signal?: AbortSignal): Promise<void> {
  const held = (err: unknown, bulkId?: store.BulkId) =>
    services.log.error({ err, bulkId }, 'what is done with many conversations could not go on')
  for (const workspaceId of await store.workspacesWithBulk(services.db, realNow(services))) {
    try {
      const act = await actIn(services, workspaceId, { kind: 'system', id: null })
      const { due, members } = await services.db.read(workspaceId, async (db) => ({
        due: await store.listBulkDue(db, realNow(services)),
        members: await accounts.listMembers(db),
      }))
      for (const bulk of due) {
        if (signal?.aborted) return
        await goOnFor({ ...act, services }, members, bulk).catch((err) => held(err, bulk.id))
      }
    } catch (err) {
      held(err)
    }
  }
}

type Acting = Pick<Asked, 'db' | 'workspaceId' | 'now' | 'newId' | 'services'>
type Members = Awaited<ReturnType<typeof accounts.listMembers>>

// In the name of whoever began it.
async function goOnFor(act: Acting, members: Members, bulk: store.StoredBulk): Promise<void> {
  const { services, db, workspaceId } = act
  const member = members.find((m) => m.id === bulk.memberId)
  if (!member) return
  const language = await db.read(workspaceId, (reader) =>
    memberLanguage(reader, services.languages, member.id),
  )
  const asked: Asked = { ...act, member, language, actor: { kind: 'member', id: member.id } }
  // Who may not do it any more does not do it by a worker either: the rest stays as it is.
  if (mayNot(member, 'conversations.write', asked.now))
    await flush(asked, { writes: [store.moveBulk(bulk, 'done', { finishedAt: act.now })], events: [] })
  else await goOn(asked, bulk.id, TURN)
}
