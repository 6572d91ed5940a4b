import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { holderOf, lockDataDir, openDataDir } from '../data-dir.ts'
import { type Reached, reach } from '../db/connect.ts'
import { ClusterBusy } from '../db/embedded.ts'
import { loadSecret, type Secret } from '../secret.ts'

/** How long a Servus that is just starting or stopping is waited for (ms). */
const PATIENCE = 30_000

/** An installation at hand: its database in reach, its secret, and the process that serves with it, if one does. */
export type AtHand = {
  readonly config: Config
  readonly reached: Reached
  readonly secret: Secret
  readonly servus: number | null
}

/**
 * Does work on an installation, whether Servus runs or not: if it does not, its database runs as long as the work does.
 * `orMake` lets a new installation come to be.
 * @throws Error with one sentence.
 */
export async function atHand<T>(
  config: Config,
  what: { name: string; orMake?: boolean; say: (s: string) => void },
  work: (at: AtHand) => Promise<T>,
): Promise<T> {
  const { dataDir, databaseUrl } = config
  if (!what.orMake && !databaseUrl && !existsSync(join(dataDir, 'db')))
    throw new Error(
      `There is no Servus in ${dataDir} yet: npm start makes one, or set DATA_DIR to where it is.`,
    )
  openDataDir(dataDir)
  const secret = loadSecret(dataDir, config.secret)
  for (const until = Date.now() + PATIENCE; ; await pause(250)) {
    const holder = holderOf(dataDir)
    if (holder && holder.what !== 'Servus')
      throw new Error(
        `${holder.what} is at work on ${dataDir} (process ${holder.pid}): try again when it is done.`,
      )
    const release = holder || databaseUrl ? () => {} : lockDataDir(dataDir, what.name)
    try {
      const reached = await reach(config, secret, what.say, { mayStart: !holder })
      try {
        return await work({ config, reached, secret, servus: holder?.pid ?? null })
      } finally {
        if (!holder) await reached.stop()
      }
    } catch (e) {
      // Servus is between two states; in a moment its database runs, or is ours to run.
      if (!(e instanceof ClusterBusy) || Date.now() > until) throw e
    } finally {
      release()
    }
  }
}
