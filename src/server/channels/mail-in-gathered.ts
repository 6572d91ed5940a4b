import type { WorkspaceId } from '../../domain/shared/ids.ts'
import type { Database } from '../db/database.ts'

type One<T, R> = {
  readonly item: T
  readonly done: (result: R) => void
  readonly failed: (reason: unknown) => void
}

/**
 * Gathers what comes while something is under way, and does it all at once then: one commit for all. Should that fail, each is done by
 * itself, so that a bad one holds up nobody.
 */
export class Gathered<T, R> {
  private readonly all: (db: Database, workspaceId: WorkspaceId, items: readonly T[]) => Promise<R[]>
  private readonly together: number
  private readonly of = new WeakMap<Database, Map<WorkspaceId, One<T, R>[]>>()

  constructor(all: Gathered<T, R>['all'], together: number) {
    this.all = all
    this.together = together
  }

  /** Does it with whatever else there is; resolves once it stands. */
  add(db: Database, workspaceId: WorkspaceId, item: T): Promise<R> {
    const here = this.of.get(db) ?? new Map<WorkspaceId, One<T, R>[]>()
    this.of.set(db, here)
    return new Promise((done, failed) => {
      const one = { item, done, failed }
      const waiting = here.get(workspaceId)
      if (waiting) return void waiting.push(one)
      const list = [one]
      here.set(workspaceId, list)
      // Who comes in the same moment goes along.
      setImmediate(() => this.empty(db, workspaceId, list).finally(() => here.delete(workspaceId)))
    })
  }

  private async empty(db: Database, workspaceId: WorkspaceId, list: One<T, R>[]): Promise<void> {
    while (list.length > 0) {
      const batch = list.splice(0, this.together)
      const items = batch.map((one) => one.item)
      try {
        const results = await this.all(db, workspaceId, items)
        for (const [n, one] of batch.entries()) one.done(results[n]!)
      } catch (e) {
        if (batch.length === 1) batch[0]!.failed(e)
        else
          for (const one of batch)
            await this.all(db, workspaceId, [one.item]).then(([result]) => one.done(result!), one.failed)
      }
    }
  }
}
