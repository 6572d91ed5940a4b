import type { WorkspaceId } from '../../domain/shared/ids.ts'
import type { Database, InOne } from '../db/database.ts'

/** Runs work in one transaction, alone under these keys (null: alone in the workspace). */
type Open = <T>(
  db: Database,
  workspaceId: WorkspaceId,
  keys: readonly string[] | null,
  work: (db: InOne) => Promise<T>,
) => Promise<T>

type Job = {
  readonly keys: readonly string[] | null
  readonly run: (db: InOne) => Promise<unknown>
  readonly done: (result: never) => void
  readonly failed: (reason: unknown) => void
}

/** How many transactions at once, and how many acts and keys in one. */
type Most = { readonly lanes: number; readonly together: number; readonly keys: number }

/**
 * Takes acts of one kind and runs those that come at the same time in one transaction: one commit for all of them, and while the database
 * answers one the next is thought about. Those that share a key go one after the other, in the order in which they came. Should any
 * fail, nothing of that transaction stands, and each is run again in one of its own: a bad one holds up nobody.
 */
export class Lanes {
  private readonly open: Open
  private readonly most: Most
  private readonly of = new WeakMap<Database, Map<WorkspaceId, Workspace>>()

  constructor(open: Open, most: Most) {
    this.open = open
    this.most = most
  }

  /**
   * Runs an act that reads and flushes in the `Database` it is handed (and may be run again in another); resolves with what it gives
   * back once that is committed. Its keys: what no two may do at the same time; null: nothing beside it.
   */
  run<T>(
    db: Database,
    workspaceId: WorkspaceId,
    keys: readonly string[] | null,
    run: (db: InOne) => Promise<T>,
  ): Promise<T> {
    const here = this.of.get(db) ?? new Map<WorkspaceId, Workspace>()
    this.of.set(db, here)
    const open = <R>(under: readonly string[] | null, work: (db: InOne) => Promise<R>) =>
      this.open(db, workspaceId, under, work)
    const there = here.get(workspaceId) ?? new Workspace(open, this.most, () => here.delete(workspaceId))
    here.set(workspaceId, there)
    return new Promise<T>((done, failed) => there.add({ keys, run, done, failed }))
  }
}

class Workspace {
  private waiting: Job[] = []
  private readonly running = new Set<readonly Job[]>()
  private soon = false
  private readonly open: <R>(keys: Job['keys'], work: (db: InOne) => Promise<R>) => Promise<R>
  private readonly most: Most
  private readonly idle: () => void

  constructor(open: Workspace['open'], most: Most, idle: () => void) {
    this.open = open
    this.most = most
    this.idle = idle
  }

  add(job: Job): void {
    this.waiting.push(job)
    if (this.soon) return
    this.soon = true
    // Who comes in the same moment goes along.
    setImmediate(() => {
      this.soon = false
      this.begin()
    })
  }

  private begin(): void {
    while (this.running.size < this.most.lanes) {
      // A second one beside the first is worth its while only for many.
      if (this.running.size > 0 && this.waiting.length < this.most.together / 2) break
      const batch = this.pick()
      if (batch.length === 0) break
      this.running.add(batch)
      this.file(batch).finally(() => {
        this.running.delete(batch)
        this.begin()
      })
    }
    if (this.running.size === 0 && this.waiting.length === 0 && !this.soon) this.idle()
  }

  /** Those that may go now, in the order in which they came; none overtakes another that shares a key with it. */
  private pick(): readonly Job[] {
    const under = [...this.running].flat()
    if (under.some((job) => job.keys === null)) return []
    const taken = new Set(under.flatMap((job) => job.keys!))
    const batch: Job[] = []
    const left: Job[] = []
    let keys = 0
    for (const [n, job] of this.waiting.entries()) {
      if (job.keys === null) {
        const alone = under.length === 0 && batch.length === 0 && left.length === 0
        left.push(...this.waiting.slice(alone ? n + 1 : n))
        if (alone) batch.push(job)
        break
      }
      keys += job.keys.length
      const full = batch.length === this.most.together || (batch.length > 0 && keys > this.most.keys)
      if (full) {
        left.push(...this.waiting.slice(n))
        break
      }
      if (job.keys.some((key) => taken.has(key))) {
        for (const key of job.keys) taken.add(key)
        left.push(job)
      } else batch.push(job)
    }
    this.waiting = left
    return batch
  }

  private async file(batch: readonly Job[]): Promise<void> {
    const keys = batch.some((job) => job.keys === null) ? null : batch.flatMap((job) => job.keys!)
    try {
      const results = await this.open(keys, (db) => together(batch, db))
      for (const [n, job] of batch.entries()) job.done(results[n] as never)
    } catch (e) {
      const [only] = batch
      if (batch.length === 1) only!.failed(e)
      else for (const job of batch) await this.open(job.keys, job.run).then(job.done as never, job.failed)
    }
  }
}

async function together(batch: readonly Job[], db: InOne): Promise<unknown[]> {
  let first: { reason: unknown } | null = null
  const under: Promise<unknown>[] = []
  for (const [n, job] of batch.entries()) {
    const before = under.filter((_, b) => batch[b]!.keys?.some((key) => job.keys?.includes(key)))
    under[n] = Promise.all(before)
      .then(() => job.run(db))
      .catch((reason) => {
        first ??= { reason }
      })
  }
  const results = await Promise.all(under)
  if (first) throw (first as { reason: unknown }).reason
  return results
}
