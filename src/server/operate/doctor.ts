import { existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import en from '../../words/en.json' with { type: 'json' }
import { sayKept } from '../../words/kept.ts'
import { countUnkept } from '../channels/jobs-files.ts'
import { passwordOf } from '../channels/mailboxes-servers.ts'
import { appOf, openToken } from '../channels/mailboxes-tokens.ts'
import { listChecks } from '../channels/store-mail-in-check.ts'
import { listApps, listGrants } from '../channels/store-mail-sign-in.ts'
import { listMailboxes } from '../channels/store-mailboxes.ts'
import { countFailedLetters } from '../channels/store-outbox.ts'
import { asOwner } from '../db/connect.ts'
import { openDatabase } from '../db/database.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { wallFaults } from '../db/wall.ts'
import { parkedFor } from '../events/parked.ts'
import { folderBlobs } from '../files/blobs.ts'
import { everyWorkspace } from '../jobs/due.ts'
import type { AtHand } from './at-hand.ts'
import { megabytes } from './backups.ts'
import { stagedSecretFile } from './secret-file.ts'

/** One thing looked at: whether it is well, and a sentence that says so, or says the mend. */
export type Finding = { readonly well: boolean; readonly sentence: string }

/** Below this much free space the database may stop (bytes). */
const LITTLE = 1_000_000_000

/** Looks an installation over and says in sentences what is well and what is not. */
export async function examine(at: AtHand): Promise<Finding[]> {
  const looks = [
    lookAtProcess,
    lookAtDisk,
    lookAtSecret,
    lookAtDatabase,
    lookAtWall,
    lookAtMigrations,
    lookAtFiles,
    lookAtMail,
    lookAtProviders,
    lookAtParked,
  ]
  const findings: Finding[] = []
  for (const look of looks) {
    try {
      findings.push(...(await look(at)))
    } catch (e) {
      findings.push(bad((e as Error).message))
    }
  }
  return findings
}

function lookAtProcess({ config, servus }: AtHand): Finding[] {
  if (config.databaseUrl) return []
  return [
    good(
      servus
        ? `Servus runs on ${config.dataDir} (process ${servus}).`
        : `Servus does not run on ${config.dataDir}.`,
    ),
  ]
}

async function lookAtDisk({ config }: AtHand): Promise<Finding[]> {
  const disk = await statfs(config.dataDir)
  const free = disk.bavail * disk.bsize
  const told = `${config.dataDir} has ${megabytes(free)} free`
  return [free > LITTLE ? good(`${told}.`) : bad(`${told}: free some space before the database stops.`)]
}

function lookAtSecret({ config }: AtHand): Finding[] {
  const staged = stagedSecretFile(config.dataDir)
  const cut = existsSync(staged)
    ? [
        bad(
          `${staged} is left of a restore: if mailbox passwords do not open, it is the secret they need; else remove it.`,
        ),
      ]
    : []
  if (config.secret) return [good('The secret comes from SERVUS_SECRET.'), ...cut]
  const file = join(config.dataDir, 'secret')
  const open = (statSync(file).mode & 0o077) !== 0 && process.platform !== 'win32'
  return [
    open
      ? bad(`${file} may be read by others: chmod 600 ${file}.`)
      : good('The secret is readable by its owner only.'),
    ...cut,
  ]
}

async function lookAtDatabase({ config, reached }: AtHand): Promise<Finding[]> {
  return await asOwner(reached.ownerUrl, async (client) => {
    const { rows } = await client.query<{ version: string; encoding: string; size: number }>(
      `select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
         pg_database_size(current_database()) as size`,
    )
    const { version, encoding, size } = rows[0]!
    const whose = config.databaseUrl ? 'at DATABASE_URL' : 'of our own'
    return [
      good(`The database is PostgreSQL ${version} ${whose}, ${megabytes(size)} large.`),
      ...(encoding === 'UTF8'
        ? []
        : [
            bad(
              `The database is in ${encoding}: make one with ENCODING 'UTF8' and restore a backup into it.`,
            ),
          ]),
    ]
  })
}

async function lookAtWall({ reached }: AtHand): Promise<Finding[]> {
  const faults = await asOwner(reached.ownerUrl, wallFaults)
  return faults.length > 0 ? faults.map(bad) : [good('The wall between workspaces stands.')]
}

async function lookAtMigrations({ reached }: AtHand): Promise<Finding[]> {
  const waiting = await asOwner(reached.ownerUrl, (client) => pendingMigrations(client))
  if (waiting.length === 0) return [good('The database has had every migration.')]
  return [bad(`The database has yet to get ${waiting.join(', ')}: start Servus, it does that.`)]
}

async function lookAtFiles({ config, reached }: AtHand): Promise<Finding[]> {
  // Before the migration that tells them apart, nobody can say.
  if ((await asOwner(reached.ownerUrl, (client) => pendingMigrations(client))).length > 0) return []
  const db = openDatabase(reached.appUrl, 2)
  try {
    const count = await countUnkept(db, folderBlobs(join(config.dataDir, 'blobs')))
    const one = count === 1 ? 'One stored file belongs' : `${count} stored files belong`
    return [
      good(
        count === 0
          ? 'Every stored file belongs to something.'
          : `${one} to nothing any more: they go by themselves within hours while Servus runs.`,
      ),
    ]
  } finally {
    await db.close()
  }
}

async function lookAtMail({ reached, secret }: AtHand): Promise<Finding[]> {
  const db = openDatabase(reached.appUrl, 2)
  try {
    const findings: Finding[] = []
    for (const workspaceId of await everyWorkspace(db)) {
      const checks = await db.read(workspaceId, listChecks)
      for (const m of await db.read(workspaceId, listMailboxes)) {
        const differs = checks.find((c) => c.mailboxId === m.id)?.differsSince
        if (differs && !m.archivedAt)
          findings.push(
            bad(
              `The receipt book of ${m.address} does not agree with what is there since ${differs}: look at Settings → Mailboxes → its receipt book.`,
            ),
          )
        const letters = await db.read(workspaceId, (reader) => countFailedLetters(reader, m.id))
        if (letters > 0)
          findings.push(
            bad(
              `${letters} of the letters ${m.address} sends for the house (invitations, new passwords, notices) did not arrive: look at Settings → Outbox → Failed.`,
            ),
          )
        try {
          passwordOf(secret, workspaceId, m)
        } catch {
          findings.push(
            bad(
              `The password of ${m.address} does not open with this secret: type it in again (Settings → Mailboxes).`,
            ),
          )
          continue
        }
        const why = m.stateReason ? ` (${sayKept(en, m.stateReason)})` : ''
        if (m.state === 'sign_in')
          findings.push(bad(`Nobody is signed in for ${m.address}: press "Sign in" at Settings → Mailboxes.`))
        else if (m.state === 'refused')
          findings.push(bad(`${m.address} is refused by its server${why}: look at Settings → Mailboxes.`))
        else if (m.state === 'waiting_retry')
          findings.push(bad(`${m.address} cannot be reached${why}: it is tried again by itself.`))
        else findings.push(good(`${m.address} is ${m.state === 'off' ? 'switched off' : m.state}.`))
      }
    }
    return findings
  } finally {
    await db.close()
  }
}

async function lookAtProviders({ reached, secret }: AtHand): Promise<Finding[]> {
  const db = openDatabase(reached.appUrl, 2)
  try {
    const findings: Finding[] = []
    for (const workspaceId of await everyWorkspace(db)) {
      const boxes = await db.read(workspaceId, listMailboxes)
      for (const app of await db.read(workspaceId, listApps)) {
        const where = `Settings → Mail providers (${app.provider})`
        if (app.problem) findings.push(bad(`${sayKept(en, app.problem)} It is at ${where}.`))
        if (!opens(() => appOf(secret, workspaceId, app)))
          findings.push(bad(`The secret of the app at ${where} does not open: type it in again there.`))
      }
      for (const grant of await db.read(workspaceId, listGrants)) {
        const box = boxes.find((m) => m.id === grant.mailboxId && m.provider && !m.archivedAt)
        const token = () => openToken(secret, workspaceId, grant.mailboxId, grant.refreshToken)
        if (box && !opens(token))
          findings.push(
            bad(`What ${box.address} is signed in with does not open with this secret: sign in again.`),
          )
      }
    }
    return findings
  } finally {
    await db.close()
  }
}

function opens(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

async function lookAtParked({ reached }: AtHand): Promise<Finding[]> {
  const db = openDatabase(reached.appUrl, 2)
  try {
    const findings: Finding[] = []
    for (const workspaceId of await everyWorkspace(db)) {
      const parked = await parkedFor(db, workspaceId)
      const latest = parked[0]
      if (latest)
        findings.push(
          bad(
            `${parked.length} of the events of workspace ${workspaceId} could not be dealt with (the latest: ${latest.reader}: ${latest.problem}): mend that, then have them tried again (POST /api/parked-events/{id}/retry).`,
          ),
        )
    }
    return findings.length > 0 ? findings : [good('No event waits for somebody to look at it.')]
  } finally {
    await db.close()
  }
}

function good(sentence: string): Finding {
  return { well: true, sentence }
}

function bad(sentence: string): Finding {
  return { well: false, sentence }
}
