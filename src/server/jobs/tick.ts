import type { WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Database } from '../db/database.ts'
import type { Act } from '../db/flush.ts'
import type { Services } from '../services.ts'

/** A workspace in which something has fallen due, and how far its clock is ahead of real time (seconds; 0 but in demos). */
export type DueIn = { readonly workspaceId: WorkspaceId; readonly clockAheadSeconds: number }

/**
 * Something done whenever its time has come: one query over all workspaces finds where (`due`, by real time), then `run`
 * finds what is due there and calls actions.
 */
export type Tick = {
  readonly due: (db: Database, now: Instant) => Promise<readonly DueIn[]>
  readonly run: (act: Act, services: Services) => Promise<void>
  /** Looked for only every so many rounds of the worker (of a second each); every round if not said. */
  readonly rounds?: number
}

/** Something that runs as long as the worker does; ends when the signal is raised. */
export type LongRunning = (services: Services, signal: AbortSignal) => Promise<void>
