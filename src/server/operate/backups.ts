import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { restoreBackup } from '../backup/restore.ts'
import { saveBackup } from '../backup/save.ts'
import { listWorkspaces } from '../backup/tables.ts'
import { asOwner } from '../db/connect.ts'
import { folderBlobs } from '../files/blobs.ts'
import { secretMark } from '../secret.ts'
import type { AtHand } from './at-hand.ts'
import { type StagedSecret, stageSecret } from './secret-file.ts'

type Say = (sentence: string) => void

/** Saves everything into `file`, or into one named by the moment in `backups/`; says what is inside. */
export async function backUp(
  at: AtHand,
  options: { file: string | null; withSecret: boolean; say: Say; signal?: AbortSignal },
): Promise<string> {
  const { config, reached, secret } = at
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  const file = resolve(options.file ?? join('backups', `servus-${moment}.tar.gz`))
  if (existsSync(file)) throw new Error(`${file} is there already: name another file.`)
  if (!options.file) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // A secret that comes from outside is the operator's to keep.
  const withSecret = options.withSecret && !config.secret
  options.say(`Saving into ${file}…`)
  const { ownerUrl } = reached
  const blobsDir = join(config.dataDir, 'blobs')
  const manifest = await saveBackup({ ...options, ownerUrl, blobsDir, secret, withSecret, file })
  options.say(`Saved: ${file} (${megabytes(statSync(file).size)}).`)
  if (manifest.blobs.damaged.length > 0)
    options.say(
      `${manifest.blobs.damaged.length} stored files are damaged on the disk, and a restore will miss them: ${manifest.blobs.damaged.join(', ')}`,
    )
  if (withSecret)
    options.say(
      'The secret key is INSIDE: whoever has this file can read the mailbox passwords. Keep it locked away.',
    )
  else if (config.secret)
    options.say(
      'The secret key is NOT inside (it comes from SERVUS_SECRET): keep it yourself, or mailbox passwords and customers’ links are lost.',
    )
  else
    options.say(
      `The secret key is NOT inside: keep ${join(config.dataDir, 'secret')} yourself, or mailbox passwords and customers’ links are lost.`,
    )
  return file
}

/**
 * Puts a backup in the place of everything here.
 * @throws Error with one sentence; without `yes` if a workspace would be replaced.
 */
export async function restore(
  at: AtHand,
  options: { file: string; yes: boolean; say: Say; signal?: AbortSignal },
): Promise<void> {
  const { config, reached, secret, servus } = at
  const there = await asOwner(reached.ownerUrl, listWorkspaces)
  if (there.length > 0 && !options.yes)
    throw new Error(
      `This would replace ${there.map((n) => `“${n}”`).join(', ')} in ${config.databaseUrl ? 'the database' : config.dataDir}: back it up, then add --yes.`,
    )
  const staging: { secret: StagedSecret | null } = { secret: null }
  const manifest = await restoreBackup({
    ...options,
    ownerUrl: reached.ownerUrl,
    blobs: folderBlobs(join(config.dataDir, 'blobs')),
    file: resolve(options.file),
    beforeCommit: (inside) => {
      staging.secret = stageSecret(config, secret, inside, there.length > 0)
    },
  }).catch((e) => {
    staging.secret?.drop()
    throw e
  })
  const rows = manifest.tables.reduce((sum, t) => sum + t.rows, 0)
  options.say(
    `Restored: ${rows} rows and ${manifest.blobs.count} stored files, as they stood at ${manifest.madeAt}.`,
  )
  const placed = staging.secret?.place()
  if (placed) options.say(placed)
  if (!manifest.secret.inside && manifest.secret.mark !== secretMark(secret))
    options.say(
      'The backup is without its secret key, and this installation has another: type the mailbox passwords in again ' +
        '(Settings → Mailboxes); links sent to customers no longer open.',
    )
  const queued = await countQueued(at)
  if (queued > 0)
    options.say(
      `${queued} mails were waiting to leave when the backup was made, and will be sent now: some may have left since.`,
    )
  if (config.databaseUrl) options.say('Restart every Servus that uses this database.')
  else if (servus && process.platform !== 'win32') {
    process.kill(servus, 'SIGUSR2')
    options.say('Everybody signs in again. The running Servus starts anew.')
  } else options.say('Everybody signs in again.')
}

async function countQueued(at: AtHand): Promise<number> {
  return await asOwner(at.reached.ownerUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      "select count(*)::int as n from outbox where state = 'queued'",
    )
    return rows[0]!.n
  })
}

/** A size as people read it. */
export function megabytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
