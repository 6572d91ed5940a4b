import { sql } from 'kysely'
import type { MailProvider } from '../../domain/channels/mail-sign-in.ts'
import type { MailboxId, SiteId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { MailPosition } from '../mail/imap.ts'

export type MailboxState = 'off' | 'connecting' | 'ready' | 'waiting_retry' | 'refused' | 'sign_in'
export type StoredMailbox = {
  readonly id: MailboxId
  readonly siteId: SiteId
  readonly address: string
  readonly displayName: string
  readonly imapHost: string | null
  readonly imapPort: number | null
  readonly imapTls: boolean | null
  readonly smtpHost: string | null
  readonly smtpPort: number | null
  readonly smtpTls: boolean | null
  readonly username: string | null
  /** Where it is signed in; null: by name and password. */
  readonly provider: MailProvider | null
  /** Whose account signs in, where that is not its own. */
  readonly signInAs: string | null
  /** The password, sealed. */
  readonly secret: Buffer | null
  readonly caPem: string | null
  readonly pushTokenHash: string | null
  /** The names of the servers whose findings about senders are believed. */
  readonly believedServers: readonly string[]
  readonly state: MailboxState
  readonly stateReason: string | null
  readonly stateAt: Instant
  /** Real time; null for everything the mailbox holds. */
  readonly fetchSince: Instant | null
  readonly uidValidity: number | null
  readonly lastUid: number | null
  /** When its server was last asked for new mail. */
  readonly lookedAt: Instant | null
  readonly archivedAt: Instant | null
  readonly createdAt: Instant
  readonly version: number
}
/** What somebody sets; the rest is what happens to it. */
export type MailboxSettings = Omit<
  StoredMailbox,
  | 'pushTokenHash'
  | 'believedServers'
  | 'stateAt'
  | 'uidValidity'
  | 'lastUid'
  | 'lookedAt'
  | 'createdAt'
  | 'version'
>

/** Every mailbox, disconnected ones too, the oldest first. */
export async function listMailboxes(db: Reader): Promise<StoredMailbox[]> {
  const rows = await db.selectFrom('mailboxes').selectAll().orderBy('createdAt').limit(500).execute()
  return rows as unknown as StoredMailbox[]
}

/** A mailbox, also a disconnected one; null if there is none. */
export async function findMailbox(db: Reader, id: MailboxId): Promise<StoredMailbox | null> {
  const row = await db.selectFrom('mailboxes').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredMailbox) ?? null
}

/** The receipt book in figures: how many messages of each mailbox are in each state. */
export async function countReceipts(db: Reader) {
  const rows = await db
    .selectFrom('inboundMails')
    .select(['mailboxId', 'state', (e) => e.fn.countAll<number>().as('n')])
    .groupBy(['mailboxId', 'state'])
    .execute()
  return rows as {
    mailboxId: MailboxId
    state: 'waiting' | 'filed' | 'kept' | 'doubled' | 'junk'
    n: number
  }[]
}

/** Adds a mailbox with its sealed password. */
export function insertMailbox(workspaceId: WorkspaceId, m: MailboxSettings, now: Instant): Write {
  return {
    query: compiler
      .insertInto('mailboxes')
      .values({ ...m, workspaceId, stateAt: now, createdAt: now, version: 1 }),
  }
}

/** Saves what somebody set; with `anew` reading begins again at `fetchSince`, because it is another server. */
export function updateMailbox(m: MailboxSettings, version: number, now: Instant, anew: boolean): Write {
  const { id, ...settings } = m
  return {
    query: compiler
      .updateTable('mailboxes')
      .set({
        ...settings,
        stateAt: now,
        version: version + 1,
        // Another server signs by another name.
        ...(anew ? { uidValidity: null, lastUid: null, believedServers: [] } : {}),
      })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Sets the token for posting; watching goes on undisturbed, so the version stays. */
export function updatePostToken(id: MailboxId, pushTokenHash: string): Write {
  return {
    query: compiler.updateTable('mailboxes').set({ pushTokenHash }).where('id', '=', id),
    must: 'not_found',
  }
}

/** Has a mailbox begin anew, with what it is given now. */
export function wakeMailbox({ id, imapHost }: StoredMailbox, now: Instant): Write {
  const state = imapHost === null ? 'off' : 'connecting'
  return {
    query: compiler
      .updateTable('mailboxes')
      .set({ state, stateReason: null, stateAt: now, version: sql`version + 1` })
      .where('id', '=', id)
      .where('archivedAt', 'is', null),
  }
}

/** Has the mailboxes begin anew that are signed in at a provider and are not well. */
export function wakeMailboxesOf(provider: MailProvider, now: Instant): Write {
  return {
    query: compiler
      .updateTable('mailboxes')
      .set({ state: 'connecting', stateReason: null, stateAt: now, version: sql`version + 1` })
      .where('provider', '=', provider)
      .where('archivedAt', 'is', null)
      .where('imapHost', 'is not', null)
      .where('state', 'in', ['refused', 'waiting_retry']),
  }
}

/** How watching goes. Only while the settings it was started with stand. */
export function updateState(
  id: MailboxId,
  version: number,
  state: { state: MailboxState; stateReason: string | null; stateAt: Instant },
): Write {
  return {
    query: compiler
      .updateTable('mailboxes')
      .set(state)
      .where('id', '=', id)
      .where('version', '=', version)
      .where('archivedAt', 'is', null),
    must: 'changed_meanwhile',
  }
}

/**
 * Where reading stands; null has it begin again. Nothing, if the mailbox has other settings by now, and never back within a folder:
 * what was missed and is fetched later lies behind it.
 */
export function updatePosition(id: MailboxId, version: number, position: MailPosition | null): Write {
  let query = compiler
    .updateTable('mailboxes')
    .set({ uidValidity: position?.uidValidity ?? null, lastUid: position?.uid ?? null })
    .where('id', '=', id)
    .where('version', '=', version)
  if (position)
    query = query.where(
      sql<boolean>`(uid_validity is distinct from ${position.uidValidity} or coalesce(last_uid, -1) < ${position.uid})`,
    )
  return { query }
}

/** That the server of a mailbox was asked for new mail. */
export function updateLooked(id: MailboxId, lookedAt: Instant): Write {
  return { query: compiler.updateTable('mailboxes').set({ lookedAt }).where('id', '=', id) }
}

/** The mailboxes to be watched, of every workspace. */
export async function listToWatch(db: Database) {
  const { rows } = await sql<{ workspaceId: WorkspaceId; id: MailboxId; version: number }>`
    select workspace_id, id, version from jobs.mailboxes_to_watch()`.execute(db.system)
  return rows
}
