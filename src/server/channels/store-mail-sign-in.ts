import { sql } from 'kysely'
import type { Bound, MailProvider, SignInPlaces } from '../../domain/channels/mail-sign-in.ts'
import type { MailboxId, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { DueIn } from '../jobs/tick.ts'

/** The app a workspace registered at a provider. */
export type StoredApp = SignInPlaces & {
  readonly provider: MailProvider
  readonly clientId: string
  /** Sealed; null for an app without one. */
  readonly secret: Buffer | null
  /** The authority its provider's certificate is of, where that is one of their own (PEM). */
  readonly caPem: string | null
  /** What the provider has against it, as it is kept (see words/kept.ts). */
  readonly problem: string | null
  readonly version: number
}

/** What a provider gave for a mailbox; tokens are sealed, moments real time. */
export type StoredGrant = {
  readonly mailboxId: MailboxId
  readonly provider: MailProvider
  readonly account: string | null
  readonly bound: Bound
  readonly refreshToken: Buffer
  readonly accessToken: Buffer | null
  readonly accessUntil: Instant | null
  readonly generation: number
  readonly claimedUntil: Instant | null
  readonly attempts: number
  readonly retryAt: Instant | null
  readonly problem: string | null
  readonly endedAt: Instant | null
  readonly leavesAt: Instant | null
}

/** Somebody on their way to a provider and back. */
export type StoredSignIn = {
  readonly stateHash: string
  readonly sessionHash: string
  readonly memberId: MemberId
  readonly mailboxId: MailboxId
  readonly provider: MailProvider
  /** Sealed. */
  readonly verifier: Buffer
  readonly nonce: string
  readonly redirectUri: string
  readonly bound: Bound
  readonly until: Instant
}

/** How long an app that was removed can be had back (minutes); then it is forgotten with its secret. */
const APP_STAYS = 10

/** The apps of a workspace; `removed` ones too or not. */
export async function listApps(db: Reader, removed = false): Promise<StoredApp[]> {
  let query = db.selectFrom('mailApps').selectAll()
  if (!removed) query = query.where('removedAt', 'is', null)
  return (await query.execute()) as unknown as StoredApp[]
}

/** The app at a provider, or null. */
export async function findApp(db: Reader, provider: MailProvider): Promise<StoredApp | null> {
  const row = await db
    .selectFrom('mailApps')
    .selectAll()
    .where('provider', '=', provider)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  return (row as unknown as StoredApp) ?? null
}

/** Adds an app, in the place of one that was removed; `changed_meanwhile` where there is one. */
export function insertApp(workspaceId: WorkspaceId, app: Omit<StoredApp, 'version'>): Write {
  const values = { ...app, removedAt: null, version: 1 }
  return {
    query: compiler
      .insertInto('mailApps')
      .values({ ...values, workspaceId })
      .onConflict((c) =>
        c
          .columns(['workspaceId', 'provider'])
          .doUpdateSet(values)
          .where('mailApps.removedAt', 'is not', null),
      ),
    must: 'changed_meanwhile',
  }
}

/** Changes an app; `changed_meanwhile` where it is not as it was read. */
export function updateApp({ provider, ...app }: Omit<StoredApp, 'version'>, version: number): Write {
  return {
    query: compiler
      .updateTable('mailApps')
      .set({ ...app, version: version + 1 })
      .where('provider', '=', provider)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Writes down what a provider has against an app; null: nothing any more. */
export function updateAppProblem(app: StoredApp, problem: string | null): Write {
  return {
    query: compiler
      .updateTable('mailApps')
      .set({ problem })
      .where('provider', '=', app.provider)
      .where('version', '=', app.version),
  }
}

/** Takes an app away; it can be had back for a while. `now`: real time. */
export function removeApp(provider: MailProvider, now: Instant): Write {
  return {
    query: compiler
      .updateTable('mailApps')
      .set({ removedAt: now })
      .where('provider', '=', provider)
      .where('removedAt', 'is', null),
    must: 'not_found',
  }
}

/** Has an app back that was removed lately. */
export function restoreApp(provider: MailProvider, now: Instant): Write {
  return {
    query: compiler
      .updateTable('mailApps')
      .set({ removedAt: null })
      .where('provider', '=', provider)
      .where('removedAt', '>', plus(now, { minutes: -APP_STAYS })),
    must: 'not_found',
  }
}

/** Forgets an app that was removed longer ago. */
export function forgetApp(provider: MailProvider, now: Instant): Write {
  return {
    query: compiler
      .deleteFrom('mailApps')
      .where('provider', '=', provider)
      .where('removedAt', '<=', plus(now, { minutes: -APP_STAYS })),
  }
}

/** Where apps stand that were removed longer ago, and by which nothing is to be given back any more. */
export async function listForgotten(db: Reader, now: Instant): Promise<MailProvider[]> {
  const rows = await db
    .selectFrom('mailApps')
    .select('provider')
    .where('removedAt', '<=', plus(now, { minutes: -APP_STAYS }))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('mailGrants')
            .select('mailboxId')
            .whereRef('mailGrants.provider', '=', 'mailApps.provider')
            .where('leavesAt', 'is not', null),
        ),
      ),
    )
    .execute()
  return rows.map((row) => row.provider as MailProvider)
}

/** What was given for a mailbox, or null. */
export async function findGrant(db: Reader, mailboxId: MailboxId): Promise<StoredGrant | null> {
  const row = await db
    .selectFrom('mailGrants')
    .selectAll()
    .where('mailboxId', '=', mailboxId)
    .executeTakeFirst()
  return (row as unknown as StoredGrant) ?? null
}

