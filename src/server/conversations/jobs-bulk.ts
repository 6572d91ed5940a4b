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

/** Goes on with whatever waits, to its end or until the signal is raised. Tests call it. */
export async function bulkNow(services: Services, signal?: AbortSignal): Promise<void> {
  for (const workspaceId of await store.workspacesWithBulk(services.db, realNow(services))) {
    const act = await actIn(services, workspaceId, { kind: 'system', id: null })
    const { due, members } = await services.db.read(workspaceId, async (db) => ({
      due: await store.listBulkDue(db, realNow(services)),
      members: await accounts.listMembers(db),
    }))
    for (const bulk of due) {
      if (signal?.aborted) return
      const member = members.find((m) => m.id === bulk.memberId)
      if (!member) continue
      const language = await services.db.read(workspaceId, (db) =>
        memberLanguage(db, services.languages, member.id),
      )
      const asked: Asked = { ...act, services, member, language, actor: { kind: 'member', id: member.id } }
      // Who may not do it any more does not do it by a worker either: the rest stays as it is.
      if (mayNot(member, 'conversations.write', asked.now))
        await flush(asked, { writes: [store.moveBulk(bulk, 'done', { finishedAt: act.now })], events: [] })
      else await goOn(asked, bulk.id, TURN)
    }
  }
}
