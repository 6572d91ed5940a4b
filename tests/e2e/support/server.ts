import { type Running, start } from '../../../src/server/start.ts'
import { removePlace } from '../../../src/server/world/places.ts'
import { carelessly, makeGround } from './ground.ts'

/** A whole Servus for one journey: its own database, on a free port, with the first-run token it printed. */
export type Server = Running & {
  readonly setupToken: string
  readonly dataDir: string
  /** stops it as an outage does: what it holds stays, and `startServer` on the same folder goes on from there */
  readonly goDown: () => Promise<void>
}

/**
 * Starts one right after the first start, or after the demo was opened; or on the folder of another that went down, whose place it
 * takes. Under role `web` nothing is done by itself.
 */
export async function startServer(
  from: 'ground' | 'demo' | { readonly dataDir: string } = 'ground',
  role: 'all' | 'web' = 'all',
): Promise<Server> {
  const dataDir = typeof from === 'string' ? makeGround('e2e', from) : from.dataDir
  const running = await start({ ...carelessly(dataDir), role }, () => {})
  return {
    ...running,
    dataDir,
    setupToken: running.services.setupToken,
    goDown: running.stop,
    stop: async () => {
      await running.stop()
      removePlace(dataDir)
    },
  }
}
