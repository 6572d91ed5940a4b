import { FILE_KEPT_DAYS } from '../../domain/imports/import.ts'
import { plus } from '../../domain/shared/time.ts'
import { kept } from '../../words/kept.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { FileUnreadable } from '../files/csv.ts'
import { actIn } from '../http/who.ts'
import { realNow } from '../jobs/real-time.ts'
import type { LongRunning } from '../jobs/tick.ts'
import { faultOf } from '../mail/faults.ts'
import { pause } from '../mail/pause.ts'
import type { Services } from '../services.ts'
import { bringFolders, bringMbox, serverOfImport } from './jobs-mails.ts'
import { bringPeople, checkPeople } from './jobs-people.ts'
import { CLAIM, ImportSaver, type Job, Stopped } from './jobs-saver.ts'
import { takeBack } from './jobs-undo.ts'
import * as store from './store.ts'
import { importFile, removeFile } from './store-files.ts'
import { deleteLines } from './store-lines.ts'

/** How often it is looked for an import to go on with (ms). */
const PERIOD = 1000
/** Imports one process is at at the same time: mail that comes now goes before. */
const AT_ONCE = 1
/** How often a worker says that it is still there (ms). */
const HEARTBEAT = 3000
/** After so many attempts that came no further it is given up until somebody goes on with it. */
const MOST_ATTEMPTS = 5

/** Goes on with imports until the signal is raised, and throws away files that have had their time. */
export const imports: LongRunning = async (services, signal) => {
  const busy = new Map<string, Promise<void>>()
  while (!signal.aborted) {
    try {
      for (const due of await listDue(services)) {
        if (busy.has(due.row.id) || busy.size >= AT_ONCE) continue
        busy.set(
          due.row.id,
          goOn(services, due, signal).finally(() => busy.delete(due.row.id)),
        )
      }
    } catch (err) {
      services.log.error({ err }, 'the worker could not look for imports')
    }
    await pause(PERIOD, signal)
  }
  await Promise.all(busy.values())
}

/** Goes on with whatever is due once, to its end. Tests call it. */
export async function importNow(services: Services): Promise<void> {
  const never = new AbortController().signal
  for (const due of await listDue(services)) await goOn(services, due, never)
}

type Due = { readonly act: Act; readonly row: store.StoredImport }

async function listDue(services: Services): Promise<Due[]> {
  const now = realNow(services)
  const due: Due[] = []
  for (const workspaceId of await store.workspacesWithImports(services.db, now)) {
    const act = await actIn(services, workspaceId, { kind: 'system', id: null })
    const rows = await services.db.read(workspaceId, (db) => store.listDue(db, now))
    due.push(
      ...rows.map((row) => ({ act: { ...act, actor: { kind: 'member' as const, id: row.askedBy } }, row })),
    )
    for (const row of await services.db.read(workspaceId, (db) => store.listOutlived(db, now)))
      await throwAway(services, act, row)
  }
  return due
}

async function throwAway(services: Services, act: Act, row: store.StoredImport): Promise<void> {
  await removeFile(importFile(services.config, act.workspaceId, row.id))
  const change = { fileUntil: null, ...(row.state === 'uploading' ? { state: 'undone' as const } : {}) }
  // What stood in its lines goes with it.
  const writes = [store.updateImport(row, change), deleteLines(row.id)]
  await flush(act, { writes, events: [] }).catch((e) => {
    if (!(e instanceof Refused)) throw e
  })
}

async function goOn(services: Services, { act, row }: Due, signal: AbortSignal): Promise<void> {
  const saver = new ImportSaver(services, act, row)
  try {
    await saver.save({ attempts: row.attempts + 1 })
    const path = importFile(services.config, act.workspaceId, row.id)
    await run({ services, saver, path, signal })
  } catch (err) {
    // Paused, or somebody else is at it.
    if (!(err instanceof Stopped)) services.log.error({ err, import: row.id }, 'an import could not go on')
  }
}

async function run(job: Job): Promise<void> {
  const { services, saver, signal } = job
  const over = new AbortController()
  const heart = setInterval(() => {
    saver.hold().catch(() => over.abort())
  }, HEARTBEAT)
  try {
    await work({ ...job, signal: AbortSignal.any([signal, over.signal]) })
  } catch (err) {
    if (err instanceof Stopped || over.signal.aborted) throw new Stopped('it was stopped')
    // A server that ends hands it over at once.
    if (signal.aborted) await saver.save({ claimedUntil: realNow(services), attempts: 0 })
    else await trouble(job, err)
  } finally {
    clearInterval(heart)
  }
}

async function work(job: Job): Promise<void> {
  const { services, saver } = job
  const { state, kind } = saver.row
  if (state === 'undoing') return await takeBack(job)
  if (state === 'checking') return await checkPeople(job)
  const gone = await { people: bringPeople, mbox: bringMbox, folder: bringFolders }[kind](job)
  const total = saver.row.made + saver.row.same + saver.row.leftOut + saver.row.failed
  const fileUntil = kind === 'folder' ? null : plus(realNow(services), { days: FILE_KEPT_DAYS })
  const done = { state: 'done', total, fileUntil, finishedAt: saver.act.now, claimedUntil: null } as const
  const problem = gone?.length
    ? ({ code: 'mail', reason: kept('folders_gone', { folders: gone.join(', ') }) } as const)
    : null
  await saver.save({ ...done, secret: null, problem })
}

// A line that was cut mends itself: it goes on later, from where it came to. What does not is told with its mend.
async function trouble(job: Job, err: unknown): Promise<void> {
  const { services, saver } = job
  const { attempts } = saver.row
  services.log.warn({ err, import: saver.row.id }, 'an import was cut')
  const lasting = err instanceof FileUnreadable || attempts >= MOST_ATTEMPTS
  const problem = await problemOf(job, err)
  const claimedUntil = plus(realNow(services), { seconds: Math.max(CLAIM, 5 * 2 ** attempts) })
  const { state } = saver.row
  if (!lasting || state === 'undoing') return await saver.save({ problem, claimedUntil })
  // A file that cannot be looked through is as it was before; people may read its columns otherwise.
  if (state === 'checking')
    return await saver.save({ state: 'ready', problem, claimedUntil: null, total: null })
  await saver.save({ state: 'failed', problem, claimedUntil: null, finishedAt: saver.act.now })
}

async function problemOf(job: Job, err: unknown): Promise<store.ImportProblem> {
  if (err instanceof FileUnreadable) return { code: err.fault, line: null }
  if (job.saver.row.kind === 'folder' && !(err instanceof Refused)) {
    const server = await serverOfImport(job).catch(() => null)
    if (server) return { code: 'mail', reason: faultOf(err, server).reason }
  }
  return { code: 'other', reason: (err as Error).message.slice(0, 300) }
}
