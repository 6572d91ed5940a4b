import { readConfig } from '../../../src/server/config.ts'
import { type Running, start } from '../../../src/server/start.ts'
import { makePlace, removePlace } from '../../../src/server/world/places.ts'

/** A whole Servus for one journey: its own database, on a free port, with the first-run token it printed. */
export type Server = Running & { readonly setupToken: string; readonly dataDir: string }

export async function startServer(): Promise<Server> {
  const dataDir = makePlace('e2e')
  const config = { ...readConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' }, []), careless: true }
  const running = await start(config, () => {})
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
