import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../../src/server/config.ts'
import { type Running, start } from '../../../src/server/start.ts'

/** A whole Servus for one journey: its own database, on a free port, with the first-run token it printed. */
export type Server = Running & { readonly setupToken: string; readonly dataDir: string }

export async function startServer(): Promise<Server> {
  const dataDir = mkdtempSync(join(tmpdir(), 'servus-e2e-'))
  // Else the database's own user could not enter, and its files would stay behind elsewhere.
  chmodSync(dataDir, 0o711)
  const config = { ...readConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' }, []), careless: true }
  const running = await start(config, () => {})
  return {
    ...running,
    dataDir,
    setupToken: running.services.setupToken,
    stop: async () => {
      await running.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
