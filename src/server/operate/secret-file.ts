import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Secret } from '../secret.ts'

/** A secret that waits beside ours until the restore it belongs to is certain. */
export type StagedSecret = {
  /** Puts it in place, and gives back a sentence for the operator; null if there is nothing to say. */
  readonly place: () => string | null
  readonly drop: () => void
}

/** Where a restore leaves a secret until it is certain; what still lies there was cut short. */
export function stagedSecretFile(dataDir: string): string {
  return join(dataDir, 'secret.restored')
}

/** Writes the secret of a backup beside ours, synced. The one before is kept when it is replaced, if `keepOld`. */
export function stageSecret(
  config: Config,
  ours: Secret,
  restored: string | null,
  keepOld: boolean,
): StagedSecret {
  if (restored === null || restored === ours.hex) return { place: () => null, drop: () => {} }
  const file = join(config.dataDir, 'secret')
  const staged = stagedSecretFile(config.dataDir)
  const drop = () => rmSync(staged, { force: true })
  drop()
  writeFileSync(staged, `${restored}\n`, { mode: 0o600, flush: true })
  const place = () => {
    if (config.secret)
      return `The backup has another secret than SERVUS_SECRET: set that to the line in ${staged}, then remove the file.`
    const kept = `${file}.before-${new Date().toISOString().replace(/\W/g, '').slice(0, 18)}`
    const keep = keepOld && existsSync(file)
    if (keep) linkSync(file, kept)
    renameSync(staged, file)
    sync(config.dataDir)
    return keep ? `The secret is the backup's now; the one before is kept in ${kept}.` : null
  }
  return { place, drop }
}

function sync(dir: string): void {
  const folder = openSync(dir, 'r')
  try {
    fsyncSync(folder)
  } catch {
    // Not every system syncs folders.
  }
  closeSync(folder)
}
