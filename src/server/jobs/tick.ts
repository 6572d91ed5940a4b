import type { Act } from '../db/flush.ts'
import type { Services } from '../services.ts'

/** Something done for one workspace whenever its time has come: finds what is due by a query and calls actions. */
export type Tick = (act: Act, services: Services) => Promise<void>

/** Something that runs as long as the worker does; ends when the signal is raised. */
export type LongRunning = (services: Services, signal: AbortSignal) => Promise<void>