/** All that was given. */
export async function listGrants(db: Reader): Promise<StoredGrant[]> {
  return (await db.selectFrom('mailGrants').selectAll().execute()) as unknown as StoredGrant[]
}

type NewGrant = Pick<
  StoredGrant,
  'mailboxId' | 'provider' | 'account' | 'bound' | 'refreshToken' | 'accessToken' | 'accessUntil'
>

/** Keeps what a provider gave, in the place of what it gave before. */
export function putGrant(workspaceId: WorkspaceId, grant: NewGrant): Write {
  const fresh = {
    ...{ claimedUntil: null, attempts: 0, retryAt: null },
    ...{ problem: null, endedAt: null, leavesAt: null },
  }
  const values = { ...grant, bound: JSON.stringify(grant.bound), ...fresh }
  return {
    query: compiler
      .insertInto('mailGrants')
      .values({ ...values, workspaceId })
      .onConflict((c) =>
        c.columns(['workspaceId', 'mailboxId']).doUpdateSet({
          ...values,
          generation: (eb) => eb('mailGrants.generation', '+', 1),
        }),
      ),
  }
}

/** Takes the turn to renew: only where nobody has it, and the tokens are those that were read. */
export function claimGrant(grant: StoredGrant, until: Instant, now: Instant): Write {
  return {
    query: compiler
      .updateTable('mailGrants')
      .set({ claimedUntil: until })
      .where('mailboxId', '=', grant.mailboxId)
      .where('generation', '=', grant.generation)
      .where('endedAt', 'is', null)
      .where((eb) => eb.or([eb('claimedUntil', 'is', null), eb('claimedUntil', '<=', now)])),
    must: 'changed_meanwhile',
  }
}

/** What a turn came to. */
export type Renewed = Partial<
  Pick<
    StoredGrant,
    'refreshToken' | 'accessToken' | 'accessUntil' | 'attempts' | 'retryAt' | 'problem' | 'endedAt'
  >
>

/** Ends a turn. Nothing where somebody signed in anew meanwhile: what was renewed is not wanted any more. */
export function settleGrant(grant: StoredGrant, change: Renewed): Write {
  return {
    query: compiler
      .updateTable('mailGrants')
      .set({
        ...change,
        ...(change.accessToken ? { generation: grant.generation + 1 } : {}),
        claimedUntil: null,
      })
      .where('mailboxId', '=', grant.mailboxId)
      .where('generation', '=', grant.generation),
  }
}

/** Has tokens of a provider be asked for anew at once. */
export function hurryGrants(provider: MailProvider): Write {
  return {
    query: compiler.updateTable('mailGrants').set({ retryAt: null }).where('provider', '=', provider),
  }
}

/** When what was given is to be given back; null: it is wanted after all. */
export function letGrantLeave(mailboxId: MailboxId, leavesAt: Instant | null): Write {
  return {
    query: compiler
      .updateTable('mailGrants')
      .set({ leavesAt, attempts: 0 })
      .where('mailboxId', '=', mailboxId),
  }
}

/** Forgets what was given, unless it is other than it was read. */
export function deleteGrant(grant: StoredGrant): Write {
  return {
    query: compiler
      .deleteFrom('mailGrants')
      .where('mailboxId', '=', grant.mailboxId)
      .where('generation', '=', grant.generation)
      .where('leavesAt', 'is not', null),
  }
}

/** Leaves giving back to a later time. */
export function delayLeaving(grant: StoredGrant, attempts: number, leavesAt: Instant): Write {
  return {
    query: compiler
      .updateTable('mailGrants')
      .set({ attempts, leavesAt })
      .where('mailboxId', '=', grant.mailboxId)
      .where('generation', '=', grant.generation)
      .where('leavesAt', 'is not', null),
  }
}

/** What is to be given back by now. */
export async function listLeaving(db: Reader, now: Instant): Promise<StoredGrant[]> {
  const rows = await db.selectFrom('mailGrants').selectAll().where('leavesAt', '<=', now).limit(50).execute()
  return rows as unknown as StoredGrant[]
}

/** The workspaces in which something is to be given back. */
export async function workspacesWithGrantsLeaving(db: Database, now: Instant): Promise<readonly DueIn[]> {
  const { rows } = await sql<DueIn>`
    select workspace_id, clock_ahead_seconds from jobs.workspaces_with_grants_leaving(${now})`.execute(
    db.system,
  )
  return rows
}

/** Writes down that somebody is on their way. */
export function insertSignIn(workspaceId: WorkspaceId, one: StoredSignIn): Write {
  return {
    query: compiler
      .insertInto('mailSignIns')
      .values({ ...one, bound: JSON.stringify(one.bound), workspaceId }),
  }
}

/** Forgets those who did not come back in time. */
export function deleteOldSignIns(now: Instant): Write {
  return { query: compiler.deleteFrom('mailSignIns').where('until', '<=', now) }
}

/** Who is on their way with this, or null. */
export async function findSignIn(db: Reader, stateHash: string): Promise<StoredSignIn | null> {
  const row = await db
    .selectFrom('mailSignIns')
    .selectAll()
    .where('stateHash', '=', stateHash)
    .executeTakeFirst()
  return (row as unknown as StoredSignIn) ?? null
}

/** Uses up a way: of two who come with it at once, one is refused. */
export function spendSignIn(stateHash: string): Write {
  return {
    query: compiler.deleteFrom('mailSignIns').where('stateHash', '=', stateHash),
    must: 'changed_meanwhile',
  }
}
