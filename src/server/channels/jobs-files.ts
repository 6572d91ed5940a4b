import { plus } from '../../domain/shared/time.ts'
import type { Database } from '../db/database.ts'
import { type Act, flush } from '../db/flush.ts'
import type { Blobs } from '../files/blobs.ts'
import { realNow } from '../jobs/real-time.ts'
import type { LongRunning, Tick } from '../jobs/tick.ts'
import { pause } from '../mail/pause.ts'
import type { Services } from '../services.ts'
import { deleteUnused, keptAmong, listUnused, workspacesWithUnused } from './store-files.ts'
import { isKept } from './store-junk.ts'

/** So long an upload waits for the message it was meant for. */
const UNUSED_DAYS = 30
const AT_ONCE = 200
/** How often a folder of the store is looked through (ms); there are 256. */
const PERIOD = 60_000
const FOLDERS = 256

/** Lets go of uploads that never became part of a message. A saved reply has its files in a list of its own. */
export const letUploadsGo: Tick = {
  due: (db, now) => workspacesWithUnused(db, now, UNUSED_DAYS),
  run: letSomeGo,
  rounds: 60,
}

async function letSomeGo(act: Act): Promise<void> {
  const before = plus(act.now, { days: -UNUSED_DAYS })
  const ids = await act.db.read(act.workspaceId, (db) => listUnused(db, before, AT_ONCE))
  if (ids.length === 0) return
  await flush({ ...act, actor: { kind: 'system', id: null } }, { writes: [deleteUnused(ids)], events: [] })
}

/** Removes from the disk what nobody has any more, a folder of the store each minute. */
export const sweepFiles: LongRunning = async (services, signal) => {
  for (;;) {
    await pause(PERIOD, signal)
    if (signal.aborted) return
    try {
      await sweepFolder(services, Math.floor(Date.parse(realNow(services)) / PERIOD) % FOLDERS)
    } catch (err) {
      services.log.error({ err }, 'the worker could not look for files that nobody has')
    }
  }
}

/** Removes what nobody has of one folder of the store, 0 to 255; what was put within the hour stays. */
export async function sweepFolder({ db, blobs }: Pick<Services, 'db' | 'blobs'>, nth: number): Promise<void> {
  for (const sha256 of await unkept(db, blobs, nth))
    await blobs.deleteUnless(sha256, () => isKept(db, sha256))
}

/** How many files of the store nobody has; they go by themselves within hours. */
export async function countUnkept(db: Database, blobs: Blobs): Promise<number> {
  let count = 0
  for (let nth = 0; nth < FOLDERS; nth++) count += (await unkept(db, blobs, nth)).length
  return count
}

async function unkept(db: Database, blobs: Blobs, nth: number): Promise<string[]> {
  const all = await blobs.list(nth)
  if (all.length === 0) return []
  const kept = await keptAmong(db, all)
  return all.filter((sha256) => !kept.has(sha256))
}
