import { type Running, start } from '../../../src/server/start.ts'
import { removePlace } from '../../../src/server/world/places.ts'
import { carelessly, makeGround } from './ground.ts'

/** A whole Servus for one journey: its own database, on a free port, with the first-run token it printed. */
export type Server = Running & { readonly setupToken: string; readonly dataDir: string }

/** Starts one right after the first start, or after the demo was opened. */
export async function startServer(from: 'ground' | 'demo' = 'ground'): Promise<Server> {
  const dataDir = makeGround('e2e', from)
  const running = await start(carelessly(dataDir), () => {})
  return {
    ...running,
    dataDir,
    setupToken: running.services.setupToken,
    stop: async () => {
      await running.stop()
      removePlace(dataDir)
    },
  }
}
